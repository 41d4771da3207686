import Basics
import PostalChannel
import Testing

struct LegMoneyTests {
    @Test func theThreeAmountsStandApart() throws {
        var leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
        leg = try leg.adding(LegSample.event("note.fee_due", "11-01 09:00", amount: 150_000))
        leg = try leg.adding(LegSample.event("note.fee_due", "11-01 09:30", amount: 120_000))
        leg = try leg.adding(LegSample.event("return.delivered", "11-05 10:00", amount: 120_000))
        leg = try leg.adding(LegSample.event("return.fee_remitted", "11-09 10:00", amount: 100_000))
        #expect(leg.money == LegMoney(due: Dong(120_000), collected: Dong(120_000), remitted: Dong(100_000)))
        #expect(leg.money.outstanding == .zero)
        #expect(leg.money.withPost == Dong(20_000))
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.closed", "11-10 10:00"))
        }
        #expect(move?.code == .openEnds)
        let closed = try leg.adding(LegSample.event("return.closed", "11-10 10:00", detail: "BĐ nợ 20.000, B0042"))
        #expect(closed.state == .return(.closed))
        leg = try leg.adding(LegSample.event("note.fee_remitted", "11-10 09:00", amount: 20_000))
        #expect(leg.money.isEven)
        #expect(throws: Never.self) { try leg.adding(LegSample.event("return.closed", "11-10 10:00")) }
    }

    @Test func anAmountThatWasCorrectedCountsOnce() throws {
        var leg = try LegSample.leg(.return, steps: ["packed"])
        leg = try leg.adding(LegSample.event("return.delivered", "11-05 10:00", id: "a", amount: 12_000))
        leg = try leg.adding(
            LegSample.event("return.delivered", "11-05 10:00", id: "b", amount: 120_000, supersedes: "a"))
        #expect(leg.money.collected == Dong(120_000))
    }

    @Test func recalledPapersAreWatchedUntilTheyAreBack() throws {
        var leg = try LegSample.leg(.return, steps: ["packed"])
        for paper in ["Giấy phép cũ", "Giấy hẹn"] {
            leg = try leg.adding(
                LegSample.event("note.paper_recalled", "11-01 09:00", id: paper, paper: paper))
        }
        leg = try leg.adding(LegSample.event("return.delivered", "11-05 10:00"))
        leg = try leg.adding(LegSample.event("note.paper_given_back", "11-05 10:00", paper: "Giấy hẹn"))
        #expect(leg.recalledPapers.map(\.name) == ["Giấy hẹn", "Giấy phép cũ"])
        #expect(leg.recalledPapers.map(\.isGivenBack) == [true, false])
        #expect(!leg.isSettled)
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.closed", "11-10 10:00"))
        }
        #expect(move?.code == .openEnds)
    }

    @Test(arguments: ["result_ready", "packed accepted_by_post fee_remitted", "packed lost"])
    func closingWithoutADeliveryNeedsAReason(course: String) throws {
        let leg = try LegSample.leg(.return, steps: course.split(separator: " ").map(String.init))
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.closed", "11-10 10:00"))
        }
        #expect(move?.code == .openEnds)
        #expect(throws: Never.self) {
            try leg.adding(LegSample.event("return.closed", "11-10 10:00", detail: "nhận tại quầy"))
        }
    }
}
