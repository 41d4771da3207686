import DocumentModel

/// A line of a text layer beside what is read at its place.
struct LayerLine {
    /// A word of the layer and what is read for it.
    struct Pair {
        var word: Word
        /// Its letters, as they are compared.
        var letters: [Character]
        /// The letters that are read for them.
        var readLetters: [Character]
        /// For each of its letters the one that is read for it; `nil` where there is none.
        var partners: [Character?]
        /// The words, or pieces of them, that are read for it; empty when nothing is.
        var reading: [Word]

        /// The least confidence among these words, 0 to 100.
        var confidence: Double { reading.map(\.confidence).min() ?? 0 }

        /// Whether it says what is read, as far as a reader of print can tell.
        var isBorneOut: Bool {
            letters.count == readLetters.count
                && zip(letters, readLetters).allSatisfy { ComparableText.lookAlike($0, $1) }
        }

        /// Letters that are read as they are.
        var equalLetters: Int {
            zip(letters, partners).count { letter, read in read.map { ComparableText.lookAlike(letter, $0) } ?? false }
        }
    }

    /// The line as the layer has it.
    let line: TextLine
    /// What is read at its place, from left to right.
    let read: [Word]
    let pairs: [Pair]
    /// Share of the letters of both that stand for each other unchanged, 0 to 1.
    let similarity: Double

    init(_ line: TextLine, read placed: [PlacedReading]) {
        let placed = placed.sorted { $0.word.box.x < $1.word.box.x }
        self.line = line
        read = placed.map(\.word)
        let pairs = Self.pairsByPlace(line, placed) ?? Self.pairsByLetters(line, read)
        self.pairs = pairs
        let letters = max(read.reduce(0) { $0 + $1.letterOrDigitCount }, pairs.reduce(0) { $0 + $1.letters.count })
        similarity = letters > 0 ? Double(pairs.reduce(0) { $0 + $1.equalLetters }) / Double(letters) : 1
    }

    /// Pairs of words that stand at one place; `nil` when the words of the two are cut otherwise.
    private static func pairsByPlace(_ line: TextLine, _ read: [PlacedReading]) -> [Pair]? {
        var readings = [Int: Word]()
        for reading in read {
            guard reading.words.count == 1, readings.updateValue(reading.word, forKey: reading.words[0]) == nil else {
                return nil
            }
        }
        return line.words.indices.map { index in
            let reading = readings[index].map { [$0] } ?? []
            let own = ComparableText([line.words[index].text]).letters
            let seen = ComparableText(reading.map(\.text)).letters
            let alignment = LetterAlignment(own, seen)
            return Pair(
                word: line.words[index], letters: own, readLetters: seen,
                partners: alignment.partners.map { $0.map { seen[$0] } }, reading: seen.isEmpty ? [] : reading)
        }
    }

    /// Pairs by the letters that stand for each other, wherever the words are cut.
    private static func pairsByLetters(_ line: TextLine, _ read: [Word]) -> [Pair] {
        let own = ComparableText(line.words.map(\.text))
        let seen = ComparableText(read.map(\.text))
        let alignment = LetterAlignment(own.letters, seen.letters)
        return line.words.indices.map { index in
            let range = own.range(ofWord: index)
            let readRange =
                range.isEmpty ? 0..<0 : alignment.starts[range.lowerBound]..<alignment.starts[range.upperBound]
            return Pair(
                word: line.words[index], letters: Array(own.letters[range]),
                readLetters: Array(seen.letters[readRange]),
                partners: range.map { alignment.partners[$0].map { seen.letters[$0] } },
                reading: seen.pieces(of: read, from: readRange))
        }
    }
}

/// A read word and the words of a layer's line at whose place it stands.
struct PlacedReading {
    var word: Word
    /// Indices in the line, ascending.
    var words: [Int]
}

extension Word {
    /// Letters and digits of it.
    var letterOrDigitCount: Int { text.count { $0.isLetter || $0.isNumber } }
}

extension ComparableText {
    /// The words, or pieces of them, that a range of letters comes from, with their punctuation.
    ///
    /// - Parameter words: the words that this was made of.
    fileprivate func pieces(of words: [Word], from range: Range<Int>) -> [Word] {
        words.indices.compactMap { index in
            let whole = self.range(ofWord: index)
            let part = whole.clamped(to: range)
            if part.isEmpty { return nil }
            if part == whole { return words[index] }
            let characters = words[index].text.count
            let first = part.lowerBound == whole.lowerBound ? 0 : origins[part.lowerBound].offset
            let last = part.upperBound == whole.upperBound ? characters - 1 : origins[part.upperBound - 1].offset
            return first <= last ? words[index].piece(first...last, of: characters) : nil
        }
    }
}

extension Word {
    /// Some of its characters, where they stand if all are equally wide.
    fileprivate func piece(_ range: ClosedRange<Int>, of characters: Int) -> Word {
        var piece = self
        piece.text = String(text.dropFirst(range.lowerBound).prefix(range.count))
        let width = Double(box.width) / Double(max(1, characters))
        piece.box.x += Int(Double(range.lowerBound) * width)
        piece.box.width = Int(Double(range.count) * width)
        return piece
    }
}
