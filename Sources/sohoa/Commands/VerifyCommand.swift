import ArgumentParser
import DigitizationPipeline
import Foundation
import Ledger
import Office
import PostalPipeline

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Kiểm tra toàn bộ kho dữ liệu. Reads everything that is kept again and compares it.",
        discussion: "Ends with 1 when something is wrong. Leftovers of interrupted work are not wrong.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Flag(
        help: """
            Sửa những gì an toàn: dọn tệp còn sót, lập lại chỉ mục tìm kiếm, nối bưu gửi với hồ sơ. Does what is safe: removes \
            leftovers older than an hour, makes the search index anew, and links parcels with the legs of their cases.
            """)
    var repair = false

    func run() async throws {
        let office = try home.openExisting()
        let verification = Verification(office: office)
        let report = try await verification.run()
        let repaired = repair ? try await verification.repair(report) : nil
        // Only where the postal channel was used: its rules need not be readable elsewhere.
        if repair, try await office.ledger.read({ try $0.latestParcelVersion() != nil }) {
            _ = try await PostalDesk(office: office).repairLegs()
        }
        if format.isJSON {
            try Print.json(Report(report, repaired))
        } else {
            printText(report, repaired)
        }
        let isClean = repaired.map { $0.left.isEmpty } ?? report.isClean
        if !isClean { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    private func printText(_ report: VerificationReport, _ repaired: RepairReport?) {
        for finding in report.findings {
            Print.line("\(finding.isLeftover ? "·" : "✗")  [\(finding.code.rawValue)] \(finding.subject)")
            Print.line("   \(finding.message.vietnamese)")
            if !finding.detail.isEmpty { Print.line("   \(finding.detail)") }
        }
        let wrong = report.findings.count { !$0.isLeftover }
        Print.line(
            "Đã đọc lại \(report.artifacts) tệp: "
                + (wrong == 0 ? "không có lỗi." : "\(wrong) lỗi.")
                + (report.findings.count > wrong ? " \(report.findings.count - wrong) mục còn sót." : ""))
        guard let repaired else { return }
        if let pages = repaired.indexedPages { Print.line("Đã lập lại chỉ mục tìm kiếm: \(pages) trang.") }
        Print.line("Đã dọn \(repaired.removedArtifacts) tệp thừa, \(repaired.removedTemporaryFiles) tệp tạm.")
        if !repaired.left.isEmpty { Print.line("Còn \(repaired.left.count) lỗi cần người xử lý, xem trên.") }
    }

    private struct Report: Encodable {
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

        init(_ report: VerificationReport, _ repaired: RepairReport?) {
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
    }
}
