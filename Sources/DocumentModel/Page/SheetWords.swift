/// The words of a page by their places on the sheet, in millimetres and without the scan's skew.
struct SheetWords {
    struct Placed {
        /// Letters and digits only, lower case: what counts of a word.
        var text: String
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
            let text = String(word.text.lowercased().filter { $0.isLetter || $0.isNumber })
            guard !text.isEmpty else { return nil }
            let (x, y) = (word.box.midX - middleX, word.box.midY - middleY)
            return Placed(
                text: text, confidence: word.confidence, x: (x * cosine - y * sine) * millimetres,
                y: (x * sine + y * cosine) * millimetres, width: Double(word.box.width) * millimetres,
                height: Double(word.box.height) * millimetres)
        }
    }

    // Skews are small; series to the fifth power are exact to 1e-5 for 30 degrees and need no C library.
    private static func sine(_ a: Double) -> Double { a - a * a * a / 6 + a * a * a * a * a / 120 }
    private static func cosine(_ a: Double) -> Double { 1 - a * a / 2 + a * a * a * a / 24 }

    // MARK: Comparing

    /// From this confidence on both readings of a number are believed.
    private static let sure = 85.0
    /// Shares of pairs that must be alike: all words, sure or not, and those that were paired at all.
    private static let (leastAlike, leastPaired) = (0.93, 0.6)

    /// Whether words at the same places are the same words.
    func agree(with other: SheetWords) -> Bool {
        guard let shift = shift(to: other) else { return false }
        let pairs = pairs(with: other, shift)
        guard Double(pairs.count) >= Self.leastPaired * Double(min(words.count, other.words.count)) else {
            return false
        }
        var alike = 0
        var sureContradictions = 0
        var surePairs = 0
        for (mine, theirs) in pairs {
            let isSure = min(mine.confidence, theirs.confidence) >= Self.sure
            if mine.text == theirs.text {
                alike += 1
                surePairs += isSure ? 1 : 0
                continue
            }
            // Numbers tell copies of a form apart; one digit is enough.
            if isSure, mine.hasDigit || theirs.hasDigit { return false }
            if Self.resemble(mine.text, theirs.text) {
                alike += 1
            } else if isSure {
                sureContradictions += 1
            }
        }
        guard surePairs >= SameSheet.fewestWords / 2 else { return false }
        // A sure word that reads wholly otherwise is another name; a misreading that sure and that far off is rare.
        return sureContradictions == 0 && Double(alike) >= Self.leastAlike * Double(pairs.count)
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

    /// Whether two readings may be of one word: at most a third of the characters differ.
    private static func resemble(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a), Array(b))
        guard max(a.count, b.count) <= 100 else { return false }
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let cost = min(diagonal + (left == right ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count] * 3 <= max(a.count, b.count)
    }
}
