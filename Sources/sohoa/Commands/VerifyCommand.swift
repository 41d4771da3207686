import ArgumentParser
import Ledger
import Office
import PostalPipeline
import Presentation

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
        try format.print(VerificationView(report, repaired))
        let isClean = repaired.map { $0.left.isEmpty } ?? report.isClean
        if !isClean { throw Failure.findings }
    }
}
