import Basics
import Foundation
import PostalChannel
import Spreadsheets
import Synchronization
import Testing

@testable import Ledger
@testable import PostalPipeline

@Suite("What is settled is not looked at again") struct WindowTests {
    /// Entries by what they name, as anybody would print them.
    private func texts(_ result: ReconciliationResult, _ parcels: RegisteredParcels) -> [String] {
        let versions = Dictionary(
            zip(parcels.parcels.map(\.id), parcels.versions).map { ($0, $1.number) }
        ) { first, _ in first }
        func parcel(_ place: Int) -> String { "v\(versions[result.input.parcels[place].id] ?? -1)" }
        func line(_ place: Int) -> String { result.input.lines[place].place.text }
        return result.entries.map { entry in
            let next =
                switch entry.runnerUp {
                case nil: "-"
                case .parcel(let place): parcel(place)
                case .line(let place): line(place)
                }
            return Self.text(
                entry.parcel.map(parcel), entry.line.map(line), entry.rule, entry.outcomes, entry.remarks, next,
                entry.isFurtherLine)
        }
    }

    private func texts(_ entries: [RunEntry]) -> [String] {
        entries.map { entry in
            let next =
                switch entry.runnerUp {
                case nil: "-"
                case .parcel(let version): "v\(version.number)"
                case .line(let place): place.text
                }
            return Self.text(
                entry.parcel.map { "v\($0.number)" }, entry.line?.text, entry.rule, entry.outcomes, entry.remarks, next,
                entry.isFurtherLine)
        }
    }

    private static func text(
        _ parcel: String?, _ line: String?, _ rule: MatchRule?, _ outcomes: OutcomeSet, _ remarks: RemarkSet,
        _ next: String, _ isFurther: Bool
    ) -> String {
        let codes = outcomes.all.map(\.rawValue) + remarks.all.map(\.rawValue)
        return [parcel ?? "-", line ?? "-", rule?.rawValue ?? "-", codes.joined(separator: "+"), next, "\(isFurther)"]
            .joined(separator: " ")
    }

    /// The run of a window, as it is stored, is the run of everything.
    private func check(_ desk: PostalService, _ place: String) async throws {
        let window = try await desk.reconcile()
        let stored = try await desk.office.ledger.read { try $0.entries(of: window.run.id) }
        let whole = try await desk.reconcile(scope: .everything)
        let parcels = try await desk.office.ledger.read { try $0.registeredParcels() }
        let (expected, found) = (texts(whole.result, parcels), texts(stored))
        let (missing, wrong) = (Set(expected).subtracting(found), Set(found).subtracting(expected))
        #expect(missing.isEmpty && wrong.isEmpty, "\(place): missing \(missing.sorted()), wrong \(wrong.sorted())")
        #expect(found == expected || !missing.isEmpty || !wrong.isEmpty, "\(place): another order")
        #expect(window.run.totals == RunTotals(whole.result), "\(place)")
        #expect(window.balance == BalanceSheet(whole.result), "\(place)")
        #expect(whole.filing.opened == 0 && whole.filing.reopened == 0 && whole.filing.cleared == 0, "\(place)")
    }

    /// The workbook that reads what is settled from the ledger is that of reconciling everything.
    private func checkReports(_ office: SampleDesk, _ place: String, _ days: ClosedRange<CalendarDay>) async throws {
        for days in [nil, days] {
            var books: [[[String]]] = []
            for scope in [ReconciliationScope.everything, .window] {
                let path = try office.file("report.xlsx", "")
                let reconciled = try await office.desk.reconcile(scope: scope).within(days)
                try await office.desk.writeReport(reconciled, to: path, listsSealed: scope == .window)
                books.append(try Self.sheets(path))
            }
            for (sheet, (whole, parts)) in zip(books[0], books[1]).enumerated() {
                let difference = Array(Set(whole).symmetricDifference(parts)).sorted().prefix(4)
                #expect(difference == [], "\(place), sheet \(sheet), \(days == nil ? "all days" : "some days")")
                #expect(whole == parts, "\(place), sheet \(sheet): another order")
            }
        }
    }

    /// The entries that are listed in parts, with what is settled, are those of everything, in the same order.
    private func checkListing(_ desk: PostalService, _ place: String, _ days: ClosedRange<CalendarDay>) async throws {
        for days in [nil, days] {
            let listed = Mutex<[String]>([])
            _ = try await desk.reconcile { found in
                let result = days.map(found.result.within) ?? found.result
                let order = Mutex(EntryOrder(result))
                try await desk.forEachSettled(besides: found, on: days) { part in
                    for settled in part {
                        let before = order.withLock { $0.entries(before: settled.input.parcels.first?.id) }
                        listed.withLock {
                            $0 += Self.listed(before, result) + Self.listed(settled.entries[...], settled)
                        }
                    }
                }
                let rest = order.withLock { $0.rest() }
                listed.withLock { $0 += Self.listed(rest, result) }
            }
            let whole = try await desk.reconcile(scope: .everything).within(days).result
            let expected = Self.listed(whole.entries[...], whole)
            let found = listed.withLock { $0 }
            #expect(found == expected, "\(place), \(days == nil ? "all days" : "some days")")
        }
    }

