import DocumentModel
import Dossiers

/// The full-text index of one engine.
package protocol SearchIndex {
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
package struct SearchScope {
    package var caseCode: CaseCode?
    package var includesPast: Bool

    package init(caseCode: CaseCode?, includesPast: Bool) {
        self.caseCode = caseCode
        self.includesPast = includesPast
    }
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

    /// - Parameter place: 0-based page within the document.
    package init(text: String, fields: DocumentFields, place: Int) {
        self.text = text
        self.fields = IndexedText.fieldText(fields, page: place)
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
