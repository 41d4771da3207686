import Foundation
import Ledger

/// Transactions on one connection. A transaction of which nothing was recorded, because others were in its way or the
/// connection was lost, is run again from its beginning.
extension PostgresConnection {
    enum Kind: Sendable {
        /// On one consistent state; changes are refused.
        case read
        /// The only one that writes, in all processes.
        case write
        /// Takes jobs or keeps leases, beside those that write.
        case jobs
    }

    /// Whom transactions that write wait for, in all processes: the name of a lock of the database.
    static let writerLock = 7_310_841_221_953_024

    /// Runs `body` in a transaction.
    /// - Parameters:
    ///   - turn: how long one that writes may wait for its turn; `nil` for as long as it takes.
    ///   - beforeCommit: called at the end of one that writes.
    /// - Throws: what `body` throws; ``LedgerError``; `CancellationError` when it was stopped.
    func transact<T>(
        _ kind: Kind, turn: Duration? = nil, beforeCommit: () throws -> Void = {},
        _ body: (PostgresSession) throws -> T
    ) throws -> T {
        var deadline = ContinuousClock.now + limits.patience
        var attempt = 1
        while true {
            let session = PostgresSession(self)
            do {
                return try attemptOnce(kind, turn, session, until: deadline, beforeCommit, body)
            } catch {
                undo()
                // That nobody knows what became of the transaction is told also to who no longer wants it.
                if canceller.isCancelled, (error as? LedgerError)?.code != .ownerGone { throw CancellationError() }
                // A failure of the database counts, whatever the body made of it.
                guard let failure = session.failure ?? error as? PostgresError else { throw error }
                // The patience is for a database that cannot be reached, not for what the transaction itself takes.
                if session.hasBegun { deadline = .now + limits.patience }
                let hasTime = attempt < limits.attempts && ContinuousClock.now < deadline
                guard failure.isRetryable, hasTime else { throw failure.ledgerError() }
                if failure.isStalePlan || failure.state == "26000" { try? forgetStatements() }
                // On the connection's own thread; so that two which stood in each other's way do not meet again.
                Thread.sleep(forTimeInterval: .random(in: 0...0.01) * Double(attempt))
                attempt += 1
            }
        }
    }

    private func attemptOnce<T>(
        _ kind: Kind, _ turn: Duration?, _ session: PostgresSession, until deadline: ContinuousClock.Instant,
        _ beforeCommit: () throws -> Void, _ body: (PostgresSession) throws -> T
    ) throws -> T {
        try connect(until: deadline)
        switch kind {
        case .read: try execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        case .write: try begin(turn)
        case .jobs: try execute("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE")
        }
        session.hasBegun = true
        let result = try body(session)
        if let failure = session.failure { throw failure }
        guard kind != .read else {
            try execute("COMMIT")
            return result
        }
        try beforeCommit()
        if canceller.isCancelled { throw CancellationError() }
        try session.hasWritten ? commit() : commitNothing()
        return result
    }

    /// Each statement sees what was recorded before it began: that the lock is held makes it one state. At a higher level
    /// the state would be that from before the wait for the lock.
    private func begin(_ turn: Duration?) throws {
        let milliseconds = turn.map { max(1, $0.wholeMilliseconds) } ?? 0
        try execute(
            """
            BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE;
            SET LOCAL lock_timeout = \(milliseconds); SET LOCAL statement_timeout = 0;
            SELECT pg_advisory_xact_lock(\(Self.writerLock));
            SET LOCAL lock_timeout = \(limits.lock.wholeMilliseconds);
            SET LOCAL statement_timeout = \(limits.statement.wholeMilliseconds)
            """)
    }

    private func undo() {
        guard isConnected else { return disconnect() }
        do { try execute("ROLLBACK") } catch { disconnect() }
    }

    private func commitNothing() throws { try check(execute("COMMIT")) }

    /// A server that undid the transaction says so, and reports no error.
    private func check(_ command: String) throws {
        guard command == "COMMIT" else { throw LedgerError(.storageFailed, "the transaction was undone") }
    }

    // MARK: The mark

    /// Removes the marks of connections that ended a month ago.
    func forgetOldMarks() throws {
        try execute(
            """
            DELETE FROM transaction_marks
            WHERE marked_at < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 2592000000
            """)
    }

    /// Commits with a mark by which the transaction is known: when the connection is lost before the answer comes, the
    /// database is asked whether the mark is there.
    private func commit() throws {
        let mark = String(UInt64.random(in: .min ... .max), radix: 16)
        do {
            if commitFault == .beforeServer { fail(leavingServerAlone: false) }
            if commitFault == .unnoticed { fail(leavingServerAlone: true) }
            try check(
                execute(
                    """
                    INSERT INTO transaction_marks (session, mark, marked_at)
                        VALUES ('\(session)', '\(mark)', (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                        ON CONFLICT (session) DO UPDATE SET mark = excluded.mark, marked_at = excluded.marked_at;
                    COMMIT
                    """))
            if commitFault == .beforeAnswer {
                fail(leavingServerAlone: false)
                throw lost()
            }
        } catch let error as PostgresError where error.isConnectionLost {
            guard try isMarked(mark) else { throw error }
        }
    }

    /// Whether a transaction was recorded. To connect again ends the connection that was lost on the server's side, too:
    /// after that the mark is there or will never be.
    /// - Throws: ``LedgerError/Code/ownerGone`` when the database cannot be asked in time.
    private func isMarked(_ mark: String) throws -> Bool {
        do {
            disconnect()
            try connect(until: .now + limits.patience)
            return try firstText("SELECT mark FROM transaction_marks WHERE session = '\(session)'") == mark
        } catch {
            disconnect()
            throw LedgerError(.ownerGone, "\(address): gone before it answered")
        }
    }
}
