import Dossiers

/// An issue as exports show it; the keys are those of the results schema, with the messages beside.
public struct IssueView: Encodable {
    var batch: String?
    var file: String
    var index: Int?
    var code: String
    var messageVi: String
    var messageEn: String
    var detail: String

    init(_ issue: IssueRecord, batch: String?) {
        self.batch = batch
        file = issue.fileName ?? ""
        index = issue.pageIndex
        code = issue.code.rawValue
        messageVi = issue.code.message(detail: issue.detail).vietnamese
        messageEn = issue.code.message(detail: issue.detail).english
        detail = issue.detail
    }
}
