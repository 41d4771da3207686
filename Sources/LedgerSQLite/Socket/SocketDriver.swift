import Dispatch
import Foundation
import Frames
import Ledger
import Synchronization

/// The ledger of a data home that another process owns: every transaction runs over there, see ``LedgerService``.
final class SocketDriver: LedgerDriver {
    private struct Connections {
        var idle: [UnixSocket] = []
        var isClosed = false
    }

    /// An owner that does not answer within so many seconds is too busy; longer than it lets anybody wait for his turn.
    private static let longestAnswer = 90

    private let home: String
    private let identifiers: IdentifierGenerator
    private let schema: [String]
    private let connections = Mutex(Connections())
    private let threads = DispatchQueue(label: "ledger connections", attributes: .concurrent)

    /// - Throws: ``LedgerError/Code/ownerGone`` when nobody serves this home.
    init(home: String, schema: [String], identifiers: IdentifierGenerator) throws(LedgerError) {
        self.home = home
        self.schema = schema
        self.identifiers = identifiers
        let first = try connect()
        connections.withLock { $0.idle.append(first) }
    }

    /// A driver for a home whose owner serves it; `nil` when nobody does.
    static func connected(home: URL, identifiers: IdentifierGenerator) throws(LedgerError) -> SocketDriver? {
        do {
            return try SocketDriver(
                home: home.path(percentEncoded: false), schema: SQLiteSchema.migrations, identifiers: identifiers)
        } catch {
            guard error.code == .ownerGone else { throw error }
            return nil
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await perform(writes: true, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        try await perform(writes: false, body)
    }

    func close() {
        connections.withLock { connections in
            connections.isClosed = true
            for connection in connections.idle { connection.shut() }
            connections.idle = []
        }
    }

    // MARK: Transactions

    private func perform<T: Sendable>(
        writes: Bool, _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        let isCancelled = Atomic(false)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                threads.async {
                    continuation.resume(
                        with: Result {
                            try self.transact(writes: writes, body) {
                                if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
                            }
                        })
                }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }

    private func transact<T>(
        writes: Bool, _ body: (LedgerTransaction) throws -> T, checkCancellation: () throws -> Void
    ) throws -> T {
        try checkCancellation()
        let connection = try begin(writes: writes)
        let session = SocketSession(connection: connection)
        let result: T
        do {
            result = try body(
                LedgerTransaction(
                    sql: session, searchIndex: SQLiteSearchIndex(sql: session), identifiers: identifiers))
            try checkCancellation()
        } catch {
            // Whether that still arrives does not matter: a connection that ends rolls back as well.
            if (try? session.finish(.rollback)) != nil { release(connection) }
            throw error
        }
        try session.finish(.commit)
        release(connection)
        return result
    }

    /// A connection on which a transaction has begun: an idle one, or, when the owner was started anew meanwhile, a new
    /// one.
    private func begin(writes: Bool) throws(LedgerError) -> UnixSocket {
        let idle = connections.withLock { $0.isClosed ? nil : $0.idle.popLast() }
        if let idle {
            do {
                try SocketSession(connection: idle).finish(.begin(writes: writes))
                return idle
            } catch  where error.code != .ownerGone {
                throw error
            } catch {}
        }
        let new = try connect()
        try SocketSession(connection: new).finish(.begin(writes: writes))
        return new
    }

    private func release(_ connection: UnixSocket) {
        connections.withLock { if !$0.isClosed { $0.idle.append(connection) } }
    }

    private func connect() throws(LedgerError) -> UnixSocket {
        guard !connections.withLock({ $0.isClosed }) else { throw LedgerError(.storageFailed, "the ledger is closed") }
        let connection = try UnixSocket.connected(in: home, name: LedgerService.socketName)
        connection.setLimit(seconds: Self.longestAnswer)
        guard case .hello(let theirs) = try connection.answer() else {
            throw LedgerError(.ownerDiffers, "the owner of this data home speaks another language")
        }
        guard theirs == schema else {
            throw LedgerError(.ownerDiffers, "the owner of this data home is another version of the program")
        }
        return connection
    }
}

extension SocketDriver: Maintenance {
    var isHere: Bool { false }

    func perform(_ call: CustodyCall) throws -> [LedgerFault] {
        let connection = try connect()
        defer { connection.shut() }
        // Takes as long as the file is large.
        connection.setLimit(seconds: 0)
        guard case .faults(let faults) = try connection.ask(.custody(call)) else {
            throw LedgerError(.ownerGone, "unexpected answer")
        }
        return faults
    }
}

/// Statements that run in the owner's process.
private struct SocketSession: SQLSession {
    let connection: UnixSocket

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        guard case .changed(let count) = try connection.ask(.run(sql: sql, values: values)) else { throw unexpected }
        return count
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        var answer = try connection.ask(.rows(sql: sql, values: values))
        while true {
            guard case .rows(let names, let part, let isLast) = answer else { throw unexpected }
            let columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            rows += part.map { SQLRow(columns: columns, values: $0) }
            if isLast { return rows }
            answer = try connection.answer()
        }
    }

    func run(_ sql: String, batch: SQLBatch) throws { try finish(.runBatch(sql: sql, batch: batch)) }

    func forEachBatch(_ sql: String, _ values: [SQLValue], _ body: (SQLBatch) throws -> Void) throws {
        var answer = try connection.ask(.batches(sql: sql, values: values))
        var failure: (any Error)?
        while case .batch(let batch) = answer {
            // What is on its way comes in any case; the connection is of use again only after it.
            if failure == nil {
                do {
                    try body(batch)
                } catch {
                    failure = error
                }
            }
            answer = try connection.answer()
        }
        if let failure { throw failure }
        guard case .done = answer else { throw unexpected }
    }

    /// Says something to which there is nothing to answer but that it was done.
    func finish(_ call: LedgerCall) throws(LedgerError) {
        guard case .done = try connection.ask(call) else { throw unexpected }
    }

    private var unexpected: LedgerError { LedgerError(.ownerGone, "unexpected answer") }
}

extension UnixSocket {
    fileprivate func ask(_ call: LedgerCall) throws(LedgerError) -> LedgerAnswer {
        do {
            try send(call)
        } catch {
            // An owner that ended the transaction on its own has said why before it closed.
            guard case .inputOutput(EPIPE) = error, let reason = try? receive(LedgerAnswer.self) else {
                throw Self.translated(error)
            }
            return try Self.checked(reason)
        }
        return try answer()
    }

    /// The next answer; one that tells of a failure is thrown.
    fileprivate func answer() throws(LedgerError) -> LedgerAnswer {
        let answer: LedgerAnswer?
        do { answer = try receive(LedgerAnswer.self) } catch { throw Self.translated(error) }
        guard let answer else { throw LedgerError(.ownerGone, "the connection was closed") }
        return try Self.checked(answer)
    }

    private static func checked(_ answer: LedgerAnswer) throws(LedgerError) -> LedgerAnswer {
        if case .failed(let code, let detail) = answer {
            throw LedgerError(LedgerError.Code(rawValue: code) ?? .storageFailed, detail)
        }
        return answer
    }

    private static func translated(_ error: FrameError) -> LedgerError {
        switch error {
        case .inputOutput(EAGAIN), .inputOutput(EWOULDBLOCK):
            LedgerError(.busy, "the owner of this data home did not answer in time")
        default: LedgerError(.ownerGone, "\(error)")
        }
    }
}
