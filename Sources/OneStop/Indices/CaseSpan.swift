import Basics
import Dossiers

/// What statistics need to know of one case.
public struct CaseSpan: Hashable, Sendable {
    /// When something happened and when we came to know it.
    public struct Clocks: Hashable, Sendable {
        public var occurred: Instant
        public var recorded: Instant

        public init(occurred: Instant, recorded: Instant) {
            (self.occurred, self.recorded) = (occurred, recorded)
        }
    }

    public var code: CaseCode
    public var agency: String
    public var field: String
    public var channel: CaseChannel
    public var received: Clocks
    public var ended: Clocks?
    /// The last moment; `nil` without a term.
    public var due: Instant?
    /// Whether the term does not run: within the limit, however late.
    public var isPaused: Bool
    /// When it counts, as it was decided when its facts were recorded; `nil` to work it out from the freezes.
    public var booked: BookedSpan?

    public init(
        code: CaseCode, agency: String, field: String, channel: CaseChannel, received: Clocks, ended: Clocks? = nil,
        due: Instant?, isPaused: Bool = false,
        booked: BookedSpan? = nil
    ) {
        self.code = code
        self.agency = agency
        self.field = field
        self.channel = channel
        self.received = received
        self.ended = ended
        self.due = due
        self.isPaused = isPaused
        self.booked = booked
    }
}

/// When a case counts as received and as settled, kept beside it, so that what was counted in a frozen period stays
/// there whatever becomes known later.
public struct BookedSpan: Hashable, Sendable {
    public var received: Instant
    /// `nil` while it pends.
    public var ended: Instant?

    public init(received: Instant, ended: Instant?) { (self.received, self.ended) = (received, ended) }

    /// Books what is known now.
    /// - Parameters:
    ///   - received: when it was received; `nil` where nobody says so any longer.
    ///   - earlier: as it was booked before.
    ///   - frozen: the first moment after the last frozen period; what lies before it does not change.
    /// - Returns: `nil` for a case that never counted.
    public init?(received: Instant?, ended: Instant?, earlier: BookedSpan?, frozen: Instant?) {
        guard let frozen, let earlier, earlier.received < frozen else {
            guard let received else { return nil }
            let counted = max(received, frozen ?? received)
            self.init(received: counted, ended: ended.map { max($0, counted) })
            return
        }
        if let settled = earlier.ended, settled < frozen {
            // Settled by a frozen report: that stands, and a case that pends after all comes in anew.
            let isOpen = received != nil && ended == nil
            self.init(received: isOpen ? frozen : earlier.received, ended: isOpen ? nil : settled)
        } else if received == nil {
            self.init(received: earlier.received, ended: frozen)
        } else {
            self.init(received: earlier.received, ended: ended.map { max($0, frozen) })
        }
    }
}

/// That the numbers of a period were frozen: what becomes known later is booked in the period after it.
public struct PeriodFreeze: Hashable, Sendable, Codable {
    /// The first moment after the period.
    public var end: Instant
    public var frozen: Instant

    public init(end: Instant, frozen: Instant) { (self.end, self.frozen) = (end, frozen) }
}

/// When facts count: when they occurred, or, if their period was frozen before they were known, at the beginning of the
/// next. So last period's pending cases are always this period's carried ones.
public struct Booking: Hashable, Sendable {
    private let freezes: [PeriodFreeze]

    public init(_ freezes: [PeriodFreeze]) { self.freezes = freezes }

    public func moment(_ clocks: CaseSpan.Clocks) -> Instant {
        freezes.filter { $0.frozen < clocks.recorded && $0.end > clocks.occurred }.map(\.end)
            .reduce(clocks.occurred) { max($0, $1) }
    }

    /// Received and ended as they count; an end never counts before the receipt.
    func moments(_ span: CaseSpan) -> (received: Instant, ended: Instant?) {
        if let booked = span.booked { return (booked.received, booked.ended) }
        let received = moment(span.received)
        return (received, span.ended.map { max(moment($0), received) })
    }
}
