import ArgumentParser
import Ledger
import Office
import PostalPipeline
import Presentation
import UseCases

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
        let checked = try await home.openExisting().custody.verify(repair: repair)
        try format.print(VerificationView(checked.report, checked.repair))
        if !checked.isClean { throw Failure.findings }
    }
}
