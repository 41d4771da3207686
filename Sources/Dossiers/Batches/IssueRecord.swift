import DocumentModel

/// Something wrong with a batch, a file or a page, as it is reported to the station.
public struct IssueRecord: Hashable, Sendable, Codable {
    public var batchID: BatchID
    /// Name of the file as written (or as the manifest lists it); `nil` when the whole batch is meant.
    public var fileName: String?
    /// 0-based page in the file, `nil` when the whole file is meant.
    public var pageIndex: Int?
    public var code: IssueCode
    /// Technical detail in English, without personal data.
    public var detail: String

    public init(batchID: BatchID, fileName: String?, pageIndex: Int? = nil, code: IssueCode, detail: String) {
        self.batchID = batchID
        self.fileName = fileName
        self.pageIndex = pageIndex
        self.code = code
        self.detail = detail
    }
}
