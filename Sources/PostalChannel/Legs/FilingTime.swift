import Basics

/// When a case is filed by law: when the hand-over record between post and agency is signed (TT 17/2017/TT-BTTTT).
public struct FilingTime: Hashable, Sendable, Codable {
    /// When the last of the case's parcels was handed over.
    public var occurred: Instant
    /// ``TimePrecision/day`` when a record lacks the hour.
    public var precision: TimePrecision
    public var recorded: Instant
    /// The signed records.
    public var evidence: [EventSource]

    public init(occurred: Instant, precision: TimePrecision, recorded: Instant, evidence: [EventSource]) {
        self.occurred = occurred
        self.precision = precision
        self.recorded = recorded
        self.evidence = evidence
    }
}

extension Leg {
    /// The filing time that this intake leg gives its case; `nil` while a parcel is not handed over.
    public var filingTime: FilingTime? {
        let present = history.present
        let handovers = present.compactMap { $0.last(.intake(.handedOver)) }
        guard handovers.count == present.count, let occurred = handovers.map(\.event.occurred).max(),
            let recorded = handovers.map(\.event.recorded).max()
        else { return nil }
        let isExact = handovers.allSatisfy { $0.event.precision == .minute }
        return FilingTime(
            occurred: occurred, precision: isExact ? .minute : .day, recorded: recorded,
            evidence: handovers.flatMap { $0.reports.map(\.source) })
    }
}
