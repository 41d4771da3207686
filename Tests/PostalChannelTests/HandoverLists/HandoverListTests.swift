import Basics
import PostalChannel
import TestSupport
import Testing

struct ManifestTests {
    private static func line(
        _ parcel: String, papers: Int = 2, listed: Int? = nil, legs: [String] = ["L1"], fee: Int = 21_000,
        toCollect: Int = 100_000, weight: Int = 120
    ) -> HandoverListLine {
        HandoverListLine(
            parcel: parcel, tracking: "T\(parcel)", recipient: "Nguyễn Thị Hằng", weight: weight, fee: Dong(fee),
            toCollect: Dong(toCollect), papersListed: listed, papersCounted: papers,
            legs: legs.map(LegID.init(rawValue:)))
    }

    private static func draft(_ lines: [HandoverListLine], _ direction: Direction = .return) throws -> HandoverList {
        try HandoverList(
            number: #require(HandoverListNumber(office: "700100", year: 2026, sequence: 1)), after: nil,
            direction: direction, day: day("2026-11-18"), lines: lines,
            drafted: moment("2026-11-18 08:00"))
    }

    private static func signed(
        at time: String = "2026-11-18 16:30", agency: String = "Phạm Thị Hoa", post: String = "Trần Văn Minh",
        struckOut: [String] = [], recorded: String = "2026-11-18 17:00", precision: TimePrecision = .minute
    ) throws -> HandoverListConfirmation {
        HandoverListConfirmation(
            agencySigner: agency, postSigner: post, signed: try moment(time), precision: precision,
            recorded: try moment(recorded), struckOut: struckOut, evidence: EventSource(.scan, "9f2c"))
    }

    @Test func countsAndSumsAddUp() throws {
        let list = try Self.draft([
            Self.line("P1", papers: 3), Self.line("P2", papers: 1, fee: 13_500, toCollect: 0, weight: 80),
        ])
        var totals = HandoverListTotals()
        totals.parcels = 2
        totals.papers = 4
        totals.weight = 200
        totals.fee = Dong(34_500)
        totals.toCollect = Dong(100_000)
        #expect(list.totals == totals)
        #expect(list.confirmedTotals == nil)
    }

