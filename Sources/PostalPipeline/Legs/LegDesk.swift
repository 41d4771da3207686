import Basics
import Dossiers
import Ledger
import PostalChannel

/// A leg with everything that is known of it.
public struct LegFile: Sendable {
    public var leg: Leg
    /// Our parcels that carry it, by identity.
    public var parcels: [Parcel]
    /// Slips and records that are filed on it, oldest first.
    public var evidence: [LegEvidence]

    public init(leg: Leg, parcels: [Parcel] = [], evidence: [LegEvidence] = []) {
        self.leg = leg
        self.parcels = parcels
        self.evidence = evidence
    }
}

/// What a person reports of a leg.
public struct LegReport: Sendable {
    public var kind: LegEvent.Kind
    public var direction: Direction?
    public var time: PostalTime
    public var source: EventSource
    /// `Parcel.id`; `nil` for the only one, or the whole leg.
    public var parcel: String?
    public var place = ""
    public var detail = ""
    public var amount: Dong?
    public var paper: String?
    public var fault: RepeatFault?
    public var supersedes: LegEventID?
    /// Papers that were counted, with `IntakeState.counted`.
    public var counted: Int?
    public var missing: [ComponentCode] = []

    public init(kind: LegEvent.Kind, direction: Direction? = nil, time: PostalTime, source: EventSource) {
        self.kind = kind
        self.direction = direction
        self.time = time
        self.source = source
    }
}

/// What came of a report.
public struct RecordedReport: Sendable {
    public var leg: Leg
    /// What was recorded: a count that is short is recorded as such.
    public var event: LegEvent
    /// The comparison with the checklist, where papers were counted.
    public var count: PaperCount?
}

extension PostalService {
    /// The legs of a case, oldest first.
    /// - Throws: `LedgerError`.
    public func legs(of code: CaseCode) async throws -> [LegFile] {
        try await linkLegs(of: code)
        return try await office.ledger.read { tx in
            let links = try tx.parcelLinks(case: code)
            return try tx.legs(case: code).map { leg in
                LegFile(
                    leg: leg, parcels: try links.parcels(of: leg.id).compactMap { try tx.parcel($0) },
                    evidence: try tx.evidence(leg: leg.id))
            }
        }
    }

    /// Records what a person reports, at the time at which it occurred; the case's leg is opened when there is none.
    /// - Throws: ``HandoverFault``; `PresenceRequired` for a procedure that the post is not open to; `ImpossibleMove`;
    ///   `LedgerError`.
    public func record(_ report: LegReport, of code: CaseCode) async throws -> RecordedReport {
        try await linkLegs(of: code)
        let presence = try presenceRules
        return try await office.ledger.write { tx in
            guard let record = try tx.findCase(code) else { throw HandoverFault(.unknownCase, code.rawValue) }
            let listed = Set(record.components.map(\.code))
            if let missing = report.missing.first(where: { !listed.contains($0) }) {
                throw HandoverFault(.unknownComponent, missing.rawValue)
            }
            let now = office.now()
            let legs = try tx.legs(case: code)
            guard let direction = report.direction ?? report.kind.direction ?? Self.onlyDirection(of: legs) else {
                throw HandoverFault(.unknownLeg, "\(code): intake | return")
            }
            let known = legs.last { $0.direction == direction }
            if known == nil {
                try LegOpening(tx: tx, now: now).check(code, direction, at: report.time.instant, presence)
            }
            let leg = try known ?? tx.openLeg(direction, case: code, at: now)
            let count = report.counted.map { PaperCount(record, counted: $0, missing: report.missing) }
            let event = Self.event(report, count, parcel: try Self.parcel(report, leg, tx, at: now), at: now)
            let moved = try tx.addLegEvent(event, to: leg.id)
            return RecordedReport(leg: moved, event: event, count: count)
        }
    }

    private static func onlyDirection(of legs: [Leg]) -> Direction? {
        let directions = Set(legs.map(\.direction))
        return directions.count == 1 ? directions.first : nil
    }

    /// The parcel that is named, or the only one that carries the leg.
    private static func parcel(
        _ report: LegReport, _ leg: Leg, _ tx: LedgerTransaction, at now: Instant
    ) throws -> String? {
        if let parcel = report.parcel {
            guard try tx.parcel(parcel) != nil else { throw HandoverFault(.unknownParcel, parcel) }
            try tx.linkParcel(parcel, to: leg.id, at: now)
            return parcel
        }
        let parcels = try tx.parcelLinks(case: leg.caseCode).parcels(of: leg.id)
        return parcels.count == 1 ? parcels.first : nil
    }

    private static func event(
        _ report: LegReport, _ count: PaperCount?, parcel: String?, at now: Instant
    ) -> LegEvent {
        let isShort = report.kind == .step(.intake(.counted)) && count?.isShort == true
        return LegEvent(
            id: LegEventID(rawValue: ""), kind: isShort ? .step(.intake(.short)) : report.kind,
            occurred: report.time.instant, precision: report.time.isWholeDay ? .day : .minute, recorded: now,
            source: report.source, parcel: parcel, place: report.place,
            detail: count.map { LegRemark($0, said: report.detail).text } ?? report.detail,
            amount: report.amount, paper: report.paper, fault: report.fault, supersedes: report.supersedes)
    }
}

extension LegEvent.Kind {
    /// The direction of a step; `nil` for a note.
    var direction: Direction? {
        if case .step(let state) = self { state.direction } else { nil }
    }

    /// Takes `return.delivered`, `note.fee_due`, or the name alone where it is one of a kind: `delivered`, `fee_due`.
    public init?(name: String) {
        if let kind = LegEvent.Kind(rawValue: name) {
            self = kind
            return
        }
        let kinds = (["intake", "return", "note"] as [String]).compactMap { LegEvent.Kind(rawValue: "\($0).\(name)") }
        guard kinds.count == 1, let kind = kinds.first else { return nil }
        self = kind
    }
}
