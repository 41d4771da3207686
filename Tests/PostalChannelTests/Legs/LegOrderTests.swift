import Basics
import PostalChannel
import Testing

/// Late facts land where they occurred; those that contradict a later one are refused.
struct LegOrderTests {
    @Test func aLateFactFitsBetweenEarlierRecordedOnes() throws {
        var leg = try LegSample.leg(.return)
        leg = try leg.adding(LegSample.event("return.packed", "11-16 08:00", recorded: "11-16 08:01"))
        leg = try leg.adding(LegSample.event("return.delivered", "11-19 10:00", recorded: "11-20 17:00"))
        #expect(leg.history.notRecorded == [.return(.resultReady), .return(.acceptedByPost), .return(.inTransit)])
        leg = try leg.adding(LegSample.event("return.in_transit", "11-17 21:00", recorded: "11-25 09:00"))
        leg = try leg.adding(LegSample.event("return.accepted_by_post", "11-16 16:00", recorded: "11-26 09:00"))
        #expect(leg.state == .return(.delivered))
        #expect(
            leg.history.events.map(\.step) == [
                .return(.packed), .return(.acceptedByPost), .return(.inTransit), .return(.delivered),
            ])
        #expect(leg.history.notRecorded == [.return(.resultReady)])
        #expect(leg.events.map(\.recorded) == leg.events.map(\.recorded).sorted())
    }

    @Test func aFactThatContradictsALaterOneIsRefusedWithIt() throws {
        var leg = try LegSample.leg(.return)
        leg = try leg.adding(LegSample.event("return.accepted_by_post", "11-16 16:00"))
        leg = try leg.adding(LegSample.event("return.delivered", "11-19 10:00", id: "delivery"))
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.returning", "11-18 10:00"))
        }
        #expect(move?.code == .contradictsLaterFact)
        #expect(move?.contradicted == LegEventID(rawValue: "delivery"))
        #expect(move?.vietnamese.contains("đã phát") == true)
        #expect(move?.vietnamese.contains("19/11/2026 10:00") == true)
        #expect(move?.english.contains("return.delivered") == true)
    }

    @Test func aFactThatCannotFollowIsRefusedWithTheState() throws {
        let leg = try LegSample.leg(.return, steps: ["accepted_by_post", "delivered"])
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.refused", "11-18 10:00"))
        }
        #expect(move?.code == .impossibleStep)
        #expect(move?.state == .return(.delivered))
        #expect(move?.stableCode == "impossible_step")
    }

    @Test func aDayWithoutHourTakesItsPlaceInTheUsualCourse() throws {
        var leg = try LegSample.leg(.return)
        leg = try leg.adding(LegSample.event("return.packed", "11-20 08:00"))
        leg = try leg.adding(LegSample.event("return.in_transit", "11-20 16:00"))
        leg = try leg.adding(LegSample.event("return.delivered", "11-20"))
        leg = try leg.adding(LegSample.event("return.accepted_by_post", "11-20"))
        #expect(
            leg.history.events.map(\.step) == [
                .return(.packed), .return(.acceptedByPost), .return(.inTransit), .return(.delivered),
            ])
    }

    @Test func stepsOfTheSameMomentTakeTheUsualCourse() throws {
        var leg = try LegSample.leg(.intake)
        for step in ["collected", "handed_over", "counted", "arrived"].shuffled() {
            let event = try LegSample.event("intake.\(step)", "11-20 09:00")
            // The record is signed after the count, in whatever order the two are noted.
            if step == "handed_over" { continue }
            leg = try leg.adding(event)
        }
        leg = try leg.adding(LegSample.event("intake.handed_over", "11-20 09:00"))
        #expect(leg.state == .intake(.handedOver))
        #expect(leg.history.notRecorded == [.intake(.inTransit)])
    }

    @Test func twoReportsOfOneDeliveryAreOneStep() throws {
        var leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
        leg = try leg.adding(LegSample.event("return.delivered", "11-19 10:00", id: "statement", amount: 120_000))
        let slip = EventSource(.scan, "slip")
        leg = try leg.adding(
            LegSample.event("return.delivered", "11-19 10:40", id: "slip", source: slip, amount: 120_000))
        let delivery = try #require(leg.history.present.first?.last(.return(.delivered)))
        #expect(delivery.reports.map(\.id.rawValue) == ["statement", "slip"])
        #expect(leg.money.collected == Dong(120_000))
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.delivered", "11-21 10:00", id: "other day"))
        }
        #expect(move?.code == .alreadyRecorded)
    }

    @Test func theReportWithTheHourSpeaksForTheStep() throws {
        var leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
        leg = try leg.adding(LegSample.event("return.delivered", "11-19", id: "day only"))
        leg = try leg.adding(LegSample.event("return.delivered", "11-19 10:40", id: "hour"))
        let delivery = try #require(leg.history.present.first?.last(.return(.delivered)))
        #expect(delivery.reports.map(\.id.rawValue) == ["hour", "day only"])
        #expect(leg.resultReturned?.precision == .minute)
    }

    @Test func aCorrectionTakesTheFormerFactsPlaceAndKeepsIt() throws {
        var leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
        leg = try leg.adding(LegSample.event("return.delivered", "11-19 10:00", id: "wrong"))
        leg = try leg.adding(
            LegSample.event("return.delivered", "11-21 10:00", id: "right", supersedes: "wrong"))
        #expect(leg.history.events.last?.id.rawValue == "right")
        #expect(leg.events.map(\.id.rawValue).contains("wrong"))
        let again = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.delivered", "11-22 10:00", supersedes: "wrong"))
        }
        #expect(again?.code == .nothingToSupersede)
        leg = try leg.adding(LegSample.event("note.retraction", "11-23 10:00", supersedes: "right"))
        #expect(leg.state == .return(.acceptedByPost))
        #expect(leg.history.events.map(\.step) == [.return(.packed), .return(.acceptedByPost)])
        #expect(leg.events.count == 5)
    }

    @Test func whatLaterFactsRestOnCannotBeRetracted() throws {
        let leg = try LegSample.leg(.intake, steps: ["collected", "counted", "handed_over"])
        let counted = try #require(leg.events.first { $0.step == .intake(.counted) })
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("note.retraction", "11-23 10:00", supersedes: counted.id.rawValue))
        }
        #expect(move?.code == .contradictsLaterFact)
        #expect(move?.contradictedKind == .step(.intake(.handedOver)))
    }

    @Test func nothingFollowsClosingUntilItIsRetracted() throws {
        var leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post", "delivered"])
        leg = try leg.adding(LegSample.event("return.closed", "11-10 10:00", id: "closing"))
        for kind in ["return.fee_remitted", "note.evidence_filed", "return.closed"] {
            let move = #expect(throws: ImpossibleMove.self) {
                try leg.adding(LegSample.event(kind, "11-12 10:00", detail: "muộn"))
            }
            #expect(move?.code == .legClosed)
        }
        leg = try leg.adding(LegSample.event("return.in_transit", "11-02 10:00"))
        leg = try leg.adding(LegSample.event("note.retraction", "11-12 10:00", supersedes: "closing"))
        leg = try leg.adding(LegSample.event("return.fee_remitted", "11-12 11:00"))
        #expect(leg.state == .return(.feeRemitted))
    }

    @Test func theSameFactTwiceChangesNothing() throws {
        let leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
        let event = try #require(leg.events.last)
        #expect(try leg.adding(event) == leg)
        var other = event
        other.place = "BC 700100"
        let move = #expect(throws: ImpossibleMove.self) { try leg.adding(other) }
        #expect(move?.code == .identityTaken)
    }

    @Test func inputOutOfBoundsIsRefused() throws {
        let leg = try LegSample.leg(.return, steps: ["packed"])
        var long = try LegSample.event("note.evidence_filed", "11-02 08:00")
        long.detail = String(repeating: "ơ", count: 1_001)
        var ancient = try LegSample.event("return.accepted_by_post", "11-02 08:00")
        ancient.occurred = Instant(milliseconds: .min)
        var endless = ancient
        endless.occurred = Instant(milliseconds: .max)
        let cases: [(LegEvent, ImpossibleMove.Code)] = [
            (ancient, .timeOutOfRange), (endless, .timeOutOfRange),
            (long, .tooLong),
            (try LegSample.event("note.fee_due", "11-02 08:00"), .amountMissing),
            (try LegSample.event("note.fee_due", "11-02 08:00", amount: -1), .amountOutOfRange),
            (try LegSample.event("note.fee_due", "11-02 08:00", amount: .max), .amountOutOfRange),
            (try LegSample.event("note.paper_given_back", "11-02 08:00", paper: "GPKD"), .unknownPaper),
            (try LegSample.event("note.paper_recalled", "11-02 08:00"), .unknownPaper),
            (try LegSample.event("note.retraction", "11-02 08:00"), .nothingToSupersede),
            (try LegSample.event("note.retraction", "11-02 08:00", supersedes: "none"), .nothingToSupersede),
            (
                try LegSample.event("return.accepted_by_post", "11-02 08:00", recorded: "11-02 07:44"),
                .occursInFuture
            ),
        ]
        for (event, code) in cases {
            let move = #expect(throws: ImpossibleMove.self) { try leg.adding(event) }
            #expect(move?.code == code)
        }
    }

    @Test func readsBackWhatItWrote() throws {
        let leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post", "delivered", "fee_remitted"])
        #expect(try Coded.roundTrip(leg) == leg)
        let text = try Coded.text(leg)
        #expect(text.contains("\"kind\":\"return.accepted_by_post\""))
        #expect(text.contains("\"kind\":\"statement_line\""))
    }
}
