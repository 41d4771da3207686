import Dossiers
import VietnameseText

/// One word or phrase that is looked for.
package struct SearchTerm: Hashable, Sendable {
    /// The words as typed, composed and in lower case; never empty.
    package var exact: [String]
    /// The words without marks; as many as ``exact``.
    package var folded: [String]
    /// Whether the last word may be the beginning of a longer one.
    package var isPrefix: Bool

    /// Takes the words of `text`; `nil` when it has none.
    package init?(_ text: String, isPrefix: Bool = false) {
        let words = WordBoundaries.words(in: Folding.composed(text)).map { String($0.text) }
        guard !words.isEmpty else { return nil }
        exact = words.map(Folding.exact)
        folded = words.map(Folding.folded)
        self.isPrefix = isPrefix
    }

    /// Whether marks were typed, so that the spelling counts.
    package var hasMarks: Bool { exact != folded }
}

/// A query taken apart.
package struct SearchTerms: Sendable {
    /// What must all be on the page.
    package private(set) var terms: [SearchTerm] = []
    /// Cases that the query names.
    package private(set) var caseCode: CaseCode?

    package static let maximumLength = 400
    package static let maximumTerms = 24

    /// Takes any text apart; what exceeds the limits is cut off.
    package init(_ query: SearchQuery) {
        caseCode = query.scope.caseCode
        var rest = Folding.composed(String(query.text.prefix(Self.maximumLength)))[...]
        while terms.count < Self.maximumTerms {
            rest = rest.drop(while: \.isWhitespace)
            guard let first = rest.first else { break }
            if Self.isQuote(first) {
                rest = rest.dropFirst()
                add(phrase: rest.prefix { !Self.isQuote($0) })
                rest = rest.drop { !Self.isQuote($0) }.dropFirst()
            } else {
                add(word: rest.prefix { !$0.isWhitespace && !Self.isQuote($0) })
                rest = rest.drop { !$0.isWhitespace && !Self.isQuote($0) }
            }
        }
        if query.completesLastWord, let last = terms.indices.last { terms[last].isPrefix = true }
    }

    private mutating func add(phrase: Substring) {
        if let term = SearchTerm(String(phrase)) { terms.append(term) }
    }

    private mutating func add(word: Substring) {
        if let code = CaseCode(rawValue: word.uppercased()), caseCode == nil || caseCode == code {
            caseCode = code
        } else if let term = SearchTerm(String(word), isPrefix: word.last == "*") {
            terms.append(term)
        }
    }

    private static func isQuote(_ character: Character) -> Bool { "\"“”„«»".contains(character) }
}
