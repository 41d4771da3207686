/// That what was recorded of a list's signing was wrong, and what stood there before.
public struct HandoverListCorrection: Hashable, Sendable, Codable {
    /// What had been recorded.
    public var before: HandoverListConfirmation
    public var reason: String
    public var actor: String

    public init(before: HandoverListConfirmation, reason: String, actor: String) {
        self.before = before
        self.reason = reason
        self.actor = actor
    }
}

extension HandoverList {
    /// The list with another record of its signing: the hour, who signed, what was struck out. The earlier record is kept.
    public func correcting(
        _ confirmation: HandoverListConfirmation, reason: String, by actor: String
    ) throws(HandoverListRefusal) -> HandoverList {
        guard state == .confirmed, let before = self.confirmation else {
            throw HandoverListRefusal(.impossibleStep, number, state: state)
        }
        if reason.allSatisfy(\.isWhitespace) { throw HandoverListRefusal(.reasonMissing, number) }
        if reason.utf8.count > Limit.text { throw HandoverListRefusal(.tooLong, number) }
        try check(confirmation)
        return replacing(
            confirmation, HandoverListCorrection(before: before, reason: reason, actor: actor))
    }

    /// The facts that the last correction gives for the legs: each takes the place of the earlier one. A parcel that was
    /// not handed over after all has its fact taken back, and one that was gets its fact.
    public var correctionFacts: [LegFact] {
        let records = (corrections ?? []).map(\.before) + [confirmation].compactMap(\.self)
        guard records.count > 1, let last = records.last else { return [] }
        let generation = records.count - 1
        return lines.flatMap { line -> [LegFact] in
            let known = generationInForce(of: line.parcel, records.dropLast())
            let isHanded = !last.struckOut.contains(line.parcel)
            if isHanded, known.map({ records[$0].saysTheSame(as: last) }) ?? false { return [] }
            guard isHanded || known != nil else { return [] }
            return line.legs.flatMap { leg in
                steps(for: line).map { step in
                    var event = event(step, leg, line, last)
                    event.supersedes = known.map { Self.identity(event.id, of: $0) }
                    event.id = Self.identity(event.id, of: generation)
                    if !isHanded { event.kind = .note(.retraction) }
                    return LegFact(leg: leg, event: event)
                }
            }
        }
    }

    /// Which record gave the fact of a parcel that is in force; `nil` when it was struck out.
    private func generationInForce(of parcel: String, _ records: ArraySlice<HandoverListConfirmation>) -> Int? {
        var known: Int?
        for (place, record) in records.enumerated() {
            if record.struckOut.contains(parcel) {
                known = nil
            } else if known.map({ !records[$0].saysTheSame(as: record) }) ?? true {
                known = place
            }
        }
        return known
    }

    private static func identity(_ id: LegEventID, of generation: Int) -> LegEventID {
        generation == 0 ? id : LegEventID(rawValue: "\(id.rawValue)/\(generation)")
    }
}

extension HandoverListConfirmation {
    /// Whether both give the same facts for a parcel that was handed over.
    fileprivate func saysTheSame(as other: HandoverListConfirmation) -> Bool {
        signed == other.signed && precision == other.precision && evidence == other.evidence
    }
}
