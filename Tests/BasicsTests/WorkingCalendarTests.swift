import Basics
import TestSupport
import Testing

struct WorkingCalendarTests {
    @Test(arguments: [
        ("2026-01-01", false), ("2026-01-02", false), ("2026-01-05", true), ("2026-01-10", true),
        ("2026-01-11", false), ("2026-02-13", true), ("2026-02-16", false), ("2026-02-20", false),
        ("2026-02-23", true), ("2026-04-27", false), ("2026-04-28", true), ("2026-04-30", false),
        ("2026-08-22", true), ("2026-09-01", false), ("2026-09-03", true), ("2026-11-24", false),
    ])
    func knowsWhichDaysAreWorked(text: String, isWorked: Bool) throws {
        #expect(try calendar2026().isWorkingDay(day(text)) == isWorked)
    }

    /// J + n: the day of the event is not counted, days off are skipped.
    @Test(arguments: [
        ("2026-11-18", 1, "2026-11-19"),  // Wednesday to Thursday
        ("2026-11-20", 1, "2026-11-23"),  // over a weekend
        ("2026-11-23", 1, "2026-11-25"),  // over a holiday
        ("2026-02-13", 1, "2026-02-23"),  // over Tết
        ("2026-02-14", 1, "2026-02-23"),  // from a day off
        ("2026-02-12", 4, "2026-02-25"),
        ("2026-01-09", 1, "2026-01-10"),  // a Saturday that is worked
        ("2026-04-24", 3, "2026-05-04"),  // Hùng Kings, 30/4 and 1/5 in between
        ("2026-11-18", 0, "2026-11-18"), ("2026-11-22", 0, "2026-11-23"), ("2026-11-24", 0, "2026-11-25"),
    ])
    func addsWorkingDays(from: String, count: Int, to: String) throws {
        #expect(try calendar2026().adding(workingDays: count, to: day(from)) == day(to))
    }

    @Test(arguments: [
        ("2026-11-18", "2026-11-18", 0), ("2026-11-18", "2026-11-25", 4), ("2026-11-25", "2026-11-18", -4),
        ("2026-02-13", "2026-02-22", 0), ("2026-01-09", "2026-01-12", 2), ("2026-01-01", "2026-12-31", 249),
    ])
    func countsWorkingDays(from: String, to: String, count: Int) throws {
        #expect(try calendar2026().workingDays(after: day(from), through: day(to)) == count)
    }

    /// Civil Code, art. 148: a last day off moves on; art. 147: a month without that day ends on its last.
    @Test(arguments: [
        ("2026-01-20", 1, "2026-02-23"), ("2026-01-31", 1, "2026-03-02"), ("2026-05-31", 6, "2026-11-30"),
        ("2026-03-31", 1, "2026-05-04"), ("2026-05-24", 6, "2026-11-25"),
    ])
    func endsMonthsOnAWorkingDay(from: String, months: Int, to: String) throws {
        #expect(try calendar2026().adding(months: months, to: day(from)) == day(to))
    }

    @Test func endsCalendarDaysOnAWorkingDay() throws {
        #expect(try calendar2026().adding(calendarDays: 4, to: day("2026-11-18")) == day("2026-11-23"))
    }

    @Test(arguments: [
        ("2026-11-18 15:00", "2026-11-18"), ("2026-11-18 15:01", "2026-11-19"), ("2026-11-20 16:30", "2026-11-23"),
        ("2026-11-21 09:00", "2026-11-23"), ("2026-11-23 15:01", "2026-11-25"), ("2026-11-18 00:05", "2026-11-18"),
    ])
    func passesOnWhatCameInLate(received: String, to: String) throws {
        #expect(try calendar2026().transferDay(received: moment(received)) == day(to))
    }