    /// What was struck out and what was handed over add up to what was listed, for any list.
    @Test(arguments: [UInt64](1...50)) func moneyIsConserved(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<Int.random(in: 2...40, using: &random)).map { number in
            Self.line(
                "P\(number)", fee: Int.random(in: 0...90_000, using: &random),
                toCollect: Int.random(in: 0...2_000_000, using: &random))
        }
        let struckOut = lines.dropFirst().filter { _ in Bool.random(using: &random) }
        let list = try Self.draft(lines).printing(at: moment("2026-11-18 15:00"))
            .confirming(Self.signed(struckOut: struckOut.map(\.parcel)))
        let confirmed = try #require(list.confirmedTotals)
        let left = HandoverListTotals(struckOut)
        #expect(confirmed.toCollect + left.toCollect == list.totals.toCollect, "seed \(seed)")
        #expect(confirmed.fee + left.fee == list.totals.fee, "seed \(seed)")
        #expect(confirmed.parcels + left.parcels == list.totals.parcels, "seed \(seed)")
        #expect(list.legFacts.count == confirmed.parcels, "seed \(seed)")
    }

    @Test func onlySomeStepsAreAllowed() throws {
        let drafted = try Self.draft([Self.line("P1")])
        let printed = try drafted.printing(at: moment("2026-11-18 15:00"))
        let confirmed = try printed.confirming(Self.signed())
        let void = HandoverListCancellation(
            reason: "in sai", actor: "lan.nt", cancelled: try moment("2026-11-18 15:10"))
        let cancelled = try printed.cancelling(void)
        let steps: [(String, (HandoverList) throws -> HandoverList)] = [
            ("lines", { try $0.withLines([Self.line("P2")]) }),
            ("print", { try $0.printing(at: moment("2026-11-18 15:30")) }),
            ("confirm", { try $0.confirming(Self.signed()) }),
            ("cancel", { try $0.cancelling(void) }),
        ]
        let allowed: [(HandoverList, Set<String>)] = [
            (drafted, ["lines", "print", "cancel"]), (printed, ["print", "confirm", "cancel"]),
            (confirmed, ["confirm"]), (cancelled, []),
        ]
        for (list, names) in allowed {
            for (name, step) in steps {
                if names.contains(name) {
                    #expect(throws: Never.self, "\(list.state) \(name)") { try step(list) }
                } else {
                    let refusal = #expect(throws: HandoverListRefusal.self, "\(list.state) \(name)") { try step(list) }
                    #expect(refusal?.code == .impossibleStep)
                }
            }
        }
        #expect(cancelled.number == drafted.number)
        #expect(try Coded.roundTrip(confirmed) == confirmed)
        #expect(try confirmed.confirming(Self.signed()) == confirmed)
        #expect(throws: HandoverListRefusal.self) { try confirmed.confirming(Self.signed(agency: "Người khác")) }
    }

    @Test func whatIsNeededMustBeThere() throws {
        let printed = try Self.draft([Self.line("P1"), Self.line("P2")]).printing(at: moment("2026-11-18 15:00"))
        let confirmations: [(HandoverListConfirmation, HandoverListRefusal.Code)] = try [
            (Self.signed(agency: " "), .signatureMissing), (Self.signed(post: ""), .signatureMissing),
            (Self.signed(at: "2026-11-17 16:30"), .signedBeforeDay),
            (Self.signed(at: "2026-11-18 18:00"), .signedInFuture),
            (Self.signed(struckOut: ["P3"]), .unknownParcel), (Self.signed(struckOut: ["P1", "P2"]), .noLines),
        ]
        for (confirmation, code) in confirmations {
            let refusal = #expect(throws: HandoverListRefusal.self) { try printed.confirming(confirmation) }
            #expect(refusal?.code == code)
        }
        let lines: [([HandoverListLine], HandoverListRefusal.Code)] = [
            ([Self.line("P1"), Self.line("P1")], .parcelTwice), ([Self.line("")], .lineIncomplete),
            ([Self.line("P1", legs: [])], .lineIncomplete), ([Self.line("P1", papers: -1)], .outOfRange),
            ([Self.line("P1", fee: .max)], .outOfRange), ([Self.line("P1", weight: 100_001)], .outOfRange),
            ((0...2_000).map { Self.line("P\($0)") }, .tooManyLines),
        ]
        for (lines, code) in lines {
            let refusal = #expect(throws: HandoverListRefusal.self) { try Self.draft(lines) }
            #expect(refusal?.code == code)
        }
        let empty = #expect(throws: HandoverListRefusal.self) {
            try Self.draft([]).printing(at: moment("2026-11-18 15:00"))
        }
        #expect(empty?.code == .noLines)
        let silent = HandoverListCancellation(reason: " ", actor: "lan.nt", cancelled: try moment("2026-11-18 15:10"))
        let refusal = #expect(throws: HandoverListRefusal.self) { try printed.cancelling(silent) }
        #expect(refusal?.code == .reasonMissing)
    }

    @Test func confirmingMovesTheLegs() throws {
        let lines = [
            Self.line("P1", legs: ["L1", "L2"]), Self.line("P2", legs: ["L1"]), Self.line("P3", legs: ["L3"]),
        ]
        let printed = try Self.draft(lines).printing(at: moment("2026-11-18 15:00"))
        #expect(printed.legFacts.isEmpty)
        let facts = try printed.confirming(Self.signed(struckOut: ["P3"])).legFacts
        #expect(facts.map(\.leg.rawValue) == ["L1", "L2", "L1"])
        #expect(facts.map(\.event.parcel) == ["P1", "P1", "P2"])
        #expect(Set(facts.map(\.event.id)).count == 3)
        var leg = try LegSample.leg(.return).adding(LegSample.event("return.packed", "11-18 14:00"))
        for fact in facts where fact.leg == leg.id { leg = try leg.adding(fact.event) }
        #expect(leg.state == .return(.acceptedByPost))
        #expect(try leg.history.present.first?.transitStart?.occurred == moment("2026-11-18 16:30"))
        for fact in facts where fact.leg == leg.id { #expect(try leg.adding(fact.event) == leg) }
    }

    @Test func aRecordOfReceiptFilesTheCaseOrFindsItShort() throws {
        let lines = [
            Self.line("P1", papers: 3, listed: 3, legs: ["L1"]), Self.line("P2", papers: 2, listed: 3, legs: ["L2"]),
        ]
        let list = try Self.draft(lines, .intake).printing(at: moment("2026-11-18 08:30"))
            .confirming(Self.signed(at: "2026-11-18 09:10"))
        var legs = try ["L1", "L2"].map {
            try LegSample.leg(.intake, id: $0).adding(LegSample.event("intake.collected", "11-17 10:00"))
        }
        for fact in list.legFacts {
            for place in legs.indices where legs[place].id == fact.leg {
                legs[place] = try legs[place].adding(fact.event)
            }
        }
        #expect(legs.map(\.state) == [.intake(.handedOver), .intake(.short)])
        #expect(try legs[0].filingTime?.occurred == moment("2026-11-18 09:10"))
        #expect(legs[1].filingTime == nil)
        #expect(list.legFacts.last?.event.detail == "BG-700100-2026-0001;counted=2;listed=3")
    }

    @Test func aMissingHourIsSeenOnTheLeg() throws {
        let list = try Self.draft([Self.line("P1")], .intake).printing(at: moment("2026-11-18 08:30"))
            .confirming(Self.signed(at: "2026-11-18", precision: .day))
        let leg = try LegSample.leg(.intake).adding(contentsOf: list.legFacts.map(\.event))
        #expect(leg.filingTime?.precision == .day)
    }
}
