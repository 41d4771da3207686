import DocumentModel
import VietnameseText

/// Tells a separator sheet whose code was torn, scribbled over or copied to death from a page of a paper.
///
/// Missing such a sheet would put the pages after it into the component before it, so the rule leans towards seeing
/// one: what it takes wrongly only waits for a person.
enum SeparatorTracesRule {
    /// A separator bears a title, a code, a handful of short lines and at most some instructions.
    private static let mostWords = 160
    /// The labels of a separator stand on other papers too, among more words.
    private static let mostWordsBesideLabels = 45
    /// With the code's remains but no legible text, a sheet has hardly any words.
    private static let mostWordsBesideCode = 15
    /// Where scribbles or a blot cover the code, they cover the words about it too. A paper with a picture has more.
    private static let mostLegibleWordsOnDefacedSheet = 5
    /// One finder pattern is a shred of a code, or an accident; then hardly anything else may be legible.
    private static let mostLegibleWordsBesideShred = 2

    private static let titles = [
        "phieu phan tach", "to phan cach", "phieu tach ho so", "tach ho so", "phan cach ho so",
    ]
    private static let mostWordsInTitle = 7
    private static let labels = ["ma ho so", "thanh phan"]
    private static let instructions = [
        "khong dong ghim", "ma vuong", "trang dau cua", "dat phieu nay", "dat to nay", "to phan cach ke tiep",
    ]

    static func holds(for reading: PageReading) -> Bool {
        let count = reading.text.words.count
        guard count <= mostWords else { return false }
        return namesItself(reading.text, wordCount: count) || bearsRemains(reading, wordCount: count)
    }

    /// Whether the print says that it is a separator.
    private static func namesItself(_ page: PageText, wordCount: Int) -> Bool {
        let lines = page.lines.map { Folding.folded($0.text) }
        let text = lines.joined(separator: " ")
        if text.contains(SeparatorPayload.prefix.lowercased() + "/") { return true }
        let heads = lines.filter { $0.split(separator: " ").count <= mostWordsInTitle }
        if heads.contains(where: { head in titles.contains { head.containsRoughly($0) } }) { return true }
        let instructed = instructions.count { text.containsRoughly($0) }
        let labelled = labels.count { text.containsRoughly($0) }
        return instructed >= 2 || (instructed + labelled >= 2 && wordCount <= mostWordsBesideLabels)
    }

    /// Whether hardly more than the remains of a code is on the page.
    private static func bearsRemains(_ reading: PageReading, wordCount: Int) -> Bool {
        let traces = reading.separatorTraces
        let legible = reading.text.words.count(where: \.isLegible)
        if traces.hasDefacedArea, legible <= mostLegibleWordsOnDefacedSheet { return true }
        if traces.finderPatterns >= 1, legible <= mostLegibleWordsBesideShred { return true }
        return (traces.hasUndecodedCode || traces.finderPatterns >= 2) && wordCount <= mostWordsBesideCode
    }
}

extension Word {
    /// Whether it was hardly made up from strokes: three letters or figures that were read with confidence.
    fileprivate var isLegible: Bool { confidence >= 70 && text.count { $0.isLetter || $0.isNumber } >= 3 }
}

extension String {
    /// Whether a phrase occurs with at most one letter in six misread.
    func containsRoughly(_ phrase: String) -> Bool {
        if contains(phrase) { return true }
        let text = Array(unicodeScalars)
        let pattern = Array(phrase.unicodeScalars)
        return lowestEditDistance(of: pattern, anywhereIn: text) <= pattern.count / 6
    }
}

/// Sellers' algorithm: the fewest edits that make `pattern` equal to some stretch of `text`.
private func lowestEditDistance(of pattern: [Unicode.Scalar], anywhereIn text: [Unicode.Scalar]) -> Int {
    var column = Array(0...pattern.count)
    var best = pattern.count
    for character in text {
        var diagonal = column[0]
        column[0] = 0
        for row in 1...max(1, pattern.count) where row <= pattern.count {
            let substitution = diagonal + (pattern[row - 1] == character ? 0 : 1)
            diagonal = column[row]
            column[row] = min(substitution, column[row] + 1, column[row - 1] + 1)
        }
        best = min(best, column[pattern.count])
    }
    return best
}
