import Synchronization

@testable import Ledger
@testable import LedgerPostgres

/// The driver of a ledger of ``PostgresDatabases``, which it takes when it is used for the first time and gives back when
/// the test is over.
final class LeasedDriver: LedgerDriver, Maintenance {
    private let lease = Mutex<Task<PostgresDatabases.Lease, any Error>?>(nil)

    deinit {
        guard let task = lease.withLock({ $0 }) else { return }
        Task { if let lease = try? await task.value { PostgresDatabases.shared.give(lease) } }
    }

    private func driver() async throws -> PostgresDriver {
        let task = lease.withLock { known in
            if let known { return known }
            let task = Task { try await PostgresDatabases.shared.take() }
            known = task
            return task
        }
        let driver = try await task.value.driver
        current.withLock { $0 = driver }
        return driver
    }

    private let current = Mutex<PostgresDriver?>(nil)

    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver().write(body)
    }

    func writeJobs<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver().writeJobs(body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await driver().read(body)
    }

    var writerHeldFor: Duration? { current.withLock { $0 }?.writerHeldFor }

    /// The connections are the next test's.
    func close() throws {}

    var isHere: Bool { true }

    func perform(_ call: CustodyCall) throws -> [LedgerFault] {
        guard let driver = current.withLock({ $0 }) else { throw LedgerError(.homeUnusable, "not used yet") }
        return try driver.perform(call)
    }
}
