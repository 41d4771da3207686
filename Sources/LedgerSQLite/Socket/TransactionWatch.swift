import Dispatch
import Ledger
import Synchronization

/// How much the owner of a ledger lets other processes take.
struct ServiceLimits: Sendable {
    /// How long a peer may let a transaction wait for its next statement, seconds.
    var secondsToAnswer = 10
    /// How long a connection may be in no transaction, seconds; whoever comes back connects anew.
    var idleSeconds = 30
    /// Connections that are served at a time.
    var connections = 128
    /// Transactions of peers that read at a time.
    var readers = 4
    /// How long a transaction may wait for its turn: longer than one that writes may take.
    var timeout = Duration.seconds(70)
    /// How long a transaction that writes may take as a whole; everybody else's writing waits for it.
    var writing = Duration.seconds(60)
    /// How long one that only reads may take: the log of the database cannot be cleared meanwhile.
    var reading = Duration.seconds(600)
}

/// Looks after one transaction of a peer: ends it when it has taken too long, or when the peer has gone while a statement
/// runs for it.
final class TransactionWatch: Sendable {
    private struct State {
        var verdict: LedgerError?
        var isOver = false
    }

    private let connection: UnixSocket
    private let interrupter: Interrupter
    private let deadline: ContinuousClock.Instant
    private let state = Mutex(State())

    private static let queue = DispatchQueue(label: "ledger transactions")
    private static let interval = Duration.milliseconds(500)

    init(connection: UnixSocket, interrupter: Interrupter, limit: Duration) {
        self.connection = connection
        self.interrupter = interrupter
        deadline = .now + limit
        lookLater()
    }

    /// Why the transaction must end; `nil` while it may go on.
    var verdict: LedgerError? { state.withLock { $0.verdict } }

    /// To be called when the transaction is over.
    func end() { state.withLock { $0.isOver = true } }

    private func lookLater() {
        let wait = max(.milliseconds(1), min(Self.interval, deadline - .now))
        Self.queue.asyncAfter(deadline: .now() + .milliseconds(Int(wait / .milliseconds(1)))) { [weak self] in
            self?.look()
        }
    }

    private func look() {
        guard !state.withLock({ $0.isOver || $0.verdict != nil }) else { return }
        if ContinuousClock.now >= deadline {
            stop(LedgerError(.transactionTooLong, "a transaction took longer than it may"))
        } else if connection.isPeerGone {
            stop(LedgerError(.ownerGone, "the peer has gone"))
        } else {
            lookLater()
        }
    }

    private func stop(_ error: LedgerError) {
        state.withLock { $0.verdict = error }
        interrupter.interrupt()
        // Whoever waits for the peer's next statement need not wait any longer; the answer can still be sent.
        connection.shutReading()
    }
}
