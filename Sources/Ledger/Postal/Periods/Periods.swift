import Basics
import PostalChannel

extension LedgerTransaction {
    /// What was closed and opened again so far.
    public func periodBook() throws -> PeriodBook { try periodBook(withCarried: true) }

    /// - Parameter withCarried: whether the differences that stayed open are read, of which there may be many.
    func periodBook(withCarried: Bool) throws -> PeriodBook {
        PeriodBook(
            try sql.rows("SELECT * FROM period_events ORDER BY recorded_at, id", []).map { row in
                let days = try DayColumn.range(row.integer("first_day"), row.integer("last_day"))
                guard let period = Period(from: days.lowerBound, through: days.upperBound) else {
                    throw LedgerError(.damagedRecord, "a period")
                }
                return PeriodEvent(
                    id: try row.text("id"), kind: try row.parsed("kind"), period: period,
                    recorded: try row.instant("recorded_at"), actor: try row.text("actor"),
                    reason: try row.text("reason"),
                    carried: withCarried ? try JSONColumn.decode(row.text("carried")) : [])
            })
    }

    /// Closes a period: from now on nothing of its days can be registered until it is opened again.
    /// - Parameters:
    ///   - carried: the differences that stay open, each with who answers for it; it becomes its owner.
    ///   - today: the period must have ended before.
    /// - Throws: `PeriodRefusal`.
    @discardableResult
    public func closePeriod(
        _ period: Period, carrying carried: [CarriedDiscrepancy] = [], by person: String, today: CalendarDay,
        at now: Instant
    ) throws -> PeriodEvent {
        let book = try periodBook()
        let event = PeriodEvent(
            id: identifiers.next(at: now), kind: .closed, period: period, recorded: max(now, book.last), actor: person,
            carried: carried)
        _ = try book.closing(
            event, breaks: openDiscrepancies(days: period.from...period.through).map(\.value), today: today)
        try insert(event)
        for carried in carried {
            try addDiscrepancyEvent(
                DiscrepancyEvent(
                    id: newID(DiscrepancyEvent.self, at: now), kind: .assigned, occurred: now, recorded: now,
                    actor: person,
                    reason: carried.reason, owner: carried.owner, reference: event.id),
                to: carried.id, rules: DiscrepancyRules(fourEyesAbove: .zero))
        }
        return event
    }

    /// Opens a closed period again.
    /// - Throws: `PeriodRefusal`.
    @discardableResult
    public func reopenPeriod(
        _ period: Period, by person: String, reason: String, at now: Instant
    ) throws -> PeriodEvent {
        let book = try periodBook()
        let event = PeriodEvent(
            id: identifiers.next(at: now), kind: .reopened, period: period, recorded: max(now, book.last),
            actor: person, reason: reason)
        _ = try book.reopening(event)
        try insert(event)
        return event
    }

    private func insert(_ event: PeriodEvent) throws {
        memory.closedDays = nil
        try sql.run(
            """
            INSERT INTO period_events (id, kind, first_day, last_day, recorded_at, actor, reason, carried)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(event.id), SQLValue(event.kind), SQLValue(DayColumn.encode(event.period.from)),
                SQLValue(DayColumn.encode(event.period.through)), SQLValue(event.recorded), SQLValue(event.actor),
                SQLValue(event.reason), SQLValue(try JSONColumn.encode(event.carried)),
            ])
        acts.note(.periodChanged, event.id, .periodEvents, key: event.id, at: event.recorded)
    }
}

extension PeriodBook {
    /// When something was recorded last: clocks may go back, the order of events may not.
    fileprivate var last: Instant { events.last?.recorded ?? Instant(milliseconds: .min) }
}
