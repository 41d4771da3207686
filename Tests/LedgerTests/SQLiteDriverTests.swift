import Dossiers
import Foundation
import Synchronization
import Testing

@testable import Ledger
@testable import LedgerSQLite

/// What only the SQLite driver promises: one process, private files, soundness after a kill.
@Suite struct SQLiteDriverTests {
    private struct Interruption: Error {}

    @Test func onlyOneLedgerHasTheHome() async throws {
        let home = TemporaryHome()
        let ledger = try SQLiteHome(opening: home.url).ledger
        let error = #expect(throws: LedgerError.self) { try SQLiteHome(opening: home.url).ledger }
        #expect(error?.code == .homeInUse)
        try await ledger.write { try $0.openOffice() }
        try ledger.close()
        let next = try SQLiteHome(opening: home.url).ledger
        #expect(try await next.read { try $0.caseCodes() }.count == 2)
        try next.close()
    }

    @Test func aLedgerThatIsGoneFreesItsHome() throws {
        let home = TemporaryHome()
        do { _ = try SQLiteHome(opening: home.url).ledger }
        #expect(throws: Never.self) { try SQLiteHome(opening: home.url).ledger.close() }
    }

    @Test func filesAreForTheirOwnerOnly() async throws {
        let home = TemporaryHome()
        let ledger = try SQLiteHome(opening: home.url).ledger
        try await ledger.write { try $0.openOffice() }
        for name in ["", "ledger.sqlite", "ledger.sqlite-wal", "ledger.lock"] {
            let path = home.url.appending(path: name).path(percentEncoded: false)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == (name.isEmpty ? 0o700 : 0o600), "\(name)")
        }
        try ledger.close()
    }

    @Test func whatIsNoLedgerIsRefused() throws {
        let home = TemporaryHome()
        try FileManager.default.createDirectory(at: home.url, withIntermediateDirectories: true)
        try Data(repeating: 7, count: 5_000).write(to: home.url.appending(path: "ledger.sqlite"))
        let error = #expect(throws: LedgerError.self) { try SQLiteHome(opening: home.url).ledger }
        #expect(error?.code == .homeUnusable)
        try Data().write(to: home.url.appending(path: "file"))
        #expect(throws: LedgerError.self) { try SQLiteHome(opening: home.url.appending(path: "file")).ledger }
    }

    @Test func readingRefusesToWrite() async throws {
        let home = TemporaryHome()
        let ledger = try SQLiteHome(opening: home.url).ledger
        await #expect(throws: LedgerError.self) { try await ledger.read { try $0.openOffice() } }
        #expect(try await ledger.read { try $0.caseCodes() } == [])
        try ledger.close()
    }

    @Test func aFaultBeforeTheCommitLeavesNothing() async throws {
        let home = TemporaryHome()
        let isFaulty = Atomic(false)
        let driver = try SQLiteDriver(home: home.url, identifiers: .init()) {
            if isFaulty.load(ordering: .relaxed) { throw Interruption() }
        }
        let ledger = Ledger(driver: driver)
        try await ledger.write { try $0.openOffice() }
        isFaulty.store(true, ordering: .relaxed)
        await #expect(throws: Interruption.self) { try await ledger.write { _ = try $0.digitize(["một"]) } }
        isFaulty.store(false, ordering: .relaxed)
        #expect(try await ledger.read { try $0.documents() } == [])
        #expect(try await ledger.read { try $0.batches() } == [])
        #expect(try await ledger.read { try $0.search(SearchQuery("một", in: SearchScope(includesPast: true))) } == [])
        #expect(try await ledger.write { try $0.digitize(["một"]) }.isAttached)
        #expect(try await ledger.read { try $0.search(SearchQuery("một")) }.count == 1)
        try ledger.close()
    }

    /// The files are copied just before and just after the commit, as a kill would leave them.
    @Test func aKillAroundTheCommitLeavesAllOrNothing() async throws {
        let (home, before, after) = (TemporaryHome(), TemporaryHome(), TemporaryHome())
        let copy: @Sendable (TemporaryHome) throws -> Void = { target in
            try FileManager.default.createDirectory(at: target.url, withIntermediateDirectories: true)
            for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
                try FileManager.default.copyItem(
                    at: home.url.appending(path: name), to: target.url.appending(path: name))
            }
        }
        let isWatched = Atomic(false)
        let driver = try SQLiteDriver(home: home.url, identifiers: .init()) {
            if isWatched.load(ordering: .relaxed) { try copy(before) }
        }
        let ledger = Ledger(driver: driver)
        try await ledger.write { try $0.openOffice() }
        isWatched.store(true, ordering: .relaxed)
        try await ledger.write { _ = try $0.digitize(["một", "hai"]) }
        try copy(after)
        try ledger.close()

        for (home, isThere) in [(before, false), (after, true)] {
            let survivor = try SQLiteHome(opening: home.url).ledger
            #expect(try await survivor.read { try $0.documents() }.count == (isThere ? 1 : 0))
            #expect(try await survivor.read { try $0.search(SearchQuery("hai")) }.count == (isThere ? 1 : 0))
            #expect(try await survivor.write { try $0.digitize(["một", "hai"]) }.isAttached == !isThere)
            #expect(try await survivor.read { try $0.documents() }.count == 1)
            #expect(try await survivor.read { try $0.search(SearchQuery("hai")) }.count == 1)
            try survivor.close()
        }
    }
}

extension AttachOutcome {
    fileprivate var isAttached: Bool { if case .attached = self { true } else { false } }
}
