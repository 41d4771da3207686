import PostalChannel
import Testing

/// The tick "result returned" on two clocks.
struct ResultReturnedTests {
    private func leg(delivered: String, recorded: String, by source: EventSource) throws -> Leg {
        try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
            .adding(LegSample.event("return.delivered", delivered, id: "d", recorded: recorded, source: source))
    }

    private let statement = EventSource(.statementLine, "ky3#17")

    @Test(arguments: [
        ("11-18 10:00", "11-18 17:00", "2026-11-18" as String?, ReturnTiming.inTime),
        ("11-18 23:59", "11-25 08:00", "2026-11-18", .inTimeTickedLate),
        ("11-19 00:00", "11-25 08:00", "2026-11-18", .late),
        ("11-18", "11-19 08:00", "2026-11-18", .inTimeTickedLate),
        ("11-18 10:00", "11-25 08:00", nil, .noLastDay),
    ])
    func inTimeIsToldFromLate(delivered: String, recorded: String, due: String?, timing: ReturnTiming) throws {
        let tick = try #require(leg(delivered: delivered, recorded: recorded, by: statement).resultReturned)
        #expect(tick.evidence == [statement])
        #expect(try tick.occurred == moment("2026-" + delivered))
        #expect(try tick.recorded == moment("2026-" + recorded))
        #expect(try ReturnTiming(tick, due: due.map { try day($0) }) == timing)
    }

    @Test func aPersonsWordIsNoProof() throws {
        let claimed = try leg(
            delivered: "11-18 10:00", recorded: "11-18 11:00", by: EventSource(.person, "lan.nt"))
        #expect(claimed.resultReturned == nil)
        #expect(try ReturnTiming(claimed.resultReturned, due: day("2026-11-18")) == .notReturned)
        let proven = try claimed.adding(
            LegSample.event("return.delivered", "11-18 10:20", id: "s", recorded: "11-24 09:00", source: statement))
        #expect(try proven.resultReturned?.occurred == moment("2026-11-18 10:20"))
        #expect(try proven.resultReturned?.recorded == moment("2026-11-24 09:00"))
    }

    @Test(arguments: ["return.returning", "return.returned_to_agency"])
    func aDeliveryThatIsCalledBackTakesTheTickBack(step: String) throws {
        let delivered = try leg(delivered: "11-18 10:00", recorded: "11-18 17:00", by: statement)
        #expect(delivered.resultReturned != nil)
        let calledBack = try delivered.adding(LegSample.event(step, "11-19 09:00", recorded: "11-20 08:00"))
        #expect(calledBack.resultReturned == nil)
        #expect(calledBack.history.present.map(\.isCalledBack) == [true])
        // The fact stays on record, and a new round can be delivered.
        #expect(calledBack.events.contains { $0.step == .return(.delivered) })
    }

    @Test func aFurtherProofDoesNotDelayTheTick() throws {
        let first = try leg(delivered: "11-18 10:00", recorded: "11-18 17:00", by: statement)
        let second = try first.adding(
            LegSample.event(
                "return.delivered", "11-18 10:30", id: "slip", recorded: "11-29 08:00",
                source: EventSource(.scan, "9f2c")))
        #expect(second.resultReturned?.recorded == first.resultReturned?.recorded)
        #expect(second.resultReturned?.evidence.count == 2)
    }

    @Test func twoLegsOfACaseAreBothNeeded() throws {
        let none = ParcelLinks([])
        let first = try leg(delivered: "11-18 10:00", recorded: "11-18 17:00", by: statement)
        let open = Leg(id: LegID(rawValue: "L2"), direction: .return, caseCode: first.caseCode)
        let begun = try open.adding(LegSample.event("return.packed", "11-17 08:00"))
        #expect(ResultReturned.of([first, open], none)?.leg == first.id)
        #expect(ResultReturned.of([first, begun], none) == nil)
        let through = try begun.adding(LegSample.event("return.delivered", "11-20 08:00"))
        #expect(ResultReturned.of([through, first], none)?.leg == through.id)
        #expect(ResultReturned.of([first, through], none) == ResultReturned.of([through, first], none))
        let fetched = try begun.adding(LegSample.event("return.closed", "11-18 08:00", detail: "nhận tại quầy"))
        #expect(ResultReturned.of([first, fetched], none)?.leg == first.id)
        #expect(ResultReturned.of([], none) == nil)
        #expect(ResultReturned.of([try LegSample.leg(.intake, steps: ["counted"])], none) == nil)
    }

    /// A case in two parcels is returned with the second, even when no fact names that one yet.
    @Test func halfADeliveryIsNone() throws {
        var leg = try LegSample.leg(.return)
        leg = try leg.adding(LegSample.event("return.accepted_by_post", "11-16 16:00", parcel: "P1"))
        leg = try leg.adding(LegSample.event("return.delivered", "11-18 10:00", parcel: "P1"))
        let links = ParcelLinks(["P1", "P2"].map { ParcelLink(leg: leg.id, parcel: $0) })
        #expect(leg.resultReturned(carriedBy: ["P1"]) != nil)
        #expect(leg.resultReturned(carriedBy: ["P1", "P2"]) == nil)
        #expect(ResultReturned.of([leg], links) == nil)
        leg = try leg.adding(LegSample.event("return.accepted_by_post", "11-16 16:00", parcel: "P2"))
        leg = try leg.adding(LegSample.event("return.delivered", "11-19 10:00", parcel: "P2"))
        #expect(try ResultReturned.of([leg], links)?.occurred == moment("2026-11-19 10:00"))
        let nameless = try self.leg(delivered: "11-18 10:00", recorded: "11-18 17:00", by: statement)
        #expect(nameless.resultReturned(carriedBy: ["P1"]) != nil)
        #expect(nameless.resultReturned(carriedBy: ["P1", "P2"]) == nil)
    }
}
