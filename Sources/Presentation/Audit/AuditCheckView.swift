import Ledger

/// What a check of the record of acts came to.
public struct AuditCheckView: View {
    struct Finding: Encodable {
        var code: String
        var subject: String
        var detail: String
    }

    /// Whether nothing is wrong.
    public private(set) var clean: Bool
    var entries: Int
    /// Number and hash of the last entry; kept elsewhere, they prove later that nothing before was changed.
    var head: String
    var expectedFound: Nullable<Bool>
    var findings: [Finding]

    /// - Parameter isAsExpected: whether an entry that was noted earlier is as it was; `nil` when none was asked for.
    public init(head: AuditHead, faults: [LedgerFault], isAsExpected: Bool?) {
        clean = faults.isEmpty && isAsExpected != false
        entries = head.number
        self.head = "\(head.number):\(head.hash)"
        expectedFound = Nullable(isAsExpected)
        findings = faults.map { Finding(code: $0.code.rawValue, subject: $0.subject, detail: $0.detail) }
    }

    public var text: TextPage {
        var page = TextPage()
        for finding in findings { page.line("✗  [\(finding.code)] \(finding.subject)\n   \(finding.detail)") }
        if expectedFound.value == false {
            page.line("✗  [audit_broken] Mục đã ghi lại không còn như cũ. The noted entry is no longer as it was.")
        }
        page.line("\(entries) mục; \(clean ? "không có lỗi." : "CÓ LỖI.") \(head)")
        return page
    }
}
