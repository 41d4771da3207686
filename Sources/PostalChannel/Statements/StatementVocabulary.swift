/// The words of statements: headings, statuses, sums. Dated data; all phrases are folded (without marks, lower case).
public struct StatementVocabulary: Hashable, Sendable {
    /// A phrase of a status and what it means.
    public struct StatusPhrase: Hashable, Sendable {
        /// Folded words that the statement's text contains.
        public var phrase: String
        public var status: PostalStatus
        /// Whether it means that only where a clause says nothing else.
        public var isAlone: Bool

        public init(phrase: String, status: PostalStatus, isAlone: Bool = false) {
            self.phrase = phrase
            self.status = status
            self.isAlone = isAlone
        }
    }

    /// Headings of each column, the usual ones first.
    public var headings: [ColumnRole: [String]]
    /// Headings of columns that reconciling has no use for, so that no other role is read into them.
    public var otherHeadings: [String]
    /// In the order in which they are tried: the first that a clause of the text contains counts.
    public var statuses: [StatusPhrase]
    /// Words of a status that add nothing to its meaning.
    public var statusFillers: Set<String>
    /// What further clauses of a status speak of when they do not speak of the item.
    public var statusDetails: [String]
    /// Who sent the item: a delivery to them is a return.
    public var senders: [String]
    /// Numeric or lettered codes of statuses, by the code as written.
    public var statusCodes: [String: PostalStatus]
    /// Words that a row of sums begins with.
    public var totals: [String]
    /// Words that a row begins with whose sums are not those of this statement alone: carried over, cumulated.
    public var carried: [String]
    /// What becomes of fractions of a đồng.
    public var fractions: FractionRule
    /// Units that stand behind a heading's words and say nothing of the column's role.
    public var units: [String]

    public init(
        headings: [ColumnRole: [String]], otherHeadings: [String] = [], statuses: [StatusPhrase],
        statusFillers: Set<String> = [], statusDetails: [String] = [], senders: [String] = [],
        statusCodes: [String: PostalStatus] = [:], totals: [String], carried: [String] = [],
        fractions: FractionRule = .nearest, units: [String] = []
    ) {
        self.headings = headings
        self.otherHeadings = otherHeadings
        self.statuses = statuses
        self.statusFillers = statusFillers
        self.statusDetails = statusDetails
        self.senders = senders
        self.statusCodes = statusCodes
        self.totals = totals
        self.carried = carried
        self.fractions = fractions
        self.units = units
    }
}
