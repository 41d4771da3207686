import Basics
import PostalChannel
import TestSupport
import Testing

struct DiscrepancyTests {
    private typealias Kind = DiscrepancyEvent.Kind

    private static let always: Set<DiscrepancyEvent.Kind> = [.assigned, .noted, .complaintFiled]

    /// After each course, what may happen; everything else is refused.
    @Test(
        arguments: [
            ([], [.investigationStarted, .amountChanged, .factsChanged, .clearedByRun], DiscrepancyState.open),
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
        ] as [([DiscrepancyEvent.Kind], [DiscrepancyEvent.Kind], DiscrepancyState)])
    func onlySomeStepsAreAllowed(
        course: [DiscrepancyEvent.Kind], steps: [DiscrepancyEvent.Kind], state: DiscrepancyState
    ) throws {
        let difference = try DiscrepancySample.worked(course)
        #expect(difference.state == state)
        let allowed = Set(steps).union(state == .closed ? [] : Self.always)
        for kind in Kind.allCases {
            let event = try DiscrepancySample.next(kind, course.count + 1, actor: "minh.tv")
            if allowed.contains(kind) {
                #expect(throws: Never.self, "\(kind)") { try difference.adding(event, rules: DiscrepancySample.rules) }
            } else {
                let move = #expect(throws: ImpossibleDiscrepancyMove.self, "\(kind)") {
                    try difference.adding(event, rules: DiscrepancySample.rules)
                }
                #expect(move?.code == .impossibleStep)
                #expect(move?.vietnamese.contains(state.vietnamese) == true)
            }
        }
    }

    /// Above the amount the approver is another person, however the account is written.
    @Test(
        arguments: [
            (100_000, "lan.nt", nil), (100_001, "minh.tv", nil),
            (100_001, "lan.nt", ImpossibleDiscrepancyMove.Code.fourEyes),
            (100_001, " Lan.NT ", .fourEyes), (-100_001, "lan.nt", .fourEyes), (-100_000, "lan.nt", nil),
        ] as [(Int, String, ImpossibleDiscrepancyMove.Code?)])
    func fourEyesAboveAnAmount(amount: Int, approver: String, refused: ImpossibleDiscrepancyMove.Code?) throws {
        let proposed = try DiscrepancySample.worked([.investigationStarted, .resolutionProposed], amount: amount)
        let approval = try DiscrepancySample.next(.resolutionApproved, 3, actor: approver)
        if let refused {
            let move = #expect(throws: ImpossibleDiscrepancyMove.self) {
                try proposed.adding(approval, rules: DiscrepancySample.rules)
            }
            #expect(move?.code == refused)
            #expect(move?.vietnamese.contains("100.000") == true)
        } else {
            #expect(try proposed.adding(approval, rules: DiscrepancySample.rules).state == .approved)
        }
    }

    @Test func theProposedAmountAsksForFourEyesToo() throws {
        var difference = try DiscrepancySample.worked([.investigationStarted])
        difference = try difference.adding(
            DiscrepancySample.event(.resolutionProposed, "11-12 09:00", amount: 900_000, resolution: .agencyPays),
            rules: DiscrepancySample.rules)
        #expect(difference.needsFourEyes(DiscrepancySample.rules))
        #expect(throws: ImpossibleDiscrepancyMove.self) {
            try difference.adding(
                DiscrepancySample.event(.resolutionApproved, "11-13 09:00"), rules: DiscrepancySample.rules)
        }
    }

    @Test func whatIsNeededMustBeThere() throws {
        let difference = try DiscrepancySample.worked([.investigationStarted])
        var future = try DiscrepancySample.event(.noted, "11-15 09:00")
        future.occurred = try moment("2026-11-16 09:00")
        let cases: [(DiscrepancyEvent, ImpossibleDiscrepancyMove.Code)] = [
            (
                try DiscrepancySample.event(.resolutionProposed, "11-12 09:00", reason: " ", resolution: .postPays),
                .reasonMissing
            ),
            (try DiscrepancySample.event(.resolutionProposed, "11-12 09:00"), .resolutionMissing),
            (try DiscrepancySample.event(.noted, "11-12 09:00", actor: " "), .actorMissing),
            (try DiscrepancySample.event(.assigned, "11-12 09:00"), .ownerMissing),
            (try DiscrepancySample.event(.amountChanged, "11-12 09:00"), .amountMissing),
            (try DiscrepancySample.event(.amountChanged, "11-12 09:00", amount: .min), .amountOutOfRange),
            (try DiscrepancySample.event(.clearedByRun, "11-12 09:00", reference: ""), .runMissing),
            (try DiscrepancySample.event(.noted, "11-10 09:00"), .outOfOrder),
            (
                try DiscrepancySample.event(.noted, "11-12 09:00", reason: String(repeating: "x", count: 4_001)),
                .tooLong
            ),
            (try DiscrepancySample.event(.noted, "11-12 09:00", id: "opened@11-10 08:00"), .identityTaken),
            (future, .occursInFuture),
        ]
        for (event, code) in cases {
            let move = #expect(throws: ImpossibleDiscrepancyMove.self) {
                try difference.adding(event, rules: DiscrepancySample.rules)
            }
            #expect(move?.code == code)
            #expect(move?.description.isEmpty == false)
        }
    }

    @Test func ownerAndAmountFollowTheEvents() throws {
        let difference = try DiscrepancySample.worked([.assigned, .amountChanged, .investigationStarted])
        #expect(difference.owner == "hoa.pt")
        #expect(difference.amount == Dong(30_000))
        #expect(difference.events.map(\.kind) == [.opened, .assigned, .amountChanged, .investigationStarted])
        let event = try #require(difference.events.last)
        #expect(try difference.adding(event, rules: DiscrepancySample.rules) == difference)
    }

    @Test(arguments: [
        ("2026-11-10", 0), ("2026-11-11", 1), ("2026-11-16", 4), ("2026-11-25", 10), ("2026-11-01", 0),
    ])
    func agesInWorkingDays(on date: String, age: Int) throws {
        #expect(try DiscrepancySample.open().ageInWorkingDays(on: day(date), calendar2026()) == age)
    }

    @Test func agesNoMoreOnceClosed() throws {
        let closed = try DiscrepancySample.worked([.clearedByRun])
        #expect(try closed.closed == moment("2026-11-11 09:00"))
        #expect(try closed.ageInWorkingDays(on: day("2026-11-30"), calendar2026()) == 1)
        let reopened = try closed.adding(DiscrepancySample.next(.reopened, 3), rules: DiscrepancySample.rules)
        #expect(reopened.closed == nil)
        let approved = try DiscrepancySample.worked([.investigationStarted, .resolutionProposed, .resolutionApproved])
        #expect(approved.proposal?.resolution == .postPays)
        #expect(
            try approved.adding(DiscrepancySample.next(.reopened, 5), rules: DiscrepancySample.rules).proposal == nil)
        #expect(try reopened.ageInWorkingDays(on: day("2026-11-16"), calendar2026()) == 4)
    }

    @Test func readsBackWhatItWroteInAnyOrder() throws {
        let difference = try DiscrepancySample.worked([.assigned, .investigationStarted, .resolutionProposed])
        #expect(try Coded.roundTrip(difference) == difference)
        let stored = try Discrepancy(
            id: difference.id, code: difference.code, subject: difference.subject,
            stored: difference.events.shuffled())
        #expect(stored == difference)
        #expect(try Discrepancy(id: difference.id, code: "x", subject: difference.subject, stored: []) == nil)
        #expect(try Coded.text(difference).contains("\"kind\":\"resolution_proposed\""))
    }

    /// Random work: the history only grows, closed differences only reopen, approvals above the amount have two persons.
    @Test(arguments: [UInt64](1...200)) func workNeverErasesAnything(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var difference = try DiscrepancySample.open(amount: Int.random(in: -200_000...200_000, using: &random))
        let start = try moment("2026-11-12 08:00").milliseconds
        for number in 0..<60 {
            let kind = try #require(Kind.allCases.randomElement(using: &random))
            let instant = Instant(milliseconds: start + Int64(number) * 3_600_000)
            let event = DiscrepancyEvent(
                id: DiscrepancyEventID(rawValue: "E\(number)"), kind: kind, occurred: instant, recorded: instant,
                actor: ["lan.nt", "minh.tv"].randomElement(using: &random) ?? "", reason: "lý do", owner: "hoa.pt",
                amount: Dong(Int.random(in: -200_000...200_000, using: &random)), resolution: .writtenOff,
                reference: "R8")
            let before = difference
            guard let after = try? difference.adding(event, rules: DiscrepancySample.rules) else { continue }
            difference = after
            #expect(after.events == before.events + [event], "seed \(seed)")
            if before.state == .closed { #expect(after.state == .reopened, "seed \(seed)") }
            if after.state == .approved, before.state == .proposed, before.needsFourEyes(DiscrepancySample.rules) {
                #expect(before.proposal?.actor != event.actor, "seed \(seed)")
            }
        }
        #expect(try Coded.roundTrip(difference) == difference, "seed \(seed)")
    }
}
