import PostalChannel
import Testing

/// Which step may follow which, as tables.
struct LegMoveTests {
    /// For each course so far, the steps that may follow; every other one is refused.
    @Test(arguments: [
        ("", "requested collected in_transit arrived counted short damaged"),
        ("requested", "collected in_transit arrived counted short lost damaged cancelled"),
        ("requested collected", "in_transit arrived counted short lost damaged cancelled"),
        ("collected in_transit", "in_transit arrived counted short lost damaged cancelled"),
        ("collected arrived", "counted short damaged cancelled"),
        ("collected arrived counted", "handed_over short damaged cancelled"),
        ("collected arrived counted handed_over", "closed"),
        ("collected arrived short", "counted damaged lost cancelled closed"),
        ("collected damaged", "in_transit arrived counted short lost cancelled closed"),
        ("collected lost", "in_transit arrived counted short damaged closed"),
        ("collected cancelled", "closed"),
        ("arrived counted handed_over closed", ""),
    ])
    func intake(course: String, allowed: String) throws {
        try check(.intake, course, allowed, IntakeState.allCases.map(\.rawValue))
    }

    private static let courier =
        "in_transit first_attempt second_attempt delivered fee_remitted refused readdressed returning "
        + "returned_to_agency lost"

    @Test(arguments: [
        ("", "result_ready packed accepted_by_post"),
        ("result_ready", "packed closed"),
        ("result_ready packed", "accepted_by_post closed " + courier),
        ("packed accepted_by_post", courier),
        ("packed accepted_by_post in_transit", courier),
        (
            "packed accepted_by_post first_attempt",
            "in_transit second_attempt delivered fee_remitted refused readdressed returning returned_to_agency lost"
        ),
        (
            "packed accepted_by_post first_attempt second_attempt",
            "in_transit second_attempt delivered fee_remitted refused readdressed returning returned_to_agency lost"
        ),
        ("packed accepted_by_post delivered", "fee_remitted closed returning returned_to_agency"),
        ("packed accepted_by_post delivered fee_remitted", "closed returning returned_to_agency"),
        ("accepted_by_post refused", "in_transit delivered fee_remitted readdressed returning returned_to_agency lost"),
        ("accepted_by_post in_transit readdressed", courier),
        ("accepted_by_post returning", "in_transit returned_to_agency lost"),
        ("accepted_by_post returned_to_agency", "packed closed"),
        ("accepted_by_post lost", "in_transit delivered fee_remitted returned_to_agency packed closed"),
        ("packed accepted_by_post delivered fee_remitted closed", ""),
    ])
    func returning(course: String, allowed: String) throws {
        try check(.return, course, allowed, ReturnState.allCases.map(\.rawValue))
    }

    private func check(_ direction: Direction, _ course: String, _ allowed: String, _ all: [String]) throws {
        let steps = course.split(separator: " ").map(String.init)
        let leg = try LegSample.leg(direction, steps: steps)
        let expected = Set(allowed.split(separator: " ").map(String.init))
        for step in all {
            let event = try LegSample.nextStep(direction, step, steps.count)
            if expected.contains(step) {
                #expect(throws: Never.self, "\(course) → \(step)") { try leg.adding(event) }
            } else {
                let move = #expect(throws: ImpossibleMove.self, "\(course) → \(step)") { try leg.adding(event) }
                #expect(move?.vietnamese.isEmpty == false)
                #expect(move?.english.isEmpty == false)
            }
        }
    }

    @Test(arguments: [
        ("collected damaged in_transit arrived", LegState.intake(.damaged)),
        ("collected damaged in_transit counted", .intake(.counted)),
        ("collected short counted", .intake(.counted)),
        ("collected lost in_transit", .intake(.inTransit)),
    ])
    func whatIsDamagedStaysSoUntilCounted(course: String, state: LegState) throws {
        #expect(try LegSample.leg(.intake, steps: course.split(separator: " ").map(String.init)).state == state)
    }

