import Basics
import PostalChannel
import Testing

@testable import Ledger

@Suite("Lines that statements have in common") struct StatementOverlapTests {
    private static func changed(_ row: Int) -> StatementRow {
        var line = PostDesk.line(row)
        line.fee = Dong(25_000)
        return StatementRow(.line(line), rawCells: "[]")
    }

    /// Stores a statement as far as it can be compared, and compares it.
    private static func compare(_ rows: [StatementRow], _ ledger: Ledger) async throws -> [StatementOverlap] {
        try await ledger.write { tx throws in
            let opening = try tx.openStatement(
                PostDesk.source, artifact: Office.digest("new"), columnMap: "{}", at: Office.time(9))
            guard case .opened(let load) = opening else { throw LedgerError(.conflict, "known") }
            let keys = try tx.add(rows, to: load)
            let byKeys = try tx.compare(load.id, keys: keys).overlaps
            #expect(try tx.compare(load.id).overlaps == byKeys)
            return byKeys
        }
    }

    @Test("What is the same, changed, gone and new, by number and content", arguments: LedgerMaker.all)
    func compared(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let first = try await ledger.write { try $0.store((1...8).map(PostDesk.row), of: "ky1") }
        _ = try await ledger.write { try $0.store((100...110).map(PostDesk.row), of: "ky2") }
        let overlaps = try await Self.compare(
            [PostDesk.row(2), Self.changed(3), PostDesk.row(4), PostDesk.row(50)], ledger)
        #expect(overlaps.map(\.statement.id) == [first.id])
        let overlap = try #require(overlaps.first)
        #expect(overlap.shared == SharedLines(same: 2, changed: 1, repeated: 1, vanished: 5, added: 1))
        #expect(overlap.vanished.map(\.place.row) == [1, 5, 6, 7, 8])
        #expect(overlap.vanishedTotals.fee == Dong(5 * 21_000))
        #expect(overlap.changed.map(\.after.fee) == [Dong(25_000)])
        #expect(overlap.repeatedTotals.fee == Dong(2 * 21_000 + 25_000))
    }

    @Test("Lines that no longer count are not found any more", arguments: LedgerMaker.all)
    func keys(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        func keys() async throws -> Int? {
            try await ledger.read { try $0.sql.row("SELECT COUNT(*) AS n FROM statement_keys", [])?.integer("n") }
        }
        let first = try await ledger.write { try $0.store((1...8).map(PostDesk.row), of: "ky1") }
        #expect(try await keys() == 8)
        let second = try await ledger.write {
            try $0.store((1...5).map(PostDesk.row), of: "ky2", superseding: first.id)
        }
        #expect(try await keys() == 5)
        #expect(try await ledger.read { try $0.statement(first.id)?.supersededBy } == second.id)
        _ = try await ledger.write { try $0.dismissStatement(second.id, by: "lan", at: Office.time(5)) }
        #expect(try await keys() == 0)
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("Another operator's statements are not looked at", arguments: LedgerMaker.all)
    func operators(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        var other = PostDesk.source
        other.operatorName = "ghn"
        let source = other
        _ = try await ledger.write { try $0.store((1...8).map(PostDesk.row), of: "ky1", source: source) }
        #expect(try await Self.compare((1...8).map(PostDesk.row), ledger).isEmpty)
    }
}
