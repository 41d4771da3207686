/// What a database engine does for a ledger.
package protocol LedgerDriver: Sendable {
    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T
    /// As ``write(_:)``, for a body that does nothing but take available jobs and keep the leases of running ones.
    func writeJobs<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T
    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T
    func close() throws

    /// For how long the transaction that writes has been at it; `nil` when none does, or another process knows.
    var writerHeldFor: Duration? { get }
}

extension LedgerDriver {
    package func writeJobs<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        try await write(body)
    }

    package var writerHeldFor: Duration? { nil }
}
