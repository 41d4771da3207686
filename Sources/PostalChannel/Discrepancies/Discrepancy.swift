import Basics
import Dossiers

/// A difference between our side and the post's that somebody must close (chênh lệch).
///
/// Its state follows from its events in the order in which they were recorded: work on a difference takes effect when
/// it is recorded, so that nothing can be slipped in before an approval.
public struct Discrepancy: Hashable, Sendable, Identifiable {
    /// Limits on what comes from outside.
    public enum Limit {
        public static let events = 1_000
        /// Bytes of a text.
        public static let text = 4_000
        /// The largest amount, whichever sign.
        public static let amount = Dong(1_000_000_000_000)
    }

    public let id: DiscrepancyID
    /// What differs: an ``Outcome`` or ``Remark`` by its stable code.
    public let code: String
    public let subject: DiscrepancySubject
    /// In order of recording; the first opens it.
    public private(set) var events: [DiscrepancyEvent]
    public private(set) var state: DiscrepancyState
    /// Account that works it; `nil` while nobody does.
    public private(set) var owner: String?
    /// The amount in question; negative for what we owe.
    public private(set) var amount: Dong
    /// What both sides have, by the latest run that found something new; `nil` when no run said.
    public private(set) var evidence: DiscrepancyEvidence?
    /// The proposal in force.
    public private(set) var proposal: DiscrepancyEvent?

    /// A difference as it was found.
    /// - Parameter opening: of kind ``DiscrepancyEvent/Kind/opened``.
    public init(
        id: DiscrepancyID, code: String, subject: DiscrepancySubject, opening: DiscrepancyEvent
    ) throws(ImpossibleDiscrepancyMove) {
        self.id = id
        self.code = code
        self.subject = subject
        events = []
        state = .open
        amount = .zero
        try Self.checkInput(opening, after: nil)
        try take(opening, isFirst: true)
    }

    /// A difference as it was stored. Whether four eyes were needed depends on the rules of that day and is not asked
    /// again.
    /// - Parameter events: in any order; never empty.
    public init?(id: DiscrepancyID, code: String, subject: DiscrepancySubject, stored events: [DiscrepancyEvent])
        throws(ImpossibleDiscrepancyMove)
    {
        let sorted = events.sorted { ($0.recorded, $0.id) < ($1.recorded, $1.id) }
        let openings = sorted.filter { $0.kind == .opened }
        guard let first = openings.first else { return nil }
        try self.init(id: id, code: code, subject: subject, opening: first)
        for event in sorted where event.id != first.id { try take(event, isFirst: false) }
    }

    /// When it was found.
    public var opened: Instant { events.first?.occurred ?? Instant(milliseconds: 0) }

    /// When it was closed; `nil` while it is not.
    public var closed: Instant? {
        state == .closed ? events.last { $0.kind == .closed || $0.kind == .clearedByRun }?.recorded : nil
    }

    public var isOpen: Bool { state != .closed }

    /// Whether something can be done to it now; a proposal begins the work on one that nobody has looked into.
    public func allows(_ kind: DiscrepancyEvent.Kind) -> Bool {
        if kind == .resolutionProposed, state == .open || state == .reopened { return true }
        return DiscrepancyState.state(after: state, kind) != nil
    }

    /// The difference with a further event. The same event once more changes nothing.
    public func adding(_ event: DiscrepancyEvent, rules: DiscrepancyRules) throws(ImpossibleDiscrepancyMove)
        -> Discrepancy
    {
        if let known = events.first(where: { $0.id == event.id }) {
            guard known == event else { throw ImpossibleDiscrepancyMove(.identityTaken, event, state: state) }
            return self
        }
        if events.count >= Limit.events { throw ImpossibleDiscrepancyMove(.tooManyEvents, event, state: state) }
        try Self.checkInput(event, after: events.last)
        var result = self
        if event.kind == .resolutionApproved { try checkFourEyes(event, rules) }
        try result.take(event, isFirst: false)
        return result
    }

    /// Whether an approval must come from another person than the proposal.
    public func needsFourEyes(_ rules: DiscrepancyRules) -> Bool {
        let largest = max(amount.rawValue.magnitude, (proposal?.amount ?? .zero).rawValue.magnitude)
        return largest > rules.fourEyesAbove.rawValue.magnitude
    }

