import Basics
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("2026-11-18", 20_775), ("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("2100-03-01", 47_541),
    ])
    func countsDays(text: String, days: Int) throws {
        let day = try #require(CalendarDay(rawValue: text))
        #expect(day.daysSinceEpoch == days)
        #expect(day.rawValue == text)
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-01 ", "+026-01-01",
        "1899-12-31", "2026/01/01", "",
    ])
    func refusesDaysThatDoNotExist(text: String) {
        #expect(CalendarDay(rawValue: text) == nil)
    }
}
