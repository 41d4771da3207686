/// What a column of a statement holds.
public enum ColumnRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Running number of the line.
    case ordinal
    /// Tracking number (số hiệu bưu gửi).
    case tracking
    /// Number of the paper slip (số phiếu gửi).
    case slipNumber = "slip_number"
    case caseCode = "case_code"
    case service
    case sender
    case recipient
    case address
    case province
    case phone
    case weight
    /// The main charge.
    case fee
    /// Charges beside the main one; there may be several such columns.
    case surcharge
    /// Taken off the charges; whatever its sign, it makes them less.
    case discount
    /// All charges together.
    case feeTotal = "fee_total"
    /// Collected, or to be collected, from the recipient.
    case collected
    /// Paid over to us of what was collected.
    case remitted
    /// Day, or day and time, on which the post took the item.
    case accepted
    /// Time of day belonging to ``accepted``, where it has a column of its own.
    case acceptedTime = "accepted_time"
    case delivered
    case deliveredTime = "delivered_time"
    case status
    /// Who signed.
    case signer
    /// How often delivery was tried.
    case attempts
    /// Reason of a return.
    case reason
    case note

    /// The roles whose columns hold money.
    public static let money: [ColumnRole] = [.fee, .surcharge, .discount, .feeTotal, .collected, .remitted]

    /// Place among all roles, from 0.
    var place: Int {
        switch self {
        case .ordinal: 0
        case .tracking: 1
        case .slipNumber: 2
        case .caseCode: 3
        case .service: 4
        case .sender: 5
        case .recipient: 6
        case .address: 7
        case .province: 8
        case .phone: 9
        case .weight: 10
        case .fee: 11
        case .surcharge: 12
        case .feeTotal: 13
        case .collected: 14
        case .remitted: 15
        case .accepted: 16
        case .acceptedTime: 17
        case .delivered: 18
        case .deliveredTime: 19
        case .status: 20
        case .signer: 21
        case .attempts: 22
        case .reason: 23
        case .note: 24
        case .discount: 25
        }
    }

    /// What the cells below the heading look like.
    var content: ColumnContent {
        switch self {
        case .tracking: .tracking
        case .caseCode: .caseCode
        case .weight, .fee, .surcharge, .discount, .feeTotal, .collected, .remitted: .amount
        case .accepted, .delivered: .date
        case .acceptedTime, .deliveredTime: .time
        case .ordinal, .attempts: .smallNumber
        case .status: .status
        case .recipient: .name
        case .slipNumber, .service, .sender, .address, .province, .phone, .signer, .reason, .note: .text
        }
    }
}

/// What the cells of a column look like, whatever its heading says.
enum ColumnContent: Hashable {
    case tracking
    /// Letters and digits in one piece.
    case code
    case caseCode
    case amount
    case date
    case time
    case smallNumber
    /// Words that the table of statuses knows.
    case status
    /// Two words or more without a digit.
    case name
    case text
}
