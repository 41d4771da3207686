import DocumentModel
import ScannedPages

/// Compares a page's text layer with what is read from its picture and decides word by word which of the two stands.
///
/// A layer counts where it says what is seen. What differs is weighed by how the page agrees on the whole; what cannot
/// be seen at all (covered, white on white, cut off) is no text; what is seen and not in the layer is taken as read.
struct LayerComparison {
    /// The lines of the layer with what was replaced in them, in no order.
    let lines: [TextLine]
    let use: LayerUse
    /// The layer's words, for telling what is read beside them.
    private let places: WordPlaces

    /// - Parameters:
    ///   - layer: in the frame of the picture.
    ///   - readings: all that was read, credible or not.
    ///   - picture: 8-bit gray, as an eye sees the page.
    init(_ layer: TextLayer, readings: [Word], picture: borrowing Pix) {
        let places = WordPlaces(of: layer.lines, read: readings)
        self.places = places
        let compared = layer.lines.indices.map { LayerLine(layer.lines[$0], read: places.read(atLine: $0)) }
        let trust = LayerTrust(compared, isSound: layer.isSound)
        guard trust.isBelieved || (layer.isSound && !trust.isReadable), !places.isMuddled else {
            (lines, use) = ([], .none)
            return
        }
        var lines: [TextLine] = []
        var (kept, changed) = (0, 0)
        for (index, line) in compared.enumerated() {
            if line.isAnotherText {
                changed += 1
                if let read = TextLine(credible: line.read) { lines.append(read) }
                continue
            }
            var words: [Word] = []
            for (place, pair) in line.pairs.enumerated() where !places.isDouble(line: index, word: place) {
                let isOverPicture = layer.pictures.contains { $0.holdsCentre(of: pair.word.box) }
                switch Self.verdict(on: pair, of: line, trust, isOverPicture: isOverPicture, picture) {
                case .keep(let confidence):
                    words.append(pair.word.withConfidence(confidence))
                    kept += 1
                case .replace(let most):
                    words += pair.reading.map { $0.withConfidence(min($0.confidence, most)) }
                    changed += 1
                case .drop: changed += 1
                }
            }
            if let left = line.line(of: words) { lines.append(left) }
        }
        self.lines = lines
        use = kept == 0 ? .none : changed == 0 ? .whole : .partly
    }

    private static func verdict(
        on pair: LayerLine.Pair, of line: LayerLine, _ trust: LayerTrust, isOverPicture: Bool, _ picture: borrowing Pix
    ) -> LayerVerdict {
        if pair.letters.isEmpty {
            // Punctuation is taken from the page for reading, leaders are, or read as something else.
            let isAlone = line.pairs.allSatisfy(\.letters.isEmpty)
            return isAlone && !Self.isSeen(pair.word, picture) ? .drop : .keep(confidence: LayerVerdict.certain)
        }
        // What is read of a bar or a picture that covers a word has nothing of it.
        if 2 * pair.equalLetters < pair.letters.count, pair.confidence < 75, !Self.isSeen(pair.word, picture) {
            return .drop
        }
        if !pair.isBorneOut, pair.confidence < LayerVerdict.surelyRead,
            Self.traces(of: pair.word).arePartlyHidden(in: picture)
        {
            return pair.reading.isEmpty ? .drop : .replace(confidence: LayerVerdict.disputed)
        }
        guard pair.reading.isEmpty else {
            let isGarbled = isOverPicture || line.isGarbled
            return LayerVerdict(of: pair, trust: trust, isDoubted: isGarbled)
        }
        return isOverPicture ? .drop : .keep(confidence: LayerVerdict.unproved)
    }

    private static func isSeen(_ word: Word, _ picture: borrowing Pix) -> Bool {
        traces(of: word).areSeen(in: picture)
    }

    private static func traces(of word: Word) -> LetterTraces {
        LetterTraces(box: word.box, count: word.letterOrDigitCount)
    }

    /// The lines of the layer together with what is read beside them, in no order.
    ///
    /// - Parameter read: the lines of the page that can be believed.
    func joined(with read: [TextLine]) -> [TextLine] {
        var lines = lines
        for line in read {
            let words = line.words.filter { !places.tells(of: $0.box) }
            guard let first = words.first else { continue }
            let rest = TextLine(words: words, box: words.dropFirst().reduce(first.box) { $0.union($1.box) })
            guard rest.isWorthAdding else { continue }
            if let row = lines.firstIndex(where: { $0.surrounds(rest.box) }) {
                lines[row].words = (lines[row].words + words).sorted { $0.box.x < $1.box.x }
                lines[row].box = lines[row].box.union(rest.box)
            } else {
                lines.append(rest)
            }
        }
        return lines
    }
}

extension TextLine {
    /// Whether what is read beside a text layer is text: what programs draw is read well, if it is print at all.
    fileprivate var isWorthAdding: Bool {
        words.contains(where: \.hasLetterOrDigit) && confidence >= (words.letterCount >= 4 ? 60 : 80)
    }

    /// Whether a box stands in the row of this line, between its ends.
    fileprivate func surrounds(_ other: PixelBox) -> Bool {
        let shared = box.sharedHeight(with: other)
        return 2 * shared >= min(box.height, other.height) && box.x < other.x && other.maxX < box.maxX
    }
}

extension Word {
    fileprivate func withConfidence(_ confidence: Double) -> Word {
        var word = self
        word.confidence = confidence
        return word
    }
}

extension LayerLine {
    /// The line of the words that are left of it; `nil` when these are only stops and dashes.
    fileprivate func line(of words: [Word]) -> TextLine? {
        guard let first = words.first,
            words.contains(where: \.hasLetterOrDigit) || pairs.allSatisfy(\.letters.isEmpty)
        else { return nil }
        // The line's own box is higher than its letters, as all others are.
        if words.map(\.text) == line.words.map(\.text) { return TextLine(words: words, box: line.box) }
        return TextLine(words: words, box: words.dropFirst().reduce(first.box) { $0.union($1.box) })
    }

    /// Whether what is read at its place is surely another text.
    fileprivate var isAnotherText: Bool {
        similarity < 0.5 && read.letterCount >= 4 && read.meanConfidence >= 75
    }
}
