import Basics
import Dossiers
import OneStop

/// By what cases are told apart in a report.
public struct FigureGroup: Hashable, Sendable, Codable, Comparable {
    /// ``AgencyScope/key``.
    public var agency: String
    public var procedure: String
    public var channel: String

    public init(agency: String, procedure: String, channel: String) {
        (self.agency, self.procedure, self.channel) = (agency, procedure, channel)
    }

    public static func < (a: FigureGroup, b: FigureGroup) -> Bool {
        (a.agency, a.procedure, a.channel) < (b.agency, b.procedure, b.channel)
    }
}

/// Form II.06a of one period, by group.
public struct PeriodFigures: Hashable, Sendable {
    public var period: ReportPeriod
    public var reading: CaseDeadline.Reading
    public var groups: [FigureGroup: SettlementFigures]
    /// When these figures were frozen; `nil` for those that still move.
    public var frozen: Instant?

    /// Of all groups together.
    public var total: SettlementFigures { groups.values.reduce(into: SettlementFigures()) { $0 += $1 } }
}

extension LedgerTransaction {
    /// The figures of a period: as they were frozen, or as they are now. What is counted anew costs the cases that the
    /// period has, or had open.
    public func figures(
        _ period: ReportPeriod, by reading: CaseDeadline.Reading, in scope: Scope = .everything
    ) throws -> PeriodFigures {
        if let freeze = try freeze(of: period) {
            return PeriodFigures(
                period: period, reading: reading, groups: try frozenRows(freeze.id, reading, in: scope),
                frozen: freeze.frozen)
        }
        return try counted(period, by: reading, in: scope)
    }

    func counted(
        _ period: ReportPeriod, by reading: CaseDeadline.Reading, in scope: Scope
    ) throws -> PeriodFigures {
        var groups: [FigureGroup: SettlementFigures] = [:]
        try forEachSpan(period, by: reading, in: scope) { span in
            let group = FigureGroup(agency: span.agency, procedure: span.field, channel: span.channel.rawValue)
            groups[group, default: SettlementFigures()] += SettlementFigures(span, in: period, Booking([]))
        }
        return PeriodFigures(period: period, reading: reading, groups: groups, frozen: nil)
    }

    /// The next cases behind a figure of a period, by their codes, as they are now.
    /// - Parameter group: only of groups that this accepts.
    public func cases(
        behind column: SettlementFigures.Column, _ period: ReportPeriod, by reading: CaseDeadline.Reading,
        in scope: Scope = .everything, after last: CaseCode?, limit: Int,
        where group: (FigureGroup) -> Bool = { _ in true }
    ) throws -> [CaseCode] {
        var found: [CaseCode] = []
        try forEachSpan(period, by: reading, in: scope) { span in
            guard last.map({ $0 < span.code }) ?? true,
                group(FigureGroup(agency: span.agency, procedure: span.field, channel: span.channel.rawValue)),
                SettlementFigures.columns(span, in: period, Booking([])).contains(column)
            else { return }
            found.append(span.code)
            // Never more than two pages are held.
            if found.count >= 2 * limit { found = Array(found.sorted().prefix(limit)) }
        }
        return Array(found.sorted().prefix(limit))
    }

    /// Shows the cases that a period has, or had open.
    private func forEachSpan(
        _ period: ReportPeriod, by reading: CaseDeadline.Reading, in scope: Scope, _ body: (CaseSpan) throws -> Void
    ) throws {
        for agency in try agencies(in: scope, of: "case_lives", where: "booked_received IS NOT NULL") {
            try sql.forEachRow(
                """
                SELECT case_code, procedure_code, channel, received_at, received_known_at, ended_at, ended_known_at,
                    \(reading == .restarted ? "restarted_at" : "subtracted_at"), is_paused, booked_received, booked_ended
                FROM case_lives
                WHERE booked_received IS NOT NULL AND agency = ? AND booked_ended >= ? AND booked_received < ?
                """, [SQLValue(agency), SQLValue(period.start), SQLValue(period.end)]
            ) { row in try body(CaseSpan(row, agency: agency)) }
        }
    }
}

extension CaseSpan {
    fileprivate init(_ row: SQLCells, agency: String) throws {
        let booked = BookedSpan(
            received: Instant(milliseconds: Int64(try row.integer(9))), ended: try row.ended(10))
        func clocks(_ column: Int) throws -> Clocks? {
            guard let occurred = try row.instant(column), let recorded = try row.instant(column + 1) else { return nil }
            return Clocks(occurred: occurred, recorded: recorded)
        }
        self.init(
            code: try row.parsed(0), agency: agency, field: try row.text(1), channel: try row.parsed(2),
            received: try clocks(3) ?? Clocks(occurred: booked.received, recorded: booked.received),
            ended: try clocks(5), due: try row.instant(7), isPaused: try row.flag(8), booked: booked)
    }
}
