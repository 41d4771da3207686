import DocumentModel
import VietnameseText

/// Tells a separator sheet whose code was torn, scribbled over or copied to death from a page of a paper.
///
/// Missing such a sheet would put the pages after it into the component before it, so the rule leans towards seeing
/// one: what it takes wrongly only waits for a person.
enum SeparatorTracesRule {
    /// A separator bears a frame, a code and a handful of short lines.
    private static let mostWords = 70
    /// With the code's remains but no legible text, a sheet has hardly any words.
    private static let mostWordsBesideCode = 15

    private static let titles = [
        "phieu phan tach", "to phan cach", "phieu tach ho so", "tach ho so", "phan cach ho so",
    ]
    private static let labels = [
        "ma ho so", "thanh phan", "khong dong ghim", "ma vuong", "trang dau cua", "dat phieu nay",
    ]

    static func holds(for reading: PageReading) -> Bool {
        let words = reading.text.words
        guard words.count <= mostWords else { return false }
        let text = Folding.folded(reading.text.lines.map(\.text).joined(separator: " "))
        if text.contains(SeparatorPayload.prefix.lowercased() + "/") { return true }
        if titles.contains(where: { text.containsRoughly($0) }) { return true }
        if labels.count(where: { text.containsRoughly($0) }) >= 2 { return true }
        let hasCode = reading.separatorTraces.hasUndecodedCode || reading.separatorTraces.finderPatterns >= 2
        return hasCode && words.count <= mostWordsBesideCode
    }
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
