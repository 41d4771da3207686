import Basics
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerPostgres

/// What only the PostgreSQL driver promises.
@Suite(
    "The ledger in PostgreSQL",
    .enabled(if: PostgresCluster.isInstalled, Comment(rawValue: PostgresCluster.absence)))
struct PostgresDriverTests {
    private struct Interruption: Error {}

    private func driver(
        _ address: PostgresAddress? = nil, limits: PostgresLimits = PostgresDatabases.limits,
        beforeCommit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> PostgresDriver {
        let address = if let address { address } else { try await PostgresDatabases.shared.makeOwn() }
        return try await offPool {
            try PostgresDriver(address, limits: limits, identifiers: .init(), beforeCommit: beforeCommit)
        }
    }

    private func offPool<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Ends all connections to a ledger's database but the one that asks, as a restart of the server would.
    static func cutConnections(_ address: PostgresAddress) throws {
        let other = PostgresThread(address, PostgresDatabases.limits, name: "test")
        try other.withConnection { connection in
            try connection.connect()
            try connection.execute(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                """)
            connection.disconnect()
        }
    }

    @Test("Reading refuses to write")
    func readingRefusesToWrite() async throws {
        let ledger = Ledger(driver: try await driver())
        await #expect(throws: LedgerError.self) { try await ledger.read { try $0.openOffice() } }
        #expect(try await ledger.read { try $0.caseCodes() } == [])
    }

    @Test("A fault before the commit leaves nothing")
    func faultBeforeCommit() async throws {
        let isFaulty = Atomic(true)
        let ledger = Ledger(
            driver: try await driver {
                if isFaulty.load(ordering: .relaxed) { throw Interruption() }
            })
        await #expect(throws: Interruption.self) { try await ledger.write { try $0.openOffice() } }
        #expect(try await ledger.read { try $0.caseCodes() } == [])
        isFaulty.store(false, ordering: .relaxed)
        try await ledger.write { try $0.openOffice() }
        #expect(try await ledger.read { try $0.caseCodes() }.count == 2)
    }

    @Test("A failure of a statement that the body passes over still undoes the transaction, and is told")
    func failurePassedOver() async throws {
        let ledger = Ledger(driver: try await driver())
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write { tx in
                try tx.openOffice()
                _ = try? tx.sql.run("INSERT INTO cases (code, recorded_at) VALUES (?, 1)", [SQLValue(Office.birth)])
            }
        }
        #expect(error?.code == .conflict)
        #expect(try await ledger.read { try $0.caseCodes() } == [])
    }

    @Test("Connections that were cut while nobody used them are made anew, for readers and the writer")
    func cutWhileIdle() async throws {
        let driver = try await driver()
        let ledger = Ledger(driver: driver)
        try await ledger.write { try $0.openOffice() }
        #expect(try await ledger.read { try $0.caseCodes() }.count == 2)
        try await offPool { try Self.cutConnections(driver.address) }
        #expect(try await ledger.read { try $0.caseCodes() }.count == 2)
        try await ledger.write { _ = try $0.digitize(["một"]) }
        #expect(try await ledger.read { try $0.documents() }.count == 1)
    }

    @Test("A transaction whose connection is cut on the way runs again and is recorded once")
    func cutOnTheWay() async throws {
        let address = try await PostgresDatabases.shared.makeOwn()
        let cuts = Atomic(3)
        let ledger = Ledger(driver: try await driver(address))
        try await ledger.write { try $0.openOffice() }
        try await ledger.write { tx in
            _ = try tx.digitize(["một"])
            if cuts.subtract(1, ordering: .relaxed).newValue >= 0 { try Self.cutConnections(address) }
            _ = try tx.digitize(["hai"])
        }
        #expect(try await ledger.read { try $0.documents() }.count == 2)
        #expect(cuts.load(ordering: .relaxed) == -1)
        #expect(try await ledger.faults() == [])
    }

    @Test(
        "A connection that is lost around the commit: whether it was recorded is asked, not guessed",
        arguments: [
            (PostgresConnection.CommitFault.beforeServer, 2), (.unnoticed, 2), (.beforeAnswer, 1),
        ])
    func lostAroundCommit(_ fault: PostgresConnection.CommitFault, runs: Int) async throws {
        let address = try await PostgresDatabases.shared.makeOwn()
        let found = try await offPool {
            let thread = PostgresThread(address, PostgresDatabases.limits, name: "test")
            return try thread.withConnection { connection in
                try connection.connect()
                connection.commitFault = fault
                var found = 0
                try connection.transact(.write) { session in
                    found += 1
                    _ = try session.run("UPDATE counters SET value = value + 1 WHERE name = 'statement'", [])
                }
                // The one after it is another transaction with a mark of its own.
                try connection.transact(.write) { session in
                    _ = try session.run("UPDATE counters SET value = value + 10 WHERE name = 'statement'", [])
                }
                return found
            }
        }
        #expect(found == runs)
        let ledger = Ledger(driver: try await driver(address))
        #expect(try await ledger.read { try $0.last(.statement) } == 11)
    }

    @Test("Writers of several processes come one after the other; who may not wait is told so")
    func severalProcesses() async throws {
        let address = try await PostgresDatabases.shared.makeOwn()
        let ledgers = try await [driver(address), driver(address), driver(address)].map { Ledger(driver: $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for round in 0..<30 {
                group.addTask { _ = try await ledgers[round % 3].write { try $0.next(.statement) } }
            }
            try await group.waitForAll()
        }
        #expect(try await ledgers[0].read { try $0.last(.statement) } == 30)
        let (isIn, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first: Void = ledgers[0].write { tx in
            _ = try tx.next(.statement)
            isIn.signal()
            goOn.wait()
        }
        try await offPool { isIn.wait() }
        let error = await #expect(throws: LedgerError.self) {
            try await Ledger.$timeout.withValue(.milliseconds(50)) {
                _ = try await ledgers[1].write { try $0.next(.statement) }
            }
        }
        #expect(error?.code == .busy)
        goOn.signal()
        try await first
        #expect(try await ledgers[1].write { try $0.next(.statement) } == 32)
    }

    @Test("A task that is cancelled stops its statement")
    func cancellation() async throws {
        let ledger = Ledger(driver: try await driver())
        let started = DispatchSemaphore(value: 0)
        let task = Task {
            try await ledger.read { tx in
                started.signal()
                return try tx.sql.rows("SELECT pg_sleep(60)", []).count
            }
        }
        try await offPool { started.wait() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ledger.read { try $0.caseCodes() } == [])
    }

    @Test("A statement that takes too long is stopped, and so is a transaction that asks nothing")
    func timeLimits() async throws {
        var limits = PostgresDatabases.limits
        limits.statement = .milliseconds(200)
        limits.idleInTransaction = .milliseconds(200)
        let address = try await PostgresDatabases.shared.makeOwn()
        let ledger = Ledger(driver: try await driver(address, limits: limits))
        for body: @Sendable (LedgerTransaction) throws -> Void in [
            { _ = try $0.sql.rows("SELECT pg_sleep(60)", []) },
            { tx in
                // The server ends the session; nothing else can tell when it has.
                Thread.sleep(forTimeInterval: 0.7)
                _ = try tx.sql.rows("SELECT 1", [])
            },
        ] {
            let error = await #expect(throws: LedgerError.self) { try await ledger.write(body) }
            #expect(error?.code == .transactionTooLong)
        }
        let patient = Ledger(driver: try await driver(address))
        try await patient.write { try $0.openOffice() }
    }

    @Test(
        "Every value reads back as it was",
        arguments: ["", "Đỗ\u{0}\u{10FFFF}0", "'\\; $1 ? --", "\u{10FFFF}", "一🇻🇳\n"])
    func values(_ text: String) async throws {
        let ledger = Ledger(driver: try await driver())
        let numbers: [Int64] = [0, 1, -1, .max, .min, 1_795_000_000_000]
        let reals = [0, -0.5, 0.1, 1e300, .leastNonzeroMagnitude, 93]
        try await ledger.read { tx in
            let row = try tx.sql.row("SELECT CAST(? AS TEXT) AS t, '?' AS q, CAST(? AS TEXT) AS n", [.text(text), nil])
            #expect(try row?.text("t").utf8.elementsEqual(text.utf8) == true)
            #expect(try row?.text("q") == "?")
            #expect(try row?.optionalText("n") == nil)
            for number in numbers {
                let row = try tx.sql.row("SELECT CAST(? AS BIGINT) AS n", [.integer(number)])
                #expect(row?.values == [.integer(number)])
            }
            for real in reals {
                let row = try tx.sql.row("SELECT CAST(? AS double precision) AS n, 1 = 1 AS f", [.real(real)])
                #expect(row?.values == [.real(real), .integer(1)])
            }
        }
    }

    @Test(
        "No database that will do",
        arguments: ["host=/nonexistent dbname=x", "host=/nonexistent password=geheim dbname=x"])
    func unreachable(_ text: String) async throws {
        let address = try PostgresAddress(text)
        let error = await #expect(throws: LedgerError.self) { _ = try await driver(address) }
        #expect(error?.code == .homeUnusable)
        #expect(error?.detail.contains("geheim") == false)
        #expect("\(address)" == "/nonexistent/x")
        #expect(String(reflecting: address) == "/nonexistent/x")
        #expect(throws: LedgerError.self) { _ = try PostgresAddress("geheim") }
    }

    @Test("Marks of values are numbered outside of quotes and comments")
    func statementMarks() {
        #expect(
            StatementMarks.numbered("SELECT ?, '?''?', \"?\" -- ?\n, ? - ?")
                == "SELECT $1, '?''?', \"?\" -- ?\n, $2 - $3")
    }
}
