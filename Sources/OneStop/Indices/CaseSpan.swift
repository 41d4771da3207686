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

    public init(
        code: CaseCode, agency: String, field: String, channel: CaseChannel, received: Clocks, ended: Clocks? = nil,
        due: Instant?, isPaused: Bool = false
    ) {
        self.code = code
        self.agency = agency
        self.field = field
        self.channel = channel
        self.received = received
        self.ended = ended
        self.due = due
        self.isPaused = isPaused
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
        let received = moment(span.received)
        return (received, span.ended.map { max(moment($0), received) })
    }
}
