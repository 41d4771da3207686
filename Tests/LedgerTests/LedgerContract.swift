import Testing

@testable import Ledger

/// How the contract suite gets a ledger: one entry for each driver that must keep the contract. A new driver is a new
/// entry here and nothing else.
struct LedgerMaker: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// A new, empty ledger.
    var make: @Sendable () throws -> Ledger

    static let all: [LedgerMaker] = [sqlite]

    static let sqlite = LedgerMaker(testDescription: "SQLite") {
        let home = TemporaryHome()
        return Ledger(driver: KeepingHome(driver: try SQLiteDriver(home: home.url, identifiers: .init()), home: home))
    }
}

/// A driver that keeps its temporary home for as long as it lives.
private final class KeepingHome: LedgerDriver {
    private let driver: SQLiteDriver
    private let home: TemporaryHome

    init(driver: SQLiteDriver, home: TemporaryHome) {
        self.driver = driver
        self.home = home
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver.write(body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver.read(body)
    }

    func close() throws { try driver.close() }
}
