import PostalChannel
import Testing

@testable import Ledger

/// Many rows at once, which go in parts.
@Suite("Many rows in the ledger") struct BulkTests {
    private struct Stop: Error {}

    private static let count = 9_000

    private static func rows() -> [StatementRow] {
        (1...count).map {
            StatementRow(.line(PostDesk.line($0)), rawCells: #"["\#($0)","\#(String(repeating: "đ", count: 150))"]"#)
        }
    }

    @Test("All parts of an answer arrive, in order", arguments: LedgerMaker.all)
    func manyParts(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let statement = try await ledger.write { try $0.store(Self.rows(), of: "ky") }
        let lines = try await ledger.read { try $0.statementLines(of: [statement.id]) }
        #expect(lines.map(\.place.row) == Array(1...Self.count))
        let parts = try await ledger.read { tx throws in
            var parts: [Int] = []
            try tx.sql.forEachBatch("SELECT line, raw_cells FROM statement_lines ORDER BY line", []) {
                parts.append($0.rowCount)
            }
            return parts
        }
        #expect(parts.reduce(0, +) == Self.count)
        #expect(parts.count > 1)
        #expect(parts.allSatisfy { $0 <= SQLBatch.fullRows })
    }

    @Test("Reading that is broken off leaves the transaction usable", arguments: LedgerMaker.all)
    func brokenOff(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let statement = try await ledger.write { try $0.store(Self.rows(), of: "ky") }
        let rest = try await ledger.read { tx throws in
            var seen = 0
            #expect(throws: Stop.self) {
                try tx.sql.forEachRow("SELECT line FROM statement_lines ORDER BY line", []) { _ in
                    seen += 1
                    if seen == 5_000 { throw Stop() }
                }
            }
            #expect(seen == 5_000)
            return try tx.statementLines(of: [statement.id]).count
        }
        #expect(rest == Self.count)
    }

    @Test("A wrong row, statement or number of values is an error that rolls back", arguments: LedgerMaker.all)
    func errors(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let insertion = "INSERT INTO parcel_keys (key, version) VALUES (?, ?)"
        let attempts: [(@Sendable (inout SQLBatch) -> Void, String)] = [
            (
                {
                    $0.append("a")
                    $0.append(1)
                    $0.append("a")
                    $0.append(1)
                }, insertion
            ),
            (
                {
                    $0.append("a")
                    $0.append("no number")
                }, insertion
            ),
            (
                {
                    $0.append("a")
                    $0.appendNull()
                }, insertion
            ),
            (
                {
                    $0.append("a")
                    $0.append(1)
                }, "INSERT INTO parcel_keys (key, version) VALUES (?, 1)"
            ),
            (
                {
                    $0.append("a")
                    $0.append(1)
                }, "INSERT INTO no_table (key, version) VALUES (?, ?)"
            ),
        ]
        for (fill, sql) in attempts {
            await #expect(throws: LedgerError.self, "\(sql)") {
                try await ledger.write { tx throws in
                    var batch = SQLBatch(columns: 2)
                    fill(&batch)
                    try tx.sql.run(sql, batch: batch)
                }
            }
        }
        let count = try await ledger.read { try $0.sql.row("SELECT COUNT(*) AS n FROM parcel_keys", [])?.integer("n") }
        #expect(count == 0)
        // The statement that failed is of use again.
        try await ledger.write { tx throws in
            var batch = SQLBatch(columns: 2)
            batch.append("a")
            batch.append(1)
            try tx.sql.run(insertion, batch: batch)
        }
    }

    @Test("A batch that holds together badly is refused")
    func brokenBatches() {
        let beyond = SQLBatch.Cell(.text, Int64(3) << 32 | 9)
        #expect(SQLBatch(columns: 1, cells: [beyond], text: Array("abc".utf8)) == nil)
        #expect(SQLBatch(columns: 2, cells: [.init(.null)], text: []) == nil)
        #expect(SQLBatch(columns: 0, cells: [], text: []) == nil)
        #expect(SQLBatch(columns: 1, cells: [.init(.text, 3)], text: Array("abc".utf8))?.rowCount == 1)
    }

    @Test("Verification finds what contradicts itself")
    func faults() async throws {
        let damages: [(String, LedgerFault.Code)] = [
            ("UPDATE statements SET fee_sum = fee_sum + 1", .statementTotalsDiffer),
            ("UPDATE statements SET left_out_count = 3", .statementTotalsDiffer),
            ("DELETE FROM statement_lines WHERE tracking LIKE '%7VN'", .statementTotalsDiffer),
            ("UPDATE statements SET state = 'superseded', superseded_at = 1", .statementSuccessorMissing),
            ("UPDATE reconciliation_runs SET entry_count = 2", .runEntriesDiffer),
            ("DELETE FROM parcel_versions WHERE version = 1", .runEntriesDiffer),
            ("UPDATE reconciliation_runs SET legs_followed_at = NULL", .legsNotFollowed),
            ("DELETE FROM parcel_keys WHERE version = 1", .parcelKeyMissing),
            ("DELETE FROM break_events", .breakHistoryDiffers),
            ("UPDATE manifests SET sequence = 2", .handoverListNumberMissing),
            ("UPDATE item_code_ranges SET next_serial = first_serial", .itemCodesDiffer),
        ]
        for (damage, code) in damages {
            let ledger = try await Self.office()
            #expect(try await ledger.read { try $0.recordFaults() } == [])
            try await ledger.write { _ = try $0.sql.run(damage, []) }
            #expect(try await ledger.read { try $0.recordFaults().contains { $0.code == code } }, "\(damage)")
        }
    }

    private static func office() async throws -> Ledger {
        let ledger = try LedgerMaker.sqlite.make()
        let range = try #require(
            ItemCodeRange(
                id: "1", prefix: "EB", first: 10, last: 20, issuedOn: PostDesk.day("2026-11-01"), office: "700100"))
        try await ledger.write { tx throws in
            _ = try tx.registerParcels([PostDesk.parcel(7)], at: Office.time())
            let statement = try tx.store([PostDesk.row(7), PostDesk.total(8)], of: "ky")
            let parcels = try tx.registeredParcels()
            let result = ReconciliationResult(
                input: ReconciliationInput(
                    parcels: parcels.parcels, lines: try tx.statementLines(of: [statement.id]), statements: [],
                    rules: ReconciliationRules(version: "1", formats: TrackingFormats([]))),
                entries: [ReconciledEntry(parcel: 0, line: 0, rule: .number, outcomes: OutcomeSet(.feeDiffers))])
            let basis = RunBasis(rulesVersion: "1", statements: [statement.id])
            let run = try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time()).run
            try tx.recordLegsFollowed(run, at: Office.time())
            let found = FoundDiscrepancy(
                DiscrepancyNaming.id("fee_differs", parcel: "P7"), "fee_differs",
                DiscrepancySubject(day: PostDesk.day("2026-11-18"), parcel: "P7"))
            _ = try tx.fileDiscrepancies([found], of: run.id, at: Office.time())
            _ = try tx.draftHandoverList(
                office: "700100", direction: .return, day: PostDesk.day("2026-11-18"), at: Office.time())
            try tx.addItemCodeRange(range, at: Office.time())
            _ = try tx.leaseItemCode(prefix: "EB", by: "an", at: Office.time())
        }
        return ledger
    }
}
