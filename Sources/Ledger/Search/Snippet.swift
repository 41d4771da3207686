import VietnameseText

/// A piece of a page around what was found, in its original spelling.
struct Snippet: Hashable {
    var text: String
    /// Character offsets in ``text``, ascending, not overlapping.
    var highlights: [Range<Int>]
    /// How many of the terms the piece shows.
    var termsShown: Int

    /// Characters of a piece, about.
    static let length = 160

    /// Cuts the piece that shows most of the terms.
    init(of text: String, showing terms: [SearchTerm]) {
        let text = Folding.composed(text)
        let matches = Self.matches(of: terms, in: text)
        let window = Self.window(matches, count: text.count)
        let shown = matches.filter { window.contains($0.range.lowerBound) && $0.range.upperBound <= window.upperBound }
        let cut = Self.cut(text, window)
        self.text = cut.text
        highlights = Self.merged(shown.map(\.range)).map {
            $0.lowerBound - window.lowerBound + cut.shift..<$0.upperBound - window.lowerBound + cut.shift
        }
        termsShown = Set(shown.map(\.term)).count
    }

    private struct Match {
        var term: Int
        var range: Range<Int>
    }

    private static func matches(of terms: [SearchTerm], in text: String) -> [Match] {
        let words = WordBoundaries.words(in: text)
        let folded = words.map { Folding.folded(String($0.text)) }
        var matches: [Match] = []
        for start in words.indices {
            for (number, term) in terms.enumerated() where occurs(term, at: start, in: folded) {
                let end = words[start + term.folded.count - 1].range.upperBound
                matches.append(Match(term: number, range: words[start].range.lowerBound..<end))
            }
        }
        return matches
    }

    private static func occurs(_ term: SearchTerm, at start: Int, in words: [String]) -> Bool {
        let wanted = term.folded
        guard start + wanted.count <= words.count else { return false }
        for (offset, word) in wanted.enumerated() {
            let found = words[start + offset]
            let isLast = offset == wanted.count - 1
            guard found == word || (isLast && term.isPrefix && found.hasPrefix(word)) else { return false }
        }
        return true
    }

    /// The stretch of ``length`` characters that shows most different terms, the first of equals.
    private static func window(_ matches: [Match], count: Int) -> Range<Int> {
        guard let first = matches.first else { return 0..<min(count, length) }
        var (best, bestShown) = (first, 0)
        for (place, match) in matches.enumerated() {
            let end = match.range.lowerBound + length * 2 / 3
            let shown = Set(matches[place...].prefix { $0.range.upperBound <= end }.map(\.term)).count
            if shown > bestShown { (best, bestShown) = (match, shown) }
        }
        let start = max(0, best.range.lowerBound - length / 4)
        return start..<min(count, max(start + length, best.range.upperBound))
    }

    /// Takes a stretch out of the text with white space as single blanks in number, and marks where text was left out.
    private static func cut(_ text: String, _ window: Range<Int>) -> (text: String, shift: Int) {
        let piece = text.dropFirst(window.lowerBound).prefix(window.count)
        let plain = String(piece.map { $0.isWhitespace ? " " : $0 })
        let before = window.lowerBound > 0 ? "…" : ""
        let after = window.upperBound < text.count ? "…" : ""
        return (before + plain + after, before.count)
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
