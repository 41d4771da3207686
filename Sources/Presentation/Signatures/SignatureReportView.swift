import Basics
import DocumentModel
import Ledger

/// What was found of a file's signatures.
public struct SignatureReportView: ListedView, Sendable {
    struct Evidence: Encodable, Sendable {
        var kind: String
        var sha256: String
    }

    public let report: SignatureReport
    /// Path or name of the file; not there for a file that is named by its digest alone.
    var file: String?
    var sha256: String?
    var check: String?
    public let outcome: String
    public let messageVi: String
    public let messageEn: String
    var fault: String?
    var detail: String?
    public let signatures: [SignatureView]
    var evidence: [Evidence]
    var judgedAt: Int64
    var recordedAt: Int64?

    /// A file that lies anywhere.
    public init(_ report: SignatureReport, file: String? = nil) {
        self.report = report
        self.file = file
        let said = report.fault.map(SignatureText.fault) ?? SignatureText.outcome(report.outcome)
        outcome = report.outcomeName
        (messageVi, messageEn) = (said.vietnamese, said.english)
        (fault, detail) = (report.fault?.rawValue, report.detail.isEmpty ? nil : report.detail)
        signatures = report.signatures.map(SignatureView.init)
        evidence = report.evidence.map { Evidence(kind: $0.kind.rawValue, sha256: $0.digest) }
        judgedAt = report.judgedAt
    }

    /// A check that is recorded.
    public init(_ check: SignatureCheck) {
        self.init(check.report)
        sha256 = check.file.rawValue
        self.check = check.id.rawValue
        recordedAt = check.recordedAt.milliseconds
    }

    private enum CodingKeys: CodingKey {
        case file, sha256, check, outcome, messageVi, messageEn, fault, detail, signatures, evidence, judgedAt,
            recordedAt
    }

    public static func page(_ reports: [SignatureReportView]) -> TextPage {
        var page = TextPage()
        for report in reports { page += report.page }
        if reports.isEmpty { page.line("Không có tệp nào được ký số.") }
        return page
    }

    private var page: TextPage {
        var page = TextPage()
        let name = file ?? sha256.map { "tệp \($0.prefix(16))…" } ?? "tệp"
        page.line("\(name): \(messageVi)\(detail.map { " (\($0))" } ?? "") [\(fault ?? outcome)]")
        for (place, signature) in signatures.enumerated() {
            page.line("  \(place + 1). \(signature.messageVi) [\(signature.outcome)]")
            if let reason = signature.reason { page.line("     Lý do: \(reason.messageVi) [\(reason.code)]") }
            page.table(signature.rows.map { [$0.name.vietnamese + ":", $0.value.vietnamese] }, indent: 5)
            for warning in signature.warnings { page.line("     ! \(warning.messageVi)") }
            for change in signature.changes { page.line("     + sau khi ký: \(change.messageVi)") }
        }
        if let recordedAt = SignatureText.time(recordedAt) { page.line("  Kiểm tra lúc \(recordedAt)") }
        return page
    }
}

/// Signed files of a list.
public struct SignedFileView: ListedView, Sendable {
    struct Document: Encodable, Sendable {
        var id: String
        var `case`: String
        var component: String
    }

    var sha256: String
    var outcome: String
    var messageVi: String
    var messageEn: String
    var signers: [String]
    var stampedAt: Int64?
    var documents: [Document]
    var recordedAt: Int64

    public init(_ file: SignedFile) {
        let said = SignatureText.outcome(file.check.report.outcome)
        sha256 = file.check.file.rawValue
        outcome = file.check.report.outcomeName
        (messageVi, messageEn) = (said.vietnamese, said.english)
        signers = file.check.report.signatures.filter { !$0.facts.isDocumentTimeStamp }.map { signature in
            [signature.facts.signer, signature.facts.organ].compactMap(\.self).joined(separator: ", ")
        }
        stampedAt = file.check.report.signatures.compactMap(\.facts.tokenTime).max()
        documents = file.documents.map { Document(id: $0.document, case: $0.caseCode, component: $0.component) }
        recordedAt = file.check.recordedAt.milliseconds
    }

    public static func page(_ files: [SignedFileView]) -> TextPage {
        var page = TextPage()
        for file in files {
            let places = file.documents.map { "\($0.case) / \($0.component) (\($0.id))" }
            page.line("\(file.sha256.prefix(16))… \(file.messageVi) [\(file.outcome)]")
            for signer in file.signers { page.line("  ký: \(signer)") }
            for place in places { page.line("  \(place)") }
        }
        page.line(files.isEmpty ? "Không có tệp nào." : "\(files.count) tệp")
        return page
    }
}

/// Something that an administrator fed in.
public struct TrustItemView: ListedView, Sendable {
    var number: Int
    var kind: String
    var kindVi: String
    var kindEn: String
    var subject: String
    var sha256: String
    var holdsFrom: Int64?
    var holdsTo: Int64?
    /// Whether its own term has ended.
    var hasEnded: Bool
    var source: String
    var obtainedAt: Int64
    var recordedAt: Int64
    var recordedBy: String
    var withdrawnAt: Int64?
    var withdrawnBy: String?
    var withdrawalReason: String?

    public init(_ item: TrustItem, at now: Instant) {
        let said = SignatureText.trustKind(item.kind)
        (number, kind, kindVi, kindEn) = (item.number, item.kind.rawValue, said.vietnamese, said.english)
        (subject, sha256, source) = (item.subject, item.artifact.rawValue, item.source)
        (holdsFrom, holdsTo) = (item.from?.milliseconds, item.to?.milliseconds)
        hasEnded = item.to.map { $0 < now } ?? false
        (obtainedAt, recordedAt) = (item.occurredAt.milliseconds, item.recordedAt.milliseconds)
        recordedBy = item.recordedBy
        (withdrawnAt, withdrawnBy) = (item.withdrawal?.at.milliseconds, item.withdrawal?.by)
        withdrawalReason = item.withdrawal?.reason
    }

    public static func page(_ items: [TrustItemView]) -> TextPage {
        var page = TextPage()
        for item in items {
            page.line("\(item.number). \(item.kindVi): \(item.subject)")
            let to = SignatureText.time(item.holdsTo)
            let end = to.map { item.hasEnded ? "ĐÃ HẾT HẠN từ \($0)" : "đến \($0)" } ?? ""
            page.table(
                [
                    ["nguồn:", item.source], ["lấy lúc:", SignatureText.time(item.obtainedAt) ?? ""],
                    [
                        "hiệu lực:",
                        [SignatureText.time(item.holdsFrom).map { "từ \($0)" } ?? "", end].joined(separator: " "),
                    ],
                    ["SHA-256:", item.sha256],
                ], indent: 3)
            if let at = SignatureText.time(item.withdrawnAt) {
                page.line("   THÔI TIN CẬY từ \(at) (\(item.withdrawnBy ?? "")): \(item.withdrawalReason ?? "")")
            }
        }
        page.line(
            items.isEmpty ? "Chưa có nguồn tin cậy nào: mọi chữ ký đều không kiểm tra được." : "\(items.count) mục")
        return page
    }
}
