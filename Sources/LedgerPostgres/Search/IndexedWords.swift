import Ledger
import VietnameseText

/// The words of a page as a `tsvector`, written by us: the server's own parser would take `2280/QĐ-UBND` for the path of
/// a file.
///
/// A word stands twice, as it is written and without its marks, at the same place; the first letter of a lexeme says
/// which: `e` exact, `f` folded, `s` a word of the page's scope, which has no place. Fields stand after the text, with a
/// gap that no phrase reaches over, and have the weight A.
enum IndexedWords {
    /// The last place that a `tsvector` knows; words after it are found, but not as parts of phrases.
    private static let lastPlace = 16_383
    /// Places of one word that a `tsvector` keeps.
    private static let placesOfWord = 255
    /// Bytes of lexemes; a `tsvector` has room for 1 MiB with their places.
    private static let maximumBytes = 600_000
    /// Bytes of one word; more than any word has, but not than a page of rubbish without blanks.
    private static let maximumWordBytes = 1_000

    static func vector(of page: IndexedPage) -> String {
        var builder = Builder()
        for word in page.scope { builder.add("s", word, at: nil, weight: "") }
        let end = builder.add(text: page.text, from: 1, weight: "")
        // Places of exact and folded words are counted apart: folding may take a word apart.
        builder.add(text: page.fields, from: end + 2, weight: "A")
        return builder.vector
    }

    /// A lexeme as it stands in a `tsvector` or `tsquery`.
    static func quoted(_ kind: Character, _ word: String) -> String {
        "'\(kind)\(cut(word).replacing("'", with: "''").replacing("\\", with: "\\\\"))'"
    }

    private static func cut(_ word: String) -> String {
        guard word.utf8.count > maximumWordBytes else { return word }
        var (cut, bytes) = (String.UnicodeScalarView(), 0)
        for scalar in word.unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= maximumWordBytes else { break }
            cut.append(scalar)
        }
        return String(cut)
    }

    private struct Builder {
        private var places: [String: [String]] = [:]
        private var bytes = 0

        mutating func add(_ kind: Character, _ word: String, at place: Int?, weight: String) {
            let lexeme = IndexedWords.quoted(kind, word)
            if places[lexeme] == nil {
                guard bytes + lexeme.utf8.count <= IndexedWords.maximumBytes else { return }
                bytes += lexeme.utf8.count
                places[lexeme] = []
            }
            guard let place, place <= IndexedWords.lastPlace else { return }
            let known = places[lexeme]?.count ?? 0
            if known < IndexedWords.placesOfWord { places[lexeme]?.append("\(place)\(weight)") }
        }

        /// - Returns: the place of the last word.
        @discardableResult
        mutating func add(text: String, from first: Int, weight: String) -> Int {
            let exact = WordBoundaries.words(in: Folding.exact(text))
            let folded = WordBoundaries.words(in: Folding.folded(text))
            for (offset, word) in exact.enumerated() { add("e", String(word.text), at: first + offset, weight: weight) }
            for (offset, word) in folded.enumerated() {
                add("f", String(word.text), at: first + offset, weight: weight)
            }
            return first + max(exact.count, folded.count)
        }

        /// In the order of the lexemes, so that the same page always gives the same text.
        var vector: String {
            places.sorted { $0.key < $1.key }.map { lexeme, places in
                places.isEmpty ? lexeme : "\(lexeme):\(places.joined(separator: ","))"
            }.joined(separator: " ")
        }
    }
}
