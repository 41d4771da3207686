import ArgumentParser
import Office
import Presentation

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Khôi phục từ bản sao lưu vào kho trống. Makes a new data home from a backup.",
        discussion: "Every file of the backup is checked first; a damaged one is refused. Run sohoa verify afterwards.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Argument(help: "Thư mục của bản sao lưu. The backup's folder.")
    var directory: String

    func run() async throws {
        let target = home.dataHome.path
        let manifest = try Restore(from: directory).run(into: target)
        try format.print(RestoreView(manifest, home: target))
    }
}
