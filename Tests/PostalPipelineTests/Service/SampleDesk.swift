import Basics
import DigitizationPipeline
import Foundation
import Ledger
import Office
import PostalChannel
import PostalPipeline

/// A postal desk over a data home of its own, which goes when the value goes.
final class SampleDesk {
    let desk: PostalService
    private let folder: URL

    init(clock: TimeSource = .system) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
        desk = try PostalService(office: OpenHome(home: DataHome(path: folder.path), clock: clock))
    }

    deinit {
        try? desk.office.ledger.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What the records say about each other that cannot be true.
    func faults() async throws -> [LedgerFault] {
        try await desk.office.ledger.faults() + desk.office.ledger.read { try $0.auditFaults() }
    }

    /// A file of the samples that come with the program.
    static func sample(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Samples/postal/\(name)").path
    }

    static let statements = [
        "ky1_20261019_20261025.xlsx", "ky2_20261026_20261101.csv", "ky3_20261102_20261108.csv",
        "ky4_20261109_20261115.xlsx",
    ]

    /// Parcels and all statements of the samples.
    func takeSamples() async throws {
        _ = try await desk.importParcels(path: Self.sample("parcels.csv"))
        for name in Self.statements { _ = try await desk.importStatement(path: Self.sample(name)) }
    }

    /// A file beside the data home.
    func file(_ name: String, _ text: String) throws -> String {
        try file(name, bytes: Array(text.utf8))
    }

    /// A file beside the data home.
    func file(_ name: String, bytes: [UInt8]) throws -> String {
        let path = folder.appending(path: name)
        try Data(bytes).write(to: path)
        return path.path
    }

    /// A statement of some lines: number, fee, collected.
    func statement(_ name: String, _ lines: [(String, Int, Int)], total: Int? = nil) throws -> String {
        var rows = [
            "Bảng kê từ ngày 01/11/2026 đến ngày 07/11/2026;;;;;",
            "Số hiệu bưu gửi;Ngày gửi;Người nhận;Cước;Tiền thu hộ;Trạng thái",
        ]
        rows += lines.map { "\($0.0);02/11/2026 08:00;Nguyễn Văn An;\($0.1);\($0.2);Phát thành công" }
        if let total { rows.append("Tổng cộng;;;\(total);;") }
        return try file(name, rows.joined(separator: "\n"))
    }
}
