import Basics
import Ledger
import PostalChannel
import PostalPipeline

extension Workspace.Postal {
    /// Reconciles our parcels with the statements, and records what differs from the run before.
    /// - Parameters:
    ///   - cutOff: last day that counts.
    ///   - body: runs beside the recording, with the result.
    public func reconcile(
        cutOff: CalendarDay?, scope: ReconciliationScope,
        meanwhile body: @Sendable (UnrecordedReconciliation) async throws -> Void = { _ in }
    ) async throws -> RecordedReconciliation {
        try caller.require(.workPost)
        return try await service.reconcile(cutOff: cutOff, scope: scope, meanwhile: body)
    }

    /// Reads what is settled and left out of a result that is being recorded, in parts.
    /// - Throws: `Refusal` `settled_days_changed` after the last part.
    public func forEachSettled(
        besides reconciliation: UnrecordedReconciliation, on days: ClosedRange<CalendarDay>?,
        _ body: ([ReconciliationResult]) async throws -> Void
    ) async throws {
        try caller.require(.readPost)
        try await service.forEachSettled(besides: reconciliation, on: days, body)
    }

    /// - Parameter listsSealed: whether settled pairs are listed, too, read from the ledger part by part.
    public func writeReport(
        _ reconciled: RecordedReconciliation, to path: String, listsSealed: Bool = false
    ) async throws {
        try caller.require(.readPost)
        try await service.writeReport(reconciled, to: path, listsSealed: listsSealed)
    }

    public func writeRecord(
        _ reconciled: RecordedReconciliation, parties: ReconciliationParties, to path: String
    ) async throws {
        try caller.require(.readPost)
        try await service.writeRecord(reconciled, parties: parties, to: path)
    }

    // MARK: Pairs

    /// Records that a parcel and a line belong together, or do not; the next reconciliation goes by it.
    /// - Parameter statement: identity or file name.
    /// - Throws: `Refusal` `not_found`; `LedgerError`; `DecisionRefused` without a reason.
    public func decide(
        _ kind: MatchDecision.Kind, parcel: String, statement name: String, sheet: Int, row: Int, reason: String
    ) async throws -> MatchDecision {
        try caller.require(.workPost)
        let statements = try await ledger.read { try $0.statements() }.filter {
            $0.state == .complete && ($0.id.rawValue == name || $0.source.fileName == name)
        }
        guard let statement = statements.first, statements.count == 1 else {
            throw Refusal.unknownStatement(name)
        }
        let place = StatementLine.Place(statement: statement.id.rawValue, sheet: sheet, row: row)
        return try await service.decide(kind, parcel: parcel, line: place, by: caller.name, reason: reason)
    }

    // MARK: Periods

    /// What happened to periods, the newest first, and which are closed now.
    public func periods(limit: Int) async throws -> (events: [PeriodEvent], closed: Set<Period>) {
        try caller.require(.readPost)
        let book = try await ledger.read { try $0.periodBook() }
        return (Array(book.events.reversed().prefix(limit)), Set(book.closed))
    }

    /// Closes a period: from then on nothing of its days changes until it is opened again.
    /// - Parameter owner: who answers for what stays open; `nil` where nothing may.
    /// - Returns: how many differences were carried forward.
    public func closePeriod(_ period: Period, carryingTo owner: String?, reason: String) async throws -> Int {
        try caller.require(.approvePost)
        var carried: [CarriedDiscrepancy] = []
        if let owner {
            carried = try await service.discrepancies(DiscrepancyFilter(days: period.from...period.through)).map {
                CarriedDiscrepancy(id: $0.id, owner: owner, reason: reason)
            }
        }
        _ = try await service.closePeriod(period, carrying: carried, by: caller.name)
        return carried.count
    }

    public func reopenPeriod(_ period: Period, reason: String) async throws {
        try caller.require(.approvePost)
        _ = try await service.reopenPeriod(period, by: caller.name, reason: reason)
    }
}
