import Basics
import Foundation
import OneStop
import Testing

struct DeadlineTests {
    private static func deadline(_ start: String, _ count: Int, _ waits: [Wait] = []) throws -> CaseDeadline {
        try CaseDeadline(
            start: day(start), workingDays: count, waits: waits, today: day("2026-12-01"), calendar: calendar(),
            rules: .shipped())
    }

    /// Counted day by day by a program that shares nothing with ours: Tết, swapped Saturdays, year ends, waits.
    @Test func agreesWithDeadlinesCountedDayByDay() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/onestop/deadlines.tsv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count >= 200)
        let (calendar, rules) = (try calendar(), try DeadlineRules.shipped())
        for row in rows {
            let cells = row.split(separator: "\t").map(String.init)
            let written = cells[2] == "-" ? [] : cells[2].split(separator: " ")
            let waits = try written.map { text -> Wait in
                let parts = text.split(separator: ":").map(String.init)
                return Wait(
                    parts[0] == "S" ? .supplement : .financialDuty, from: try day(parts[1]), through: try day(parts[2]))
            }
            let found = try CaseDeadline(
                start: day(cells[0]), workingDays: #require(Int(cells[1])), waits: waits, today: day("2026-12-01"),
                calendar: calendar, rules: rules)
            #expect(try found.restarted == moment("\(cells[3]) 17:00"), "\(row)")
            #expect(try found.subtracted == moment("\(cells[4]) 17:00"), "\(row)")
            if waits.isEmpty { #expect(found.restarted == found.subtracted) }
        }
    }

    @Test(arguments: [
        ("2026-11-18", 5, "2026-11-26"), ("2026-02-13", 1, "2026-02-23"), ("2026-01-08", 2, "2026-01-10"),
        ("2026-08-21", 1, "2026-08-22"), ("2026-08-21", 2, "2026-08-24"), ("2026-08-28", 1, "2026-09-03"),
        ("2025-04-25", 2, "2025-04-28"), ("2025-04-29", 1, "2025-05-05"), ("2025-12-31", 1, "2026-01-05"),
        ("2025-01-24", 1, "2025-02-03"), ("2025-01-24", 5, "2025-02-07"), ("2026-04-24", 2, "2026-04-29"),
        ("2026-04-24", 3, "2026-05-04"), ("2026-11-23", 1, "2026-11-25"),
    ])
    func countsAsByHand(start: String, count: Int, last: String) throws {
        #expect(try Self.deadline(start, count).restarted == moment("\(last) 17:00"))
    }

    @Test func refusesAYearWithoutACalendar() throws {
        let fault = #expect(throws: CalendarFault.self) { try Self.deadline("2026-12-30", 3) }
        #expect(fault?.code == .yearMissing)
    }

    @Test(arguments: [
        ("2026-11-20 15:00", "2026-11-20"), ("2026-11-20 15:01", "2026-11-23"), ("2026-11-23 15:01", "2026-11-25"),
        ("2026-11-21 09:00", "2026-11-23"), ("2026-08-22 14:00", "2026-08-22"), ("2026-02-13 16:00", "2026-02-23"),
        ("2025-12-31 15:01", "2026-01-05"),
    ])
    func passesOnByThreeOClock(received: String, by last: String) throws {
        let minute = try DeadlineRules.shipped().transferCutOffMinute
        #expect(try calendar().transferDay(received: moment(received), cutOffMinute: minute) == day(last))
    }

    @Test(arguments: [("2026-11-25", "2026-11-23"), ("2026-02-23", "2026-02-13"), ("2026-08-24", "2026-08-22")])
    func asksForTheApologyAWorkingDayBefore(due: String, last: String) throws {
        #expect(
            try CaseDeadline.lastDayOfApology(due: day(due), calendar: calendar(), rules: .shipped()) == day(last))
    }

    @Test(arguments: [
        ("2026-11-25 23:59", CaseTiming.early), ("2026-11-26 00:00", .onTime), ("2026-11-26 17:00", .onTime),
        ("2026-11-26 17:01", .overdue),
    ])
    func countsMinutes(end: String, timing: CaseTiming) throws {
        #expect(try CaseTiming(end: moment(end), due: moment("2026-11-26 17:00")) == timing)
    }

    @Test func readsWaitsOffTheCourse() throws {
        let life = CaseLife(
            code: try caseCode(1),
            events: [
                try move(.received, "2026-11-02 08:00"), try move(.processing, "2026-11-02 10:00"),
                try move(.awaitingSupplement, "2026-11-04 08:00"), try move(.processing, "2026-11-06 08:00"),
            ], rules: try .shipped())
        let found = try #require(
            try life.deadline(workingDays: 5, today: day("2026-11-09"), calendar: calendar(), rules: .shipped()))
        #expect(try found.subtracted == moment("2026-11-11 17:00"))
        #expect(try found.restarted == moment("2026-11-13 17:00"))
        #expect(!found.isPaused)
    }
}
