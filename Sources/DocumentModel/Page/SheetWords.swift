import VietnameseText

/// The words of a page by their places on the sheet, in millimetres and without the scan's skew.
struct SheetWords {
    struct Placed {
        /// Letters and digits only, lower case and without marks, which are misread most: what counts of a word.
        var text: String
        /// The same with its marks.
        var marked: String
        /// Written with a capital: names, headings, codes.
        var isCapitalised: Bool
        var confidence: Double
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        var hasDigit: Bool { text.contains(where: \.isNumber) }

        /// Whether this is a piece of the other word, narrower as it should be: two readers cut a line differently.
        func isCut(of other: Placed) -> Bool {
            text.count >= 4 && other.text.count > text.count && width < 0.9 * other.width
                && (other.text.hasPrefix(text) || other.text.hasSuffix(text))
        }
    }

    private let words: [Placed]

    init(_ page: PageReading) {
        let millimetres = 25.4 / Double(max(1, page.dpi))
        // Skew is clockwise; undoing it turns counter-clockwise about the middle of the page.
        let angle = -page.skew * .pi / 180
        let (cosine, sine) = (SheetPose.cosine(angle), SheetPose.sine(angle))
        let (middleX, middleY) = (Double(page.width) / 2, Double(page.height) / 2)
        words = page.text.words.compactMap { word in
            let text = Folding.folded(word.text).filter { $0.isLetter || $0.isNumber }
            guard !text.isEmpty else { return nil }
            let (x, y) = (word.box.midX - middleX, word.box.midY - middleY)
            let isCapitalised = word.text.first(where: \.isLetter)?.isUppercase ?? false
            let marked = word.text.lowercased().filter { $0.isLetter || $0.isNumber }
            return Placed(
                text: text, marked: marked, isCapitalised: isCapitalised, confidence: word.confidence,
                x: (x * cosine - y * sine) * millimetres, y: (x * sine + y * cosine) * millimetres,
                width: Double(word.box.width) * millimetres,
                height: Double(word.box.height) * millimetres)
        }
    }

    // MARK: Comparing

    /// How far two scans' words bear each other out.
    struct Agreement: Equatable {
        /// Words at one place on both.
        var pairs = 0
        /// Pairs that are equal or may be one word misread.
        var alike = 0
        /// Equal pairs of which both readings are sure.
        var sureEqual = 0
        /// Pairs of sure readings with a digit that differ in one character.
        var slippedNumbers = 0
        /// Pairs of sure readings with a digit that differ in more.
        var contradictedNumbers = 0
        /// Pairs of sure readings, at least one with a capital, that cannot be one word misread.
        var contradictedNames = 0
        /// Pairs of other sure readings that cannot be one word misread.
        var contradictedWords = 0
        /// Equal pairs of sure readings with other marks: Toàn and Toán.
        var otherMarks = 0
        /// Pairs with a digit that differ and are not both sure.
        var unsureNumbers = 0
        /// Words of the page that has fewer.
        var fewest = 0

        /// Whether no sure reading contradicts another in the least, and no number any.
        var isBeyondDoubt: Bool {
            otherMarks == 0 && slippedNumbers == 0 && unsureNumbers == 0 && contradictedWords == 0
                && contradictedNames == 0
        }

        /// Whether they are the words of one sheet.
        ///
        /// Numbers and names tell copies of a form apart; one is enough. Of other words one in a hundred may be misread
        /// with confidence.
        var isOfOneSheet: Bool {
            contradictedNumbers == 0 && slippedNumbers <= likelySlips && contradictedNames == 0
                && contradictedWords * 100 <= sureEqual && sureEqual * 2 >= SameSheet.fewestWords
                && Double(pairs) >= 0.6 * Double(fewest) && Double(alike) >= 0.9 * Double(pairs)
        }

        /// Wrong figures to be expected: where the scans are so bad that one word in eight is unsure, a figure among the
        /// sure ones may be misread as well. On good scans a single figure stands against it all.
        private var likelySlips: Int {
            guard (pairs - sureEqual) * 8 >= pairs else { return 0 }
            return pairs < 160 ? 1 : 2
        }
    }

