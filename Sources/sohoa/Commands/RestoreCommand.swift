import ArgumentParser
import DigitizationPipeline
import Foundation
import Office

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
        if format.isJSON {
            try Print.json(
                Report(
                    home: target, takenAt: manifest.takenAt, artifacts: manifest.artifacts, missing: manifest.missing))
        } else {
            Print.line("Đã khôi phục \(manifest.artifacts) tệp và sổ dữ liệu vào \(target).")
            if !manifest.missing.isEmpty { Print.line("\(manifest.missing.count) tệp đã thiếu khi sao lưu.") }
        }
    }

    private struct Report: Encodable {
        var home: String
        var takenAt: Int64
        var artifacts: Int
        var missing: [String]
    }
}
