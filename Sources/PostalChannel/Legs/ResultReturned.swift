import Basics
import Dossiers

/// That the result of a case reached the citizen: the tick "result returned", on both clocks.
public struct ResultReturned: Hashable, Sendable, Codable {
    public var caseCode: CaseCode
    public var leg: LegID
    /// When the last parcel of the leg was delivered.
    public var occurred: Instant
    /// Whether the hour of it is known.
    public var precision: TimePrecision
    /// When we first had proof of it.
    public var recorded: Instant
    /// Everything that proves it.
    public var evidence: [EventSource]

    public init(
        caseCode: CaseCode, leg: LegID, occurred: Instant, precision: TimePrecision, recorded: Instant,
        evidence: [EventSource]
    ) {
        self.caseCode = caseCode
        self.leg = leg
        self.occurred = occurred
        self.precision = precision
        self.recorded = recorded
        self.evidence = evidence
    }

    private enum CodingKeys: String, CodingKey {
        case leg, occurred, precision, recorded, evidence
        case caseCode = "case_code"
    }
}

extension Leg {
    /// The tick that this leg gives its case; `nil` while a parcel that counts is not proven to be delivered.
    ///
    /// A person's bare word is no proof: without a statement, a scan, a paper or the operator's file there is no tick.
    public var resultReturned: ResultReturned? {
        let present = history.present
        let proofs = present.compactMap { $0.delivery?.documented }.filter { !$0.isEmpty }
        guard proofs.count == present.count, let last = proofs.compactMap(\.first).max(by: Self.occursBefore),
            let recorded = proofs.compactMap({ $0.map(\.recorded).min() }).max()
        else { return nil }
        return ResultReturned(
            caseCode: caseCode, leg: id, occurred: last.occurred, precision: last.precision, recorded: recorded,
            evidence: proofs.flatMap { $0.map(\.source) })
    }

    /// The tick, where it is known which parcels carry the leg: `nil` also while no fact names one of them, so that
    /// half a delivery is never taken for the whole.
    /// - Parameter parcels: ``ParcelLinks/parcels(of:)``.
    public func resultReturned(carriedBy parcels: some Collection<String>) -> ResultReturned? {
        let named = Set(history.tracks.compactMap(\.parcel))
        let isKnown = named.isEmpty ? Set(parcels).count <= 1 : parcels.allSatisfy(named.contains)
        return isKnown ? resultReturned : nil
    }

    private static func occursBefore(_ a: LegEvent, _ b: LegEvent) -> Bool {
        (a.occurred, a.id) < (b.occurred, b.id)
    }
}

extension ResultReturned {
    /// The tick of a case with several return legs: the result is returned once every leg that has begun and was not
    /// closed otherwise has brought its part; `nil` before that.
    /// - Parameters:
    ///   - legs: the legs of one case, of either direction.
    ///   - links: which parcels carry them.
    public static func of(_ legs: [Leg], _ links: ParcelLinks) -> ResultReturned? {
        let returns = legs.filter { leg in
            leg.direction == .return && leg.state != nil && !leg.isClosedWithoutDelivery
        }
        let ticks = returns.compactMap { $0.resultReturned(carriedBy: links.parcels(of: $0.id)) }
        guard ticks.count == returns.count,
            var last = ticks.max(by: { ($0.occurred, $0.leg) < ($1.occurred, $1.leg) }),
            let recorded = ticks.map(\.recorded).max()
        else { return nil }
        last.recorded = recorded
        last.evidence = ticks.sorted { ($0.occurred, $0.leg) < ($1.occurred, $1.leg) }.flatMap(\.evidence)
        return last
    }
}

extension Leg {
    /// Closed for another reason than a delivery: fetched at the counter, sent again by another leg.
    fileprivate var isClosedWithoutDelivery: Bool {
        state?.isClosed == true && history.present.allSatisfy { $0.delivery == nil }
    }
}

/// How the return of a result stands to the case's last day.
public enum ReturnTiming: String, Hashable, Sendable, Codable, CaseIterable {
    /// Returned in time, and known in time.
    case inTime = "in_time"
    /// Returned in time; we had proof of it after the last day.
    case inTimeTickedLate = "in_time_ticked_late"
    case late
    /// The procedure sets no last day.
    case noLastDay = "no_last_day"
    /// There is no proof of a return yet.
    case notReturned = "not_returned"

    /// Judges a return by the day on which it occurred.
    public init(_ returned: ResultReturned?, due: CalendarDay?) {
        guard let returned, let occurred = LocalTime.day(of: returned.occurred) else {
            self = .notReturned
            return
        }
        guard let due else {
            self = .noLastDay
            return
        }
        if occurred > due {
            self = .late
        } else if let recorded = LocalTime.day(of: returned.recorded), recorded > due {
            self = .inTimeTickedLate
        } else {
            self = .inTime
        }
    }

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .inTime: "trả kết quả đúng hạn"
        case .inTimeTickedLate: "trả kết quả đúng hạn, ghi nhận muộn"
        case .late: "trả kết quả quá hạn"
        case .noLastDay: "không có hạn trả"
        case .notReturned: "chưa trả"
        }
    }
}
