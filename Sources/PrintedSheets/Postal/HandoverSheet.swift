import Basics
import Dossiers

/// The list of parcels that agency and post hand over to each other at one post office on one day (bảng kê giao nhận
/// bưu gửi). For the intake leg it is the record (biên bản giao nhận) whose signing is the legal filing time
/// (TT 17/2017/TT-BTTTT).
public struct HandoverSheet: Hashable, Sendable {
    /// One parcel.
    public struct Line: Hashable, Sendable {
        public var tracking: String
        /// At least one; a parcel may hold the papers of several.
        public var cases: [CaseCode]
        /// The recipient on the return leg, the sender on the intake leg.
        public var person: PostalParty
        /// In grams.
        public var weight: Int
        /// What the post charges (cước).
        public var fee: Dong
        /// What it collects for the agency (tiền thu hộ).
        public var toCollect: Dong
        /// Papers in the parcel.
        public var papers: Int

        public init(
            tracking: String, cases: [CaseCode], person: PostalParty, weight: Int, fee: Dong, toCollect: Dong,
            papers: Int
        ) {
            self.tracking = tracking
            self.cases = cases
            self.person = person
            self.weight = weight
            self.fee = fee
            self.toCollect = toCollect
            self.papers = papers
        }
    }

    public var leg: SheetLeg
    public var issuer: SheetIssuer
    /// As in `Bưu cục Sơn Định 1`.
    public var postOffice: String
    /// The manifest's number, printable ASCII.
    public var number: String
    public var day: CalendarDay
    public var lines: [Line]

    public init(
        leg: SheetLeg, issuer: SheetIssuer, postOffice: String, number: String, day: CalendarDay, lines: [Line]
    ) {
        self.leg = leg
        self.issuer = issuer
        self.postOffice = postOffice
        self.number = number
        self.day = day
        self.lines = lines
    }

    /// The most lines that a sheet may have.
    public static let lineLimit = 20_000

    /// Writes the sheet as a PDF, A4; an older file at the path is replaced once the new one is whole.
    ///
    /// - Parameter created: the moment that the sheet bears; the same sheet and moment give the same bytes.
    /// - Throws: ``SheetFault``; then nothing was written at the path.
    public func write(to path: String, created: Instant) throws(SheetFault) {
        try SheetLimits.check(count: lines.count, most: Self.lineLimit)
        for line in lines {
            try SheetLimits.check([line.weight, line.papers, line.fee.rawValue, line.toCollect.rawValue])
        }
        let drawing = try HandoverDrawing(self, created: created)
        let plan = try drawing.plan(page: .a4)
        try SheetFile.write(to: path, title: "\(drawing.title) \(number)", page: .a4, created: created) {
            canvas throws(SheetFault) in
            try drawing.draw(plan, on: canvas)
        }
    }
}
