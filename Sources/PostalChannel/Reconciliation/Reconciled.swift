import Basics

/// What is reconciled: our side, theirs, and up to which day.
public struct ReconciliationInput: Sendable {
    public var parcels: [Parcel]
    /// What hand-over records and legs say of some parcels, by the parcels' identities.
    public var facts: [String: ParcelFacts]
    public var lines: [StatementLine]
    /// The statements that the lines come from.
    public var statements: [StatementPeriod]
    public var rules: ReconciliationRules
    /// What people decided about pairs.
    public var decisions: MatchDecisions
    /// Parcels, by identity, of which people decided something by what a line said that now says something else.
    public var outdatedDecisions: Set<String>
    /// Last day that counts: what is dated later is left out, and what has not come by then is overdue. `nil` for the last day that the statements cover.
    public var cutOff: CalendarDay?
    /// Whether these are not all parcels and lines that there are: those left out are paired by number with each other.
    public var isPart = false
    /// How many of the parcels left out are for a recipient, by name, as far as it was asked: see
    /// ``ReconciliationResult/askedNames``.
    public var namesakes: [String: Int] = [:]

    public init(
        parcels: [Parcel], facts: [String: ParcelFacts] = [:], lines: [StatementLine], statements: [StatementPeriod],
        rules: ReconciliationRules, decisions: MatchDecisions = MatchDecisions([]),
        outdatedDecisions: Set<String> = [], cutOff: CalendarDay? = nil
    ) {
        self.parcels = parcels
        self.facts = facts
        self.lines = lines
        self.statements = statements
        self.rules = rules
        self.decisions = decisions
        self.outdatedDecisions = outdatedDecisions
        self.cutOff = cutOff
    }
}

extension ReconciliationInput {
    /// Whether a person took a parcel and a line, by their places, apart.
    func forbids(_ parcel: Int, _ line: Int) -> Bool {
        !decisions.isEmpty && decisions.forbids(parcel: parcels[parcel].id, line: lines[line].place.text)
    }
}

/// A statement, as far as reconciling needs it.
public struct StatementPeriod: Hashable, Sendable {
    public var statement: String
    /// Days that it declares to cover, or, where it declares none, `nil`: then those of its lines count.
    public var declared: ClosedRange<CalendarDay>?
    /// What its lines say about days, where not all of them are in the input.
    public var days: StatementDays?

    public init(statement: String, declared: ClosedRange<CalendarDay>? = nil, days: StatementDays? = nil) {
        self.statement = statement
        self.declared = declared
        self.days = days
    }
}

/// What hand-over records and legs say of a parcel beside its own data.
public struct ParcelFacts: Hashable, Sendable {
    /// Papers listed, and papers counted at hand-over.
    public var listed: Int?
    public var counted: Int?
    /// Whether there is a hand-over record, with its hour, with both signatures.
    public var hasRecord: Bool
    public var hasHour: Bool
    public var isSigned: Bool
    /// Papers that the recipient must give back and has not.
    public var recalledOutstanding: Int
    /// Originals sent out that must come back and have not.
    public var originalsOutstanding: Int

    public init(
        listed: Int? = nil, counted: Int? = nil, hasRecord: Bool = false, hasHour: Bool = true, isSigned: Bool = true,
        recalledOutstanding: Int = 0, originalsOutstanding: Int = 0
    ) {
        self.listed = listed
        self.counted = counted
        self.hasRecord = hasRecord
        self.hasHour = hasHour
        self.isSigned = isSigned
        self.recalledOutstanding = recalledOutstanding
        self.originalsOutstanding = originalsOutstanding
    }
}

/// One row of a result: a pair, a further line of the same item, or what stands alone.
public struct ReconciledEntry: Hashable, Sendable {
    /// Place of our parcel in the input; `nil` when we have none.
    public var parcel: Int?
    /// Place of their line in the input; `nil` when they have none.
    public var line: Int?
    /// How the pair was found; `nil` for what stands alone.
    public var rule: MatchRule?
    public var outcomes: OutcomeSet
    public var remarks: RemarkSet
    /// The next best on the other side, which was not taken.
    public var runnerUp: RunnerUp?
    /// Whether the line is a further one of a parcel that another entry pairs.
    public var isFurtherLine: Bool

    public init(
        parcel: Int? = nil, line: Int? = nil, rule: MatchRule? = nil, outcomes: OutcomeSet, remarks: RemarkSet = [],
        runnerUp: RunnerUp? = nil, isFurtherLine: Bool = false
    ) {
        self.parcel = parcel
        self.line = line
        self.isFurtherLine = isFurtherLine
        self.rule = rule
        self.outcomes = outcomes
        self.remarks = remarks
        self.runnerUp = runnerUp
    }

    /// Whether a person has to close something.
    public var isDiscrepancy: Bool { outcomes.isDiscrepancy || remarks.isDiscrepancy }
}

/// What else might have been paired.
public enum RunnerUp: Hashable, Sendable {
    /// Place of one of our parcels in the input.
    case parcel(Int)
    /// Place of a statement line in the input.
    case line(Int)
}

/// What came of reconciling.
public struct ReconciliationResult: Sendable {
    public var input: ReconciliationInput
    /// First the entries with a parcel, in the order of the parcels' identities, then the lines without one by number.
    /// Every parcel and every line of the input stands in at least one entry.
    public var entries: [ReconciledEntry]
    /// The lines of items that stand on several, put together, by the place of the line that begins them: what was
    /// compared with our side.
    public var combinedLines: [Int: StatementLine]
    /// Recipients of whom it matters how many parcels there are, and of whom the input of a part does not tell: with
    /// ``ReconciliationInput/namesakes`` of them the result may be another.
    public var askedNames: Set<String>

    public init(
        input: ReconciliationInput, entries: [ReconciledEntry], combinedLines: [Int: StatementLine] = [:],
        askedNames: Set<String> = []
    ) {
        self.askedNames = askedNames
        self.input = input
        self.entries = entries
        self.combinedLines = combinedLines
    }

    /// What a person has to close of an entry, in a fixed order.
    public func breakCodes(of entry: ReconciledEntry) -> [DiscrepancyCode] {
        let noteOnly = input.rules.noteOnly
        return noteOnly.isEmpty ? entry.breakCodes : entry.breakCodes.filter { !noteOnly.contains($0.rawValue) }
    }

    /// Whether a person has to close something of an entry.
    public func isDiscrepancy(_ entry: ReconciledEntry) -> Bool {
        entry.isDiscrepancy && (input.rules.noteOnly.isEmpty || !breakCodes(of: entry).isEmpty)
    }

    /// The day to which an entry belongs: that of our hand-over, else that on which the post took or delivered the item;
    /// `nil` when nothing says.
    public func day(of entry: ReconciledEntry) -> CalendarDay? {
        let line = entry.line.map { input.lines[$0] }
        return entry.parcel.flatMap { input.parcels[$0].handedOver }.flatMap(LocalTime.day(of:))
            ?? line?.accepted?.day ?? line?.delivered?.day
    }

    /// The entries of some days only; further lines stay with their item. Those without a day are left out.
    public func within(_ days: ClosedRange<CalendarDay>) -> ReconciliationResult {
        var part = self
        part.entries = entries.filter { day(of: $0).map(days.contains) ?? false }
        return part
    }

    /// What was compared with our side: the entry's line, or all lines of its item put together.
    public func comparedLine(of entry: ReconciledEntry) -> StatementLine? {
        guard let place = entry.line else { return nil }
        guard !combinedLines.isEmpty, !entry.isFurtherLine else { return input.lines[place] }
        return combinedLines[place] ?? input.lines[place]
    }
}