    /// From this confidence on a reading is believed.
    private static let sure = 85.0
    /// The same for figures, which no dictionary bears out.
    static let sureOfFigures = 90.0

    /// Compares the words at the same places.
    func agreement(with other: SheetWords) -> Agreement {
        var agreement = Agreement()
        agreement.fewest = min(words.count, other.words.count)
        guard let pose = SheetPose(moving: shared(with: other)) else { return agreement }
        for (mine, theirs) in pairs(with: other, pose) {
            let confidence = min(mine.confidence, theirs.confidence)
            let isSure = confidence >= Self.sure
            let isCut = mine.isCut(of: theirs) || theirs.isCut(of: mine)
            if mine.text != theirs.text, !isCut, confidence < Self.sureOfFigures, mine.hasDigit || theirs.hasDigit {
                agreement.unsureNumbers += 1
            }
            agreement.pairs += 1
            if mine.text == theirs.text {
                agreement.alike += 1
                agreement.sureEqual += isSure ? 1 : 0
                agreement.otherMarks += isSure && mine.marked != theirs.marked ? 1 : 0
            } else if isCut {
                agreement.alike += 1
            } else if confidence >= Self.sureOfFigures, mine.hasDigit || theirs.hasDigit {
                if EditDistance.isWithin(1, mine.text, theirs.text) {
                    agreement.slippedNumbers += 1
                    agreement.alike += 1
                } else {
                    agreement.contradictedNumbers += 1
                }
            } else if Self.resemble(mine.text, theirs.text) {
                agreement.alike += 1
            } else if isSure, mine.isCapitalised || theirs.isCapitalised {
                agreement.contradictedNames += 1
            } else if isSure {
                agreement.contradictedWords += 1
            }
        }
        return agreement
    }

    /// Where the words that occur once on both pages stand on this one and on the other.
    private func shared(with other: SheetWords) -> [SheetPose.Point] {
        let theirs = other.unique
        return unique.compactMap { text, word in
            theirs[text].map { SheetPose.Point(x: word.x, y: word.y, movedX: $0.x, movedY: $0.y) }
        }.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    }

    private var unique: [String: Placed] {
        Dictionary(grouping: words.filter { $0.text.count >= 3 }, by: \.text)
            .compactMapValues { $0.count == 1 ? $0[0] : nil }
    }

    /// Words that stand at the same place in about the same width; two readers may cut a line differently, and such
    /// words have no partner.
    private func pairs(with other: SheetWords, _ pose: SheetPose) -> [(Placed, Placed)] {
        let sorted = other.words.sorted { $0.y < $1.y }
        return words.compactMap { word in
            let (x, y) = pose.moved(x: word.x, y: word.y)
            let reach = max(2.5, word.height / 2)
            var start = sorted.startIndex
            var end = sorted.endIndex
            while start < end {
                let middle = (start + end) / 2
                if sorted[middle].y < y - reach { start = middle + 1 } else { end = middle }
            }
            var best: (Placed, Double)?
            for candidate in sorted[start...] {
                if candidate.y > y + reach { break }
                guard max(candidate.width, word.width) <= 1.35 * min(candidate.width, word.width) + 1 else { continue }
                let distance = abs(candidate.x - x) + abs(candidate.y - y)
                guard abs(candidate.x - x) <= max(2, min(candidate.width, word.width) / 2) else { continue }
                if distance < best?.1 ?? .infinity { best = (candidate, distance) }
            }
            return best.map { (word, $0.0) }
        }
    }

    /// Whether two readings may be of one word: at most a third of the letters differ, one in short words.
    private static func resemble(_ a: String, _ b: String) -> Bool {
        let longer = max(a.utf8.count, b.utf8.count)
        return longer >= 2 && EditDistance.isWithin(max(1, longer / 3), a, b)
    }
}