    private func checkFourEyes(_ event: DiscrepancyEvent, _ rules: DiscrepancyRules) throws(ImpossibleDiscrepancyMove) {
        guard needsFourEyes(rules), let proposal else { return }
        // Two names that one account gives are one pair of eyes.
        let isOneAccount = proposal.account != nil && proposal.account == event.account
        if isOneAccount || Self.account(proposal.actor) == Self.account(event.actor) {
            throw ImpossibleDiscrepancyMove(.fourEyes, event, state: state, limit: rules.fourEyesAbove)
        }
    }

    private mutating func take(_ event: DiscrepancyEvent, isFirst: Bool) throws(ImpossibleDiscrepancyMove) {
        guard let next = DiscrepancyState.state(after: isFirst ? nil : state, event.kind) else {
            throw ImpossibleDiscrepancyMove(.impossibleStep, event, state: isFirst ? nil : state)
        }
        state = next
        if let owner = event.owner { self.owner = owner }
        if let evidence = event.evidence { self.evidence = evidence }
        switch event.kind {
        case .opened, .amountChanged, .factsChanged: amount = event.amount ?? amount
        case .resolutionProposed: proposal = event
        case .resolutionRejected, .reopened: proposal = nil
        default: break
        }
        events.append(event)
    }

    private static func account(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    private static func checkInput(_ event: DiscrepancyEvent, after last: DiscrepancyEvent?)
        throws(ImpossibleDiscrepancyMove)
    {
        func refuse(_ code: ImpossibleDiscrepancyMove.Code) -> ImpossibleDiscrepancyMove {
            ImpossibleDiscrepancyMove(code, event)
        }
        let texts = [event.id.rawValue, event.actor, event.reason, event.owner ?? "", event.reference]
        if texts.contains(where: { $0.utf8.count > Limit.text }) { throw refuse(.tooLong) }
        if isBlank(event.actor) { throw refuse(.actorMissing) }
        if event.kind.needsReason, isBlank(event.reason) { throw refuse(.reasonMissing) }
        if event.kind == .clearedByRun, event.reference.isEmpty { throw refuse(.runMissing) }
        if event.kind == .resolutionProposed, event.resolution == nil { throw refuse(.resolutionMissing) }
        if event.kind == .assigned, isBlank(event.owner ?? "") { throw refuse(.ownerMissing) }
        if event.kind == .amountChanged || event.kind == .factsChanged, event.amount == nil {
            throw refuse(.amountMissing)
        }
        if let amount = event.amount, amount.rawValue.magnitude > Limit.amount.rawValue.magnitude {
            throw refuse(.amountOutOfRange)
        }
        if !event.occurred.isInRange || !event.recorded.isInRange { throw refuse(.timeOutOfRange) }
        if event.occurred > event.recorded { throw refuse(.occursInFuture) }
        if let last, event.recorded < last.recorded { throw refuse(.outOfOrder) }
    }
}

/// What a difference is about; whatever is known of it.
public struct DiscrepancySubject: Hashable, Sendable, Codable {
    public var caseCode: CaseCode?
    public var leg: LegID?
    /// ``Parcel/id``.
    public var parcel: String?
    /// The tracking number, ours or the statement's.
    public var tracking: String?
    /// The statement line.
    public var line: String?
    /// The run that found it.
    public var run: String?
    /// The day that it belongs to: a period with that day cannot be closed while it is open.
    public var day: CalendarDay
    /// When the full transit time ended, from which complaints count.
    public var transitEnd: CalendarDay?

    public init(
        day: CalendarDay, caseCode: CaseCode? = nil, leg: LegID? = nil, parcel: String? = nil,
        tracking: String? = nil, line: String? = nil, run: String? = nil, transitEnd: CalendarDay? = nil
    ) {
        self.day = day
        self.caseCode = caseCode
        self.leg = leg
        self.parcel = parcel
        self.tracking = tracking
        self.line = line
        self.run = run
        self.transitEnd = transitEnd
    }

    private enum CodingKeys: String, CodingKey {
        case leg, parcel, tracking, line, run, day
        case caseCode = "case_code"
        case transitEnd = "transit_end"
    }
}
