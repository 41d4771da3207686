/// What else a person should know of a parcel or a line, beside its ``Outcome``.
public enum Remark: String, Hashable, Sendable, Codable, CaseIterable {
    /// Handed over on a day that no statement covers yet.
    case awaitingStatement = "awaiting_statement"
    /// The number agrees and nothing else does: not taken for a match.
    case numberConflict = "number_conflict"
    /// Several candidates are equally good: a person chooses.
    case severalCandidates = "several_candidates"
    /// A number one slip away is the other side's; what else is known does not suffice to pair them.
    case possibleTypo = "possible_typo"
    /// The names have nothing in common.
    case nameDiffers = "name_differs"
    case weightDiffers = "weight_differs"
    /// A surcharge stands beside the fee.
    case surcharged
    /// Less, or more, was paid over to us than collected.
    case remittanceDiffers = "remittance_differs"
    /// Not delivered although the deadline has passed at the cut-off.
    case overdue
    /// The statement's words for the status are not in the table of statuses.
    case unknownStatus = "unknown_status"
    /// The line's day lies outside the period that its statement declares.
    case wrongPeriod = "wrong_period"
    /// Delivery failed twice, and it is neither delivered nor on its way back.
    case failedTwiceNotReturned = "failed_twice_not_returned"
    /// Fewer or more papers than the list says were counted at hand-over.
    case countMismatch = "count_mismatch"
    /// The hand-over record lacks the hour.
    case hourMissing = "hour_missing"
    /// The hand-over record lacks a signature.
    case signatureMissing = "signature_missing"
    /// A paper that the recipient had to give back did not come back.
    case recalledPaperMissing = "recalled_paper_missing"
    /// An original went out and is not back.
    case originalNotReturned = "original_not_returned"
    /// The case, date and amounts agree, and the statement gives no number.
    case numberMissing = "number_missing"
    /// The post says that it lost the item.
    case lostByPost = "lost_by_post"
    /// The post says that the item was damaged.
    case damagedByPost = "damaged_by_post"
    /// The recipient did not take it.
    case refused
    /// It goes, or went, back to its sender: it must be sent anew, and nothing is owed of what was to be collected.
    case sentBack = "sent_back"
    /// The post says that the item was cancelled.
    case cancelledByPost = "cancelled_by_post"
    /// Dated after the last day that counts.
    case afterCutOff = "after_cut_off"
    /// A further line of an item that another line of the same number begins: a refund, a surcharge, a later status.
    case partOfItem = "part_of_item"
    /// A person decided about the pair by what a line said that now says something else.
    case decisionOutdated = "decision_outdated"
    /// The post reported a delivery and then had the item on its way back; found when a leg is followed, not by
    /// reconciling.
    case deliveryCalledBack = "delivery_called_back"
    /// What the post reports cannot be true beside what is known of the leg; found when a leg is followed.
    case legContradiction = "leg_contradiction"
    /// A cell of money or of a day holds something that could not be read.
    case unreadCell = "unread_cell"
    /// Fee, surcharges and discounts do not give the total beside them.
    case partsDiffer = "parts_differ"
    /// Several numbers stand in the line's cell.
    case severalNumbers = "several_numbers"
    /// Something else stands beside the number in its cell.
    case notedNumber = "noted_number"
    /// The number had lost the zeros in front.
    case leadingZerosLost = "leading_zeros_lost"
    /// Money that the statement charges without the number of an item.
    case chargeWithoutNumber = "charge_without_number"

    /// Whether a person has to close it as a break.
    public var isDiscrepancy: Bool {
        switch self {
        case .awaitingStatement, .nameDiffers, .unknownStatus, .surcharged, .afterCutOff, .partOfItem, .notedNumber,
            .leadingZerosLost, .chargeWithoutNumber:
            false
        default: true
        }
    }
}

/// Several remarks at once.
public struct RemarkSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }

    public init(_ remark: Remark) { rawValue = 1 << Self.place(remark) }

    public func contains(_ remark: Remark) -> Bool { rawValue & 1 << UInt64(Self.place(remark)) != 0 }

    public mutating func insert(_ remark: Remark) { formUnion(RemarkSet(remark)) }

    /// In the order of their declaration.
    public var all: [Remark] { Remark.allCases.filter(contains) }

    public var isDiscrepancy: Bool { all.contains(where: \.isDiscrepancy) }

    private static func place(_ remark: Remark) -> UInt32 {
        switch remark {
        case .awaitingStatement: 0
        case .numberConflict: 1
        case .severalCandidates: 2
        case .possibleTypo: 3
        case .nameDiffers: 4
        case .weightDiffers: 5
        case .surcharged: 6
        case .remittanceDiffers: 7
        case .overdue: 8
        case .unknownStatus: 9
        case .wrongPeriod: 10
        case .failedTwiceNotReturned: 11
        case .countMismatch: 12
        case .hourMissing: 13
        case .signatureMissing: 14
        case .recalledPaperMissing: 15
        case .originalNotReturned: 16
        case .numberMissing: 17
        case .lostByPost: 18
        case .damagedByPost: 19
        case .refused: 20
        case .sentBack: 21
        case .cancelledByPost: 22
        case .afterCutOff: 23
        case .partOfItem: 24
        case .decisionOutdated: 25
        case .deliveryCalledBack: 26
        case .legContradiction: 27
        case .unreadCell: 28
        case .partsDiffer: 29
        case .severalNumbers: 30
        case .notedNumber: 31
        case .leadingZerosLost: 32
        case .chargeWithoutNumber: 33
        }
    }
}
