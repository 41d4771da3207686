import PostalChannel
import Testing

struct ComplaintTests {
    private let rule = ComplaintRule(
        months: 6, answerWithinProvince: 5, answerBetweenProvinces: 7, source: "TT 17/2017/TT-BTTTT, Điều 8")

    /// Six months from the end of the transit time; a last day off moves on.
    @Test(arguments: [
        ("05-18", "2026-11-18", "2026-11-18"), ("05-24", "2026-11-24", "2026-11-25"),
        ("05-31", "2026-11-30", "2026-11-30"),
    ])
    func countsSixMonths(transitEnd: String, counted: String, last: String) throws {
        let difference = try DiscrepancySample.open(transitEnd: transitEnd)
        let deadline = try #require(difference.complaintDeadline(by: .agency, rule, calendar2026()))
        #expect(try deadline.countedDay == day(counted))
        #expect(try deadline.lastDay == day(last))
        #expect(try deadline.isOpen(on: day(last)))
        #expect(try !deadline.isOpen(on: day("2026-12-01")))
        #expect(deadline.by == .agency)
    }

    @Test func withoutACalendarOnlyTheCountedDayIsCertain() throws {
        let difference = try DiscrepancySample.open(transitEnd: "11-10")
        let deadline = try #require(difference.complaintDeadline(by: .citizen, rule, calendar2026()))
        #expect(deadline.lastDay == nil)
        #expect(try deadline.isOpen(on: day("2027-05-10")))
        #expect(try !deadline.isOpen(on: day("2027-05-11")))
        #expect(try DiscrepancySample.open().complaintDeadline(by: .agency, rule, calendar2026()) == nil)
    }

    @Test func theComplaintItselfIsAFact() throws {
        let difference = try DiscrepancySample.worked([.complaintFiled])
        #expect(try difference.complaintFiled == moment("2026-11-11 09:00"))
        #expect(difference.state == .open)
    }

    @Test func takingAPairApartIsAFactAndCanBeRevised() throws {
        func decision(_ id: String, _ kind: MatchDecision.Kind, _ time: String) throws -> MatchDecision {
            try #require(
                MatchDecision(
                    id: id, kind: kind, parcel: "P1", line: "S1#3", occurred: moment(time), recorded: moment(time),
                    actor: "lan.nt", reason: "nhầm người nhận"))
        }
        let unmatched = try decision("D1", .unmatched, "2026-11-18 09:00")
        let confirmed = try decision("D2", .confirmed, "2026-11-19 09:00")
        #expect(MatchDecisions([unmatched]).forbids(parcel: "P1", line: "S1#3"))
        #expect(!MatchDecisions([unmatched]).forbids(parcel: "P1", line: "S1#4"))
        for order in [[unmatched, confirmed], [confirmed, unmatched]] {
            #expect(!MatchDecisions(order).forbids(parcel: "P1", line: "S1#3"))
        }
        let at = try moment("2026-11-18 09:00")
        let nameless = MatchDecision(
            id: "D3", kind: .unmatched, parcel: "P1", line: "S1#3", occurred: at, recorded: at, actor: "lan.nt",
            reason: " ")
        #expect(nameless == nil)
    }
}
