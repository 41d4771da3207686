import Basics
import Dossiers
import Foundation
import OneStop
import PostalChannel
import TestSupport
import Testing

@testable import Ledger

@Suite("Courses of cases in the ledger") struct CourseTests {
    @Test("A registered case is received; its course goes on by facts, each once", arguments: LedgerMaker.all)
    func course(maker: LedgerMaker) async throws {
        let (ledger, rules) = (try maker.make(), try OneStopSample.rules())
        let code = Office.birth
        try await ledger.write { try $0.openOffice() }
        #expect(try await ledger.read { try $0.hasLivesDue() })
        try await ledger.write { try $0.renewAll(rules, at: Office.time()) }
        let start = try #require(try await ledger.read { try $0.course(of: code, rules: rules) })
        #expect(start.standing.state == .received)
        #expect(start.standing.due == OneStopSample.moment("2026-11-25 17:00"))
        let move = OneStopSample.move(code, .processing, 5)
        #expect(try await ledger.write { try $0.record([move, move]) } == 1)
        #expect(try await ledger.write { try $0.record([move]) } == 0)
        let leap = OneStopSample.move(code, .returned, 6)
        let refusal = await #expect(throws: MoveRefusal.self) {
            try await ledger.write { try $0.make(leap, rules: rules, at: Office.time(6)) }
        }
        #expect(refusal?.code == .impossibleMove)
        let done = try await ledger.write {
            try $0.make(OneStopSample.move(code, .processed, 7), rules: rules, at: Office.time(7))
        }
        #expect(done.standing.state == .processed && done.missing == [Office.form])
        #expect(try await ledger.read { try !$0.hasLivesDue() })
        await #expect(throws: LedgerError.self) {
            try await ledger.write { try $0.record([OneStopSample.move(Office.unknown, .processing, 8)]) }
        }
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    @Test("Return, refusal and a second supplement need another account's consent, once", arguments: LedgerMaker.all)
    func approvals(maker: LedgerMaker) async throws {
        let (ledger, rules) = (try maker.make(), try OneStopSample.rules())
        let code = Office.birth
        let horizon = try WatchHorizon(now: Office.time(60), rules: rules)
        func waiting() async throws -> [CaseCode] {
            try await ledger.write { tx in
                try tx.renewAll(rules, at: Office.time(60))
                return try tx.watched(.awaitingApproval, horizon, after: nil, limit: 9).map(\.code)
            }
        }
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.record([OneStopSample.move(code, .processing, 5)])
        }
        let bare = OneStopSample.move(code, .stopped, 30)
        let refusal = await #expect(throws: MoveRefusal.self) {
            try await ledger.write { try $0.make(bare, rules: rules, at: Office.time(30)) }
        }
        #expect(refusal?.code == .approvalMissing)
        let request = try await ledger.write { try $0.ask(OneStopSample.request(code)) }
        #expect(try await waiting() == [code])
        let open = try await ledger.read { try $0.openApprovals(after: nil, limit: 9) }
        #expect(open.map(\.id) == [request.id])
        let consented = try await ledger.write {
            try $0.decide(
                request.id, ApprovalDecision(isConsent: true, by: OneStopSample.head, at: Office.time(20), note: ""))
        }
        #expect(try await waiting() == [])
        await #expect(throws: LedgerError.self) {
            try await ledger.write {
                try $0.decide(
                    request.id,
                    ApprovalDecision(isConsent: false, by: OneStopSample.head, at: Office.time(21), note: ""))
            }
        }
        let good = OneStopSample.event(
            code, .move(.stopped), at: Office.time(30), approval: consented.approval, request: request.id)
        let course = try await ledger.write { try $0.make(good, rules: rules, at: Office.time(30)) }
        #expect(course.standing.state == .stopped && course.approvals.map(\.isUsed) == [true])
        #expect(try await ledger.read { try $0.approval(request.id) }?.approval == nil)
        // What another system reports without consent is kept, and stands on the list.
        let foreign = OneStopSample.event(Office.land, .move(.notAccepted), at: Office.time(-601), from: .system)
        #expect(try await ledger.write { try $0.record([foreign]) } == 1)
        #expect(try await waiting() == [Office.land])
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    @Test("The hand-over record gives the filing time, and a delivery is a return")
    func post() async throws {
        let (ledger, rules) = (try LedgerMaker.sqlite.make(), try OneStopSample.rules())
        let code = Office.birth
        @Sendable func step(_ state: LegState, _ minute: Int) -> LegEvent {
            LegEvent(
                id: LegEventID(rawValue: ""), kind: .step(state), occurred: Office.time(minute),
                recorded: Office.time(minute + 100), source: EventSource(.scan, "biên bản 7"), parcel: "P1",
                place: "", detail: "")
        }
        try await ledger.write { tx in
            try tx.openOffice()
            var record = Office.record(code)
            record.channel = .postal
            _ = try tx.importCases([record], at: Office.time())
            try tx.renewAll(rules, at: Office.time())
            let intake = try tx.openLeg(.intake, case: code, at: Office.time())
            for (state, minute) in [(IntakeState.collected, 1), (.arrived, 2), (.counted, 3), (.handedOver, 4)] {
                try tx.addLegEvent(step(.intake(state), minute), to: intake.id)
            }
        }
        #expect(try await ledger.read { try $0.hasLivesDue() })
        let filed = try #require(try await ledger.read { try $0.course(of: code, rules: rules) })
        #expect(filed.standing.received?.occurred == Office.time(4))
        #expect(filed.standing.received?.recorded == Office.time(104))
        try await ledger.write { tx in
            try tx.renewAll(rules, at: Office.time(5))
            let leg = try tx.openLeg(.return, case: code, at: Office.time(5))
            for (state, minute) in [(ReturnState.packed, 6), (.acceptedByPost, 7), (.delivered, 60)] {
                try tx.addLegEvent(step(.return(state), minute), to: leg.id)
            }
            try tx.renewAll(rules, at: Office.time(61))
        }
        let horizon = try WatchHorizon(now: Office.time(200), rules: rules)
        #expect(
            try await ledger.read { try $0.watched(.returnedNotRecorded, horizon, after: nil, limit: 9) }.count == 1)
        let course = try await ledger.write { tx in
            try tx.record([OneStopSample.move(code, .processing, 8), OneStopSample.move(code, .processed, 9)])
            try tx.renewAll(rules, at: Office.time(200))
            return try tx.course(of: code, rules: rules)
        }
        #expect(course?.standing.state == .returned && course?.needsRecording == false)
        #expect(
            try await ledger.read { try $0.watched(.returnedNotRecorded, horizon, after: nil, limit: 9) }.isEmpty)
    }

    /// Facts of four sources, doubled, shuffled, a part at a time, with reports in between: what is kept beside the cases
    /// is as if they had come in order, and the identities hold for every day.
    @Test("The order in which facts come changes nothing", arguments: [UInt64](1...2))
    func order(seed: UInt64) async throws {
        // 28,000 for a hundred thousand facts.
        let wanted = ProcessInfo.processInfo.environment["SOHOA_COURSES"].flatMap { Int($0) }
        let (rules, count) = (try OneStopSample.rules(), wanted ?? 700)
        let start = OneStopSample.moment("2026-03-02 08:00").milliseconds
        let course: [CaseState] = [
            .processing, .awaitingSupplement, .processing, .financialDuty, .processing, .processed, .returned,
        ]
        var random = SeededGenerator(seed: seed)
        var facts: [NewCaseEvent] = []
        let codes = (0..<count).map { OneStopSample.code($0, agency: ["H40.16", "H40.17", "H41"][$0 % 3]) }
        let records = codes.enumerated().map { number, code in
            OneStopSample.record(
                code, received: Instant(milliseconds: start + Int64(number % 20) * 86_400_000), due: "2026-03-30",
                channel: CaseChannel.allCases[number % 3])
        }
        for record in records {
            for (place, wanted) in course.prefix(Int.random(in: 0...7, using: &random)).enumerated() {
                let isOdd = Int.random(in: 0..<12, using: &random) == 0
                let state = isOdd ? CaseState.allCases.randomElement(using: &random) ?? wanted : wanted
                let occurred = record.received.milliseconds + Int64(place + 1) * 90_000_000
                facts.append(
                    OneStopSample.event(
                        record.code, .move(state), at: Instant(milliseconds: occurred),
                        known: Instant(
                            milliseconds: occurred + Int64.random(in: 0...2_000_000_000, using: &random)),
                        key: "\(record.code)/\(place)",
                        from: CaseEvent.Source.allCases.randomElement(using: &random) ?? .person))
            }
        }
        let ordered = facts
        let all = records
        let now = OneStopSample.moment("2026-05-01 08:00")
        let expected = try await LedgerMaker.sqlite.make().write { tx in
            _ = try tx.importCases(all, at: now)
            try tx.record(ordered)
            try tx.renewAll(rules, at: now)
            return try tx.keptLives()
        }
        var arriving = facts + facts.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        arriving.shuffle(using: &random)
        let ledger = try LedgerMaker.sqlite.make()
        try await ledger.write { _ = try $0.importCases(all.reversed(), at: now) }
        for first in stride(from: 0, to: arriving.count, by: 400) {
            let part = Array(arriving[first..<min(first + 400, arriving.count)])
            try await ledger.write { tx in
                try tx.record(part)
                _ = try tx.renewLives(limit: 70, rules: rules, at: now)
            }
        }
        try await ledger.write { try $0.renewAll(rules, at: now) }
        let (kept, stored, faults) = try await ledger.read { tx in
            (
                try tx.keptLives(), try tx.sql.row("SELECT COUNT(*) AS n FROM case_events", [])?.integer("n"),
                try tx.auditFaults()
            )
        }
        #expect(kept == expected)
        #expect(stored == facts.count)
        #expect(faults == [])
        try await ledger.read { tx in
            var pending = 0
            for day in 0..<50 {
                let first = Instant(milliseconds: start - 28_800_000 + Int64(day) * 86_400_000)
                let period = ReportPeriod(start: first, end: Instant(milliseconds: first.milliseconds + 86_400_000))
                let figures = try tx.figures(period, by: .subtracted).total
                if !figures.isBalanced || figures[.carriedOver] != pending { Issue.record("day \(day), seed \(seed)") }
                pending = figures.pending
            }
        }
        #expect(kept.count == count)
    }

    @Test("Lists hold what the rules say, and nothing of other agencies")
    func lists() async throws {
        let (ledger, rules) = (try LedgerMaker.sqlite.make(), try OneStopSample.rules())
        let now = OneStopSample.moment("2026-11-19 09:30")
        let horizon = try WatchHorizon(now: now, rules: rules)
        var random = SeededGenerator(seed: 9)
        let dues = [nil, "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24", "2026-12-30"]
        let records = (0..<120).map { number in
            OneStopSample.record(
                OneStopSample.code(number, agency: ["H40.16", "H40.17", "H41"][number % 3]),
                received: OneStopSample.moment("2026-11-1\(7 + number % 3) \(number % 2 == 0 ? "09:00" : "15:30")"),
                due: dues[number % 7])
        }
        var events: [NewCaseEvent] = []
        for record in records {
            let states: [CaseState] = [.processing, .awaitingSupplement, .processing, .processed, .returned]
            for (place, state) in states.prefix(Int.random(in: 0...5, using: &random)).enumerated() {
                let time = Instant(milliseconds: record.received.milliseconds + Int64(place + 1) * 60_000)
                events.append(OneStopSample.event(record.code, .move(state), at: time))
            }
            let later = Instant(milliseconds: record.received.milliseconds + 3_000_000)
            let due = OneStopSample.moment("2026-11-23 17:00")
            for kind in [CaseEvent.Kind.apology(newDue: due), .published, .transferConfirmed]
            where Bool.random(using: &random) {
                events.append(OneStopSample.event(record.code, kind, at: later))
            }
        }
        let (all, facts) = (records, events)
        try await ledger.write { tx in
            _ = try tx.importCases(all, at: now)
            try tx.record(facts)
            try tx.renewAll(rules, at: now)
        }
        try await ledger.read { tx in
            var held: [WatchList: Set<CaseCode>] = [:]
            for record in all {
                guard let course = try tx.course(of: record.code, rules: rules), let state = course.standing.state
                else {
                    continue
                }
                var facts = WatchFacts(code: record.code, state: state, due: course.standing.due)
                facts.hasApology = course.standing.hasApology
                facts.isPublished = course.standing.isPublished
                facts.isTransferConfirmed = course.standing.isTransferConfirmed
                facts.needsTransferBy = try rules.calendar.transferDay(received: record.received)
                facts.apologyLastDay = try facts.due.flatMap(LocalTime.day).map {
                    try CaseDeadline.lastDayOfApology(due: $0, calendar: rules.calendar, rules: rules.deadlines)
                }
                for list in WatchList.allCases
                where list.holds(facts, now: now, nextWorkingDay: horizon.nextWorkingDay, soon: horizon.soon) {
                    held[list, default: []].insert(record.code)
                }
            }
            #expect(held.count >= 8)
            let counts = try tx.watchCounts(horizon)
            for list in WatchList.allCases {
                var (found, last): ([WatchedCase], WatchPlace?) = ([], nil)
                while true {
                    let page = try tx.watched(list, horizon, after: last, limit: 7)
                    found += page
                    guard page.count == 7 else { break }
                    last = page.last?.place
                }
                #expect(Set(found.map(\.code)) == held[list] ?? [], "\(list)")
                #expect(found == found.sorted() && found.count == Set(found.map(\.code)).count)
                #expect(counts.first { $0.list == list }?.count == found.count)
                let agency = try #require(AgencyScope(rawValue: "H40"))
                let own = try tx.watched(list, horizon, in: .agencies([agency]), after: nil, limit: 500)
                #expect(own.map(\.code) == found.map(\.code).filter { $0.agency.hasPrefix("H40") })
            }
        }
    }
}
