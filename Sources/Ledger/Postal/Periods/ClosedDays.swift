import Dossiers

extension LedgerTransaction {
    /// The days that are closed now.
    func closedDays() throws -> ClosedDays {
        ClosedDays(
            ranges: try sql.rows(
                "SELECT first_day, last_day FROM closed_periods WHERE reopened_at IS NULL ORDER BY first_day", []
            ).map {
                let (first, last) = (try $0.integer("first_day"), try $0.integer("last_day"))
                return try DayColumn.range(first, last)
            })
    }
}

/// Days whose facts are locked.
struct ClosedDays {
    let ranges: [ClosedRange<CalendarDay>]

    /// - Throws: ``LedgerError/Code/periodClosed`` when the day of an instant is closed.
    func check(_ instant: Instant?) throws {
        guard !ranges.isEmpty, let instant, let day = LocalTime.day(of: instant) else { return }
        try check(day...day)
    }

    /// - Throws: ``LedgerError/Code/periodClosed`` when one of these days is closed.
    func check(_ days: ClosedRange<CalendarDay>) throws {
        guard let closed = ranges.first(where: { $0.overlaps(days) }) else { return }
        throw LedgerError(.periodClosed, "\(closed.lowerBound) to \(closed.upperBound)")
    }
}

extension DayColumn {
    static func range(_ first: Int, _ last: Int) throws -> ClosedRange<CalendarDay> {
        let (first, last) = (try decode(first), try decode(last))
        guard first <= last else { throw LedgerError(.damagedRecord, "a period") }
        return first...last
    }
}
