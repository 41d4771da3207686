import Dispatch
import Foundation
import Frames
import Ledger
import Synchronization

/// Lets other processes work with a ledger that this process owns: their transactions come in over a Unix socket in
/// the data home and run here, so that exactly one process has the file open.
///
/// Every connection has a thread of its own. A peer that dies or stalls within a transaction, or takes too long, loses
/// it: nothing of it is recorded, and a statement that runs for nobody is stopped. Serves until ``stop()``.
final class LedgerService: LedgerSharing {
    static let socketName = "ledger.sock"

    private struct Connections {
        var open: [ObjectIdentifier: Served] = [:]
        var isStopped = false
    }

    private struct Served {
        var socket: UnixSocket
        /// Since when it is in no transaction; `nil` while it is in one.
        var idleSince: ContinuousClock.Instant? = .now
    }

    private let driver: any OwningDriver
    private let listener: UnixSocket
    private let limits: ServiceLimits
    private let connections = Mutex(Connections())
    private let threads = DispatchGroup()
    private let readers: DispatchSemaphore

    init(driver: any OwningDriver, home: String, limits: ServiceLimits = ServiceLimits()) throws(LedgerError) {
        self.driver = driver
        self.limits = limits
        readers = DispatchSemaphore(value: limits.readers)
        listener = try UnixSocket.listening(in: home, name: Self.socketName)
        startThread(named: "ledger service") { self.acceptAll() }
    }

    /// Closes the socket and all connections, rolls back what is under way, and waits until that is done, but not for
    /// long: a copy or check of the whole ledger for another process cannot be broken off. Blocks.
    /// - Returns: whether all of it has ended.
    @discardableResult
    func stop(within limit: Duration) -> Bool {
        let open = connections.withLock { connections in
            connections.isStopped = true
            return connections.open.values.map(\.socket)
        }
        listener.shut()
        for connection in open { connection.shut() }
        return threads.wait(timeout: .now() + .milliseconds(Int(limit / .milliseconds(1)))) == .success
    }

