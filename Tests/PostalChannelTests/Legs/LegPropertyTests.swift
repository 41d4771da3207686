import Basics
import PostalChannel
import TestSupport
import Testing

/// What holds for every course that a leg can take.
struct LegPropertyTests {
    private static let seeds: [UInt64] = (1...150).map { $0 }

    /// Walks at random through allowed steps, with notes of money in between.
    private static func course(_ direction: Direction, _ random: inout SeededGenerator) throws -> Leg {
        let states = LegState.allCases.filter { $0.direction == direction }
        var leg = try LegSample.leg(direction)
        var minute: Int64 = try moment("2026-11-02 08:00").milliseconds / 60_000
        let length = Int.random(in: 1...14, using: &random)
        var number = 0
        while leg.events.count < length, leg.state?.isClosed != true, number < 400 {
            number += 1
            minute += Int64.random(in: 1...2_000, using: &random)
            let isNote = Int.random(in: 0..<4, using: &random) == 0
            let kind = isNote ? note(&random) : .step(states.randomElement(using: &random) ?? states[0])
            if let longer = try? leg.adding(event(kind, number, minute, &random)) { leg = longer }
        }
        return leg
    }

    private static func note(_ random: inout SeededGenerator) -> LegEvent.Kind {
        .note([LegNote.feeDue, .feeCollected, .feeRemitted, .evidenceFiled].randomElement(using: &random) ?? .feeDue)
    }

    private static func event(
        _ kind: LegEvent.Kind, _ number: Int, _ minute: Int64, _ random: inout SeededGenerator
    ) -> LegEvent {
        let occurred = Instant(milliseconds: minute * 60_000)
        let delay = Int64.random(in: 0...20_000_000_000, using: &random)
        return LegEvent(
            id: LegEventID(rawValue: "E\(number)"), kind: kind, occurred: occurred,
            recorded: Instant(milliseconds: occurred.milliseconds + delay),
            source: EventSource(.operatorFile, "tệp"), detail: "lý do",
            amount: Bool.random(using: &random) || kind.rawValue.hasPrefix("note.fee")
                ? Dong(Int.random(in: 0...500_000, using: &random)) : nil,
            fault: RepeatFault.allCases.randomElement(using: &random))
    }

    @Test(arguments: Direction.allCases, seeds)
    func theOrderOfRecordingDoesNotMatter(direction: Direction, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let leg = try Self.course(direction, &random)
        let shuffled = try Leg(
            id: leg.id, direction: direction, caseCode: leg.caseCode, events: leg.events.shuffled(using: &random))
        #expect(shuffled == leg, "seed \(seed)")
        #expect(shuffled.history == leg.history, "seed \(seed)")
    }

    /// Facts that come one by one in any order end in the same state; one that is refused can be handed in again.
    @Test(arguments: Direction.allCases, seeds)
    func factsThatComeLateLandInTheirPlace(direction: Direction, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let leg = try Self.course(direction, &random)
        var late = try LegSample.leg(direction)
        var waiting = leg.events.shuffled(using: &random)
        var isProgress = true
        while isProgress, !waiting.isEmpty {
            isProgress = false
            for event in waiting {
                guard let longer = try? late.adding(event) else { continue }
                late = longer
                waiting.removeAll { $0.id == event.id }
                isProgress = true
            }
        }
        // What only fits together comes together.
        #expect(try late.adding(contentsOf: waiting) == leg, "seed \(seed)")
    }

    /// The post's steps may come in any order at all, once the agency's own are there.
    @Test(arguments: seeds)
    func theUsualCourseCanBecomeKnownInAnyOrder(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let steps = [
            "accepted_by_post", "in_transit", "first_attempt", "second_attempt", "delivered", "fee_remitted",
        ]
        var leg = try LegSample.leg(.return, steps: ["result_ready", "packed"])
        let kept = steps.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
        for step in kept.shuffled(using: &random) {
            let place = 2 + (steps.firstIndex(of: step) ?? 0)
            leg = try leg.adding(LegSample.nextStep(.return, step, place))
        }
        let last = kept.last.map { "return.\($0)" } ?? "return.packed"
        #expect(leg.state?.rawValue == last, "seed \(seed)")
        #expect(leg.history.notRecorded.allSatisfy { !kept.contains(String($0.rawValue.dropFirst(7))) })
    }

    /// What is owed and what the post holds follow from what was noted, to the đồng; what was superseded is gone.
    @Test(arguments: Direction.allCases, seeds)
    func moneyIsConserved(direction: Direction, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var leg = try LegSample.leg(direction)
        var expected: [LegNote: [Int]] = [:]
        let start = try moment("2026-11-02 08:00").milliseconds / 60_000
        for number in 1...Int.random(in: 2...30, using: &random) {
            let notes: [LegNote] = [.feeCollected, .feeRemitted]
            let note = try #require(notes.randomElement(using: &random))
            var event = Self.event(.note(note), number, start + Int64.random(in: 0...99, using: &random), &random)
            let replaced = leg.history.events.first { $0.kind == event.kind && number.isMultiple(of: 5) }
            event.supersedes = replaced?.id
            leg = try leg.adding(event)
            if let amount = replaced?.amount, let place = expected[note]?.firstIndex(of: amount.rawValue) {
                expected[note]?.remove(at: place)
            }
            expected[note, default: []].append(try #require(event.amount).rawValue)
        }
        #expect(leg.money.collected.rawValue == expected[.feeCollected, default: []].reduce(0, +), "seed \(seed)")
        #expect(leg.money.remitted.rawValue == expected[.feeRemitted, default: []].reduce(0, +), "seed \(seed)")
        #expect(leg.money.outstanding + leg.money.withPost + leg.money.remitted == leg.money.due, "seed \(seed)")
    }

    @Test(arguments: Direction.allCases, seeds)
    func thereIsNoWayOutOfClosed(direction: Direction, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var leg = try Self.course(direction, &random)
        let closed = LegState(rawValue: "\(direction.rawValue).closed")
        let minute = (leg.history.events.last?.occurred.milliseconds ?? 0) / 60_000 + 1
        if leg.state != closed {
            let closing = LegEvent.Kind.step(try #require(closed))
            guard let longer = try? leg.adding(Self.event(closing, 500, minute, &random)) else { return }
            leg = longer
        }
        for (place, state) in LegState.allCases.enumerated() where state.direction == direction {
            let event = Self.event(.step(state), 600 + place, minute + 1 + Int64(place), &random)
            let move = #expect(throws: ImpossibleMove.self, "seed \(seed)") { try leg.adding(event) }
            #expect(move?.code == .legClosed)
        }
    }

    /// Taking a fact never changes what was recorded before.
    @Test(arguments: Direction.allCases, seeds)
    func nothingIsEverErased(direction: Direction, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let leg = try Self.course(direction, &random)
        guard let victim = leg.history.events.randomElement(using: &random) else { return }
        var correction = Self.event(victim.kind, 900, victim.occurred.milliseconds / 60_000, &random)
        correction.amount = victim.amount
        correction.supersedes = victim.id
        guard let corrected = try? leg.adding(correction) else { return }
        #expect(Set(leg.events).isSubset(of: corrected.events), "seed \(seed)")
        #expect(!corrected.history.events.contains(victim), "seed \(seed)")
        #expect(corrected.state == leg.state, "seed \(seed)")
    }
}
