import Basics

public typealias LegID = Identifier<Leg>
public typealias LegEventID = Identifier<LegEvent>

/// One fact about a leg, as somebody reported it. Facts are never changed or deleted: a later one takes the place of
/// an earlier one by naming it in ``supersedes``.
public struct LegEvent: Hashable, Sendable, Codable, Identifiable {
    /// What a fact says.
    public enum Kind: RawRepresentable, Hashable, Sendable, Codable {
        /// The leg, or one of its parcels, came to a state.
        case step(LegState)
        /// Something beside the course of things.
        case note(LegNote)

        /// Takes `intake.counted`, `return.delivered`, `note.fee_due`.
        public init?(rawValue: String) {
            if let state = LegState(rawValue: rawValue) {
                self = .step(state)
            } else if rawValue.hasPrefix("note."), let note = LegNote(rawValue: String(rawValue.dropFirst(5))) {
                self = .note(note)
            } else {
                return nil
            }
        }

        public var rawValue: String {
            switch self {
            case .step(let state): state.rawValue
            case .note(let note): "note.\(note.rawValue)"
            }
        }

        // Compared by case: the text would be made anew for each comparison.
        public static func == (a: Kind, b: Kind) -> Bool {
            switch (a, b) {
            case (.step(let a), .step(let b)): a == b
            case (.note(let a), .note(let b)): a == b
            default: false
            }
        }

        public func hash(into hasher: inout Hasher) {
            switch self {
            case .step(let state): hasher.combine(state)
            case .note(let note): hasher.combine(note)
            }
        }

        /// The Vietnamese words that screens and sheets show.
        public var vietnamese: String {
            switch self {
            case .step(let state): state.vietnamese
            case .note(let note): note.vietnamese
            }
        }
    }

    public var id: LegEventID
    public var kind: Kind
    /// When it happened; the beginning of the day at +07:00 when only the day is known.
    public var occurred: Instant
    /// How exactly ``occurred`` is known.
    public var precision: TimePrecision
    /// When we came to know it.
    public var recorded: Instant
    public var source: EventSource
    /// The parcel that it is about; `nil` for the whole leg.
    public var parcel: String?
    /// Office or town, as written; empty when unknown.
    public var place: String
    /// What else was said: the reason of a failed attempt, who signed. Kept out of logs.
    public var detail: String
    /// Money that changed hands, or is due, with this fact.
    public var amount: Dong?
    /// The recalled paper that it is about.
    public var paper: String?
    /// Whose fault it is that the result is sent again.
    public var fault: RepeatFault?
    /// The earlier fact whose place it takes.
    public var supersedes: LegEventID?

    public init(
        id: LegEventID, kind: Kind, occurred: Instant, precision: TimePrecision = .minute, recorded: Instant,
        source: EventSource, parcel: String? = nil, place: String = "", detail: String = "", amount: Dong? = nil,
        paper: String? = nil, fault: RepeatFault? = nil, supersedes: LegEventID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.occurred = occurred
        self.precision = precision
        self.recorded = recorded
        self.source = source
        self.parcel = parcel
        self.place = place
        self.detail = detail
        self.amount = amount
        self.paper = paper
        self.fault = fault
        self.supersedes = supersedes
    }

    /// The state that it reports; `nil` for a note.
    public var step: LegState? {
        if case .step(let state) = kind { state } else { nil }
    }
}

/// How exactly a moment is known.
public enum TimePrecision: String, Hashable, Sendable, Codable, CaseIterable {
    case minute
    /// The statement or paper gives the day only.
    case day
}

/// What a fact may say beside the course of things.
public enum LegNote: String, Hashable, Sendable, Codable, CaseIterable {
    /// The amount that the post has to collect; a later one replaces an earlier one.
    case feeDue = "fee_due"
    /// Collected from the citizen; adds up.
    case feeCollected = "fee_collected"
    /// Paid over to the agency; adds up.
    case feeRemitted = "fee_remitted"
    /// The recipient must give this paper back on delivery.
    case paperRecalled = "paper_recalled"
    /// The recipient gave the paper back.
    case paperGivenBack = "paper_given_back"
    /// A scan or paper was filed on the leg.
    case evidenceFiled = "evidence_filed"
    /// The fact that it supersedes was none.
    case retraction

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .feeDue: "số tiền phải thu"
        case .feeCollected: "đã thu tiền"
        case .feeRemitted: "đã nộp tiền"
        case .paperRecalled: "giấy tờ phải thu hồi"
        case .paperGivenBack: "đã thu hồi giấy tờ"
        case .evidenceFiled: "đã lưu chứng từ"
        case .retraction: "rút lại sự kiện"
        }
    }
}

/// Whose fault it is that a result is sent again; that party bears the cost.
public enum RepeatFault: String, Hashable, Sendable, Codable, CaseIterable {
    /// Wrong address, wrong paper.
    case agency
    /// Lost, damaged, sent back without two invitations.
    case post
    /// Not at home, refused, gave a wrong address.
    case recipient

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .agency: "lỗi của cơ quan"
        case .post: "lỗi của bưu điện"
        case .recipient: "lỗi của người nhận"
        }
    }
}
