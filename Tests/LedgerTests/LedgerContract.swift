import Foundation
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerSQLite

/// How the contract suite gets a ledger: one entry for each driver that must keep the contract. A new driver is a new
/// entry here and nothing else.
struct LedgerMaker: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// A new, empty ledger.
    var make: @Sendable () throws -> Ledger

    static let all: [LedgerMaker] = [sqlite, socket] + (PostgresCluster.isInstalled ? [postgres] : [])

    static let sqlite = LedgerMaker(testDescription: "SQLite") {
        let home = TemporaryHome()
        let driver = try SQLiteDriver(home: home.url, identifiers: .init())
        return Ledger(driver: KeepingAlive(driver: driver) { [home] in _ = home })
    }

    /// Another process's ledger over its socket; here both ends are in one process.
    static let socket = LedgerMaker(testDescription: "socket to the owner") {
        let served = try ServedHome()
        return Ledger(driver: KeepingAlive(driver: try served.connect()) { [served] in served.stop() })
    }

    /// A database of a server that the tests start.
    static let postgres = LedgerMaker(testDescription: "PostgreSQL") { Ledger(driver: LeasedDriver()) }
}

/// A home with its owner and the owner's service.
final class ServedHome: Sendable {
    let home = TemporaryHome()
    let owner: SQLiteDriver
    let service: LedgerService

    init(limits: ServiceLimits = ServiceLimits()) throws {
        owner = try SQLiteDriver(home: home.url, identifiers: .init())
        service = try LedgerService(driver: owner, home: home.url.path(percentEncoded: false), limits: limits)
    }

    var path: String { home.url.path(percentEncoded: false) }

    func connect() throws -> SocketDriver {
        try SocketDriver(home: path, schema: owner.schema, identifiers: .init())
    }

    func stop() { service.stop() }
}

/// A driver that keeps its temporary home for as long as it lives.
private final class KeepingAlive<Driver: LedgerDriver>: LedgerDriver {
    private let driver: Driver
    private let end: @Sendable () -> Void

    init(driver: Driver, end: @escaping @Sendable () -> Void) {
        self.driver = driver
        self.end = end
    }

    deinit { end() }

    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver.write(body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver.read(body)
    }

    func close() throws { try driver.close() }
}

extension KeepingAlive: Maintenance where Driver: Maintenance {
    var isHere: Bool { driver.isHere }

    func perform(_ call: CustodyCall) throws -> [LedgerFault] { try driver.perform(call) }
}
