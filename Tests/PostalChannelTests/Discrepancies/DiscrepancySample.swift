import Basics
import PostalChannel
import Testing

/// Makes differences for tests.
enum DiscrepancySample {
    static let rules = DiscrepancyRules(fourEyesAbove: Dong(100_000))

    static func event(
        _ kind: DiscrepancyEvent.Kind, _ time: String, actor: String = "lan.nt", id: String? = nil,
        reason: String = "lý do", owner: String? = nil, amount: Int? = nil, resolution: DiscrepancyResolution? = nil,
        reference: String = "R7"
    ) throws -> DiscrepancyEvent {
        let instant = try moment("2026-" + time)
        return DiscrepancyEvent(
            id: DiscrepancyEventID(rawValue: id ?? "\(kind.rawValue)@\(time)"), kind: kind, occurred: instant,
            recorded: instant, actor: actor, reason: reason, owner: owner, amount: amount.map { Dong($0) },
            resolution: resolution, reference: reference)
    }

    static func open(
        _ id: String = "B1", on date: String = "11-10", amount: Int = 20_000, transitEnd: String? = nil
    ) throws -> Discrepancy {
        try Discrepancy(
            id: DiscrepancyID(rawValue: id), code: Outcome.codDiffers.rawValue,
            subject: DiscrepancySubject(
                day: day("2026-" + date), tracking: "EB403116321VN", run: "R7",
                transitEnd: transitEnd.map { try day("2026-" + $0) }),
            opening: event(.opened, date + " 08:00", amount: amount))
    }

    /// The event of a kind with all that the kind needs, so many hours later.
    static func next(_ kind: DiscrepancyEvent.Kind, _ place: Int, actor: String = "lan.nt") throws -> DiscrepancyEvent {
        try event(
            kind, "11-1\(place) 09:00", actor: actor, owner: kind == .assigned ? "hoa.pt" : nil,
            amount: kind == .amountChanged || kind == .factsChanged ? 30_000 : nil,
            resolution: kind == .resolutionProposed ? .postPays : nil)
    }

    /// A difference after some kinds of events, each on the next day.
    static func worked(_ kinds: [DiscrepancyEvent.Kind], amount: Int = 20_000) throws -> Discrepancy {
        var result = try open(amount: amount)
        for (place, kind) in kinds.enumerated() {
            result = try result.adding(
                next(kind, place + 1, actor: kind == .resolutionApproved ? "minh.tv" : "lan.nt"), rules: rules)
        }
        return result
    }
}
