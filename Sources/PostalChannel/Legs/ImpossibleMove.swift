import Basics

/// Why a fact cannot be true beside the facts that a leg has.
public struct ImpossibleMove: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The step cannot follow the state that the leg had then.
        case impossibleStep = "impossible_step"
        /// Where it fits, a later fact no longer would.
        case contradictsLaterFact = "contradicts_later_fact"
        /// The step is recorded already, for another day: whichever is wrong must be superseded.
        case alreadyRecorded = "already_recorded"
        /// Nothing follows closing; the closing itself must be superseded first.
        case legClosed = "leg_closed"
        /// A first attempt after another attempt.
        case attemptOutOfOrder = "attempt_out_of_order"
        /// A result is sent again and nobody says whose fault that is.
        case faultMissing = "fault_missing"
        /// Closing with open ends needs a reason.
        case openEnds = "open_ends"
        /// A step of the other direction.
        case wrongDirection = "wrong_direction"
        /// It happened later than it was recorded.
        case occursInFuture = "occurs_in_future"
        /// Its day is closed, or that of the fact whose place it takes.
        case periodClosed = "period_closed"
        /// Before 1970 or after 2199.
        case timeOutOfRange = "time_out_of_range"
        /// The identity stands for another fact.
        case identityTaken = "identity_taken"
        /// The fact to be superseded is not there, or superseded already.
        case nothingToSupersede = "nothing_to_supersede"
        case amountMissing = "amount_missing"
        case amountOutOfRange = "amount_out_of_range"
        /// A paper note without a paper, or a paper that was not recalled.
        case unknownPaper = "unknown_paper"
        case tooLong = "too_long"
        case tooManyEvents = "too_many_events"
    }

    public var code: Code
    /// What the fact says.
    public var kind: LegEvent.Kind
    /// When it is said to have happened.
    public var occurred: Instant
    /// The state that the leg had then; `nil` at its beginning.
    public var state: LegState?
    /// The fact that it contradicts.
    public var contradicted: LegEventID?
    public var contradictedKind: LegEvent.Kind?
    public var contradictedOccurred: Instant?
    /// The period that is closed.
    public var period: Period?
    /// The fact that the fold stumbled over.
    var refused: LegEvent

    init(_ code: Code, _ event: LegEvent, state: LegState? = nil, besides other: LegEvent? = nil) {
        self.code = code
        kind = event.kind
        occurred = event.occurred
        self.state = state
        refused = event
        contradicted = other?.id
        contradictedKind = other?.kind
        contradictedOccurred = other?.occurred
    }

    /// The refusal of a fact of a day that is closed.
    public init(_ event: LegEvent, inClosed period: Period) {
        self.init(.periodClosed, event)
        self.period = period
    }

    public var stableCode: String { code.rawValue }
}

extension ImpossibleMove {
    /// What of it is kept with a leg, and what sentences are made of.
    public struct Account: Hashable, Sendable, Codable {
        public var code: Code
        public var kind: LegEvent.Kind
        public var occurred: Instant
        public var state: LegState?
        public var contradictedKind: LegEvent.Kind?
        public var contradictedOccurred: Instant?
        public var period: Period?
    }

    public var account: Account {
        Account(
            code: code, kind: kind, occurred: occurred, state: state, contradictedKind: contradictedKind,
            contradictedOccurred: contradictedOccurred, period: period)
    }

    public var vietnamese: String { account.vietnamese }
    public var english: String { account.english }
}

extension ImpossibleMove.Account {
    public var vietnamese: String { texts.0 }
    public var english: String { texts.1 }

    private var texts: (String, String) {
        let what = kind.vietnamese
        let from = state?.vietnamese ?? "chưa bắt đầu"
        let fromCode = state?.rawValue ?? "the beginning"
        switch code {
        case .impossibleStep:
            return (
                "Không thể ghi “\(what)” lúc \(LocalTime.text(occurred)) khi chặng đang “\(from)”.",
                "\(kind.rawValue) cannot follow \(fromCode)."
            )
        case .contradictsLaterFact:
            let later = contradictedKind?.vietnamese ?? ""
            let time = contradictedOccurred.map(LocalTime.text) ?? ""
            return (
                "“\(what)” lúc \(LocalTime.text(occurred)) mâu thuẫn với “\(later)” lúc \(time) đã ghi.",
                "\(kind.rawValue) contradicts the later fact \(contradictedKind?.rawValue ?? "") of \(time)."
            )
        case .alreadyRecorded:
            let time = contradictedOccurred.map(LocalTime.text) ?? ""
            return (
                "“\(what)” đã được ghi lúc \(time); hãy thay thế sự kiện sai trước khi ghi lại.",
                "\(kind.rawValue) is recorded for \(time) already; supersede the wrong fact first."
            )
        case .legClosed:
            return (
                "Chặng đã đóng; hãy rút lại việc đóng trước khi ghi “\(what)”.",
                "The leg is closed; retract the closing before recording \(kind.rawValue)."
            )
        case .attemptOutOfOrder:
            return (
                "Đã có lần phát trước đó; hãy ghi là lần phát thứ hai.",
                "An earlier attempt is recorded; record this one as the second."
            )
        case .faultMissing:
            return (
                "Gửi lại kết quả cần ghi rõ lỗi của ai (cơ quan, bưu điện, người nhận).",
                "Sending a result again needs whose fault it is (agency, post, recipient)."
            )
        case .openEnds:
            return (
                "Chặng chưa xong (kết quả, tiền hoặc giấy tờ thu hồi); muốn đóng phải ghi lý do.",
                "The leg has open ends (result, money or recalled papers); closing it needs a reason."
            )
        default: return inputTexts
        }
    }

    private var inputTexts: (String, String) {
        switch code {
        case .wrongDirection:
            ("Sự kiện thuộc chiều ngược lại của chặng.", "The fact belongs to a leg of the other direction.")
        case .occursInFuture:
            ("Thời điểm xảy ra sau thời điểm ghi nhận.", "It occurred later than it was recorded.")
        case .periodClosed:
            (
                "Kỳ \(period?.description ?? "") đã khóa sổ; mở lại kỳ rồi ghi lại.",
                "Period \(period?.description ?? "") is closed; open it again, then record this once more."
            )
        case .timeOutOfRange: ("Thời điểm ngoài phạm vi.", "The time is out of range.")
        case .identityTaken:
            ("Mã sự kiện đã dùng cho sự kiện khác.", "The identity stands for another fact.")
        case .nothingToSupersede:
            (
                "Sự kiện cần thay thế không có hoặc đã được thay thế.",
                "The fact to be superseded is missing or superseded already."
            )
        case .amountMissing: ("Thiếu số tiền.", "The amount is missing.")
        case .amountOutOfRange:
            (
                "Số tiền phải từ 0 đến \(Leg.Limit.amount.digits) đồng.",
                "The amount must be from 0 to \(Leg.Limit.amount.rawValue) đồng."
            )
        case .unknownPaper:
            ("Giấy tờ không có trong danh sách phải thu hồi.", "The paper is not on the list of recalled papers.")
        case .tooLong:
            (
                "Nội dung dài quá \(Leg.Limit.text) ký tự.", "A text is longer than \(Leg.Limit.text) characters."
            )
        default:
            (
                "Chặng có quá \(Leg.Limit.events) sự kiện.", "The leg has more than \(Leg.Limit.events) facts."
            )
        }
    }
}
