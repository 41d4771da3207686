import Dossiers

/// An issue as exports print it; the keys are those of the results schema, with the messages beside.
struct IssueJSON: Encodable {
    var batch: String?
    var file: String
    var index: Int?
    var code: String
    var message_vi: String
    var message_en: String
    var detail: String

    init(_ issue: IssueRecord, batch: String?) {
        self.batch = batch
        file = issue.fileName ?? ""
        index = issue.pageIndex
        code = issue.code.rawValue
        message_vi = issue.code.message.vietnamese
        message_en = issue.code.message.english
        detail = issue.detail
    }
}
