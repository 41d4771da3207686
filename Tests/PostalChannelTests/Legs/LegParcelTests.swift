import Basics
import PostalChannel
import Testing

/// One case in two parcels, two cases in one, and what is sent again.
struct LegParcelTests {
    private func twoParcels() throws -> Leg {
        var leg = try LegSample.leg(.return)
        leg = try leg.adding(LegSample.event("return.result_ready", "11-16 08:00"))
        for parcel in ["P1", "P2"] {
            leg = try leg.adding(LegSample.event("return.packed", "11-16 09:00", parcel: parcel))
            leg = try leg.adding(LegSample.event("return.accepted_by_post", "11-16 16:00", parcel: parcel))
        }
        return leg
    }

    @Test func theParcelThatNeedsMostAttentionSpeaksForTheLeg() throws {
        var leg = try twoParcels()
        leg = try leg.adding(LegSample.event("return.delivered", "11-18 10:00", parcel: "P1"))
        #expect(leg.state == .return(.acceptedByPost))
        #expect(leg.resultReturned == nil)
        let lost = try leg.adding(LegSample.event("return.lost", "11-18 11:00", parcel: "P2"))
        #expect(lost.state == .return(.lost))
        leg = try leg.adding(
            LegSample.event("return.delivered", "11-19 10:00", recorded: "11-25 08:00", parcel: "P2"))
        #expect(leg.state == .return(.delivered))
        #expect(try leg.resultReturned?.occurred == moment("2026-11-19 10:00"))
        #expect(leg.resultReturned?.evidence.count == 2)
        leg = try leg.adding(LegSample.event("return.closed", "11-30 08:00"))
        #expect(leg.history.present.allSatisfy { $0.state == .return(.closed) })
    }

    @Test func closingTheLegClosesTheParcelsThatAreLeft() throws {
        var leg = try twoParcels()
        leg = try leg.adding(LegSample.event("return.delivered", "11-18 10:00", amount: 50_000))
        #expect(leg.history.present.map(\.state) == [.return(.delivered), .return(.delivered)])
        #expect(leg.money.collected == Dong(50_000))
        leg = try leg.adding(LegSample.event("return.closed", "11-19 08:00", parcel: "P1", detail: "xong"))
        #expect(leg.state == .return(.delivered))
        leg = try leg.adding(LegSample.event("note.evidence_filed", "11-19 09:00"))
        leg = try leg.adding(LegSample.event("return.closed", "11-20 08:00", detail: "xong"))
        #expect(leg.state == .return(.closed))
        let late = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("note.evidence_filed", "11-21 09:00"))
        }
        #expect(late?.code == .legClosed)
    }

    @Test func aParcelSentInAnothersPlaceCountsInstead() throws {
        var leg = try LegSample.leg(.return)
        leg = try leg.adding(LegSample.event("return.packed", "11-16 09:00", parcel: "P1"))
        leg = try leg.adding(LegSample.event("return.returned_to_agency", "11-24 09:00", parcel: "P1"))
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.packed", "11-25 09:00", parcel: "P2"))
        }
        #expect(move?.code == .faultMissing)
        leg = try leg.adding(LegSample.event("return.packed", "11-25 09:00", parcel: "P2", fault: .agency))
        #expect(leg.state == .return(.packed))
        leg = try leg.adding(LegSample.event("return.delivered", "11-27 09:00", parcel: "P2"))
        #expect(leg.state == .return(.delivered))
        #expect(leg.history.tracks.map(\.isReplaced) == [true, false])
        #expect(leg.history.repeats.map(\.fault) == [.agency])
        #expect(leg.resultReturned != nil)
    }

    @Test func aStepOfTheWholeLegHoldsForEachParcel() throws {
        var leg = try LegSample.leg(.intake)
        leg = try leg.adding(LegSample.event("intake.requested", "11-16 08:00"))
        leg = try leg.adding(LegSample.event("intake.collected", "11-16 14:00", parcel: "P1"))
        leg = try leg.adding(LegSample.event("intake.collected", "11-16 14:00", parcel: "P2"))
        leg = try leg.adding(LegSample.event("intake.counted", "11-18 09:00"))
        leg = try leg.adding(LegSample.event("intake.handed_over", "11-18 09:10"))
        #expect(leg.history.present.map(\.state) == [.intake(.handedOver), .intake(.handedOver)])
        #expect(try leg.filingTime?.occurred == moment("2026-11-18 09:10"))
        #expect(leg.filingTime?.precision == .minute)
    }

    @Test func aRecordWithoutHourGivesTheDayOnly() throws {
        var leg = try LegSample.leg(.intake)
        leg = try leg.adding(LegSample.event("intake.counted", "11-18"))
        #expect(leg.filingTime == nil)
        leg = try leg.adding(LegSample.event("intake.handed_over", "11-18"))
        #expect(leg.filingTime?.precision == .day)
    }

    @Test func linksGoBothWays() {
        let (a, b) = (LegID(rawValue: "A"), LegID(rawValue: "B"))
        let links = ParcelLinks([
            ParcelLink(leg: b, parcel: "P1"), ParcelLink(leg: a, parcel: "P1"), ParcelLink(leg: a, parcel: "P2"),
            ParcelLink(leg: a, parcel: "P1"),
        ])
        #expect(links.parcels(of: a) == ["P1", "P2"])
        #expect(links.legs(in: "P1") == [a, b])
        #expect(links.legs(in: "P3") == [])
    }
}
