import Dossiers

/// What somebody looks for.
///
/// Words are all wanted, in any order, with or without marks (`nguyen van dong` finds `Nguyễn Văn Đông`; marks that
/// are typed put exact hits first). `"…"` is a phrase; a word with punctuation inside (`907/QĐ-UBND`) counts as one. A
/// case code limits the search to that case. `*` after the last word finds words that begin so.
public struct SearchQuery: Hashable, Sendable {
    public var text: String
    /// Among which documents to look.
    public var scope: SearchScope
    /// Whether the last word may be the beginning of a longer one even without `*`.
    public var completesLastWord: Bool

    public init(_ text: String, in scope: SearchScope = SearchScope(), completesLastWord: Bool = false) {
        self.text = text
        self.scope = scope
        self.completesLastWord = completesLastWord
    }
}

/// A page that was found.
public struct SearchHit: Hashable, Sendable {
    public var caseCode: CaseCode
    public var component: ComponentCode
    public var documentID: DocumentID
    public var state: DigitizedDocument.State
    /// 1-based page within the document.
    public var pageNumber: Int
    /// A piece of the page in its original spelling, line feeds as blanks.
    public var snippet: String
    /// What to highlight, as ranges of character offsets in ``snippet``, ascending, not overlapping.
    public var highlights: [Range<Int>]
    /// Mean word confidence of the page, 0 to 100; `nil` without words.
    public var confidence: Double?
    /// Whether the marks that were typed were found just so; `true` when none were typed.
    public var isExact: Bool
    /// Relevance, higher is better; comparable only within one answer.
    public var score: Double
}
