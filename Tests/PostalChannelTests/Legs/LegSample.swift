import Basics
import Dossiers
import PostalChannel
import Testing

/// Makes legs and facts for tests.
enum LegSample {
    static func leg(_ direction: Direction, id: String = "L1") throws -> Leg {
        let code = try #require(CaseCode(rawValue: "000.00.16.H40-261118-0042"))
        return Leg(id: LegID(rawValue: id), direction: direction, caseCode: code)
    }

    /// A fact at `MM-dd HH:mm` of 2026, or on `MM-dd` when only the day is known.
    static func event(
        _ kind: String, _ time: String, id: String? = nil, recorded: String? = nil,
        source: EventSource = EventSource(.statementLine, "ky1#12"), parcel: String? = nil, detail: String = "",
        amount: Int? = nil, paper: String? = nil, fault: RepeatFault? = nil, supersedes: String? = nil
    ) throws -> LegEvent {
        let name = id ?? [kind, time, parcel ?? ""].joined(separator: "@")
        return LegEvent(
            id: LegEventID(rawValue: name), kind: try #require(LegEvent.Kind(rawValue: kind), "\(kind)"),
            occurred: try moment("2026-" + time), precision: time.contains(" ") ? .minute : .day,
            recorded: try moment("2026-" + (recorded ?? "12-31 00:00")), source: source, parcel: parcel,
            detail: detail, amount: amount.map { Dong($0) }, paper: paper, fault: fault,
            supersedes: supersedes.map(LegEventID.init(rawValue:)))
    }

    /// A leg with steps an hour apart, named without their direction.
    static func leg(_ direction: Direction, steps: [String]) throws -> Leg {
        var leg = try leg(direction)
        for (place, step) in steps.enumerated() {
            leg = try leg.adding(nextStep(direction, step, place))
        }
        return leg
    }

    /// The step at a place of such a leg. Days apart, so that no step repeats another.
    static func nextStep(_ direction: Direction, _ step: String, _ place: Int) throws -> LegEvent {
        let date = place < 9 ? "0\(place + 1)" : "\(place + 1)"
        return try event(
            "\(direction.rawValue).\(step)", "11-\(date) 08:00", detail: step == "closed" ? "kết thúc" : "",
            fault: step == "packed" ? .post : nil)
    }
}
