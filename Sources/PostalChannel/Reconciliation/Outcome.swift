/// What reconciling says of a parcel or a statement line; the codes that scripts and reports rely on.
public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// Ours and theirs agree in all that was compared.
    case matched
    /// We handed it over in the time that the statements cover, and they do not have it.
    case missingInStatement = "missing_in_statement"
    /// The statement charges an item that we do not have.
    case missingInOurs = "missing_in_ours"
    /// One of both sides mistyped the number.
    case checkDigitTypo = "check_digit_typo"
    /// The same item stands more than once on the statements.
    case duplicateLine = "duplicate_line"
    /// Collected from the recipient ≠ what was due.
    case codDiffers = "cod_differs"
    /// The post's charge ≠ ours.
    case feeDiffers = "fee_differs"
    /// Delivered after the day of the deadline.
    case lateDelivery = "late_delivery"
    /// One side says delivered, the other returned to the sender.
    case returnedButDelivered = "returned_but_delivered"
    /// The statement has the item moving before we handed it over.
    case statusBeforeHandover = "status_before_handover"
    /// One number stands for several parcels.
    case trackingReused = "tracking_reused"
    /// The statement's number has lost digits; found by name, date and amounts.
    case numericTrackingLossy = "numeric_tracking_lossy"
    /// Beside ``matched``: the names differ in their marks only.
    case nameDiacriticsOnly = "name_diacritics_only"
    /// Beside ``matched``: the parcel carries several cases.
    case twoCasesOneParcel = "two_cases_one_parcel"
    /// Beside ``matched``: the case has further parcels in the same direction.
    case caseInTwoParcels = "case_in_two_parcels"
    /// Beside ``matched``: the statement kept the number as floating point, without loss.
    case numericTracking = "numeric_tracking"

    /// Whether it only informs, so that nobody has to close it.
    public var isInformation: Bool { Self.information.contains(self) }

    private static let information: OutcomeSet = [
        .matched, .nameDiacriticsOnly, .twoCasesOneParcel, .caseInTwoParcels, .numericTracking,
    ]
}

/// Several outcomes at once.
public struct OutcomeSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public init(_ outcome: Outcome) { rawValue = 1 << Self.place(outcome) }

    public init(arrayLiteral outcomes: Outcome...) {
        rawValue = outcomes.reduce(0) { $0 | 1 << Self.place($1) }
    }

    public func contains(_ outcome: Outcome) -> Bool { rawValue & 1 << Self.place(outcome) != 0 }

    public mutating func insert(_ outcome: Outcome) { formUnion(OutcomeSet(outcome)) }

    /// In the order of their declaration.
    public var all: [Outcome] { Outcome.allCases.filter(contains) }

    /// Whether a person has to close something.
    public var isDiscrepancy: Bool { all.contains { !$0.isInformation } }

    private static func place(_ outcome: Outcome) -> UInt32 {
        switch outcome {
        case .matched: 0
        case .missingInStatement: 1
        case .missingInOurs: 2
        case .checkDigitTypo: 3
        case .duplicateLine: 4
        case .codDiffers: 5
        case .feeDiffers: 6
        case .lateDelivery: 7
        case .returnedButDelivered: 8
        case .statusBeforeHandover: 9
        case .trackingReused: 10
        case .numericTrackingLossy: 11
        case .nameDiacriticsOnly: 12
        case .twoCasesOneParcel: 13
        case .caseInTwoParcels: 14
        case .numericTracking: 15
        }
    }
}
