import PostalChannel
import Testing

/// Invitations to the recipient, and procedures that the post may not carry.
struct DeliveryRuleTests {
    private let rule = InvitationRule(invitations: 2, workingDaysApart: 2, source: "TT 17/2017/TT-BTTTT")

    @Test(arguments: [("2026-11-18", "2026-11-20"), ("2026-11-20", "2026-11-25"), ("2026-02-13", "2026-02-24")])
    func theSecondInvitationWaitsTwoWorkingDays(first: String, second: String) throws {
        #expect(try rule.earliestSecond(after: day(first), calendar2026()) == day(second))
    }

    @Test(arguments: [
        ("first_attempt@11-18 second_attempt@11-20 returning@11-21", []),
        ("first_attempt@11-18 second_attempt@11-19 delivered@11-19", [InvitationBreach.tooClose(workingDays: 1)]),
        ("first_attempt@11-20 second_attempt@11-22 delivered@11-23", [.tooClose(workingDays: 0)]),
        ("first_attempt@11-18 returning@11-20 returned_to_agency@11-23", [.sentBackTooEarly(invitations: 1)]),
        ("in_transit@11-18 returned_to_agency@11-23", [.sentBackTooEarly(invitations: 0)]),
        ("refused@11-18 returning@11-19", []),
        ("first_attempt@11-18 readdressed@11-18 first_attempt@11-19 delivered@11-20", []),
        ("second_attempt@11-20 returning@11-23", [.sentBackTooEarly(invitations: 1)]),
    ])
    func breachesAreFound(course: String, expected: [InvitationBreach]) throws {
        var leg = try LegSample.leg(.return, steps: ["packed", "accepted_by_post"])
        for (place, step) in course.split(separator: " ").enumerated() {
            let parts = step.split(separator: "@")
            leg = try leg.adding(LegSample.event("return.\(parts[0])", "\(parts[1]) 1\(place):00"))
        }
        let track = try #require(leg.history.present.first)
        #expect(try rule.breaches(track, calendar2026()) == expected)
    }

    @Test func proceduresThatRequirePresenceRefuseTheChannel() throws {
        let rules = PresenceRules([
            PresenceRule(
                procedureCode: "1.000894", directions: [.return], basis: "Luật Hộ tịch 2014, Điều 18",
                from: try day("2016-01-01")),
            PresenceRule(
                procedureCode: "1.001193", basis: "Thử nghiệm", from: try day("2020-01-01"),
                through: try day("2026-06-30")),
        ])
        let refused = #expect(throws: PresenceRequired.self) {
            try rules.check(procedure: "1.000894", .return, on: day("2026-11-18"))
        }
        #expect(refused?.stableCode == "presence_required")
        #expect(refused?.vietnamese.contains("Luật Hộ tịch 2014, Điều 18") == true)
        #expect(throws: Never.self) { try rules.check(procedure: "1.000894", .intake, on: day("2026-11-18")) }
        #expect(throws: PresenceRequired.self) {
            try rules.check(procedure: "1.001193", .intake, on: day("2026-06-30"))
        }
        for (code, date) in [("1.001193", "2026-07-01"), ("1.001193", "2019-12-31"), ("2.000908", "2026-11-18")] {
            #expect(throws: Never.self) { try rules.check(procedure: code, .intake, on: day(date)) }
        }
    }
}