    /// Entries with what they name and all that was compared.
    private static func listed(_ entries: ArraySlice<ReconciledEntry>, _ result: ReconciliationResult) -> [String] {
        entries.map { entry in
            let parcel = entry.parcel.map { result.input.parcels[$0] }
            let compared = zip([parcel].compactMap(\.self), [result.comparedLine(of: entry)].compactMap(\.self)).flatMap
            {
                ComparedField.all($0, $1, result.input.rules).map { "\($0.name) \($0.agreement)" }
            }
            let heads = [
                parcel?.id ?? "-", entry.line.map { result.input.lines[$0].place.text } ?? "-",
                entry.rule?.rawValue ?? "-", result.input.rules.version, "\(entry.isFurtherLine)",
            ]
            let codes = entry.outcomes.all.map(\.rawValue) + entry.remarks.all.map(\.rawValue)
            return (heads + codes + compared).joined(separator: " ")
        }
    }

    private static func sheets(_ path: String) throws -> [[String]] {
        let file = try SpreadsheetFile.open(path: path)
        return try file.sheets.indices.map { sheet in
            let rows = try file.rows(ofSheet: sheet)
            var texts: [String] = []
            while let block = try rows.next() { texts += block.map { "\($0)" } }
            return texts
        }
    }

    @Test(
        "The window of a random history gives what everything gives",
        arguments: 1...UInt64(TestScale.seeds))
    func randomHistories(seed: UInt64) async throws {
        let office = try SampleDesk()
        var history = PostalHistory(desk: office.desk, seed: seed)
        for day in 0..<9 {
            try await history.live(day)
            try await check(office.desk, "seed \(seed), day \(day)")
            guard day > 2, day.isMultiple(of: 2) else { continue }
            try await history.close(upTo: day - 2)
            try await check(office.desk, "seed \(seed), day \(day), closed")
            try await checkReports(office, "seed \(seed), day \(day)", PostalHistory.day(1)...PostalHistory.day(day))
            try await checkListing(
                office.desk, "seed \(seed), day \(day)", PostalHistory.day(1)...PostalHistory.day(day))
            try await history.disturb()
        }
        let ledger = office.desk.office.ledger
        let (open, all) = try await ledger.read {
            (try $0.openParcels()?.count, try $0.registeredParcels().parcels.count)
        }
        #expect(try await ledger.faults() == [], "seed \(seed)")
        let left = try #require(open)
        #expect(left < all * 9 / 10, "seed \(seed): \(left) of \(all) are open")
    }

    @Test("A run costs what differs from the run before, and both can be printed and compared")
    func runsStandAsChanges() async throws {
        let office = try SampleDesk()
        var history = PostalHistory(desk: office.desk, seed: 7)
        let ledger = office.desk.office.ledger
        try await history.live(0)
        let first = try await office.desk.reconcile()
        let before = try await ledger.read { try self.texts($0.entries(of: first.run.id)) }
        try await history.live(1)
        let second = try await office.desk.reconcile()
        let counted = try await ledger.read { tx in
            try tx.sql.row(
                "SELECT COUNT(*) AS n FROM entry_versions WHERE first_run = ?", [SQLValue(second.run.number)])?
                .integer("n")
        }
        let rows = try #require(counted)
        #expect(rows < second.result.entries.count)
        #expect(try await ledger.read { try self.texts($0.entries(of: first.run.id)) } == before)
        let differences = try await ledger.read { try $0.differences(between: first.run.id, and: second.run.id) }
        #expect(!differences.isEmpty && differences.count <= rows)
        // A run up to some day stands by itself and does not come between the others.
        let cut = try await office.desk.reconcile(cutOff: PostalHistory.day(0))
        let third = try await office.desk.reconcile()
        #expect(third.wasKnown)
        #expect(try await ledger.read { try $0.entries(of: cut.run.id).count } == cut.result.entries.count)
    }
}

/// How much random tests do: more of it for who looks for something, by `SOHOA_SEEDS`.
enum TestScale {
    static var seeds: Int { ProcessInfo.processInfo.environment["SOHOA_SEEDS"].flatMap(Int.init) ?? 5 }
}
