import ArgumentParser
import DigitizationPipeline
import Foundation
import Office

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Sao lưu kho dữ liệu. Copies the data home into a new folder, also while work goes on.",
        discussion: """
            The folder appears when all of it is on disk; sha256sum -c SHA256SUMS checks it without this program. Ends \
            with 1 when files were missing or damaged already.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Flag(
        help: """
            Liên kết cứng thay vì chép khi cùng ổ đĩa: nhanh, nhưng không phòng được hỏng đĩa. Hard links instead of \
            copies on the same file system: quick, but no help against a failing disk.
            """)
    var link = false

    @Argument(help: "Thư mục mới. A folder that does not exist yet.")
    var directory: String

    func run() async throws {
        let outcome = try await Backup(office: try home.openExisting(), links: link).make(at: directory)
        if format.isJSON {
            try Print.json(Report(outcome))
        } else {
            Print.line("Đã sao lưu \(outcome.manifest.artifacts) tệp và sổ dữ liệu vào \(directory).")
        }
        guard !outcome.manifest.missing.isEmpty else { return }
        let count = outcome.manifest.missing.count
        Print.error(
            """
            \(count) tệp đã thiếu hoặc hỏng từ trước và không có trong bản sao lưu; hãy chạy sohoa verify.
            \(count) files were missing or damaged already and are not in the backup; run sohoa verify.

            """)
        throw ExitCode(Failure.Code.findings.rawValue)
    }

    private struct Report: Encodable {
        var takenAt: Int64
        var artifacts: Int
        var linked: Int
        var bytes: Int
        var missing: [String]

        init(_ outcome: Backup.Outcome) {
            takenAt = outcome.manifest.takenAt
            artifacts = outcome.manifest.artifacts
            linked = outcome.linked
            bytes = outcome.manifest.size
            missing = outcome.manifest.missing
        }
    }
}
