import Basics
import PostalChannel
import Testing

@testable import Ledger

@Suite("Reconciliations in the ledger") struct RunTests {
    private static let rules = ReconciliationRules(version: "2026-11", formats: TrackingFormats([]))

    /// Ten parcels, a statement of twelve lines, and the entries that pair them.
    private func result(
        _ tx: LedgerTransaction, changing place: Int? = nil
    ) throws -> (ReconciliationResult, RegisteredParcels, RunBasis) {
        let parcels = try tx.registeredParcels()
        let statements = try tx.statements()
        let lines = try tx.statementLines(of: statements.map(\.id))
        let input = ReconciliationInput(parcels: parcels.parcels, lines: lines, statements: [], rules: Self.rules)
        var entries = parcels.parcels.indices.map {
            ReconciledEntry(
                parcel: $0, line: $0, rule: .numberAndCase, outcomes: OutcomeSet(.matched),
                runnerUp: $0 == 0 ? .line(11) : $0 == 1 ? .parcel(9) : nil)
        }
        entries.append(
            ReconciledEntry(
                parcel: 9, line: 10, rule: .number, outcomes: OutcomeSet(.duplicateLine), isFurtherLine: true))
        entries.append(
            ReconciledEntry(line: 11, outcomes: OutcomeSet(.missingInOurs), remarks: RemarkSet(.possibleTypo)))
        if let place { entries[place].outcomes = OutcomeSet(.feeDiffers) }
        return (
            ReconciliationResult(input: input, entries: entries), parcels,
            RunBasis(rulesVersion: "2026-11", statements: statements.map(\.id))
        )
    }

    private func prepared(_ maker: LedgerMaker) async throws -> Ledger {
        let ledger = try maker.make()
        try await ledger.write { tx throws in
            _ = try tx.registerParcels((10..<20).map { PostDesk.parcel($0) }, at: Office.time())
            try tx.store((1...12).map(PostDesk.row), of: "ky1")
        }
        return ledger
    }

