import Basics
import Dossiers
import Foundation
import OneStop
import Testing

func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> CalendarDay {
    try #require(CalendarDay(rawValue: text), sourceLocation: location)
}

/// A moment at +07:00: `2026-11-18 08:30`.
func moment(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Instant {
    let parts = text.split(separator: " ")
    let clock = try #require(parts.last, sourceLocation: location).split(separator: ":").compactMap { Int64($0) }
    try #require(parts.count == 2 && clock.count == 2, sourceLocation: location)
    let minutes = Int64(try day(String(parts[0]), location).daysSinceEpoch) * 1_440 + clock[0] * 60 + clock[1]
    return Instant(milliseconds: minutes * 60_000 - LocalTime.offset)
}

/// The days off of 2025 and 2026.
func calendar() throws -> WorkingCalendar {
    let off = [
        "2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02",
        "2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20",
        "2026-04-26 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24",
    ].flatMap { $0.split(separator: " ") }
    let swaps = [("2025-04-26", "2025-05-02"), ("2026-01-10", "2026-01-02"), ("2026-08-22", "2026-08-31")]
    return try WorkingCalendar(
        [2025, 2026].map { year in
            YearCalendar(
                year: year,
                holidays: try off.filter { $0.hasPrefix("\(year)") }.map {
                    YearCalendar.Holiday(day: try day(String($0)), name: "", source: "test")
                },
                workedDays: try swaps.filter { $0.0.hasPrefix("\(year)") }.map {
                    YearCalendar.WorkedDay(day: try day($0.0), insteadOf: try day($0.1), source: "test")
                })
        })
}

func caseCode(_ number: Int) throws -> CaseCode {
    let serial = String(String(10_000 + number % 10_000).dropFirst())
    let month = String(String(101 + number / 10_000).dropFirst())
    return try #require(CaseCode(rawValue: "H40.16-26\(month)18-\(serial)"))
}

let clerk = Actor(.person, account: "lan")
let head = Actor(.person, account: "minh")

func move(
    _ state: CaseState, _ time: String, id: String? = nil, recorded: String? = nil, by actor: Actor = clerk,
    from source: CaseEvent.Source = .person, approval: Approval? = nil
) throws -> CaseEvent {
    CaseEvent(
        id: CaseEventID(rawValue: id ?? "\(state.rawValue)@\(time)"), kind: .move(state), occurred: try moment(time),
        recorded: try moment(recorded ?? time), actor: actor, source: source, approval: approval)
}

/// Numbers that come again with the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
