import ArgumentParser
import Office
import Presentation
import UseCases

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
        let outcome = try await home.openExisting().custody.backup(to: directory, links: link)
        let view = BackupView(outcome, in: directory)
        try format.print(view)
        guard let warning = view.warning else { return }
        Print.warning(warning)
        throw Failure.findings
    }
}
