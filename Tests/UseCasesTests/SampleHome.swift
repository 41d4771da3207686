import Basics
import Dossiers
import Foundation
import Ledger
import Office
import UseCases

/// A data home in a temporary folder, with the cases of two agencies of one province.
struct SampleHome: Sendable {
    static let land = CaseCode(rawValue: "000.00.16.H40-261118-0042")!
    static let school = CaseCode(rawValue: "000.00.17.H40-261118-0001")!

    let office: OpenHome
    private let folder: URL

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-uses-\(UUID().uuidString)")
        let time = Instant(milliseconds: 1_790_000_000_000)
        office = try OpenHome(
            home: DataHome(path: folder.path(percentEncoded: false)),
            clock: TimeSource(now: { time }, sleep: { _ in throw CancellationError() }))
        let cases = [Self.land, Self.school].map { code in
            CaseRecord(
                code: code, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: code.agency,
                applicant: "Lê Bá Thuận", received: Instant(milliseconds: 0), due: nil, channel: .direct,
                components: [])
        }
        _ = try await office.ledger.write { try $0.importCases(cases, at: time) }
    }

    func workspace(_ roles: Set<Role>, scope: Scope = .everything, account: String = "lan") -> Workspace {
        Workspace(office, caller: Caller(Actor(.person, account: account), roles: roles, scope: scope))
    }

    func close() throws {
        try office.ledger.close()
        try FileManager.default.removeItem(at: folder)
    }

    static func with<T>(_ body: (SampleHome) async throws -> T) async throws -> T {
        let home = try await SampleHome()
        let result: Result<T, any Error>
        do { result = .success(try await body(home)) } catch { result = .failure(error) }
        try home.close()
        return try result.get()
    }
}
