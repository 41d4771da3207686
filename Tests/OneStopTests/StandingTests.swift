import Basics
import OneStop
import Testing

struct StandingTests {
    @Test(arguments: [
        ("2026", "2026-01-01", "2026-12-31"), ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"), ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("2021-01-01..2021-06-15", "2021-01-01", "2021-06-15"),
    ])
    func namesPeriods(name: String, first: String, last: String) throws {
        #expect(try #require(NamedPeriod(name)).days == day(first)...day(last))
        #expect(try #require(NamedPeriod(name)).period.start == moment("\(first) 00:00"))
    }

    @Test(arguments: [
        "", "26", "2026-Q5", "2026-13", "2026-Q", "2026-02-30..2026-03-01", "2026-03-01..2026-02-01", "2026-1",
    ])
    func refusesOtherNames(name: String) { #expect(NamedPeriod(name) == nil) }

    private func rules() throws -> OneStopRules {
        OneStopRules(life: try .shipped(), deadlines: try .shipped(), calendar: try calendar())
    }

    /// Received on a Wednesday with five working days; asked for papers after two of them, which came four later.
    @Test func countsAWaitBothWays() throws {
        let life = CaseLife(
            code: try caseCode(1),
            events: [
                try move(.received, "2026-11-04 08:00"), try move(.processing, "2026-11-04 09:00"),
                try move(.awaitingSupplement, "2026-11-06 10:00"), try move(.processing, "2026-11-12 09:00"),
            ], rules: try .shipped())
        let standing = CaseStanding(life, promised: try day("2026-11-11"), rules: try rules())
        #expect(try standing.restarted == moment("2026-11-19 17:00"))
        #expect(try standing.subtracted == moment("2026-11-17 17:00"))
        #expect(standing.due == standing.restarted && !standing.isPaused && !standing.isDueDoubtful)
        var unknown = try rules()
        unknown.calendar = try WorkingCalendar([])
        let doubtful = CaseStanding(life, promised: try day("2026-11-11"), rules: unknown)
        #expect(try doubtful.isDueDoubtful && doubtful.due == moment("2026-11-11 17:00"))
    }

    @Test func aFrozenPeriodKeepsWhatItCounted() throws {
        let (july, september, october) = (
            try moment("2026-07-01 08:00"), try moment("2026-09-10 08:00"), try moment("2026-10-01 00:00")
        )
        func booked(_ received: Instant?, _ ended: Instant?, _ earlier: BookedSpan?) -> BookedSpan? {
            BookedSpan(received: received, ended: ended, earlier: earlier, frozen: october)
        }
        let pending = BookedSpan(received: july, ended: nil)
        let settled = BookedSpan(received: july, ended: september)
        // Known late: at the beginning of the next period.
        #expect(booked(july, nil, nil) == BookedSpan(received: october, ended: nil))
        #expect(booked(july, september, pending) == BookedSpan(received: july, ended: october))
        #expect(booked(july, september, settled) == settled)
        // Not settled after all: in anew.
        #expect(booked(july, nil, settled) == BookedSpan(received: october, ended: nil))
        // Not received after all: out.
        #expect(booked(nil, nil, pending) == BookedSpan(received: july, ended: october))
        #expect(booked(nil, nil, nil) == nil)
    }

    /// Every last day for which the apology is due by the next working day, and no other.
    @Test func knowsForWhichDaysTheApologyIsDue() throws {
        let rules = try rules()
        for number in 0..<25 {
            let today = try #require(CalendarDay(daysSinceEpoch: try day("2026-11-10").daysSinceEpoch + number))
            let horizon = try WatchHorizon(now: WatchHorizon.moment(today, minute: 600), rules: rules)
            for later in 0..<15 {
                let due = try #require(CalendarDay(daysSinceEpoch: today.daysSinceEpoch + later))
                let last = try CaseDeadline.lastDayOfApology(
                    due: due, calendar: rules.calendar, rules: rules.deadlines)
                #expect((last == horizon.nextWorkingDay) == horizon.apologyDue.contains(due), "\(today) \(due)")
            }
            let received = Instant(milliseconds: horizon.transferDue.milliseconds - 60_000)
            #expect(try rules.calendar.transferDay(received: received) <= today)
            #expect(try rules.calendar.transferDay(received: horizon.transferDue) > today)
        }
    }
}
