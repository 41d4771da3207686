import Basics
import Dossiers

/// The record of a reconciliation with the post (biên bản đối soát): sums by outcome, and what is still open.
public struct DiscrepancySheet: Hashable, Sendable {
    /// The two kinds of money between agency and post.
    public struct Money: Hashable, Sendable {
        /// What the post charges (cước).
        public var postage: Dong
        /// What it collected for the agency (thu hộ).
        public var collected: Dong

        public init(postage: Dong, collected: Dong) {
            self.postage = postage
            self.collected = collected
        }

        static let zero = Money(postage: .zero, collected: .zero)

        static func + (a: Money, b: Money) -> Money {
            Money(postage: a.postage + b.postage, collected: a.collected + b.collected)
        }

        static func - (a: Money, b: Money) -> Money {
            Money(postage: a.postage - b.postage, collected: a.collected - b.collected)
        }
    }

    /// How many lines, and what they amount to on either side.
    public struct Sums: Hashable, Sendable {
        public var lines: Int
        /// By the agency's books.
        public var ours: Money
        /// By the post's statement.
        public var theirs: Money

        public init(lines: Int, ours: Money, theirs: Money) {
            self.lines = lines
            self.ours = ours
            self.theirs = theirs
        }

        var figures: [Int] {
            [lines] + [ours, theirs].flatMap { [$0.postage.rawValue, $0.collected.rawValue] }
        }

        static func + (a: Sums, b: Sums) -> Sums {
            Sums(lines: a.lines + b.lines, ours: a.ours + b.ours, theirs: a.theirs + b.theirs)
        }
    }

    /// All lines that came out alike.
    public struct Outcome: Hashable, Sendable {
        /// In Vietnamese.
        public var name: String
        /// Whether its lines count as matched rather than as breaks.
        public var isMatch: Bool
        public var sums: Sums

        public init(name: String, isMatch: Bool, sums: Sums) {
            self.name = name
            self.isMatch = isMatch
            self.sums = sums
        }
    }

    /// A difference that nobody has closed yet.
    public struct Difference: Hashable, Sendable {
        public var tracking: String
        public var cases: [CaseCode]
        /// What differs, in Vietnamese.
        public var outcome: String
        /// Where it shows: rule, fields and their values, file and row.
        public var evidence: String
        /// Amounts by the agency's books and by the post's statement; `nil` where a side has none.
        public var ours: Dong?
        public var theirs: Dong?
        /// The last day for a complaint.
        public var deadline: CalendarDay?

        public init(
            tracking: String, cases: [CaseCode], outcome: String, evidence: String, ours: Dong?, theirs: Dong?,
            deadline: CalendarDay?
        ) {
            self.tracking = tracking
            self.cases = cases
            self.outcome = outcome
            self.evidence = evidence
            self.ours = ours
            self.theirs = theirs
            self.deadline = deadline
        }
    }

    public var issuer: SheetIssuer
    /// As in `Bưu điện tỉnh Sơn Định`.
    public var postalOperator: String
    /// The record's number.
    public var number: String
    /// The statement, by its name or number.
    public var statement: String
    public var firstDay: CalendarDay
    public var lastDay: CalendarDay
    public var outcomes: [Outcome]
    /// Counted apart from the outcomes, over all lines: what they must add up to.
    public var total: Sums
    /// What the post paid over of what it collected; `nil` where its statements do not say.
    public var remitted: Dong?
    public var differences: [Difference]

    public init(
        issuer: SheetIssuer, postalOperator: String, number: String, statement: String, firstDay: CalendarDay,
        lastDay: CalendarDay, outcomes: [Outcome], total: Sums, remitted: Dong? = nil, differences: [Difference]
    ) {
        self.issuer = issuer
        self.postalOperator = postalOperator
        self.number = number
        self.statement = statement
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.outcomes = outcomes
        self.total = total
        self.remitted = remitted
        self.differences = differences
    }

    /// The most kinds of outcome that a sheet may have.
    public static let outcomeLimit = 30
    /// The most open differences that a sheet may have.
    public static let differenceLimit = 20_000

    /// Writes the record as a PDF, A4; an older file at the path is replaced once the new one is whole.
    ///
    /// - Parameter created: the moment that the sheet bears; the same sheet and moment give the same bytes.
    /// - Throws: ``SheetFault``, ``SheetFault/unbalanced(_:)`` when the outcomes do not add up to the total to the đồng;
    ///   then nothing was written at the path.
    public func write(to path: String, created: Instant) throws(SheetFault) {
        try SheetLimits.check(count: outcomes.count, most: Self.outcomeLimit)
        try SheetLimits.check((outcomes.map(\.sums) + [total]).flatMap(\.figures))
        try SheetLimits.check(differences.flatMap { [$0.ours, $0.theirs] }.compactMap { $0?.rawValue })
        guard differences.count <= Self.differenceLimit else { throw .tooMany(Self.differenceLimit) }
        try checkBalance()
        let drawing = DiscrepancyDrawing(self, created: created)
        let plan = try drawing.plan(page: .a4)
        try SheetFile.write(to: path, title: "Biên bản đối soát \(number)", page: .a4, created: created) {
            canvas throws(SheetFault) in
            try drawing.draw(plan, on: canvas)
        }
    }

    private func checkBalance() throws(SheetFault) {
        let sum = outcomes.reduce(Sums(lines: 0, ours: .zero, theirs: .zero)) { $0 + $1.sums }
        let pairs = [
            ("số dòng", sum.lines, total.lines),
            ("cước theo cơ quan", sum.ours.postage.rawValue, total.ours.postage.rawValue),
            ("cước theo bưu điện", sum.theirs.postage.rawValue, total.theirs.postage.rawValue),
            ("thu hộ theo cơ quan", sum.ours.collected.rawValue, total.ours.collected.rawValue),
            ("thu hộ theo bưu điện", sum.theirs.collected.rawValue, total.theirs.collected.rawValue),
        ]
        for (name, parts, whole) in pairs where parts != whole {
            throw .unbalanced(
                "\(name): cộng các kết quả được \(Wording.count(parts)), tổng là \(Wording.count(whole)).")
        }
    }

    var matchedLines: Int { outcomes.filter(\.isMatch).reduce(0) { $0 + $1.sums.lines } }
}
