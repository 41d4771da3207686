import Basics

/// One field of a pair as both sides have it: the evidence that an entry rests on.
public struct ComparedField: Hashable, Sendable, Codable {
    /// The fields that are compared; stable names.
    public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
        case tracking
        case caseCode = "case"
        case recipient
        case accepted
        case delivered
        case status
        case weight
        case fee
        case collected
        case remitted
        /// Our last day for the delivery against the day of the delivery; only as evidence of a difference.
        case deadline
        /// Papers on the list against papers counted; only as evidence of a difference.
        case papers
    }

    public var name: Name
    /// As a clerk reads it; `nil` when our side does not say.
    public var ours: String?
    public var theirs: String?
    public var agreement: Agreement

    /// The fields of a pair, in the order of ``Name``; those that neither side gives are left out.
    public static func all(_ parcel: Parcel, _ line: StatementLine, _ rules: ReconciliationRules) -> [ComparedField] {
        let evidence = PairEvidence(parcel, line, rules)
        let fields = [
            ComparedField(.tracking, parcel.tracking, line.tracking.text, compareNumbers(parcel, line)),
            ComparedField(
                .caseCode, parcel.cases.map(\.rawValue).joined(separator: ", "), line.caseCode?.rawValue,
                evidence.caseCode),
            ComparedField(.recipient, parcel.recipient, line.recipient, evidence.name),
            ComparedField(
                .accepted, parcel.handedOver.map(LocalTime.text), line.accepted?.text,
                evidence.days == nil ? .unknown : evidence.isInWindow ? .same : .differs),
            ComparedField(
                .delivered, parcel.deliveredAt.map(LocalTime.text), line.delivered?.text,
                compareTimes(parcel.deliveredAt, line.delivered)),
            ComparedField(
                .status, text(parcel.status), text(line.status), compareStatuses(parcel.status, line.status)),
            ComparedField(
                .weight, parcel.weight.map { "\($0) g" }, line.weight.map { "\($0) g" }, evidence.weight),
            ComparedField(.fee, parcel.fee?.description, line.fee?.description, evidence.fee),
            ComparedField(.collected, parcel.due.description, line.collected?.description, evidence.due),
            ComparedField(.remitted, nil, line.remitted?.description, .unknown),
        ]
        return fields.filter { $0.ours != nil || $0.theirs != nil }
    }

    private init(_ name: Name, _ ours: String?, _ theirs: String?, _ agreement: Agreement) {
        self.name = name
        self.ours = ours?.isEmpty == true ? nil : ours
        self.theirs = theirs?.isEmpty == true ? nil : theirs
        self.agreement = agreement
    }

    private static func compareNumbers(_ parcel: Parcel, _ line: StatementLine) -> Agreement {
        switch line.tracking {
        case .written(let number), .numeric(let number):
            NumberIndex.isSame(number, parcel.tracking) ? .same : .differs
        case .several(let numbers): numbers.contains(parcel.tracking) ? .same : .differs
        case .lossy, .none: .unknown
        }
    }

    private static func compareTimes(_ ours: Instant?, _ theirs: PostalTime?) -> Agreement {
        guard let ours, let theirs else { return .unknown }
        return PostalTime.dayNumber(of: ours) == theirs.dayNumber ? .same : .differs
    }

    private static func compareStatuses(_ ours: PostalStatus, _ theirs: PostalStatus) -> Agreement {
        if ours == .unknown || theirs == .unknown { return .unknown }
        // Our copy of the status is as old as our last look: that the post is further says nothing against it.
        if ours == theirs { return .same }
        return ours.precedes(theirs) ? .unknown : .differs
    }

    private static func text(_ status: PostalStatus) -> String? { status == .unknown ? nil : status.vietnamese }
}

extension PostalTime {
    /// `dd/MM/yyyy HH:mm`, or `dd/MM/yyyy` where only the day is known.
    public var text: String {
        guard isWholeDay, let day else { return LocalTime.text(instant) }
        return LocalTime.text(day)
    }
}

extension PostalStatus {
    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .unknown: "không rõ"
        case .prepared: "đã chuẩn bị"
        case .accepted: "đã chấp nhận"
        case .inTransit: "đang vận chuyển"
        case .attemptFailed: "phát không thành công"
        case .delivered: "đã phát"
        case .refused: "bị từ chối nhận"
        case .returning: "đang chuyển hoàn"
        case .returned: "đã chuyển hoàn"
        case .lost: "thất lạc"
        case .damaged: "hư hỏng"
        case .cancelled: "đã hủy"
        }
    }
}
