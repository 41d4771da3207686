import DocumentModel

/// Pages of a batch were read.
public struct PagesReadView: Encodable {
    var pagesRead: Int
    var pagesTotal: Int?

    /// - Parameter total: `nil` while it is not known.
    public init(read: Int, of total: Int?) { (pagesRead, pagesTotal) = (read, total) }
}

/// A document was attached to its case.
public struct AttachedView: Encodable {
    var `case`: String
    var component: String
    var pages: Int

    public init(caseCode: String, component: String, pages: Int) {
        (self.case, self.component, self.pages) = (caseCode, component, pages)
    }
}

/// Something is wrong with a file or page of a batch.
public struct BatchIssueView: Encodable {
    var code: String
    var file: String?
    /// 1-based page in the file.
    var page: Int?
    var messageVi: String
    var messageEn: String

    /// - Parameter pageIndex: 0-based.
    public init(_ code: IssueCode, file: String?, pageIndex: Int?) {
        (self.code, self.file, page) = (code.rawValue, file, pageIndex.map { $0 + 1 })
        (messageVi, messageEn) = (code.message.vietnamese, code.message.english)
    }
}
