import Basics
import Dossiers

/// One line of the post's statement (bảng đối soát), read but not yet compared.
public struct StatementLine: Hashable, Sendable {
    /// Where a line stands.
    public struct Place: Hashable, Comparable, Sendable {
        /// Identity of the statement.
        public var statement: String
        /// Sheet, counted from 0; 0 for text files.
        public var sheet: Int
        /// Row of the sheet, from 1.
        public var row: Int

        public init(statement: String, sheet: Int = 0, row: Int) {
            self.statement = statement
            self.sheet = sheet
            self.row = row
        }

        /// A text of its own for each place, for records that name lines.
        public var text: String { "\(statement):\(sheet):\(row)" }

        /// Reads what ``text`` wrote; `nil` for anything else.
        public init?(text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, !parts[0].isEmpty, let sheet = Int(parts[1]), let row = Int(parts[2]), sheet >= 0,
                row >= 1
            else { return nil }
            self.init(statement: String(parts[0]), sheet: sheet, row: row)
        }

        public static func < (a: Place, b: Place) -> Bool {
            (a.statement, a.sheet, a.row) < (b.statement, b.sheet, b.row)
        }
    }

    public var place: Place
    public var tracking: WrittenTracking
    /// The case that the post noted, where it did.
    public var caseCode: CaseCode?
    /// When the post took the item.
    public var accepted: PostalTime?
    public var delivered: PostalTime?
    public var status: PostalStatus
    public var recipient: String
    /// Who signed for it; empty when nobody did.
    public var signer: String
    /// Grams.
    public var weight: Int?
    /// What the post charges for the item, surcharges left out where they stand in a column of their own.
    public var fee: Dong?
    /// Charged beside the fee.
    public var surcharge: Dong?
    /// Collected, or to be collected, from the recipient.
    public var collected: Dong?
    /// Of what was collected, paid over to us.
    public var remitted: Dong?
    /// Deliveries tried.
    public var attempts: Int?
    /// What of the line was not read, or not read with certainty.
    public var doubts: LineDoubts

    public init(
        place: Place, tracking: WrittenTracking, caseCode: CaseCode? = nil, accepted: PostalTime? = nil,
        delivered: PostalTime? = nil, status: PostalStatus = .unknown, recipient: String = "", signer: String = "",
        weight: Int? = nil, fee: Dong? = nil, surcharge: Dong? = nil, collected: Dong? = nil, remitted: Dong? = nil,
        attempts: Int? = nil, doubts: LineDoubts = []
    ) {
        self.place = place
        self.tracking = tracking
        self.caseCode = caseCode
        self.accepted = accepted
        self.delivered = delivered
        self.status = status
        self.recipient = recipient
        self.signer = signer
        self.weight = weight
        self.fee = fee
        self.surcharge = surcharge
        self.collected = collected
        self.remitted = remitted
        self.attempts = attempts
        self.doubts = doubts
    }
}

/// A time as a statement gives it: to the minute, or only a day.
public struct PostalTime: Hashable, Sendable, Codable {
    /// The moment; the begin of the day at +07:00 where only a day is given.
    public var instant: Instant
    public var isWholeDay: Bool

    public init(_ instant: Instant, isWholeDay: Bool = false) {
        self.instant = instant
        self.isWholeDay = isWholeDay
    }

    /// The day at +07:00.
    public var day: CalendarDay? { LocalTime.day(of: instant) }

    /// Whether it lies at the very beginning of its day.
    public var isMidnight: Bool { (instant.milliseconds + LocalTime.offset).isMultiple(of: 86_400_000) }

    /// The same moment as a time of day, midnight too.
    var withTime: PostalTime { PostalTime(instant) }

    /// The same, but for a midnight only the day.
    var withoutMidnight: PostalTime { isMidnight ? PostalTime(instant, isWholeDay: true) : self }

    /// Days since 1970-01-01 at +07:00.
    var dayNumber: Int { PostalTime.dayNumber(of: instant) }

    /// Hour of the day at +07:00, 0 to 23.
    static func hour(of instant: Instant) -> Int {
        let local = instant.milliseconds + LocalTime.offset
        return Int((local - Int64(dayNumber(of: instant)) * 86_400_000) / 3_600_000)
    }

    static func dayNumber(of instant: Instant) -> Int {
        let local = instant.milliseconds + LocalTime.offset
        return Int(local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000)
    }
}
