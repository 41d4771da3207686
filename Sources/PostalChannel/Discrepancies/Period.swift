import Basics

/// Days that are settled together: one day, a week, a month.
public struct Period: Hashable, Sendable, Codable, CustomStringConvertible {
    public let from: CalendarDay
    public let through: CalendarDay

    /// Takes the first and the last day; `nil` when they are the wrong way round.
    public init?(from: CalendarDay, through: CalendarDay) {
        guard from <= through else { return nil }
        self.from = from
        self.through = through
    }

    /// One day.
    public init(day: CalendarDay) {
        from = day
        through = day
    }

    public func contains(_ day: CalendarDay) -> Bool { from <= day && day <= through }

    public func overlaps(_ other: Period) -> Bool { from <= other.through && other.from <= through }

    /// `dd/MM/yyyy–dd/MM/yyyy`, or one day.
    public var description: String {
        from == through ? LocalTime.text(from) : "\(LocalTime.text(from))–\(LocalTime.text(through))"
    }
}

/// A difference that a closed period leaves to the next one, with the person who answers for it.
public struct CarriedDiscrepancy: Hashable, Sendable, Codable {
    public var id: DiscrepancyID
    /// Account of the person who answers for it from now on.
    public var owner: String
    public var reason: String

    public init(id: DiscrepancyID, owner: String, reason: String) {
        self.id = id
        self.owner = owner
        self.reason = reason
    }
}

/// That a period was closed or opened again. Never changed or deleted.
public struct PeriodEvent: Hashable, Sendable, Codable, Identifiable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case closed
        case reopened
    }

    public var id: String
    public var kind: Kind
    public var period: Period
    public var recorded: Instant
    public var actor: String
    /// Why; required for opening again.
    public var reason: String
    /// What was still open when it was closed.
    public var carried: [CarriedDiscrepancy]

    public init(
        id: String, kind: Kind, period: Period, recorded: Instant, actor: String, reason: String = "",
        carried: [CarriedDiscrepancy] = []
    ) {
        self.id = id
        self.kind = kind
        self.period = period
        self.recorded = recorded
        self.actor = actor
        self.reason = reason
        self.carried = carried
    }
}

/// Which periods are closed: a fold over what happened to them, in order of recording.
public struct PeriodBook: Hashable, Sendable {
    public private(set) var events: [PeriodEvent]
    /// Periods that are closed now, by their first day; they do not overlap.
    public private(set) var closed: [Period] = []

    /// Takes stored events in any order.
    public init(_ events: some Sequence<PeriodEvent> = []) {
        self.events = events.sorted { ($0.recorded, $0.id) < ($1.recorded, $1.id) }
        for event in self.events { apply(event) }
    }

    /// Whether nothing of that day may change any more.
    public func isLocked(_ day: CalendarDay) -> Bool { lock(on: day) != nil }

    /// The period because of which nothing of that day may change any more.
    public func lock(on day: CalendarDay) -> Period? { closed.first { $0.contains(day) } }

    /// Refuses a change to a locked day.
    public func requireOpen(_ day: CalendarDay) throws(PeriodRefusal) {
        if let period = lock(on: day) { throw PeriodRefusal(.locked, period) }
    }

    /// The book with a period closed.
    /// - Parameters:
    ///   - event: of kind ``PeriodEvent/Kind/closed``; names every difference that is carried forward.
    ///   - breaks: every difference of the period; others do not matter.
    ///   - today: the period must have ended before.
    public func closing(
        _ event: PeriodEvent, breaks: some Sequence<Discrepancy>, today: CalendarDay
    ) throws(PeriodRefusal) -> PeriodBook {
        guard event.kind == .closed else { throw PeriodRefusal(.impossibleStep, event.period) }
        try checkInput(event)
        guard event.period.through < today else { throw PeriodRefusal(.notEnded, event.period) }
        if let other = closed.first(where: { $0.overlaps(event.period) }) { throw PeriodRefusal(.locked, other) }
        let carried = Set(event.carried.map(\.id))
        let open = breaks.filter { $0.isOpen && event.period.contains($0.subject.day) }.map(\.id)
        let left = open.filter { !carried.contains($0) }.sorted()
        if !left.isEmpty { throw PeriodRefusal(.openBreaks, event.period, breaks: left) }
        let strangers = carried.subtracting(open).sorted()
        if !strangers.isEmpty { throw PeriodRefusal(.notOpen, event.period, breaks: strangers) }
        return with(event)
    }

    /// The book with a closed period opened again.
    public func reopening(_ event: PeriodEvent) throws(PeriodRefusal) -> PeriodBook {
        guard event.kind == .reopened, closed.contains(event.period) else {
            throw PeriodRefusal(.impossibleStep, event.period)
        }
        try checkInput(event)
        if event.reason.allSatisfy(\.isWhitespace) { throw PeriodRefusal(.reasonMissing, event.period) }
        return with(event)
    }

    private func checkInput(_ event: PeriodEvent) throws(PeriodRefusal) {
        if event.actor.allSatisfy(\.isWhitespace) { throw PeriodRefusal(.actorMissing, event.period) }
        if let last = events.last, event.recorded < last.recorded { throw PeriodRefusal(.outOfOrder, event.period) }
        let nameless = event.carried.filter { carried in
            carried.owner.allSatisfy(\.isWhitespace) || carried.reason.allSatisfy(\.isWhitespace)
        }
        if !nameless.isEmpty {
            throw PeriodRefusal(.carriedWithoutOwner, event.period, breaks: nameless.map(\.id).sorted())
        }
    }

    private func with(_ event: PeriodEvent) -> PeriodBook {
        var book = self
        book.events.append(event)
        book.apply(event)
        return book
    }

    private mutating func apply(_ event: PeriodEvent) {
        switch event.kind {
        case .closed:
            closed.append(event.period)
            closed.sort { $0.from < $1.from }
        case .reopened: closed.removeAll { $0 == event.period }
        }
    }
}
