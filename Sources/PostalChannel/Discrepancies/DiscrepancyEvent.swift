import Basics

public typealias DiscrepancyID = Identifier<Discrepancy>
public typealias DiscrepancyEventID = Identifier<DiscrepancyEvent>

/// One thing that happened to a difference while it was worked. Never changed or deleted.
public struct DiscrepancyEvent: Hashable, Sendable, Codable, Identifiable {
    /// What happened.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A reconciliation, or a person, found it.
        case opened
        /// It got an owner.
        case assigned
        case investigationStarted = "investigation_started"
        /// The amount in question turned out to be another.
        case amountChanged = "amount_changed"
        /// A later run found it with other figures; what was proposed or approved for the earlier ones is void.
        case factsChanged = "facts_changed"
        case resolutionProposed = "resolution_proposed"
        case resolutionRejected = "resolution_rejected"
        case resolutionApproved = "resolution_approved"
        /// The approved resolution was carried out.
        case closed
        /// A later run of the reconciliation no longer finds it; the run stands in ``DiscrepancyEvent/reference``.
        case clearedByRun = "cleared_by_run"
        case reopened
        /// A complaint went to the post.
        case complaintFiled = "complaint_filed"
        case noted

        /// Whether it must say why.
        var needsReason: Bool {
            switch self {
            case .resolutionProposed, .resolutionRejected, .reopened, .amountChanged: true
            default: false
            }
        }

        /// The Vietnamese words that screens and sheets show.
        public var vietnamese: String {
            switch self {
            case .opened: "phát hiện"
            case .assigned: "giao việc"
            case .investigationStarted: "bắt đầu xác minh"
            case .amountChanged: "điều chỉnh số tiền"
            case .factsChanged: "số liệu hai bên đã khác"
            case .resolutionProposed: "đề xuất xử lý"
            case .resolutionRejected: "không duyệt đề xuất"
            case .resolutionApproved: "duyệt đề xuất"
            case .closed: "đóng"
            case .clearedByRun: "lần đối soát sau không còn chênh lệch"
            case .reopened: "mở lại"
            case .complaintFiled: "gửi khiếu nại"
            case .noted: "ghi chú"
            }
        }
    }

    public var id: DiscrepancyEventID
    public var kind: Kind
    /// When it happened.
    public var occurred: Instant
    /// When it was recorded: the order in which events take effect.
    public var recorded: Instant
    /// Name of the person who did it, as a script may have given it, or of the run.
    public var actor: String
    /// The account that did it; `nil` for what was recorded before accounts were, and for runs.
    public var account: String?
    /// Why; empty where none is required.
    public var reason: String
    /// The account that works it from now on.
    public var owner: String?
    /// The amount in question from now on, or the amount of the resolution.
    public var amount: Dong?
    public var resolution: DiscrepancyResolution?
    /// Evidence: a run, a letter, a scan.
    public var reference: String
    /// What both sides had when a run found it; `nil` for what people do, and for runs of earlier versions.
    public var evidence: DiscrepancyEvidence?

    public init(
        id: DiscrepancyEventID, kind: Kind, occurred: Instant, recorded: Instant, actor: String, account: String? = nil,
        reason: String = "", owner: String? = nil, amount: Dong? = nil, resolution: DiscrepancyResolution? = nil,
        reference: String = "",
        evidence: DiscrepancyEvidence? = nil
    ) {
        self.id = id
        self.kind = kind
        self.occurred = occurred
        self.recorded = recorded
        self.actor = actor
        self.account = account
        self.reason = reason
        self.owner = owner
        self.amount = amount
        self.resolution = resolution
        self.reference = reference
        self.evidence = evidence
    }
}

/// What working differences goes by: dated data, not code.
public struct DiscrepancyRules: Hashable, Sendable, Codable {
    /// Above this amount, whichever sign, the approver is another person than the proposer.
    public var fourEyesAbove: Dong

    public init(fourEyesAbove: Dong) { self.fourEyesAbove = fourEyesAbove }

    private enum CodingKeys: String, CodingKey {
        case fourEyesAbove = "four_eyes_above"
    }
}