    @Test(arguments: [
        ("accepted_by_post returning in_transit", LegState.return(.returning)),
        ("accepted_by_post readdressed in_transit", .return(.readdressed)),
        ("accepted_by_post readdressed first_attempt", .return(.firstAttempt)),
        ("accepted_by_post first_attempt in_transit second_attempt", .return(.secondAttempt)),
        ("accepted_by_post first_attempt readdressed first_attempt delivered", .return(.delivered)),
        ("accepted_by_post refused in_transit delivered", .return(.delivered)),
    ])
    func anItemOnItsWayBackPassesOffices(course: String, state: LegState) throws {
        #expect(try LegSample.leg(.return, steps: course.split(separator: " ").map(String.init)).state == state)
    }

    @Test(arguments: [
        ("packed accepted_by_post delivered", ["result_ready", "in_transit"]),
        ("result_ready packed delivered", ["accepted_by_post", "in_transit"]),
        ("result_ready packed accepted_by_post in_transit second_attempt", ["first_attempt"]),
        ("result_ready packed accepted_by_post in_transit fee_remitted", ["delivered"]),
        ("result_ready packed accepted_by_post in_transit returned_to_agency", ["returning"]),
        (
            "result_ready packed accepted_by_post in_transit returned_to_agency packed delivered",
            ["accepted_by_post", "in_transit"]
        ),
        ("result_ready packed accepted_by_post in_transit delivered", []),
    ])
    func skippedStepsAreSeen(course: String, missing: [String]) throws {
        let leg = try LegSample.leg(.return, steps: course.split(separator: " ").map(String.init))
        #expect(leg.history.notRecorded.map(\.rawValue) == missing.map { "return.\($0)" })
    }

    @Test func skippedStepsOfTheIntakeAreSeen() throws {
        let leg = try LegSample.leg(.intake, steps: ["counted", "handed_over"])
        #expect(leg.history.notRecorded == [.intake(.collected), .intake(.inTransit), .intake(.arrived)])
    }

    @Test func stepsOfTheOtherDirectionAreRefused() throws {
        let move = #expect(throws: ImpossibleMove.self) {
            try LegSample.leg(.intake).adding(LegSample.event("return.delivered", "11-01 08:00"))
        }
        #expect(move?.code == .wrongDirection)
    }

    @Test func aRepeatedSendingNamesWhoseFaultItIs() throws {
        let leg = try LegSample.leg(.return, steps: ["accepted_by_post", "returned_to_agency"])
        let move = #expect(throws: ImpossibleMove.self) {
            try leg.adding(LegSample.event("return.packed", "11-10 08:00"))
        }
        #expect(move?.code == .faultMissing)
        let again = try leg.adding(LegSample.event("return.packed", "11-10 08:00", fault: .recipient))
        #expect(again.state == .return(.packed))
    }

    @Test func codesAndNamesAreStable() {
        #expect(LegState.allCases.map(\.rawValue).joined(separator: " ") == Self.names)
        #expect(LegState.allCases.allSatisfy { LegState(rawValue: $0.rawValue) == $0 })
        for note in LegNote.allCases {
            #expect(LegEvent.Kind(rawValue: "note.\(note.rawValue)") == .note(note))
        }
        for wrong in ["", "intake", "intake.", "intake.delivered", "return.counted", "note.", "note.delivered", "x.y"] {
            #expect(LegEvent.Kind(rawValue: wrong) == nil)
        }
    }

    private static let names =
        "intake.requested intake.collected intake.in_transit intake.arrived intake.counted intake.handed_over "
        + "intake.closed intake.short intake.lost intake.damaged intake.cancelled return.result_ready return.packed "
        + "return.accepted_by_post return.in_transit return.first_attempt return.second_attempt return.delivered "
        + "return.fee_remitted return.closed return.returning return.returned_to_agency return.lost return.refused "
        + "return.readdressed"
}
