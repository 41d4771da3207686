import PostalChannel

/// Entries in the columns of `run_entries`.
enum EntryColumns {
    static let selected = """
        e.entry, e.parcel_version, e.line, e.rule, e.outcomes, e.remarks, e.next_parcel, e.next_line, e.is_further_line
        """
    /// Place of the first column after the selected ones.
    static let count = 9

    static let insertion = """
        INSERT INTO run_entries (entry, parcel_version, line, rule, outcomes, remarks, next_parcel, next_line,
            is_further_line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let placeBits = 32

    static func key(run: Int, place: Int) -> Int { run << placeBits | place }

    static func keys(of run: Int) -> ClosedRange<Int> { key(run: run, place: 0)...key(run: run, place: 0xFFFF_FFFF) }

    /// - Parameter statements: identities by number.
    static func entry(_ row: SQLCells, statements: [Int: String]) throws -> RunEntry {
        func place(_ column: Int) throws -> StatementLine.Place? {
            guard let key = try row.wholeNumber(column) else { return nil }
            let statement = try row.present(statements[LineKey.statement(of: key)], column)
            return StatementLine.Place(
                statement: statement, sheet: LineKey.sheet(of: key), row: LineKey.row(of: key))
        }
        func version(_ column: Int) throws -> ParcelVersion? {
            try row.wholeNumber(column).map(ParcelVersion.init(number:))
        }
        let runnerUp = try version(6).map(StoredRunnerUp.parcel) ?? place(7).map(StoredRunnerUp.line)
        return RunEntry(
            parcel: try version(1), line: try place(2), rule: try rule(row.integer(3)),
            outcomes: OutcomeSet(rawValue: try bits(row, 4)), remarks: RemarkSet(rawValue: try bits(row, 5)),
            runnerUp: runnerUp, isFurtherLine: try row.flag(8))
    }

    private static func bits<Bits: FixedWidthInteger>(_ row: SQLCells, _ column: Int) throws -> Bits {
        try row.present(Bits(exactly: row.integer(column)), column)
    }

    // MARK: Rules

    /// The number by which a rule is stored; 0 for none.
    static func number(_ rule: MatchRule?) -> Int {
        switch rule {
        case nil: 0
        case .numberAndCase: 1
        case .number: 2
        case .numberAndFields: 3
        case .lossyNumber: 4
        case .caseAndFields: 5
        case .mistypedNumber: 6
        case .decided: 7
        }
    }

    static func rule(_ number: Int) throws -> MatchRule? {
        if number == 0 { return nil }
        guard let rule = MatchRule.allCases.first(where: { Self.number($0) == number }) else {
            throw LedgerError(.damagedRecord, "rule of an entry")
        }
        return rule
    }
}
