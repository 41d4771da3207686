import Basics
import OneStop
import Testing

struct CaseLifeTests {
    private static let approval = Approval(
        approver: head, approved: Instant(milliseconds: 1_700_000_000_000), notice: "12/TB", reason: "Thiếu giấy tờ",
        content: "Bổ sung bản vẽ")

    private func life(_ events: [CaseEvent]) throws -> CaseLife {
        CaseLife(code: try caseCode(1), events: events, rules: try .shipped())
    }

    /// All pairs: exactly the arcs that the law's table has.
    @Test func makesNoOtherMoves() throws {
        let rules = try LifeRules.shipped()
        let allowed: Set<[Int]> = [
            [0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [1, 5], [5, 4], [2, 4], [4, 6], [6, 4], [4, 5], [4, 8], [4, 9],
            [2, 7], [4, 7], [5, 7], [9, 10],
        ]
        for from in [nil] + CaseState.allCases.map(Optional.some) {
            for to in CaseState.allCases {
                let arc = rules.arc(from: from, to: to, on: try day("2026-11-18"), isReceived: true)
                #expect((arc != nil) == allowed.contains([from?.rawValue ?? 0, to.rawValue]), "\(from as Any) \(to)")
                if let arc { #expect(!arc.source.isEmpty) }
            }
        }
        let day = try day("2026-11-18")
        #expect(rules.arc(from: .awaitingSupplement, to: .received, on: day, isReceived: false) != nil)
        #expect(rules.arc(from: .awaitingSupplement, to: .processing, on: day, isReceived: false) == nil)
        #expect(rules.arc(from: .received, to: .processing, on: try CalendarDayBefore.rules(), isReceived: true) == nil)
    }

    private enum CalendarDayBefore {
        static func rules() throws -> CalendarDay { try OneStopTests.day("2018-06-20") }
    }

    @Test func refusesImpossibleMovesAndKeepsThem() throws {
        let received = try life([move(.received, "2026-11-18 08:00")])
        let leap = try move(.returned, "2026-11-18 09:00")
        let refusal = #expect(throws: MoveRefusal.self) { try received.adding(leap, rules: .shipped()) }
        #expect(refusal?.code == .impossibleMove)
        let merged = try received.merging([leap], rules: .shipped())
        #expect(merged.state == .received)
        #expect(merged.events.count == 2)
        #expect(merged.refused.map(\.event) == [leap.id])
        let whole = try merged.merging(
            [move(.processing, "2026-11-18 08:20"), move(.processed, "2026-11-18 08:40")], rules: .shipped())
        #expect(whole.state == .returned)
        #expect(whole.refused.isEmpty)
    }

    @Test func asksForTheHead() throws {
        let start = try life([
            move(.received, "2026-11-18 08:00"), move(.processing, "2026-11-18 09:00"),
            move(.awaitingSupplement, "2026-11-18 10:00"), move(.processing, "2026-11-19 10:00"),
        ])
        #expect(start.refused.isEmpty)
        var own = Self.approval
        own.approver = clerk
        var bare = Self.approval
        bare.content = " "
        var unwritten = Self.approval
        unwritten.notice = ""
        var late = Self.approval
        late.approved = try moment("2026-11-21 10:00")
        let faults: [(Approval?, MoveRefusal.Code)] = [
            (nil, .approvalMissing), (own, .fourEyes), (bare, .reasonMissing), (unwritten, .noticeMissing),
            (late, .approvedAfterwards),
        ]
        for target in [CaseState.awaitingSupplement, .stopped] {
            for (approval, code) in faults {
                let asked = try move(target, "2026-11-20 10:00", approval: approval)
                let refusal = #expect(throws: MoveRefusal.self) { try start.adding(asked, rules: .shipped()) }
                #expect(refusal?.code == code)
                let kept = try start.merging([asked], rules: .shipped())
                #expect(kept.state == .processing && kept.unapproved.count == 1)
            }
            let good = try move(target, "2026-11-20 10:00", approval: Self.approval)
            #expect(try start.adding(good, rules: .shipped()).state == target)
        }
        let refused = try move(.notAccepted, "2026-11-20 10:00")
        #expect(try life([refused]).unapproved.count == 1)
    }

    @Test func putsOffOnce() throws {
        func apology(_ time: String) throws -> CaseEvent {
            CaseEvent(
                id: CaseEventID(rawValue: time), kind: .apology(newDue: try moment("2026-12-01 17:00")),
                occurred: try moment(time), recorded: try moment(time), actor: clerk, source: .person)
        }
        let once = try life([move(.received, "2026-11-18 08:00"), apology("2026-11-19 08:00")])
        #expect(try once.newDue == moment("2026-12-01 17:00"))
        let refusal = #expect(throws: MoveRefusal.self) {
            try once.adding(apology("2026-11-20 08:00"), rules: .shipped())
        }
        #expect(refusal?.code == .secondReappointment)
    }

    @Test func knowsFromTheFirstReport() throws {
        let life = try life([
            move(.received, "2026-11-18 08:00"), move(.processing, "2026-11-18 09:00"),
            move(.processed, "2026-11-20 10:00", recorded: "2026-11-25 08:00"),
            move(.processed, "2026-11-20 11:00", id: "s", recorded: "2026-11-20 11:00", from: .scan),
        ])
        #expect(try life.end?.occurred == moment("2026-11-20 10:00"))
        #expect(try life.end?.recorded == moment("2026-11-20 11:00"))
    }

    /// 100,000 facts of 10,000 cases from four sources, doubled and late, in three random orders.
    @Test func doesNotDependOnTheOrder() throws {
        let rules = try LifeRules.shipped()
        var random = Seeded(state: 16)
        var facts: [(Int, CaseEvent)] = []
        let course: [CaseState] = [
            .registered, .received, .processing, .awaitingSupplement, .processing, .financialDuty, .processing,
            .processed, .returned,
        ]
        let base = try moment("2026-03-02 08:00").milliseconds
        var inOrder: [Int: [CaseEvent]] = [:]
        for number in 0..<10_000 {
            for place in 0..<10 {
                let state = place < 9 ? course[place] : CaseState.allCases.randomElement(using: &random) ?? .received
                let occurred = base + Int64(place) * 3_600_000
                let event = CaseEvent(
                    id: CaseEventID(rawValue: "\(number)-\(place)"), kind: .move(state),
                    occurred: Instant(milliseconds: occurred),
                    recorded: Instant(milliseconds: occurred + Int64.random(in: 0...999_999_999, using: &random)),
                    actor: clerk, source: CaseEvent.Source.allCases.randomElement(using: &random) ?? .person)
                facts.append((number, event))
                inOrder[number, default: []].append(event)
            }
        }
        let code = try caseCode(1)
        let expected = inOrder.mapValues { CaseLife(code: code, events: $0, rules: rules) }
        #expect(expected.values.allSatisfy { $0.state == .returned })
        for _ in 0..<2 {
            var arriving = facts + facts.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
            arriving.shuffle(using: &random)
            var lives: [Int: [CaseEvent]] = [:]
            for (number, event) in arriving { lives[number, default: []].append(event) }
            for (number, events) in lives {
                // Half at once, half later: nothing that was known is lost.
                let half = CaseLife(code: code, events: events.prefix(events.count / 2), rules: rules)
                let whole = half.merging(events.dropFirst(events.count / 2), rules: rules)
                if whole != expected[number] || whole.events.count != 10 || !Set(half.events).isSubset(of: whole.events)
                {
                    Issue.record("case \(number)")
                }
            }
        }
    }
}
