import Basics
import DocumentModel
import Dossiers

/// The full-text index of one engine.
package protocol SearchIndex {
    /// Adds one page of a document, once.
    func add(_ page: IndexedPage, document: DocumentID, pageNumber: Int) throws

    /// Puts other text, fields and scope in the place of those with which a page was added.
    func replace(_ old: IndexedPage, by new: IndexedPage, document: DocumentID, pageNumber: Int) throws

    /// Removes all pages, so that the index can be made anew.
    func removeAll() throws

    /// Finds pages, best first; without terms all that are in scope, the newest first.
    func find(_ terms: [SearchTerm], scope: IndexScope, limit: Int) throws -> [IndexHit]
}

/// A page that the index found.
package struct IndexHit {
    package var document: DocumentID
    /// 1-based.
    package var pageNumber: Int
    package var isExact: Bool
    package var score: Double

    package init(document: DocumentID, pageNumber: Int, isExact: Bool, score: Double) {
        self.document = document
        self.pageNumber = pageNumber
        self.isExact = isExact
        self.score = score
    }
}

/// What is indexed of a page.
package struct IndexedPage: Hashable {
    package var text: String
    /// See ``IndexedText/fieldText(_:page:)``.
    package var fields: String
    /// See ``ScopeWords``.
    package var scope: [String]

    /// - Parameter place: 0-based page within the document.
    package init(text: String, fields: DocumentFields, place: Int, of code: CaseCode, scannedAt: Instant) {
        self.text = text
        self.fields = IndexedText.fieldText(fields, page: place)
        scope = ScopeWords.words(of: code, fields, scannedAt: scannedAt)
    }

    init(text: String, place: Int, of draft: DocumentDraft) {
        self.init(
            text: text, fields: draft.fields, place: place, of: draft.caseCode, scannedAt: draft.occurredAt)
    }
}

/// What is indexed of a page beside its text.
package enum IndexedText {
    /// The values of the fields that were read on a page, one a line, so that a number is found in its canonical
    /// spelling even where the page prints it with blanks or a barcode carries it.
    package static func fieldText(_ fields: DocumentFields, page: Int) -> String {
        fields.filter { $0.value.page == page && $0.key != .docType }
            .sorted { $0.key.rawValue < $1.key.rawValue }
            .map(\.value.value).joined(separator: "\n")
    }
}
