import Basics
import PostalChannel
import Synchronization
import Testing

@testable import Ledger
@testable import LedgerSQLite

/// A process that ends while it stores a statement leaves nothing that counts, and the next one stores it whole.
@Suite("A statement's storing that is broken off") struct StatementKillTests {
    private struct Interruption: Error {}

    private static let parts = [[1, 2, 3], [4, 5], [6, 7, 8, 9]].map { $0.map(PostDesk.row) }
    /// Opening, three parts, completing.
    private static let steps = 5

    @Test("After each transaction, and within each", arguments: 0...steps, [true, false])
    func interrupted(after done: Int, isWithinNext: Bool) async throws {
        let home = TemporaryHome()
        let left = Atomic(done)
        let driver = try SQLiteDriver(home: home.url, identifiers: .init()) {
            let isOver = left.load(ordering: .relaxed) == 0
            if isOver { throw Interruption() }
            left.subtract(1, ordering: .relaxed)
        }
        let broken = Ledger(driver: driver)
        await #expect(throws: (any Error).self, "\(done)") {
            for step in 0..<Self.steps {
                // Without a further transaction: the process ended between two.
                if !isWithinNext, step == done { throw Interruption() }
                try await Self.take(step, broken)
            }
            throw Interruption()
        }
        try broken.close()

        let ledger = try SQLiteHome(opening: home.url, mustOwn: true).ledger
        let before = try await ledger.read { try $0.statements() }
        #expect(before.map(\.state) == (done == 0 ? [] : [done == Self.steps ? .complete : .loading]))
        if let statement = before.first, statement.state == .loading {
            let error = await #expect(throws: LedgerError.self) {
                _ = try await ledger.read { try $0.statementLines(of: [statement.id]) }
            }
            #expect(error?.code == .conflict)
            #expect(
                try await ledger.read { try $0.rawCells(at: .init(statement: statement.id.rawValue, row: 1)) } == nil)
        }
        if done < Self.steps { for step in 0..<Self.steps { try await Self.take(step, ledger) } }
        let statement = try #require(try await ledger.read { try $0.statements() }.first)
        #expect(try await ledger.read { try $0.statements().count } == 1)
        #expect(statement.state == .complete)
        #expect(statement.totals.lines == 9)
        #expect(statement.totals.fee == Dong(9 * 21_000))
        #expect(
            try await ledger.read { try $0.statementLines(of: [statement.id]).map(\.place.row) } == Array(1...9))
        #expect(try await ledger.faults() == [])
        try ledger.close()
    }

    private static func take(_ step: Int, _ ledger: Ledger) async throws {
        try await ledger.write { tx throws in
            guard step > 0 else {
                _ = try tx.openStatement(
                    PostDesk.source, artifact: Office.digest("ky"), columnMap: "{}", at: Office.time())
                return
            }
            let statement = try tx.statements(artifact: Office.digest("ky"))[0]
            let row = try tx.sql.row("SELECT load FROM statements", [])
            let load = StatementLoad(id: statement.id, number: statement.number, load: try row?.integer("load") ?? 0)
            if step <= parts.count {
                try tx.add(parts[step - 1], to: load)
            } else {
                _ = try tx.completeStatement(load, at: Office.time())
            }
        }
    }
}