    @Test("Entries read back as they were, and the totals are those of both sides", arguments: LedgerMaker.all)
    func roundTrip(maker: LedgerMaker) async throws {
        let ledger = try await prepared(maker)
        let (result, recorded, versions) = try await ledger.write { tx throws in
            let (result, parcels, basis) = try self.result(tx)
            return (
                result, try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time(5)), parcels.versions
            )
        }
        #expect(!recorded.wasKnown)
        let totals = recorded.run.totals
        #expect([totals.parcels, totals.lines, totals.entries, totals.pairs, totals.breaks] == [10, 12, 12, 10, 2])
        #expect(totals.ourDue == Dong(1_200_000))
        #expect(totals.fee == Dong(12 * 21_000))
        #expect(try await ledger.read { try $0.latestRun() } == recorded.run)
        let entries = try await ledger.read { try $0.entries(of: recorded.run.id) }
        let lines = result.input.lines
        for (stored, entry) in zip(entries, result.entries) {
            #expect(stored.parcel == entry.parcel.map { versions[$0] })
            #expect(stored.line == entry.line.map { lines[$0].place })
            #expect(stored.rule == entry.rule)
            #expect(stored.outcomes == entry.outcomes)
            #expect(stored.remarks == entry.remarks)
            #expect(stored.isFurtherLine == entry.isFurtherLine)
        }
        #expect(entries[0].runnerUp == .line(lines[11].place))
        #expect(entries[1].runnerUp == .parcel(versions[9]))
        let faults = try await ledger.write { tx in
            try tx.recordLegsFollowed(recorded.run, at: Office.time(6))
            return try tx.recordFaults()
        }
        #expect(faults == [])
    }

    @Test("The same input is the same run; what differs between two runs is told", arguments: LedgerMaker.all)
    func comparing(maker: LedgerMaker) async throws {
        let ledger = try await prepared(maker)
        let first = try await ledger.write { tx throws in
            let (result, parcels, basis) = try self.result(tx)
            let first = try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time(5))
            let again = try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time(6))
            #expect(again.wasKnown)
            #expect(again.run == first.run)
            return first.run
        }
        #expect(try await ledger.read { try $0.runs().count } == 1)
        let second = try await ledger.write { tx throws in
            // Another version of a parcel, and nothing else, is no difference.
            var moved = PostDesk.parcel(13)
            moved.address = "số 1"
            _ = try tx.registerParcels([moved], at: Office.time(7))
            let (result, parcels, basis) = try self.result(tx, changing: 4)
            return try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time(8)).run
        }
        #expect(second.id != first.id)
        let differences = try await ledger.read { try $0.differences(between: first.id, and: second.id) }
        #expect(differences.map(\.parcel) == ["P14"])
        #expect(differences.first?.before.map(\.outcomes) == [OutcomeSet(.matched)])
        #expect(differences.first?.after.map(\.outcomes) == [OutcomeSet(.feeDiffers)])
        #expect(try await ledger.read { try $0.differences(between: second.id, and: second.id) }.isEmpty)
    }

    @Test("A result of other parcels or lines is refused, and nothing of it is recorded")
    func refusals() async throws {
        let ledger = try await prepared(.sqlite)
        for damage in 0..<3 {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.write { tx throws in
                    var (result, parcels, basis) = try self.result(tx)
                    switch damage {
                    case 0: result.entries[3].line = 99
                    case 1: result.entries[3].parcel = -1
                    default: result.input.parcels.removeLast()
                    }
                    parcels.reserve(0)
                    basis.additionalInputs = "\(damage)"
                    _ = try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time())
                }
            }
            #expect(error?.code == .conflict)
        }
        #expect(try await ledger.read { try $0.runs() } == [])
    }

    @Test("Old whole runs are folded into each other, and read and compared as before", arguments: [3, 5, 1_000])
    func compacting(limit: Int) async throws {
        let ledger = try await prepared(.sqlite)
        var runs: [RunRecord] = []
        for (number, place) in [nil, 4, nil, 7].enumerated() {
            runs.append(
                try await ledger.write { tx in
                    var (result, parcels, basis) = try self.result(tx, changing: place)
                    // A run up to some day stands whole.
                    (basis.cutOff, basis.additionalInputs) = (PostDesk.day("2026-11-2\(number)"), "\(number)")
                    let run = try tx.recordRun(result, parcels: parcels, basis: basis, at: Office.time(number)).run
                    try tx.recordLegsFollowed(run, at: Office.time(number))
                    return run
                })
        }
        let known = runs
        func looks() async throws -> ([[RunEntry]], [[RunEntry]]) {
            try await ledger.read { tx in
                let differences = try known.flatMap { a in
                    try known.map { try tx.differences(between: a.id, and: $0.id).flatMap { $0.before + $0.after } }
                }
                return (try known.map { try tx.entries(of: $0.id) }, differences)
            }
        }
        let before = try await looks()
        // All but the newest.
        let old = Office.time(3)
        while try await ledger.read({ try $0.hasRunToCompact(recordedBefore: old) }) {
            try await ledger.write { _ = try $0.compactRun(recordedBefore: old, limit: limit, at: Office.time(9)) }
            let now = try await looks()
            #expect(now.0.map(Set.init) == before.0.map(Set.init))
            #expect(now.1.map(Set.init) == before.1.map(Set.init))
            #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
        }
        let after = try await looks()
        #expect(after.0 == before.0)
        let rows = try await ledger.read { tx in
            try ["run_entries", "compacted_entries"].map {
                try tx.sql.row("SELECT COUNT(*) AS n FROM \($0)", [])?.integer("n")
            }
        }
        // Twelve of the newest; twelve of the first, and what differs: there, and back again.
        #expect(rows == [12, 14])
        try await ledger.write { _ = try $0.sql.run("DELETE FROM compacted_entries WHERE entry = 1", []) }
        let codes = try await ledger.read { try ($0.recordFaults() + $0.auditFaults()).map(\.code) }
        #expect(Set(codes).isSuperset(of: [.runEntriesDiffer, .factDiffers]))
    }
}
