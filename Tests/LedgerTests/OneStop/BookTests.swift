import Basics
import Crypto
import Dossiers
import Foundation
import OneStop
import Testing

@testable import Ledger

@Suite("Registers and frozen reports") struct BookTests {
    private struct Stop: Error {}

    @Test("Numbers have no gaps, whatever fails, and a closed book stays as it is", arguments: LedgerMaker.all)
    func book(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let codes = (0..<30).map { OneStopSample.code($0) }
        let time = OneStopSample.moment("2026-11-18 09:00")
        try await ledger.write { tx in
            _ = try tx.importCases(codes.map { OneStopSample.record($0, received: time, due: nil) }, at: time)
        }
        for (place, code) in codes.enumerated() {
            if place % 3 == 0 {
                _ = try? await ledger.write { tx in
                    _ = try tx.enter(code, "dở dang", by: OneStopSample.clerk, at: time)
                    throw Stop()
                }
            }
            let number = try await ledger.write {
                try $0.enter(code, "Hồ sơ \(place)", by: OneStopSample.clerk, at: time).entry.number
            }
            #expect(number == place + 1)
        }
        let again = try await ledger.write { try $0.enter(codes[3], "lại", by: OneStopSample.clerk, at: time) }
        #expect(again.entry.number == 4 && again.entry.text == "Hồ sơ 3")
        let book = again.book
        let correction = try await ledger.write {
            try $0.enter(codes[3], "Sửa tên", corrects: 4, by: OneStopSample.clerk, at: time)
        }
        #expect(correction.entry.number == 31)
        let foreign = await #expect(throws: CaseBookRefusal.self) {
            try await ledger.write { try $0.enter(codes[4], "x", corrects: 4, by: OneStopSample.clerk, at: time) }
        }
        #expect(foreign?.code == .nothingToCorrect)
        let early = await #expect(throws: CaseBookRefusal.self) {
            try await ledger.write { try $0.close(book, by: OneStopSample.head, at: time) }
        }
        #expect(early?.code == .yearNotOver)
        let end = OneStopSample.moment("2026-12-31 17:00")
        let closing = try await ledger.write { try $0.close(book, by: OneStopSample.head, at: end) }
        #expect(closing.count == 31 && closing.firstNumber == 1 && closing.lastNumber == 31)
        var same = CaseBook(year: 2026)
        for entry in try await ledger.read({ try $0.entries(of: book, after: 0, limit: 500) }) {
            try same.enter(
                entry.entry.caseCode, entry.entry.text, recorded: entry.entry.recorded, corrects: entry.entry.corrects)
        }
        let digest = SHA256.hash(data: Array(same.canonicalText.utf8))
        #expect(digest.map { String(256 + Int($0), radix: 16).dropFirst() }.joined() == closing.digest.rawValue)
        let closed = await #expect(throws: CaseBookRefusal.self) {
            try await ledger.write { try $0.enter(codes[3], "x", corrects: 4, by: OneStopSample.clerk, at: end) }
        }
        #expect(closed?.code == .closed)
        #expect(try await ledger.read { try $0.entries(of: book, after: 0, limit: 500) }.count == 31)
        #expect(try await ledger.read { try $0.closing(of: book) } == closing)
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    @Test("Last period's pending cases are this one's carried ones, whatever is recorded later")
    func freezing() async throws {
        let (ledger, rules) = (try LedgerMaker.sqlite.make(), try OneStopSample.rules())
        let codes = (0..<6).map { OneStopSample.code($0) }
        let t = OneStopSample.moment
        @Sendable func done(_ code: CaseCode, _ at: String, known: String, key: String? = nil) -> [NewCaseEvent] {
            [
                OneStopSample.event(code, .move(.processing), at: t("2026-07-02 08:00"), known: t("2026-07-02 08:00")),
                OneStopSample.event(code, .move(.processed), at: t(at), known: t(known), key: key),
            ]
        }
        let third = ReportPeriod(start: t("2026-07-01 00:00"), end: t("2026-10-01 00:00"))
        let fourth = ReportPeriod(start: t("2026-10-01 00:00"), end: t("2027-01-01 00:00"))
        try await ledger.write { tx in
            let records = codes.prefix(5).map {
                OneStopSample.record($0, received: t("2026-07-01 09:00"), due: "2026-09-15")
            }
            _ = try tx.importCases(records, at: t("2026-07-01 10:00"))
            try tx.record(done(codes[0], "2026-09-10 08:00", known: "2026-09-10 08:00", key: "taken back"))
            try tx.record(done(codes[1], "2026-09-10 08:00", known: "2026-09-10 08:00"))
        }
        await #expect(throws: LedgerError.self) {
            try await ledger.write { try $0.freeze(third, by: OneStopSample.head, at: t("2026-10-03 08:00")) }
        }
        let before = try await ledger.write { tx in
            try tx.renewAll(rules, at: t("2026-10-03 08:00"))
            let figures = try tx.figures(third, by: .restarted)
            _ = try tx.freeze(third, by: OneStopSample.head, at: t("2026-10-03 08:00"))
            return figures.total
        }
        #expect(before.received == 5 && before.settled == 2 && before[.pendingOverdue] == 3)
        try await ledger.write { tx in
            // Settled in time and known late; received in the frozen period and known late; an end that was none.
            try tx.record(done(codes[2], "2026-09-14 08:00", known: "2026-10-20 08:00"))
            _ = try tx.importCases(
                [OneStopSample.record(codes[5], received: t("2026-09-20 09:00"), due: "2026-10-15")],
                at: t("2026-10-20 10:00"))
            try tx.record([
                OneStopSample.event(
                    codes[0], .retraction, at: t("2026-10-21 08:00"), supersedes: "person/taken back")
            ])
            // A receipt that another date takes the place of.
            _ = try tx.importCases(
                [OneStopSample.record(codes[3], received: t("2026-10-05 09:00"), due: "2026-11-15")],
                at: t("2026-10-22 10:00"))
            try tx.renewAll(rules, at: t("2026-10-22 11:00"))
        }
        let (frozen, now) = try await ledger.read { tx in
            (try tx.figures(third, by: .restarted), try tx.figures(fourth, by: .restarted))
        }
        #expect(frozen.total == before && frozen.frozen == t("2026-10-03 08:00"))
        #expect(now.total[.carriedOver] == before.pending && now.total.isBalanced)
        #expect(now.total.receivedKnownLate == 2 && now.total.settledKnownLate == 1)
        #expect(now.total[.early] == 1 && now.total.settled == 1 && now.total.inTimeRecordedLate == 1)
        await #expect(throws: LedgerError.self) {
            try await ledger.write { try $0.freeze(third, by: OneStopSample.head, at: t("2026-11-03 08:00")) }
        }
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    /// The period of the first report that this program was made for: a share of it, or with `SOHOA_PERIOD_SHARE=1` the
    /// whole.
    @Test("A period gives back what its report printed")
    func printedPeriod() async throws {
        let wanted = ProcessInfo.processInfo.environment["SOHOA_PERIOD_SHARE"].flatMap { Int($0) }
        let share = try PrintedPeriod(share: wanted ?? 20)
        let (ledger, rules) = (try LedgerMaker.sqlite.make(), try OneStopSample.rules())
        try await share.fill(ledger, rules)
        let figures = try await ledger.read { try $0.figures(PrintedPeriod.period, by: .restarted) }
        #expect(figures.groups.count > 1)
        share.check(figures.total)
        let late = try await ledger.read {
            try $0.cases(behind: .overdue, PrintedPeriod.period, by: .restarted, after: nil, limit: 500)
        }
        #expect(late.count == min(500, figures.total[.overdue]))
    }
}

