import Basics
import Foundation
import Testing

/// The calendar of 2026 as its file gives it.
func calendar2026() throws -> WorkingCalendar {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/calendars/2026.json")
    let year = try JSONDecoder().decode(YearCalendar.self, from: Data(contentsOf: file))
    return try WorkingCalendar([year])
}

/// A day that a test names: `2026-11-18`.
func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> CalendarDay {
    try #require(CalendarDay(rawValue: text), sourceLocation: location)
}

/// A moment at +07:00 that a test names: `2026-11-18 08:30`, or a day for its beginning.
func moment(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Instant {
    let parts = text.split(separator: " ")
    let day = try day(String(try #require(parts.first, sourceLocation: location)), location)
    let clock = parts.dropFirst().first.map { $0.split(separator: ":").compactMap { Int64($0) } } ?? [0, 0]
    try #require(clock.count == 2, sourceLocation: location)
    let minutes = Int64(day.daysSinceEpoch) * 1440 + clock[0] * 60 + clock[1]
    return Instant(milliseconds: minutes * 60_000 - LocalTime.offset)
}
