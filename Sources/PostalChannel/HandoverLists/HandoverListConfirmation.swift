import Basics

/// What both sides put on a hand-over list by signing it.
public struct HandoverListConfirmation: Hashable, Sendable, Codable {
    public var agencySigner: String
    public var postSigner: String
    /// The hour that stands beside the signatures.
    public var signed: Instant
    /// ``TimePrecision/day`` when the hour is missing on the paper.
    public var precision: TimePrecision
    public var recorded: Instant
    /// Parcels struck out on the paper, by ``Parcel/id``: listed and not handed over. Sorted, each once.
    public let struckOut: [String]
    /// The signed paper, or its scan.
    public var evidence: EventSource

    public init(
        agencySigner: String, postSigner: String, signed: Instant, precision: TimePrecision = .minute,
        recorded: Instant, struckOut: some Sequence<String> = [], evidence: EventSource
    ) {
        self.agencySigner = agencySigner
        self.postSigner = postSigner
        self.signed = signed
        self.precision = precision
        self.recorded = recorded
        self.struckOut = Set(struckOut).sorted()
        self.evidence = evidence
    }

    private enum CodingKeys: String, CodingKey {
        case signed, precision, recorded, evidence
        case agencySigner = "agency_signer"
        case postSigner = "post_signer"
        case struckOut = "struck_out"
    }
}

/// Why a hand-over list is void.
public struct HandoverListCancellation: Hashable, Sendable, Codable {
    public var reason: String
    public var actor: String
    public var cancelled: Instant

    public init(reason: String, actor: String, cancelled: Instant) {
        self.reason = reason
        self.actor = actor
        self.cancelled = cancelled
    }
}

/// A fact that a confirmed list gives for a leg.
public struct LegFact: Hashable, Sendable, Codable {
    public var leg: LegID
    public var event: LegEvent

    public init(leg: LegID, event: LegEvent) {
        self.leg = leg
        self.event = event
    }
}

extension HandoverList {
    /// The facts that the confirmation gives for the legs of its parcels, in the order of the lines; none before it.
    ///
    /// To the post: accepted by the post. From the post: counted, then handed over, at the same moment; where the count
    /// differs, short instead. The identities follow from number, leg and parcel, so that the same confirmation gives
    /// the same facts.
    public var legFacts: [LegFact] {
        guard let confirmation else { return [] }
        return lines.filter { !confirmation.struckOut.contains($0.parcel) }.flatMap { line in
            line.legs.flatMap { leg in
                steps(for: line).map { LegFact(leg: leg, event: event($0, leg, line, confirmation)) }
            }
        }
    }

    func steps(for line: HandoverListLine) -> [LegState] {
        switch direction {
        case .return: [.return(.acceptedByPost)]
        case .intake: line.isCountWrong ? [.intake(.short)] : [.intake(.counted), .intake(.handedOver)]
        }
    }

    func event(
        _ step: LegState, _ leg: LegID, _ line: HandoverListLine, _ confirmation: HandoverListConfirmation
    ) -> LegEvent {
        let listed = line.papersListed.map { ";listed=\($0)" } ?? ""
        return LegEvent(
            id: LegEventID(rawValue: "\(number.rawValue)/\(leg.rawValue)/\(line.parcel)/\(step.rawValue)"),
            kind: .step(step), occurred: confirmation.signed, precision: confirmation.precision,
            recorded: confirmation.recorded, source: confirmation.evidence, parcel: line.parcel,
            place: number.office, detail: "\(number.rawValue);counted=\(line.papersCounted)\(listed)")
    }
}
