import Basics
import Ledger
import PostalChannel

/// What of a reconciliation is settled and can be sealed: pairs of closed days by their numbers, of which nobody has to
/// close anything, and which neither time nor a decision can change.
struct Settling {
    let reconciled: RecordedReconciliation
    let window: ReconciliationWindow
    let closed: [Period]
    /// Parcels and lines, by their places, about which people decided.
    let decisions: [MatchDecision]

    private var result: ReconciliationResult { reconciled.result }

    /// Complete statements of closed days that are not settled yet, with what remains to be known of their lines.
    var statements: [(id: StatementID, days: StatementDays)] {
        let unsettled = zip(window.statements, window.periods).filter { $0.1.days == nil }
        guard !unsettled.isEmpty else { return [] }
        let lines = Dictionary(grouping: result.input.lines, by: \.place.statement)
        return unsettled.compactMap { statement, period in
            let lines = lines[statement.id.rawValue] ?? []
            guard lines.count == statement.totals.lines, isClosed(period, lines) else { return nil }
            return (statement.id, StatementDays(period, lines: lines))
        }
    }

    private func isClosed(_ period: StatementPeriod, _ lines: [StatementLine]) -> Bool {
        guard let days = period.declared else {
            return !lines.isEmpty && lines.allSatisfy { $0.accepted?.day.map(isClosed) ?? false }
        }
        return (days.lowerBound.daysSinceEpoch...days.upperBound.daysSinceEpoch).allSatisfy { day in
            closed.contains { $0.from.daysSinceEpoch <= day && day <= $0.through.daysSinceEpoch }
        }
    }

    private func isClosed(_ day: CalendarDay) -> Bool { closed.contains { $0.contains(day) } }

    /// The parcels that are settled.
    /// - Parameter statements: those whose lines may be sealed.
    func parcels(of statements: Set<String>) -> [SettledParcel] {
        let decided = (parcels: Set(decisions.map(\.parcel)), lines: Set(decisions.map(\.line)))
        var settled: [Settled] = []
        var place = 0
        while place < result.entries.count {
            guard let parcel = result.entries[place].parcel else { break }
            var end = place + 1
            while end < result.entries.count, result.entries[end].parcel == parcel { end += 1 }
            let entries = result.entries[place..<end]
            place = end
            guard isSettled(result.input.parcels[parcel], entries),
                !decided.parcels.contains(result.input.parcels[parcel].id),
                entries.allSatisfy({ isSealable($0, statements, decided.lines) })
            else { continue }
            settled.append(Settled(parcel: parcel, lines: entries.compactMap(\.line)))
        }
        return withoutOpenNeighbours(settled).map {
            SettledParcel(
                parcel: result.input.parcels[$0.parcel].id, version: window.parcels.versions[$0.parcel])
        }
    }

    /// A parcel and its lines, by their places.
    private struct Settled {
        var parcel: Int
        var lines: [Int]
    }

    /// What shares a number or a case with something that stays open is looked at together with it, and stays open, too.
    private func withoutOpenNeighbours(_ settled: [Settled]) -> [Settled] {
        var (kept, isKept) = (settled, [Bool](repeating: false, count: result.input.parcels.count))
        var isKeptLine = [Bool](repeating: false, count: result.input.lines.count)
        while true {
            for place in isKept.indices { isKept[place] = false }
            for place in isKeptLine.indices { isKeptLine[place] = false }
            for item in kept {
                isKept[item.parcel] = true
                for line in item.lines { isKeptLine[line] = true }
            }
            var open: Set<String> = []
            for place in isKept.indices where !isKept[place] { open.formUnion(keys(of: result.input.parcels[place])) }
            for place in isKeptLine.indices where !isKeptLine[place] {
                open.formUnion(ItemNumber.forms(of: result.input.lines[place].tracking))
            }
            let rest = kept.filter { open.isDisjoint(with: keys(of: result.input.parcels[$0.parcel])) }
            guard rest.count < kept.count else { return kept }
            kept = rest
        }
    }

    private func keys(of parcel: Parcel) -> [String] {
        ItemNumber.forms(of: parcel.tracking) + parcel.cases.map(\.rawValue)
    }

    private func isSettled(_ parcel: Parcel, _ entries: ArraySlice<ReconciledEntry>) -> Bool {
        guard let main = entries.first, main.line != nil, main.rule == .numberAndCase || main.rule == .number,
            main.runnerUp == nil, let day = parcel.handedOver.flatMap(LocalTime.day(of:)), isClosed(day)
        else { return false }
        return entries.allSatisfy { reconciled.openCodes(of: $0).isEmpty && !$0.outcomes.contains(.trackingReused) }
    }

    private func isSealable(_ entry: ReconciledEntry, _ statements: Set<String>, _ decided: Set<String>) -> Bool {
        guard let parcel = entry.parcel, let place = entry.line else { return false }
        let line = result.input.lines[place]
        // What is under way becomes overdue by and by.
        let isUnderWay = line.delivered == nil && [.accepted, .inTransit, .attemptFailed].contains(line.status)
        return statements.contains(line.place.statement) && !decided.contains(line.place.text)
            && !entry.remarks.contains(.numberConflict) && !entry.remarks.contains(.decisionOutdated)
            && (!isUnderWay || result.input.parcels[parcel].deadline == nil)
            && ItemNumber.isSame(line.tracking, result.input.parcels[parcel].tracking)
    }
}

extension PostalService {
    /// Seals what a reconciliation found settled, in parts, so that the next one need not look at it.
    func seal(_ reconciled: RecordedReconciliation, _ window: ReconciliationWindow) async throws {
        let (closed, decisions) = try await office.ledger.read { (try $0.periodBook(), try $0.matchDecisions()) }
        guard !closed.closed.isEmpty else { return }
        let (work, ledger) = (work, office.ledger)
        let settling = Settling(reconciled: reconciled, window: window, closed: closed.closed, decisions: decisions)
        let statements = try await work.run { settling.statements }
        for statement in statements { try await ledger.write { try $0.settle(statements: [statement]) } }
        let settled = Set(statements.map(\.id.rawValue))
            .union(window.periods.lazy.filter { $0.days != nil }.map(\.statement))
        guard !settled.isEmpty else { return }
        let parcels = try await work.run { settling.parcels(of: settled) }
        var size = PartSize(first: 100, most: 2_000)
        try await ledger.write(parcels, inPartsOf: &size) { tx, part in
            // What a leg could not take since its period is closed is looked at again once that is open.
            let late = try tx.parcelsWithLateFacts(among: part.map(\.parcel))
            try tx.seal(part.filter { !late.contains($0.parcel) }, asOf: window.mark)
        }
    }
}
