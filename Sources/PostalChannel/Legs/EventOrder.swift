import Basics

/// Puts facts in the order in which they happened, whatever the order in which they became known.
enum EventOrder {
    /// The facts that still hold, in order of occurrence: superseded ones and retractions are left out.
    ///
    /// At the same moment the usual course of things decides, then the time of recording, then the identity. A fact of
    /// which only the day is known takes the place in its day that the usual course gives it: a delivery "on the 20th"
    /// comes after the hand-over at 9:20 of that day.
    static func inForce(_ events: [LegEvent]) -> [LegEvent] {
        let superseded = Set(events.compactMap(\.supersedes))
        let effective = events.filter { !superseded.contains($0.id) && $0.kind != .note(.retraction) }
        let timed = effective.filter { $0.precision == .minute }.sorted(by: precedes)
        let wholeDays = effective.filter { $0.precision == .day }.sorted(by: precedes)
        return wholeDays.isEmpty ? timed : merged(timed, wholeDays)
    }

    private static func precedes(_ a: LegEvent, _ b: LegEvent) -> Bool {
        let (first, second) = (a.orderingMoment, b.orderingMoment)
        return first == second ? (rank(a), a.recorded, a.id) < (rank(b), b.recorded, b.id) : first < second
    }

    private static func merged(_ timed: [LegEvent], _ wholeDays: [LegEvent]) -> [LegEvent] {
        var result = timed
        for event in wholeDays {
            let day = event.localDay
            let place = result.firstIndex { other in
                other.localDay > day || other.localDay == day && rank(other) > rank(event)
            }
            result.insert(event, at: place ?? result.endIndex)
        }
        return result
    }

    /// Notes come after the steps of the same moment, closing after the notes.
    private static func rank(_ event: LegEvent) -> Int {
        guard let step = event.step else { return 100 }
        return step.isClosed ? 200 : step.rank
    }
}

extension LegEvent {
    /// Days since 1970-01-01 at +07:00.
    fileprivate var localDay: Int64 {
        let local = occurred.milliseconds + LocalTime.offset
        let day: Int64 = 86_400_000
        return local >= 0 ? local / day : (local - day + 1) / day
    }

    /// The moment, or the beginning of the day when only that is known.
    fileprivate var orderingMoment: Instant {
        precision == .minute ? occurred : Instant(milliseconds: localDay * 86_400_000 - LocalTime.offset)
    }

    /// The day on which it happened; `nil` outside the years that `CalendarDay` knows.
    public var occurredDay: CalendarDay? { LocalTime.day(of: occurred) }
}
