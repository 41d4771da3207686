import Basics
import Foundation
import Ledger
import PostgreSQLLibrary

/// One connection, used by one thread only; connects anew when it was lost.
final class PostgresConnection {
    /// A statement that the server has prepared.
    struct Prepared {
        var name: String
        var parameterCount: Int
        var columns: [String]
        /// Place of each column by its name, the first where two are called the same.
        var places: [String: Int]
        var kinds: [ColumnKind]
    }

    let address: PostgresAddress
    let limits: PostgresLimits
    /// Names this connection to the server, whichever of its connections it is.
    let session: String
    let canceller: Canceller
    private(set) var handle: OpaquePointer?
    private var prepared: [String: Prepared] = [:]
    private var statementNumber = 0

    /// Where tests lose the connection, once.
    enum CommitFault {
        /// Before the commit reaches the server, which sees the connection end.
        case beforeServer
        /// The same, but the server sees nothing of it, as where a cable was pulled.
        case unnoticed
        /// The server has committed, and its answer does not come.
        case beforeAnswer
    }

    var commitFault: CommitFault?

    /// Statements that are kept prepared; the server has memory for each.
    private static let maximumPrepared = 1_000
    /// PostgreSQL 15.
    private static let oldestServer: CInt = 150_000

    init(_ address: PostgresAddress, _ limits: PostgresLimits, canceller: Canceller) {
        (self.address, self.limits, self.canceller) = (address, limits, canceller)
        session = IdentifierGenerator().next(at: TimeSource.system.now())
    }

    deinit { disconnect() }

    // MARK: Connecting

    var isConnected: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

    func disconnect() {
        canceller.replaceHandle(nil)
        if let handle { PQfinish(handle) }
        handle = nil
        prepared = [:]
    }

    /// Connects when there is no connection, again and again with longer pauses until a moment.
    /// - Throws: ``PostgresError``.
    func connect(until deadline: ContinuousClock.Instant) throws {
        var pause = 0.05
        while !isConnected {
            do { try connect() } catch let error as PostgresError {
                disconnect()
                guard error.isConnectionLost, ContinuousClock.now < deadline else { throw error }
                // On the connection's own thread, which has nothing else to do. Not all machines at the same moment.
                Thread.sleep(forTimeInterval: pause * .random(in: 0.5...1))
                pause = min(2, pause * 2)
            }
        }
    }

