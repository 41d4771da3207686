import Basics
import PostalChannel

extension LedgerTransaction {
    /// The days that are closed now: looked up once in a transaction, which may ask for every line of a statement.
    func closedDays() throws -> ClosedDays {
        if let known = memory.closedDays { return known }
        let days = ClosedDays(periods: try periodBook(withCarried: false).closed)
        memory.closedDays = days
        return days
    }
}

/// Days whose facts are locked.
struct ClosedDays {
    let periods: [Period]

    /// Whether the day of an instant is closed.
    func contains(_ instant: Instant?) -> Bool {
        guard !periods.isEmpty, let day = instant.flatMap(LocalTime.day(of:)) else { return false }
        return periods.contains { $0.contains(day) }
    }

    /// - Throws: ``LedgerError/Code/periodClosed`` when the day of an instant is closed.
    func check(_ instant: Instant?) throws {
        guard !periods.isEmpty, let instant, let day = LocalTime.day(of: instant) else { return }
        try check(day...day)
    }

    /// - Throws: ``LedgerError/Code/periodClosed`` when one of these days is closed.
    func check(_ days: ClosedRange<CalendarDay>) throws {
        guard let closed = periods.first(where: { $0.from <= days.upperBound && days.lowerBound <= $0.through }) else {
            return
        }
        throw LedgerError(.periodClosed, "\(closed.from.rawValue) to \(closed.through.rawValue)")
    }
}

extension DayColumn {
    static func range(_ first: Int, _ last: Int) throws -> ClosedRange<CalendarDay> {
        let (first, last) = (try decode(first), try decode(last))
        guard first <= last else { throw LedgerError(.damagedRecord, "a period") }
        return first...last
    }
}