    @Test func neverGuessesAYear() throws {
        let calendar = try calendar2026()
        #expect(throws: CalendarFault.self) { try calendar.isWorkingDay(day("2025-12-31")) }
        let next = #expect(throws: CalendarFault.self) { try calendar.adding(workingDays: 1, to: day("2026-12-31")) }
        #expect(next?.code == .yearMissing)
        #expect(next?.year == 2027)
        #expect(throws: CalendarFault.self) {
            try calendar.workingDays(after: day("2025-12-30"), through: day("2026-01-05"))
        }
        #expect(next?.vietnamese.contains("2027") == true)
        #expect(throws: CalendarFault.self) { try WorkingCalendar([]).isWorkingDay(day("2026-11-18")) }
    }

    @Test func aMissingYearBetweenTwoIsMissed() throws {
        let calendar = try WorkingCalendar([2024, 2026].map { YearCalendar(year: $0, holidays: []) })
        #expect(try calendar.isWorkingDay(day("2024-12-31")))
        let fault = #expect(throws: CalendarFault.self) {
            try calendar.workingDays(after: day("2024-12-31"), through: day("2026-01-05"))
        }
        #expect(fault?.year == 2025)
    }

    @Test func refusesDataThatContradictsItself() throws {
        let holiday = { (text: String) in try YearCalendar.Holiday(day: day(text), name: "Nghỉ", source: "thử") }
        let worked = { (text: String, off: String) in
            try YearCalendar.WorkedDay(day: day(text), insteadOf: day(off), source: "thử")
        }
        let cases: [(YearCalendar, CalendarFault.Code)] = [
            (YearCalendar(year: 2026, holidays: [try holiday("2027-01-01")]), .dayOutsideYear),
            (YearCalendar(year: 2026, holidays: [try holiday("2026-01-01"), try holiday("2026-01-01")]), .dayTwice),
            (
                YearCalendar(
                    year: 2026, holidays: [try holiday("2026-01-02")],
                    workedDays: [try worked("2026-01-09", "2026-01-02")]), .notAWeekend
            ),
            (YearCalendar(year: 2026, holidays: [], workedDays: [try worked("2026-01-10", "2026-01-02")]), .notADayOff),
        ]
        for (calendar, code) in cases {
            let fault = #expect(throws: CalendarFault.self) { try WorkingCalendar([calendar]) }
            #expect(fault?.code == code)
        }
        let twice = #expect(throws: CalendarFault.self) {
            try WorkingCalendar([YearCalendar(year: 2026, holidays: []), YearCalendar(year: 2026, holidays: [])])
        }
        #expect(twice?.code == .yearTwice)
    }

    /// Counting undoes adding, for any day and number.
    @Test(arguments: [UInt64](1...20)) func countingUndoesAdding(seed: UInt64) throws {
        let calendar = try calendar2026()
        var random = SeededGenerator(seed: seed)
        let first = try day("2026-01-01").daysSinceEpoch
        let start = try #require(CalendarDay(daysSinceEpoch: first + Int.random(in: 0..<250, using: &random)))
        let count = Int.random(in: 0...60, using: &random)
        let end = try calendar.adding(workingDays: count, to: start)
        #expect(try calendar.isWorkingDay(end), "seed \(seed)")
        let counted = try calendar.workingDays(after: start, through: end)
        let isOff = try !calendar.isWorkingDay(start)
        #expect(counted == count || count == 0 && isOff && counted == 1, "seed \(seed)")
    }

    @Test func weekdaysAndDaysAgreeWithTheCalendar() throws {
        #expect(try day("2026-11-21").isoWeekday == 6)
        #expect(try day("1970-01-01").isoWeekday == 4)
        #expect(try day("1969-12-29").isoWeekday == 1)
        for number in [0, 1, 58, 59, 60, 20_000, 50_000] {
            #expect(CalendarDay(daysSinceEpoch: number)?.daysSinceEpoch == number)
        }
        #expect(CalendarDay(daysSinceEpoch: -1) == nil)
        #expect(CalendarDay(daysSinceEpoch: 84_006) == nil)
    }
}
