import Foundation
import Testing

@testable import Ledger
@testable import LedgerSQLite

struct LedgerServiceTests {
    private static func importCase(_ ledger: some LedgerDriver) async throws {
        try await ledger.write { _ = try $0.importCases([Office.record(Office.birth)], at: Office.time()) }
    }

    private static func knowsCase(_ ledger: some LedgerDriver) async throws -> Bool {
        try await ledger.read { try $0.findCase(Office.birth) != nil }
    }

    @Test func whatOneProcessRecordsTheOtherSees() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let peer = try served.connect()
        try await Self.importCase(peer)
        #expect(try await Self.knowsCase(served.owner))
        #expect(try await Self.knowsCase(try served.connect()))
    }

    @Test func aHomeThatIsServedIsOpenedThroughItsOwner() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let home = try SQLiteHome(opening: served.home.url)
        let ledger = home.ledger
        #expect(!home.isLeader)
        #expect(try home.serve() == nil)
        #expect(throws: LedgerError.self) { try SQLiteHome(opening: served.home.url, mustOwn: true).ledger }
        try ledger.close()
        await #expect(throws: LedgerError.self) { try await ledger.read { try $0.findCase(Office.birth) } }
    }

    @Test func aPeerThatDiesWithinATransactionLosesIt() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let dying = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try dying.receive(LedgerAnswer.self) != nil)
        try Self.beginAndInsert(dying)
        dying.shut()
        // The next writer gets its turn only when the dead one's transaction is over.
        let peer = try served.connect()
        #expect(try await peer.write { try $0.findCase(Office.birth) } == nil)
    }

    @Test func aPeerThatStallsWithinATransactionLosesIt() async throws {
        let served = try ServedHome(limits: ServiceLimits(secondsToAnswer: 1))
        defer { served.stop() }
        let stalling = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try stalling.receive(LedgerAnswer.self) != nil)
        try Self.beginAndInsert(stalling)
        #expect(try await served.owner.write { try $0.findCase(Office.birth) } == nil)
    }

    /// Each statement comes in time, but there is no end of them.
    @Test func aTransactionWithoutEndIsEnded() async throws {
        let served = try ServedHome(limits: ServiceLimits(writing: .seconds(1)))
        defer { served.stop() }
        let peer = try served.connect()
        let ended = await #expect(throws: LedgerError.self) {
            try await peer.write { tx in
                _ = try tx.importCases([Office.record(Office.birth)], at: Office.time())
                while true { _ = try tx.sql.rows("SELECT 1 AS n", []) }
            }
        }
        #expect(ended?.code == .transactionTooLong)
        #expect(try await served.owner.write { try $0.findCase(Office.birth) } == nil)
        try await Self.importCase(peer)
        #expect(try await Self.knowsCase(served.owner))
    }

    private static let endless =
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT MAX(x) AS x FROM n"

    @Test(arguments: [true, false]) func aStatementWithoutEndIsStopped(writes: Bool) async throws {
        let limit = Duration.seconds(1)
        let served = try ServedHome(limits: ServiceLimits(writing: limit, reading: limit))
        defer { served.stop() }
        let peer = try served.connect()
        let body: @Sendable (LedgerTransaction) throws -> Void = { _ = try $0.sql.rows(Self.endless, []) }
        let ended = await #expect(throws: LedgerError.self) {
            if writes { try await peer.write(body) } else { try await peer.read(body) }
        }
        #expect(ended?.code == .transactionTooLong)
        try await Self.importCase(peer)
    }

    @Test func aStatementOfAPeerThatHasGoneIsStopped() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let gone = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try gone.receive(LedgerAnswer.self) != nil)
        try Self.beginAndInsert(gone)
        try gone.send(LedgerCall.rows(sql: Self.endless, values: []))
        gone.shut()
        #expect(try await served.owner.write { try $0.findCase(Office.birth) } == nil)
    }

    /// As many as are served, and none of them does anything.
    @Test func whoHoldsTheLineKeepsNobodyOut() async throws {
        let served = try ServedHome(limits: ServiceLimits(connections: 4))
        defer { served.stop() }
        let idle = try (0..<6).map { _ in
            let socket = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
            #expect(try socket.receive(LedgerAnswer.self) != nil)
            return socket
        }
        try await Self.importCase(try served.connect())
        // The first have made room.
        #expect(try idle[0].receive(LedgerAnswer.self) == nil)
    }

    @Test func anIdleConnectionIsClosedAndMadeAnew() async throws {
        let served = try ServedHome(limits: ServiceLimits(idleSeconds: 1))
        defer { served.stop() }
        let idle = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try idle.receive(LedgerAnswer.self) != nil)
        let peer = try served.connect()
        try await Self.importCase(peer)
        #expect(try idle.receive(LedgerAnswer.self) == nil)
        #expect(try await Self.knowsCase(peer))
    }

    @Test func whoComesWhileAllAreAtWorkIsToldSo() async throws {
        let served = try ServedHome(limits: ServiceLimits(connections: 1, timeout: .milliseconds(20)))
        defer { served.stop() }
        let worker = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try worker.receive(LedgerAnswer.self) != nil)
        try Self.beginAndInsert(worker)
        #expect(throws: LedgerError(.busy, "1 other connections are at work")) { try served.connect() }
    }

    @Test func whoCannotWriteInTimeIsToldSo() async throws {
        let served = try ServedHome(limits: ServiceLimits(timeout: .milliseconds(20)))
        defer { served.stop() }
        let worker = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try worker.receive(LedgerAnswer.self) != nil)
        try Self.beginAndInsert(worker)
        let peer = try served.connect()
        let busy = await #expect(throws: LedgerError.self) { try await Self.importCase(peer) }
        #expect(busy?.code == .busy)
        #expect(try await !Self.knowsCase(peer))
    }

    /// Peers that read without end leave readers for the process itself.
    @Test func peersTakeOnlySomeOfTheReaders() async throws {
        let served = try ServedHome(limits: ServiceLimits(readers: 2, timeout: .milliseconds(20)))
        defer { served.stop() }
        let readers = try (0..<2).map { _ in
            let socket = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
            #expect(try socket.receive(LedgerAnswer.self) != nil)
            try socket.send(LedgerCall.begin(writes: false))
            #expect(try socket.receive(LedgerAnswer.self) != nil)
            return socket
        }
        let busy = await #expect(throws: LedgerError.self) { try await Self.knowsCase(try served.connect()) }
        #expect(busy?.code == .busy)
        #expect(try await !Self.knowsCase(served.owner))
        for reader in readers { reader.shut() }
    }

    @Test func stoppingRollsBackWhatIsUnderWay() async throws {
        let served = try ServedHome()
        let peer = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try peer.receive(LedgerAnswer.self) != nil)
        try Self.beginAndInsert(peer)
        served.stop()
        #expect(try await !Self.knowsCase(served.owner))
    }

    @Test func anOwnerThatWasStartedAnewIsFoundAgain() async throws {
        let served = try ServedHome()
        let peer = try served.connect()
        try await Self.importCase(peer)
        served.stop()
        await #expect(throws: LedgerError.self) { try await Self.knowsCase(peer) }
        let again = try LedgerService(driver: served.owner, home: served.path)
        defer { again.stop() }
        #expect(try await Self.knowsCase(peer))
    }

    @Test func anotherVersionOfTheProgramIsRefused() throws {
        let served = try ServedHome()
        defer { served.stop() }
        let error = #expect(throws: LedgerError.self) {
            try SocketDriver(home: served.path, schema: ["other"], identifiers: .init())
        }
        #expect(error?.code == .ownerDiffers)
    }

    @Test(arguments: [[0, 0, 0, 0], [255, 255, 255, 255], [0, 0, 0, 2, 123, 125]] as [[UInt8]])
    func garbageEndsOnlyItsOwnConnection(_ bytes: [UInt8]) async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let peer = try UnixSocket.connected(in: served.path, name: LedgerService.socketName)
        #expect(try peer.receive(LedgerAnswer.self) != nil)
        _ = bytes.withUnsafeBytes { Foundation.write(peer.descriptor, $0.baseAddress, $0.count) }
        #expect(try peer.receive(LedgerAnswer.self) == nil)
        #expect(try await !Self.knowsCase(try served.connect()))
    }

    @Test func anAnswerMayBeLargerThanAFrame() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let peer = try served.connect()
        let sizes = try await peer.read { tx in
            try tx.sql.rows(
                """
                WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 80)
                SELECT n, printf('%.*c', 1000000, 'x') AS text FROM number ORDER BY n
                """, []
            ).map { try $0.text("text").utf8.count }
        }
        #expect(sizes == Array(repeating: 1_000_000, count: 80))
        #expect(try await peer.read { try $0.sql.rows("SELECT 1 AS n WHERE 0", []).isEmpty })
    }

    @Test func theSocketIsForTheOwnerOnly() throws {
        let served = try ServedHome()
        defer { served.stop() }
        let path = served.home.url.appending(path: LedgerService.socketName).path(percentEncoded: false)
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
    }

    @Test(arguments: [SQLValue.null, 0, 1, 9_007_199_254_740_993, "", "1", "Đồng \"x\"\n", .real(1), .real(-0.25)])
    func valuesSurviveTheWay(_ value: SQLValue) throws {
        let sent = try JSONEncoder().encode([value])
        #expect(try JSONDecoder().decode([SQLValue].self, from: sent) == [value])
    }

    private static func beginAndInsert(_ peer: UnixSocket) throws {
        try peer.send(LedgerCall.begin(writes: true))
        #expect(try peer.receive(LedgerAnswer.self) != nil)
        let sql = "INSERT INTO cases (code, recorded_at) VALUES (?, ?)"
        try peer.send(LedgerCall.run(sql: sql, values: [.text(Office.birth.rawValue), 1]))
        guard case .changed(1)? = try peer.receive(LedgerAnswer.self) else {
            Issue.record("not inserted")
            return
        }
    }
}
