import Basics
import Dossiers
import PostalChannel

extension LedgerTransaction {
    /// One difference with its events.
    /// - Parameter scope: one about other agencies' cases is as one that there is not.
    public func breakRecord(_ id: DiscrepancyID, in scope: Scope = .everything) throws -> DiscrepancyRecord? {
        let scope = scope.condition(on: "b.agency")
        return try discrepancies(where: "b.id = ?\(scope.sql)", [SQLValue(id)] + scope.values).first
    }

    /// The differences that somebody must close, by day.
    /// - Parameters:
    ///   - days: only of these days.
    ///   - owner: only those of this account.
    public func openDiscrepancies(days: ClosedRange<CalendarDay>? = nil, owner: String? = nil) throws
        -> [DiscrepancyRecord]
    {
        try discrepancies(DiscrepancyFilter(days: days, owner: owner))
    }

    /// The differences that a filter lets through, by day.
    public func discrepancies(_ filter: DiscrepancyFilter) throws -> [DiscrepancyRecord] {
        let (condition, values) = filter.condition
        return try discrepancies(where: condition, values)
    }

    /// A page of the differences that a filter lets through, by day and identity.
    /// - Parameters:
    ///   - last: the last one of the page before; `nil` for the first page.
    ///   - limit: most that are returned.
    public func discrepancies(_ filter: DiscrepancyFilter, after last: DiscrepancyPlace?, limit: Int) throws
        -> [DiscrepancyRecord]
    {
        guard limit > 0 else { return [] }
        let found =
            if let roots = filter.scope.roots {
                try merged(
                    agencies(roots, of: "breaks", where: filter.isOpenOnly ? "state <> 'closed'" : "1 = 1"),
                    limit: limit
                ) { try places(filter, of: $0, after: last, limit: limit) }
            } else {
                try places(filter, of: nil, after: last, limit: limit)
            }
        guard !found.isEmpty else { return [] }
        let marks = found.map { _ in "?" }.joined(separator: ", ")
        return try discrepancies(where: "b.id IN (\(marks))", found.map { SQLValue($0.id) })
    }

    /// By day, as its column has it, and identity.
    private struct Place: Comparable {
        var day: Int
        var id: String

        /// Texts by their bytes, as the engine orders them.
        static func < (a: Place, b: Place) -> Bool {
            a.day == b.day ? a.id.utf8.lexicographicallyPrecedes(b.id.utf8) : a.day < b.day
        }
    }

    /// - Parameter agency: of which they are; `nil` for all.
    private func places(
        _ filter: DiscrepancyFilter, of agency: String?, after last: DiscrepancyPlace?, limit: Int
    ) throws -> [Place] {
        var (condition, values) = filter.ownCondition
        if let agency {
            condition += " AND b.agency = ?"
            values.append(SQLValue(agency))
        }
        if let last {
            condition += " AND (b.day, b.id) > (?, ?)"
            values += [SQLValue(DayColumn.encode(last.day)), SQLValue(last.id)]
        }
        return try sql.rows(
            "SELECT b.day, b.id FROM breaks b WHERE \(condition) ORDER BY b.day, b.id LIMIT ?",
            values + [SQLValue(limit)]
        ).map { Place(day: try $0.integer("day"), id: try $0.text("id")) }
    }

    /// Every difference, closed ones too, of a case.
    public func discrepancies(case code: CaseCode) throws -> [DiscrepancyRecord] {
        try discrepancies(where: "b.case_code = ?", [SQLValue(code)])
    }

    /// Every difference, closed ones too, of a parcel.
    public func discrepancies(parcel id: String) throws -> [DiscrepancyRecord] {
        try discrepancies(where: "b.parcel_id = ?", [SQLValue(id)])
    }

    /// Records what happened to a difference. The same event once more changes nothing.
    /// - Parameter event: with an empty identity it gets a new one.
    /// - Throws: ``LedgerError/Code/notFound``; `ImpossibleDiscrepancyMove`.
    @discardableResult
    public func addDiscrepancyEvent(_ event: DiscrepancyEvent, to id: DiscrepancyID, rules: DiscrepancyRules) throws
        -> DiscrepancyRecord
    {
        guard var record = try breakRecord(id) else { throw LedgerError(.notFound, "break \(id)") }
        var event = event
        if event.id.rawValue.isEmpty { event.id = newID(DiscrepancyEvent.self, at: event.recorded) }
        if actor != .program { event.account = actor.account }
        let before = record.value.events.count
        record.value = try record.value.adding(event, rules: rules)
        guard record.value.events.count > before else { return record }
        var batch = SQLBatch(columns: DiscrepancyColumns.eventCount)
        DiscrepancyColumns.append(event, of: id, to: &batch)
        try sql.run(DiscrepancyColumns.eventInsertion, batch: batch)
        acts.note(.breakChanged, id.rawValue, .breakEvents, key: event.id.rawValue, at: event.recorded)
        try updateState(of: record.value)
        if event.kind == .reopened, let parcel = record.value.subject.parcel { try reopen(parcels: [parcel]) }
        return record
    }

    func updateState(of value: Discrepancy) throws {
        try sql.run(
            "UPDATE breaks SET state = ?, owner = ?, amount = ? WHERE id = ?",
            [SQLValue(value.state), SQLValue(value.owner), SQLValue(value.amount.rawValue), SQLValue(value.id)])
    }

    func discrepancies(where condition: String, _ values: [SQLValue]) throws -> [DiscrepancyRecord] {
        var events: [String: [DiscrepancyEvent]] = [:]
        let rows = try sql.rows(
            // Differences come first: an engine that begins with the events goes through all of them.
            "SELECT e.* FROM breaks b CROSS JOIN break_events e WHERE e.break_id = b.id AND (\(condition))", values)
        for row in rows { events[try row.text("break_id"), default: []].append(try DiscrepancyColumns.event(row)) }
        return try sql.rows("SELECT b.* FROM breaks b WHERE \(condition) ORDER BY b.day, b.id", values).map {
            try DiscrepancyColumns.record($0, events[$0.text("id")] ?? [])
        }
    }
}
