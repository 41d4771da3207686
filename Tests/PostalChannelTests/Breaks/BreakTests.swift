import Basics
import PostalChannel
import TestSupport
import Testing

struct BreakTests {
    private typealias Kind = BreakEvent.Kind

    private static let always: Set<BreakEvent.Kind> = [.assigned, .noted, .complaintFiled]

    /// After each course, what may happen; everything else is refused.
    @Test(
        arguments: [
            ([], [.investigationStarted, .amountChanged, .factsChanged, .clearedByRun], BreakState.open),
            (
                [.investigationStarted], [.resolutionProposed, .amountChanged, .factsChanged, .clearedByRun],
                .investigating
            ),
            (
                [.investigationStarted, .resolutionProposed], [.resolutionApproved, .resolutionRejected, .reopened],
                .proposed
            ),
            (
                [.investigationStarted, .resolutionProposed, .resolutionRejected],
                [.resolutionProposed, .amountChanged, .factsChanged, .clearedByRun], .investigating
            ),
            ([.investigationStarted, .resolutionProposed, .resolutionApproved], [.closed, .reopened], .approved),
            ([.investigationStarted, .resolutionProposed, .resolutionApproved, .closed], [.reopened], .closed),
            (
                [.investigationStarted, .resolutionProposed, .resolutionApproved, .closed, .reopened],
                [.investigationStarted, .amountChanged, .factsChanged, .clearedByRun], .reopened
            ),
            ([.clearedByRun], [.reopened], .closed),
        ] as [([BreakEvent.Kind], [BreakEvent.Kind], BreakState)])
    func onlySomeStepsAreAllowed(course: [BreakEvent.Kind], steps: [BreakEvent.Kind], state: BreakState) throws {
        let difference = try BreakSample.worked(course)
        #expect(difference.state == state)
        let allowed = Set(steps).union(state == .closed ? [] : Self.always)
        for kind in Kind.allCases {
            let event = try BreakSample.next(kind, course.count + 1, actor: "minh.tv")
            if allowed.contains(kind) {
                #expect(throws: Never.self, "\(kind)") { try difference.adding(event, rules: BreakSample.rules) }
            } else {
                let move = #expect(throws: ImpossibleBreakMove.self, "\(kind)") {
                    try difference.adding(event, rules: BreakSample.rules)
                }
                #expect(move?.code == .impossibleStep)
                #expect(move?.vietnamese.contains(state.vietnamese) == true)
            }
        }
    }

    /// Above the amount the approver is another person, however the account is written.
    @Test(
        arguments: [
            (100_000, "lan.nt", nil), (100_001, "minh.tv", nil), (100_001, "lan.nt", ImpossibleBreakMove.Code.fourEyes),
            (100_001, " Lan.NT ", .fourEyes), (-100_001, "lan.nt", .fourEyes), (-100_000, "lan.nt", nil),
        ] as [(Int, String, ImpossibleBreakMove.Code?)])
    func fourEyesAboveAnAmount(amount: Int, approver: String, refused: ImpossibleBreakMove.Code?) throws {
        let proposed = try BreakSample.worked([.investigationStarted, .resolutionProposed], amount: amount)
        let approval = try BreakSample.next(.resolutionApproved, 3, actor: approver)
        if let refused {
            let move = #expect(throws: ImpossibleBreakMove.self) {
                try proposed.adding(approval, rules: BreakSample.rules)
            }
            #expect(move?.code == refused)
            #expect(move?.vietnamese.contains("100.000") == true)
        } else {
            #expect(try proposed.adding(approval, rules: BreakSample.rules).state == .approved)
        }
    }

    @Test func theProposedAmountAsksForFourEyesToo() throws {
        var difference = try BreakSample.worked([.investigationStarted])
        difference = try difference.adding(
            BreakSample.event(.resolutionProposed, "11-12 09:00", amount: 900_000, resolution: .agencyPays),
            rules: BreakSample.rules)
        #expect(difference.needsFourEyes(BreakSample.rules))
        #expect(throws: ImpossibleBreakMove.self) {
            try difference.adding(BreakSample.event(.resolutionApproved, "11-13 09:00"), rules: BreakSample.rules)
        }
    }

    @Test func whatIsNeededMustBeThere() throws {
        let difference = try BreakSample.worked([.investigationStarted])
        var future = try BreakSample.event(.noted, "11-15 09:00")
        future.occurred = try moment("2026-11-16 09:00")
        let cases: [(BreakEvent, ImpossibleBreakMove.Code)] = [
            (
                try BreakSample.event(.resolutionProposed, "11-12 09:00", reason: " ", resolution: .postPays),
                .reasonMissing
            ),
            (try BreakSample.event(.resolutionProposed, "11-12 09:00"), .resolutionMissing),
            (try BreakSample.event(.noted, "11-12 09:00", actor: " "), .actorMissing),
            (try BreakSample.event(.assigned, "11-12 09:00"), .ownerMissing),
            (try BreakSample.event(.amountChanged, "11-12 09:00"), .amountMissing),
            (try BreakSample.event(.amountChanged, "11-12 09:00", amount: .min), .amountOutOfRange),
            (try BreakSample.event(.clearedByRun, "11-12 09:00", reference: ""), .runMissing),
            (try BreakSample.event(.noted, "11-10 09:00"), .outOfOrder),
            (try BreakSample.event(.noted, "11-12 09:00", reason: String(repeating: "x", count: 4_001)), .tooLong),
            (try BreakSample.event(.noted, "11-12 09:00", id: "opened@11-10 08:00"), .identityTaken),
            (future, .occursInFuture),
        ]
        for (event, code) in cases {
            let move = #expect(throws: ImpossibleBreakMove.self) {
                try difference.adding(event, rules: BreakSample.rules)
            }
            #expect(move?.code == code)
            #expect(move?.description.isEmpty == false)
        }
    }

    @Test func ownerAndAmountFollowTheEvents() throws {
        let difference = try BreakSample.worked([.assigned, .amountChanged, .investigationStarted])
        #expect(difference.owner == "hoa.pt")
        #expect(difference.amount == Dong(30_000))
        #expect(difference.events.map(\.kind) == [.opened, .assigned, .amountChanged, .investigationStarted])
        let event = try #require(difference.events.last)
        #expect(try difference.adding(event, rules: BreakSample.rules) == difference)
    }

    @Test(arguments: [
        ("2026-11-10", 0), ("2026-11-11", 1), ("2026-11-16", 4), ("2026-11-25", 10), ("2026-11-01", 0),
    ])
    func agesInWorkingDays(on date: String, age: Int) throws {
        #expect(try BreakSample.open().ageInWorkingDays(on: day(date), calendar2026()) == age)
    }

    @Test func agesNoMoreOnceClosed() throws {
        let closed = try BreakSample.worked([.clearedByRun])
        #expect(try closed.closed == moment("2026-11-11 09:00"))
        #expect(try closed.ageInWorkingDays(on: day("2026-11-30"), calendar2026()) == 1)
        let reopened = try closed.adding(BreakSample.next(.reopened, 3), rules: BreakSample.rules)
        #expect(reopened.closed == nil)
        let approved = try BreakSample.worked([.investigationStarted, .resolutionProposed, .resolutionApproved])
        #expect(approved.proposal?.resolution == .postPays)
        #expect(try approved.adding(BreakSample.next(.reopened, 5), rules: BreakSample.rules).proposal == nil)
        #expect(try reopened.ageInWorkingDays(on: day("2026-11-16"), calendar2026()) == 4)
    }

    @Test func readsBackWhatItWroteInAnyOrder() throws {
        let difference = try BreakSample.worked([.assigned, .investigationStarted, .resolutionProposed])
        #expect(try Coded.roundTrip(difference) == difference)
        let stored = try Break(
            id: difference.id, code: difference.code, subject: difference.subject,
            stored: difference.events.shuffled())
        #expect(stored == difference)
        #expect(try Break(id: difference.id, code: "x", subject: difference.subject, stored: []) == nil)
        #expect(try Coded.text(difference).contains("\"kind\":\"resolution_proposed\""))
    }

    /// Random work: the history only grows, closed differences only reopen, approvals above the amount have two persons.
    @Test(arguments: [UInt64](1...200)) func workNeverErasesAnything(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var difference = try BreakSample.open(amount: Int.random(in: -200_000...200_000, using: &random))
        let start = try moment("2026-11-12 08:00").milliseconds
        for number in 0..<60 {
            let kind = try #require(Kind.allCases.randomElement(using: &random))
            let instant = Instant(milliseconds: start + Int64(number) * 3_600_000)
            let event = BreakEvent(
                id: BreakEventID(rawValue: "E\(number)"), kind: kind, occurred: instant, recorded: instant,
                actor: ["lan.nt", "minh.tv"].randomElement(using: &random) ?? "", reason: "lý do", owner: "hoa.pt",
                amount: Dong(Int.random(in: -200_000...200_000, using: &random)), resolution: .writtenOff,
                reference: "R8")
            let before = difference
            guard let after = try? difference.adding(event, rules: BreakSample.rules) else { continue }
            difference = after
            #expect(after.events == before.events + [event], "seed \(seed)")
            if before.state == .closed { #expect(after.state == .reopened, "seed \(seed)") }
            if after.state == .approved, before.state == .proposed, before.needsFourEyes(BreakSample.rules) {
                #expect(before.proposal?.actor != event.actor, "seed \(seed)")
            }
        }
        #expect(try Coded.roundTrip(difference) == difference, "seed \(seed)")
    }
}
