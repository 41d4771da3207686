import VietnameseText

/// The words of a page by their places on the sheet, in millimetres and without the scan's skew.
struct SheetWords {
    struct Placed {
        /// Letters and digits only, lower case and without marks, which are misread most: what counts of a word.
        var text: String
        /// Written with a capital: names, headings, codes.
        var isCapitalised: Bool
        var confidence: Double
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        var hasDigit: Bool { text.contains(where: \.isNumber) }
    }

    private let words: [Placed]

    init(_ page: PageReading) {
        let millimetres = 25.4 / Double(max(1, page.dpi))
        // Skew is clockwise; undoing it turns counter-clockwise about the middle of the page.
        let angle = -page.skew * .pi / 180
        let (cosine, sine) = (Self.cosine(angle), Self.sine(angle))
        let (middleX, middleY) = (Double(page.width) / 2, Double(page.height) / 2)
        words = page.text.words.compactMap { word in
            let text = Folding.folded(word.text).filter { $0.isLetter || $0.isNumber }
            guard !text.isEmpty else { return nil }
            let (x, y) = (word.box.midX - middleX, word.box.midY - middleY)
            let isCapitalised = word.text.first(where: \.isLetter)?.isUppercase ?? false
            return Placed(
                text: text, isCapitalised: isCapitalised, confidence: word.confidence,
                x: (x * cosine - y * sine) * millimetres, y: (x * sine + y * cosine) * millimetres,
                width: Double(word.box.width) * millimetres,
                height: Double(word.box.height) * millimetres)
        }
    }

    // Skews are small; series to the fifth power are exact to 1e-5 for 30 degrees and need no C library.
    private static func sine(_ a: Double) -> Double { a - a * a * a / 6 + a * a * a * a * a / 120 }
    private static func cosine(_ a: Double) -> Double { 1 - a * a / 2 + a * a * a * a / 24 }

    // MARK: Comparing

    /// How far two scans' words bear each other out.
    struct Agreement: Equatable {
        /// Words at one place on both.
        var pairs = 0
        /// Pairs that are equal or may be one word misread.
        var alike = 0
        /// Equal pairs of which both readings are sure.
        var sureEqual = 0
        /// Pairs of sure readings with a digit that differ in any character.
        var contradictedNumbers = 0
        /// Pairs of sure readings, at least one with a capital, that cannot be one word misread.
        var contradictedNames = 0
        /// Pairs of other sure readings that cannot be one word misread.
        var contradictedWords = 0
        /// Words of the page that has fewer.
        var fewest = 0

        /// Whether they are the words of one sheet.
        ///
        /// Numbers and names tell copies of a form apart; one is enough. Of other words one in a hundred may be misread
        /// with confidence.
        var isOfOneSheet: Bool {
            contradictedNumbers == 0 && contradictedNames == 0 && contradictedWords * 100 <= sureEqual
                && sureEqual * 2 >= SameSheet.fewestWords
                && Double(pairs) >= 0.6 * Double(fewest) && Double(alike) >= 0.93 * Double(pairs)
        }
    }

    /// From this confidence on a reading is believed.
    private static let sure = 85.0

    /// Compares the words at the same places.
    func agreement(with other: SheetWords) -> Agreement {
        var agreement = Agreement()
        agreement.fewest = min(words.count, other.words.count)
        guard let shift = shift(to: other) else { return agreement }
        for (mine, theirs) in pairs(with: other, shift) {
            let isSure = min(mine.confidence, theirs.confidence) >= Self.sure
            agreement.pairs += 1
            if mine.text == theirs.text {
                agreement.alike += 1
                agreement.sureEqual += isSure ? 1 : 0
            } else if isSure, mine.hasDigit || theirs.hasDigit {
                agreement.contradictedNumbers += 1
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

    /// How far the other page's words stand from these: the median over words that occur once on both.
    private func shift(to other: SheetWords) -> (x: Double, y: Double)? {
        let theirs = other.unique
        let moved = unique.compactMap { text, word in theirs[text].map { (x: $0.x - word.x, y: $0.y - word.y) } }
        guard moved.count >= 3 else { return nil }
        let shift = (x: moved.map(\.x).sorted()[moved.count / 2], y: moved.map(\.y).sorted()[moved.count / 2])
        // More than a feeder does is another layout.
        return abs(shift.x) <= 15 && abs(shift.y) <= 15 ? shift : nil
    }

    private var unique: [String: Placed] {
        Dictionary(grouping: words.filter { $0.text.count >= 3 }, by: \.text)
            .compactMapValues { $0.count == 1 ? $0[0] : nil }
    }

    /// Words that stand at the same place in about the same width; two readers may cut a line differently, and such
    /// words have no partner.
    private func pairs(with other: SheetWords, _ shift: (x: Double, y: Double)) -> [(Placed, Placed)] {
        let sorted = other.words.sorted { $0.y < $1.y }
        return words.compactMap { word in
            let (x, y) = (word.x + shift.x, word.y + shift.y)
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