    // MARK: Connections

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
        while let connection = listener.accept() {
            switch admit(connection) {
            case .stopped: return
            case .full: refuse(connection)
            case .admitted:
                startThread(named: "ledger connection") {
                    self.serve(connection)
                    self.connections.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(connection)) }
                }
            }
        }
    }

    private enum Admission { case admitted, full, stopped }

    /// Takes a connection in; when there are too many, the one that has been idle for longest makes room for it.
    private func admit(_ connection: UnixSocket) -> Admission {
        connections.withLock { connections in
            guard !connections.isStopped else { return .stopped }
            if connections.open.count >= limits.connections {
                let idle = connections.open.filter { $0.value.idleSince != nil }
                    .min { ($0.value.idleSince ?? .now) < ($1.value.idleSince ?? .now) }
                guard let idle else { return .full }
                idle.value.socket.shut()
                connections.open[idle.key] = nil
            }
            connections.open[ObjectIdentifier(connection)] = Served(socket: connection)
            return .admitted
        }
    }

    private func refuse(_ connection: UnixSocket) {
        // A new connection has room for it: this waits for nobody.
        connection.setLimit(seconds: 1)
        try? connection.send(LedgerAnswer(LedgerError(.busy, "\(limits.connections) other connections are at work")))
    }

    private func note(_ connection: UnixSocket, idleSince instant: ContinuousClock.Instant?) {
        connections.withLock { $0.open[ObjectIdentifier(connection)]?.idleSince = instant }
    }

    // MARK: Conversations

    /// The peer has gone, was too slow, or wants none of it recorded.
    private struct RolledBack: Error {
        /// Whether the peer asked for it and is still there.
        var isWish: Bool
    }

    private func serve(_ connection: UnixSocket) {
        do {
            connection.setLimit(seconds: limits.idleSeconds)
            try connection.send(LedgerAnswer.hello(schema: driver.schema))
            while let call = try connection.receive(LedgerCall.self) {
                note(connection, idleSince: nil)
                switch call {
                case .begin(let writes): guard try serveTransaction(writes: writes, connection) else { return }
                case .custody(let call): try serve(call, connection)
                case .run, .rows, .runBatch, .batches, .commit, .rollback: return
                }
                connection.setLimit(seconds: limits.idleSeconds)
                note(connection, idleSince: .now)
            }
        } catch {
            // The peer has gone, is idle, or does not speak our language: there is nobody to tell.
        }
    }

    private func serve(_ call: CustodyCall, _ connection: UnixSocket) throws {
        try answer(connection) {
            guard let custodian = driver as? any Maintenance else {
                throw LedgerError(.ownerDiffers, "the owner of this data home cannot look after its file")
            }
            return [.faults(try custodian.perform(call))]
        }
    }

    /// - Returns: whether the connection is of use afterwards.
    private func serveTransaction(writes: Bool, _ connection: UnixSocket) throws -> Bool {
        let answer: LedgerAnswer
        var isOfUse = true
        do {
            try transact(writes: writes) { session, interrupter in
                let limit = writes ? limits.writing : limits.reading
                let watch = TransactionWatch(connection: connection, interrupter: interrupter, limit: limit)
                defer { watch.end() }
                connection.setLimit(seconds: limits.secondsToAnswer)
                try connection.send(LedgerAnswer.done)
                do {
                    try serveStatements(of: session, connection, watch)
                } catch {
                    throw watch.verdict ?? error
                }
            }
            answer = .done
        } catch let end as RolledBack where end.isWish {
            answer = .done
        } catch let error as LedgerError {
            // After the end of its transaction the peer may still say what belonged to it.
            isOfUse = error.code != .transactionTooLong
            answer = LedgerAnswer(error)
        }
        try connection.send(answer)
        return isOfUse
    }

    /// Peers that read take only some of the ledger's readers, so that this process always has its own.
    private func transact(writes: Bool, _ body: (any SQLSession, Interrupter) throws -> Void) throws {
        guard !writes else { return try driver.transact(writes: true, timeout: limits.timeout, body) }
        guard readers.wait(timeout: .now() + .milliseconds(Int(limits.timeout / .milliseconds(1)))) == .success else {
            throw LedgerError(.busy, "\(limits.readers) other transactions are reading")
        }
        defer { readers.signal() }
        try driver.transact(writes: false, timeout: limits.timeout, body)
    }

    private func serveStatements(
        of session: any SQLSession, _ connection: UnixSocket, _ watch: TransactionWatch
    ) throws {
        while true {
            guard let call = try connection.receive(LedgerCall.self) else { throw RolledBack(isWish: false) }
            if let verdict = watch.verdict { throw verdict }
            switch call {
            case .commit: return
            case .rollback: throw RolledBack(isWish: true)
            case .run(let sql, let values):
                try answer(connection, watch) { [.changed(try session.run(sql, values))] }
            case .rows(let sql, let values):
                try answer(connection, watch) { LedgerAnswer.parts(of: try session.rows(sql, values)) }
            case .runBatch(let sql, let batch):
                try answer(connection, watch) {
                    try session.run(sql, batch: batch)
                    return [.done]
                }
            case .batches(let sql, let values): try sendBatches(of: session, sql, values, connection, watch)
            case .begin, .custody: throw RolledBack(isWish: false)
            }
        }
    }

    /// Sends the rows of a query while they come, so that never more than a part of them is in memory.
    private func sendBatches(
        of session: any SQLSession, _ sql: String, _ values: [SQLValue], _ connection: UnixSocket,
        _ watch: TransactionWatch
    ) throws {
        do {
            try session.forEachBatch(sql, values) { try connection.send(LedgerAnswer.batch($0)) }
        } catch let error as FrameError {
            throw error
        } catch {
            return try connection.send(LedgerAnswer(watch.verdict ?? driver.translated(error)))
        }
        try connection.send(LedgerAnswer.done)
    }

    /// Answers with what a statement gives, in parts where it is much. One that fails may be expected: what then becomes
    /// of the transaction is the peer's to say.
    private func answer(
        _ connection: UnixSocket, _ watch: TransactionWatch? = nil, _ body: () throws -> [LedgerAnswer]
    ) throws {
        let answers: [LedgerAnswer]
        do { answers = try body() } catch { answers = [LedgerAnswer(driver.translated(error))] }
        if let verdict = watch?.verdict { throw verdict }
        for answer in answers { try connection.send(answer) }
    }
}
