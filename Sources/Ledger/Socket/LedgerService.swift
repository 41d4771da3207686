import Dispatch
import Foundation
import Frames
import Synchronization

/// Lets other processes work with a ledger that this process owns: their transactions come in over a Unix socket in
/// the data home and run here, so that exactly one process has the file open.
///
/// Every connection has a thread of its own. A peer that dies or stalls within a transaction loses it: nothing of it is
/// recorded. Serves until ``stop()``.
public final class LedgerService: Sendable {
    static let socketName = "ledger.sock"
    /// Connections that are served at a time; a further one waits until one closes.
    private static let mostConnections = 64

    private struct Connections {
        var open: [ObjectIdentifier: UnixSocket] = [:]
        var isStopped = false
    }

    private let driver: any OwningDriver
    private let listener: UnixSocket
    private let secondsToAnswer: Int
    private let connections = Mutex(Connections())
    private let threads = DispatchGroup()
    private let places = DispatchSemaphore(value: mostConnections)

    /// - Parameter secondsToAnswer: how long a peer may let a transaction wait for its next statement.
    init(driver: any OwningDriver, home: String, secondsToAnswer: Int = 10) throws(LedgerError) {
        self.driver = driver
        self.secondsToAnswer = secondsToAnswer
        listener = try UnixSocket.listening(in: home, name: Self.socketName)
        startThread(named: "ledger service") { self.acceptAll() }
    }

    /// Closes the socket and all connections, rolls back what is under way, and waits until that is done, but not for
    /// long: a copy or check of the whole ledger for another process cannot be broken off. Blocks.
    /// - Returns: whether all of it has ended.
    @discardableResult
    public func stop(within limit: DispatchTimeInterval = .seconds(3)) -> Bool {
        let open = connections.withLock { connections in
            connections.isStopped = true
            return Array(connections.open.values)
        }
        listener.shut()
        for connection in open { connection.shut() }
        places.signal()
        return threads.wait(timeout: .now() + limit) == .success
    }

    // MARK: Threads

    private func startThread(named name: String, _ body: @escaping @Sendable () -> Void) {
        let threads = threads
        threads.enter()
        let thread = Thread {
            body()
            threads.leave()
        }
        thread.name = name
        thread.start()
    }

    private func acceptAll() {
        while true {
            places.wait()
            guard let connection = listener.accept(), admit(connection) else { return }
            startThread(named: "ledger connection") {
                self.serve(connection)
                self.dismiss(connection)
            }
        }
    }

    private func admit(_ connection: UnixSocket) -> Bool {
        connections.withLock { connections in
            guard !connections.isStopped else { return false }
            connections.open[ObjectIdentifier(connection)] = connection
            return true
        }
    }

    private func dismiss(_ connection: UnixSocket) {
        connections.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(connection)) }
        places.signal()
    }

    // MARK: Conversations

    /// The peer has gone, was too slow, or wants none of it recorded.
    private struct RolledBack: Error {
        /// Whether the peer asked for it and is still there.
        var isWish: Bool
    }

    private func serve(_ connection: UnixSocket) {
        do {
            try connection.send(LedgerAnswer.hello(schema: driver.schema))
            while let call = try connection.receive(LedgerCall.self) {
                switch call {
                case .begin(let writes): try serveTransaction(writes: writes, connection)
                case .custody(let call): try serve(call, connection)
                case .run, .rows, .runBatch, .batches, .commit, .rollback: return
                }
            }
        } catch {
            // The peer has gone, or does not speak our language: there is nobody to tell.
        }
    }

    private func serve(_ call: CustodyCall, _ connection: UnixSocket) throws {
        try answer(connection) {
            guard let custodian = driver as? any Custodian else {
                throw LedgerError(.ownerDiffers, "the owner of this data home cannot look after its file")
            }
            return [.faults(try custodian.perform(call))]
        }
    }

    private func serveTransaction(writes: Bool, _ connection: UnixSocket) throws {
        let answer: LedgerAnswer
        do {
            try driver.transact(writes: writes) { session in
                connection.setLimit(seconds: secondsToAnswer)
                try connection.send(LedgerAnswer.done)
                try serveStatements(of: session, connection)
            }
            answer = .done
        } catch let end as RolledBack where end.isWish {
            answer = .done
        } catch let error as LedgerError {
            answer = LedgerAnswer(error)
        }
        connection.setLimit(seconds: 0)
        try connection.send(answer)
    }

    private func serveStatements(of session: any SQLSession, _ connection: UnixSocket) throws {
        while true {
            guard let call = try connection.receive(LedgerCall.self) else { throw RolledBack(isWish: false) }
            switch call {
            case .commit: return
            case .rollback: throw RolledBack(isWish: true)
            case .run(let sql, let values): try answer(connection) { [.changed(try session.run(sql, values))] }
            case .rows(let sql, let values):
                try answer(connection) { LedgerAnswer.parts(of: try session.rows(sql, values)) }
            case .runBatch(let sql, let batch):
                try answer(connection) {
                    try session.run(sql, batch: batch)
                    return [.done]
                }
            case .batches(let sql, let values): try sendBatches(of: session, sql, values, connection)
            case .begin, .custody: throw RolledBack(isWish: false)
            }
        }
    }

    /// Sends the rows of a query while they come, so that never more than a part of them is in memory.
    private func sendBatches(
        of session: any SQLSession, _ sql: String, _ values: [SQLValue], _ connection: UnixSocket
    ) throws {
        do {
            try session.forEachBatch(sql, values) { try connection.send(LedgerAnswer.batch($0)) }
        } catch let error as FrameError {
            throw error
        } catch {
            return try connection.send(LedgerAnswer(driver.translated(error)))
        }
        try connection.send(LedgerAnswer.done)
    }

    /// Answers with what a statement gives, in parts where it is much. One that fails may be expected: what then becomes
    /// of the transaction is the peer's to say.
    private func answer(_ connection: UnixSocket, _ body: () throws -> [LedgerAnswer]) throws {
        let answers: [LedgerAnswer]
        do { answers = try body() } catch { answers = [LedgerAnswer(driver.translated(error))] }
        for answer in answers { try connection.send(answer) }
    }
}