    /// Connects once.
    /// - Throws: ``PostgresError``; ``LedgerError/Code/homeUnusable`` for a server that will not do.
    func connect() throws {
        disconnect()
        let settings = [
            ("dbname", address.text), ("client_encoding", "UTF8"), ("application_name", "sohoa \(session)"),
            ("connect_timeout", "10"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
        ]
        let keywords = settings.map { strdup($0.0) } + [nil]
        let values = settings.map { strdup($0.1) } + [nil]
        defer { for text in keywords + values { free(text) } }
        let new = PQconnectdbParams(
            keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
        guard let new else { throw PostgresError.connectionLost("out of memory") }
        handle = new
        guard PQstatus(new) == CONNECTION_OK else {
            throw PostgresError.connectionLost(
                Self.reason(PQerrorMessage(new).map { String(cString: $0) } ?? "", address))
        }
        canceller.replaceHandle(PQgetCancel(new))
        try check(new)
        try setUp()
    }

    /// Why there is no connection, in one line; who connects as whom is nobody's business.
    private static func reason(_ message: String, _ address: PostgresAddress) -> String {
        let kinds = [
            ("password", "authentication failed"), ("authentication", "authentication failed"),
            ("does not exist", "no such database or role"), ("SSL", "TLS"), ("certificate", "TLS"),
            ("pg_hba", "refused by the server's rules"), ("too many", "the server has no connection left"),
            ("starting up", "the server is starting"), ("shutting down", "the server is shutting down"),
            ("timeout", "no answer in time"), ("refused", "connection refused"), ("No such file", "no server there"),
            ("translate host", "unknown host"),
        ]
        return "\(address): " + (kinds.first { message.contains($0.0) }?.1 ?? "no connection")
    }

    private func check(_ handle: OpaquePointer) throws {
        guard PQserverVersion(handle) >= Self.oldestServer else {
            throw LedgerError(.homeUnusable, "\(address): PostgreSQL 15 or later is needed")
        }
        guard PQparameterStatus(handle, "server_encoding").map({ String(cString: $0) }) == "UTF8" else {
            throw LedgerError(.homeUnusable, "\(address): the database must have the encoding UTF8")
        }
    }

    private func setUp() throws {
        try execute(
            """
            SET statement_timeout = \(limits.statement.wholeMilliseconds);
            SET lock_timeout = \(limits.lock.wholeMilliseconds);
            SET idle_in_transaction_session_timeout = \(limits.idleInTransaction.wholeMilliseconds);
            SET client_min_messages = warning;
            SET TimeZone = 'UTC';
            SET bytea_output = 'hex';
            SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') = 'off';
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE application_name = 'sohoa \(session)' AND pid <> pg_backend_pid();
            """)
        // Whatever the connection before was doing has ended now, one way or the other.
        let others = try firstText(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sohoa \(session)' AND pid <> pg_backend_pid()"
        )
        guard others == "0" else { throw PostgresError.connectionLost("\(address): the last connection does not end") }
    }

    func fail(leavingServerAlone: Bool) {
        commitFault = nil
        guard let handle else { return }
        if leavingServerAlone {
            self.handle = nil
        } else {
            shutdown(PQsocket(handle), CInt(SHUT_RDWR))
        }
    }

    // MARK: Statements without values

    /// Runs statements that have no values.
    /// - Returns: the command of the last answer, as the server names what it did.
    @discardableResult
    func execute(_ sql: String) throws -> String {
        guard let handle, PQsendQuery(handle, sql) == 1 else { throw lost() }
        var command = ""
        try drain { answer in command = answer.command }
        return command
    }

    /// The first value of an answer.
    func firstText(_ sql: String) throws -> String? {
        guard let handle, PQsendQuery(handle, sql) == 1 else { throw lost() }
        var text: String?
        try drain { answer in
            if answer.rowCount > 0, answer.columnCount > 0 { text = answer.text(0, 0) }
        }
        return text
    }

    // MARK: Prepared statements

    /// The statement as the server knows it; prepared when it is used for the first time.
    func statement(_ sql: String) throws -> Prepared {
        if let known = prepared[sql] { return known }
        guard let handle else { throw lost() }
        if prepared.count >= Self.maximumPrepared { try forgetStatements() }
        statementNumber += 1
        let name = "s\(statementNumber)"
        guard PQsendPrepare(handle, name, StatementMarks.numbered(sql), 0, nil) == 1 else { throw lost() }
        try drain { _ in }
        guard PQsendDescribePrepared(handle, name) == 1 else { throw lost() }
        var found = Prepared(name: name, parameterCount: 0, columns: [], places: [:], kinds: [])
        try drain { answer in
            found.parameterCount = answer.parameterCount
            for column in 0..<answer.columnCount {
                let title = answer.columnName(column)
                found.columns.append(title)
                found.kinds.append(answer.columnKind(column))
                if found.places[title] == nil { found.places[title] = column }
            }
        }
        prepared[sql] = found
        return found
    }

    /// Lets the server forget all prepared statements.
    func forgetStatements() throws {
        prepared = [:]
        try execute("DEALLOCATE ALL")
    }

    /// Sends a prepared statement with its values.
    /// - Throws: ``PostgresError``; ``LedgerError`` when the number of values is another one.
    func send(_ statement: Prepared, _ values: BoundValues) throws {
        guard values.count == statement.parameterCount else {
            throw LedgerError(.storageFailed, "a statement with another number of values")
        }
        guard let handle else { throw lost() }
        let isSent = values.withPointers {
            PQsendQueryPrepared(handle, statement.name, CInt(values.count), $0, nil, nil, 0)
        }
        guard isSent == 1 else { throw lost() }
    }

    /// Takes all answers to what was sent, also when one of them is an error or `body` throws.
    func drain(_ body: (borrowing Answer) throws -> Void) throws {
        var failure: (any Error)?
        while let handle, let next = PQgetResult(handle) {
            let answer = Answer(next)
            do {
                if let error = answer.error() { throw error }
                if failure == nil { try body(answer) }
            } catch {
                // What the server says of the connection counts more than what `body` threw.
                failure = failure ?? error
            }
            if PQstatus(handle) != CONNECTION_OK { break }
        }
        if !isConnected { throw failure as? PostgresError ?? lost() }
        if let failure { throw failure }
    }

    /// The error of a connection that does not do what it should.
    func lost() -> PostgresError { .connectionLost("\(address): the connection was lost") }
}
