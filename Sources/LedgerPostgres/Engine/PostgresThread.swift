import Ledger

/// A connection with its thread.
final class PostgresThread: Sendable {
    private let thread: OwnThread<PostgresConnection>
    private let canceller: Canceller

    init(_ address: PostgresAddress, _ limits: PostgresLimits, name: String) {
        let canceller = Canceller()
        self.canceller = canceller
        thread = OwnThread(name: name) { PostgresConnection(address, limits, canceller: canceller) }
    }

    /// Runs `body` in a transaction; a task that is cancelled stops it.
    func transact<T: Sendable>(
        _ kind: PostgresConnection.Kind, turn: Duration? = nil,
        beforeCommit: @escaping @Sendable () throws -> Void = {},
        _ body: @escaping @Sendable (PostgresSession) throws -> T
    ) async throws -> T {
        try Task.checkCancellation()
        // Before the handler is there, so that no cancellation is missed.
        canceller.arm()
        return try await withTaskCancellationHandler {
            try await thread.run { [canceller] connection in
                defer { canceller.disarm() }
                return Result { try connection.transact(kind, turn: turn, beforeCommit: beforeCommit, body) }
            }
        } onCancel: {
            canceller.cancel()
        }
    }

    /// Runs `body` with the connection, on its thread; the calling one waits.
    func withConnection<T: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> T
    ) throws -> T {
        try thread.runBlocking { try body($0) }
    }
}
