import Ledger

/// The ledger in a PostgreSQL database, which any number of processes use at the same time.
///
/// Transactions that write come one after the other in all of them, as the verbs may rely on: each takes the writer's lock
/// of the database first. Those of this process wait for their turn here, so that they hold one connection only.
final class PostgresDriver: LedgerDriver {
    let address: PostgresAddress
    let limits: PostgresLimits
    private let gate = WriterGate()
    private let writer: PostgresThread
    /// The same for jobs.
    private let jobsGate = WriterGate()
    private let jobs: PostgresThread
    private let readers: ReaderPool
    private let identifiers: IdentifierGenerator
    private let beforeCommit: @Sendable () throws -> Void

    /// Connects and brings the tables up to date; blocks meanwhile.
    /// - Parameter beforeCommit: called at the end of each writing transaction; tests let it fail or cut the connection.
    /// - Throws: ``LedgerError``: `homeUnusable` when there is no database that will do, `newerSchema`.
    init(
        _ address: PostgresAddress, limits: PostgresLimits = PostgresLimits(), identifiers: IdentifierGenerator,
        beforeCommit: @escaping @Sendable () throws -> Void = {}
    ) throws {
        (self.address, self.limits, self.identifiers) = (address, limits, identifiers)
        self.beforeCommit = beforeCommit
        writer = PostgresThread(address, limits, name: "ledger writer")
        jobs = PostgresThread(address, limits, name: "ledger jobs")
        readers = ReaderPool(size: limits.readers) { PostgresThread(address, limits, name: "ledger reader") }
        try writer.withConnection { connection in
            do {
                try connection.connect()
                try PostgresSchema.migrate(connection)
                try connection.forgetOldMarks()
            } catch let error as PostgresError {
                throw error.isConnectionLost
                    ? LedgerError(.homeUnusable, error.detail) : error.ledgerError(.homeUnusable)
            }
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        let (identifiers, timeout) = (identifiers, Ledger.timeout)
        let start = ContinuousClock.now
        try await gate.enter(timeout: timeout)
        defer { gate.leave() }
        let turn = timeout.map { max(.milliseconds(1), $0 - (ContinuousClock.now - start)) }
        return try await writer.transact(.write, turn: turn, beforeCommit: beforeCommit) {
            try body(Self.transaction($0, identifiers))
        }
    }

    /// Takes no turn among those that write: jobs are taken by locks of their rows.
    func writeJobs<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        let identifiers = identifiers
        try await jobsGate.enter(timeout: Ledger.timeout)
        defer { jobsGate.leave() }
        return try await jobs.transact(.jobs, beforeCommit: beforeCommit) {
            try body(Self.transaction($0, identifiers))
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        let identifiers = identifiers
        return try await readers.with { reader in
            try await reader.transact(.read) { try body(Self.transaction($0, identifiers)) }
        }
    }

    var writerHeldFor: Duration? { gate.heldFor }

    func close() throws {
        for thread in readers.removeIdle() + [writer, jobs] { try thread.withConnection { $0.disconnect() } }
    }

    /// Runs `body` with the connection that writes, between its transactions; blocks.
    func onWriter<T: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> T) throws -> T {
        try writer.withConnection(body)
    }

    static func transaction(_ session: PostgresSession, _ identifiers: IdentifierGenerator) -> LedgerTransaction {
        LedgerTransaction(
            sql: session, searchIndex: PostgresSearchIndex(sql: session),
            jobClaiming: SkippingJobClaiming(sql: session), identifiers: identifiers)
    }
}
