import Basics
import Dossiers

/// The slip that goes with the papers of one case (Phiếu gửi hồ sơ, TT 17/2017/TT-BTTTT): on the intake leg signed when
/// the post takes the papers, on the return leg when the recipient gets the result.
public struct DispatchSlip: Hashable, Sendable {
    /// A paper in the parcel.
    public struct Paper: Hashable, Sendable {
        public var name: String
        /// As in `bản chính`; may be empty.
        public var form: String
        public var count: Int

        public init(name: String, form: String, count: Int) {
            self.name = name
            self.form = form
            self.count = count
        }
    }

    /// A fee that the post collects for the agency (phí, lệ phí thu hộ).
    public struct Charge: Hashable, Sendable {
        public var name: String
        public var amount: Dong

        public init(name: String, amount: Dong) {
            self.name = name
            self.amount = amount
        }
    }

    public var leg: SheetLeg
    public var issuer: SheetIssuer
    public var tracking: String
    public var caseCode: CaseCode
    /// The procedure in words.
    public var procedure: String
    public var day: CalendarDay
    /// The post's service, as in `EMS`.
    public var service: String
    /// In grams.
    public var weight: Int
    public var sender: PostalParty
    public var recipient: PostalParty
    public var papers: [Paper]
    /// What the post charges (cước).
    public var postage: Dong
    public var charges: [Charge]
    /// Papers that the recipient has to give back.
    public var recalled: [String]

    public init(
        leg: SheetLeg, issuer: SheetIssuer, tracking: String, caseCode: CaseCode, procedure: String, day: CalendarDay,
        service: String, weight: Int, sender: PostalParty, recipient: PostalParty, papers: [Paper], postage: Dong,
        charges: [Charge] = [], recalled: [String] = []
    ) {
        self.leg = leg
        self.issuer = issuer
        self.tracking = tracking
        self.caseCode = caseCode
        self.procedure = procedure
        self.day = day
        self.service = service
        self.weight = weight
        self.sender = sender
        self.recipient = recipient
        self.papers = papers
        self.postage = postage
        self.charges = charges
        self.recalled = recalled
    }

    /// The most slips that a file may have.
    public static let limit = 2_000
    /// The most papers, charges and recalled papers together that a slip may have.
    public static let entryLimit = 1_000

    /// Writes slips as a PDF, A4: both copies of a slip (liên 1, liên 2) on one page with a line to cut along where they
    /// fit, else each copy on pages of its own. An older file at the path is replaced once the new one is whole.
    ///
    /// - Parameter created: the moment that the slips bear; the same slips and moment give the same bytes.
    /// - Throws: ``SheetFault``; then nothing was written at the path.
    public static func write(_ slips: [DispatchSlip], to path: String, created: Instant) throws(SheetFault) {
        try SheetLimits.check(count: slips.count, most: limit)
        for slip in slips {
            try SheetLimits.check(
                count: 1 + slip.papers.count + slip.charges.count + slip.recalled.count, most: entryLimit)
            try SheetLimits.check([slip.postage.rawValue] + slip.charges.map(\.amount.rawValue))
        }
        try SheetFile.write(to: path, title: "Phiếu gửi hồ sơ", page: .a4, created: created) {
            canvas throws(SheetFault) in
            for slip in slips { try DispatchCopies(slip: slip, created: created).draw(on: canvas) }
        }
    }
}
