import Office

/// What reading everything again came to, and what was repaired.
public struct VerificationView: View {
    struct Finding: Encodable {
        var code: String
        var subject: String
        var detail: String
        var leftover: Bool
        var repairable: Bool
        var messageVi: String
        var messageEn: String

        init(_ finding: VerificationFinding) {
            code = finding.code.rawValue
            subject = finding.subject
            detail = finding.detail
            leftover = finding.isLeftover
            repairable = finding.isRepairable
            messageVi = finding.message.vietnamese
            messageEn = finding.message.english
        }
    }

    struct Repair: Encodable {
        var removedArtifacts: Int
        var removedTemporaryFiles: Int
        var indexedPages: Nullable<Int>
        var left: [Finding]
    }

    var clean: Bool
    var artifacts: Int
    var findings: [Finding]
    var repair: Nullable<Repair>

    public init(_ report: VerificationReport, _ repaired: RepairReport?) {
        clean = report.isClean
        artifacts = report.artifacts
        findings = report.findings.map(Finding.init)
        repair = Nullable(
            repaired.map {
                Repair(
                    removedArtifacts: $0.removedArtifacts, removedTemporaryFiles: $0.removedTemporaryFiles,
                    indexedPages: Nullable($0.indexedPages), left: $0.left.map(Finding.init))
            })
    }

    public var text: TextPage {
        var page = TextPage()
        for finding in findings {
            page.line("\(finding.leftover ? "·" : "✗")  [\(finding.code)] \(finding.subject)")
            page.line("   \(finding.messageVi)")
            if !finding.detail.isEmpty { page.line("   \(finding.detail)") }
        }
        let wrong = findings.count { !$0.leftover }
        page.line(
            "Đã đọc lại \(artifacts) tệp: "
                + (wrong == 0 ? "không có lỗi." : "\(wrong) lỗi.")
                + (findings.count > wrong ? " \(findings.count - wrong) mục còn sót." : ""))
        guard let repaired = repair.value else { return page }
        if let pages = repaired.indexedPages.value { page.line("Đã lập lại chỉ mục tìm kiếm: \(pages) trang.") }
        page.line("Đã dọn \(repaired.removedArtifacts) tệp thừa, \(repaired.removedTemporaryFiles) tệp tạm.")
        if !repaired.left.isEmpty { page.line("Còn \(repaired.left.count) lỗi cần người xử lý, xem trên.") }
        return page
    }
}