/// 1/1 to 15/6/2021: 36,628 cases, or an equal share of them.
struct PrintedPeriod: Sendable {
    static let period = ReportPeriod(
        start: OneStopSample.moment("2021-01-01 00:00"), end: OneStopSample.moment("2021-06-16 00:00"))

    /// Ended early, on time, late, in time but recorded late; paused for papers; pending; of all of them carried over.
    let early, onTime, overdue, tickedLate, paused, pending, carried: Int

    init(share: Int) throws {
        (early, onTime, overdue) = (24_584 / share, 6_551 / share, 1_039 / share)
        (tickedLate, paused, pending, carried) = (8, 1_662 / share, 2_784 / share, 4_598 / share)
    }

    var count: Int { early + onTime + overdue + tickedLate + paused + pending }

    func fill(_ ledger: Ledger, _ rules: OneStopRules) async throws {
        let t = OneStopSample.moment
        let now = t("2021-06-20 08:00")
        for first in stride(from: 0, to: count, by: 1_000) {
            let numbers = first..<min(first + 1_000, count)
            try await ledger.write { tx in
                var records: [CaseRecord] = []
                var events: [NewCaseEvent] = []
                for number in numbers {
                    let code = OneStopSample.code(number, agency: number % 2 == 0 ? "H40.16" : "H40.17")
                    let isCarried = number < carried
                    let ends = early + onTime + overdue + tickedLate
                    records.append(
                        OneStopSample.record(
                            code, received: t(isCarried ? "2020-12-20 09:00" : "2021-05-10 09:00"),
                            due: number < ends ? "2021-05-20" : "2021-07-20",
                            channel: number % 3 == 0 ? .online : .direct))
                    func add(_ state: CaseState, _ at: String, _ known: String? = nil) {
                        events.append(OneStopSample.event(code, .move(state), at: t(at), known: t(known ?? at)))
                    }
                    add(.processing, isCarried ? "2020-12-21 08:00" : "2021-05-11 08:00")
                    switch number {
                    case ..<early: add(.processed, "2021-05-18 10:00")
                    case ..<(early + onTime): add(.processed, "2021-05-20 10:00")
                    case ..<(early + onTime + overdue): add(.processed, "2021-05-21 10:00")
                    case ..<ends: add(.processed, "2021-05-20 10:00", "2021-05-24 10:00")
                    case ..<(ends + paused): add(.awaitingSupplement, "2021-06-01 10:00")
                    default: break
                    }
                }
                _ = try tx.importCases(records, at: now)
                try tx.record(events)
                try tx.renewAll(rules, at: now)
            }
        }
    }

    func check(_ figures: SettlementFigures) {
        #expect(figures.received == count)
        #expect(figures[.carriedOver] == carried)
        #expect(figures[.early] == early)
        // Returned in time and ticked late: on time by its own day, late as it was printed.
        #expect(figures.inTimeRecordedLate == tickedLate)
        #expect(figures[.onTime] - figures.inTimeRecordedLate == onTime)
        #expect(figures[.overdue] == overdue)
        #expect(figures[.overdue] + figures.inTimeRecordedLate == overdue + tickedLate)
        #expect(figures.pending == paused + pending)
        #expect(figures.isBalanced)
    }
}
