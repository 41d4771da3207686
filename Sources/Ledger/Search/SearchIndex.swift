import DocumentModel
import Dossiers

/// The full-text index of one engine.
protocol SearchIndex {
    /// Adds one page of a document, once.
    func add(text: String, fields: String, document: DocumentID, case code: CaseCode, pageNumber: Int) throws

    /// Puts other text and fields in the place of those with which a page was added.
    func replace(
        _ old: IndexedPage, by new: IndexedPage, document: DocumentID, case code: CaseCode, pageNumber: Int) throws

    /// Removes all pages, so that the index can be made anew.
    func removeAll() throws

    /// Finds pages, best first.
    func find(_ terms: SearchTerms, scope: SearchScope, limit: Int) throws -> [IndexHit]
}

/// Among which documents to search.
struct SearchScope {
    var caseCode: CaseCode?
    var includesPast: Bool
}

/// A page that the index found.
struct IndexHit {
    var document: DocumentID
    /// 1-based.
    var pageNumber: Int
    var isExact: Bool
    var score: Double
}

/// What is indexed of a page.
struct IndexedPage: Hashable {
    var text: String
    /// See ``IndexedText/fieldText(_:page:)``.
    var fields: String

    /// - Parameter place: 0-based page within the document.
    init(text: String, fields: DocumentFields, place: Int) {
        self.text = text
        self.fields = IndexedText.fieldText(fields, page: place)
    }
}

/// What is indexed of a page beside its text.
enum IndexedText {
    /// The values of the fields that were read on a page, one a line, so that a number is found in its canonical
    /// spelling even where the page prints it with blanks or a barcode carries it.
    static func fieldText(_ fields: DocumentFields, page: Int) -> String {
        fields.filter { $0.value.page == page && $0.key != .docType }
            .sorted { $0.key.rawValue < $1.key.rawValue }
            .map(\.value.value).joined(separator: "\n")
    }
}
