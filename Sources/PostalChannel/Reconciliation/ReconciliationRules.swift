import Basics

/// What reconciling goes by: dated data, not code.
public struct ReconciliationRules: Hashable, Sendable {
    /// Version of the rules, recorded with every result; raise it with each change of a value or of the cascade.
    public var version: String
    public var formats: TrackingFormats
    /// How far the post's clock and ours may differ, minutes.
    public var clockTolerance: Int
    /// An item that the post took this many days before or after our hand-over may still be the same; days.
    public var dayWindow: ClosedRange<Int>
    /// A fee or a sum collected may differ so much and still corroborate a pairing without a usable number.
    public var amountTolerance: Dong
    /// Delivery attempts after which an item has to go back (TT 17/2017/TT-BTTTT: two invitations).
    public var attemptsBeforeReturn: Int
    /// Hour at +07:00, 0 to 24, from which the post may take an item on the day after our hand-over only.
    public var eveningHour: Int
    /// Codes of differences that are noted and that nobody has to close.
    public var noteOnly: Set<String>

    public init(
        version: String, formats: TrackingFormats, clockTolerance: Int = 15, dayWindow: ClosedRange<Int> = -7...15,
        amountTolerance: Dong = .zero, attemptsBeforeReturn: Int = 2, eveningHour: Int = 24, noteOnly: Set<String> = []
    ) {
        self.version = version
        self.formats = formats
        self.clockTolerance = clockTolerance
        self.dayWindow = dayWindow
        self.amountTolerance = amountTolerance
        self.attemptsBeforeReturn = attemptsBeforeReturn
        self.eveningHour = eveningHour
        self.noteOnly = noteOnly
    }
}

/// How a pair was found; the steps of the cascade in their order.
public enum MatchRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// A person said that they belong together.
    case decided = "R0_decided"
    /// The number and the case agree.
    case numberAndCase = "R1_number_and_case"
    /// The number agrees, and nothing speaks against it.
    case number = "R2_number"
    /// The number agrees and stands for several parcels or lines: told apart by case, name, date and amounts.
    case numberAndFields = "R3_number_and_fields"
    /// The number has lost digits: name, date and amounts agree.
    case lossyNumber = "R4_lossy_number"
    /// There is no usable number: case, date and amounts agree.
    case caseAndFields = "R5_case_and_fields"
    /// The numbers are one slip apart, the check digit says which is right, and a second field agrees.
    case mistypedNumber = "R6_mistyped_number"
}
