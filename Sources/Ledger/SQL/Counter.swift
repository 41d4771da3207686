/// Numbers that are given out one after the other: each of them once, and growing.
enum Counter: String {
    case parcelVersion = "parcel_version"
    case reconciliationRun = "reconciliation_run"
    case statement
    case entryVersion = "entry_version"
    case parcelMark = "parcel_mark"
    case compactedEntry = "compacted_entry"
    case job
    case jobEvent = "job_event"
    /// The turns of the lanes of the job queue.
    case laneTurn = "lane_turn"
    case caseImport = "case_import"
    /// Jobs that were given up and wait for a person: no series but a count, which the tables keep by themselves.
    case deadLetter = "dead_letter"
    case correction
    case pageAct = "page_act"
}

extension SQLSession {
    /// The next numbers of a series, from 1.
    /// - Parameter count: how many, at least one.
    func reserve(_ count: Int, of counter: Counter) throws -> ClosedRange<Int> {
        let row = try row(
            "UPDATE counters SET value = value + ? WHERE name = ? RETURNING value",
            [SQLValue(count), SQLValue(counter)])
        guard let last = try row?.integer("value") else { throw LedgerError(.damagedRecord, "no counter") }
        return last - count + 1...last
    }
}

extension LedgerTransaction {
    /// The next number of a series, from 1.
    func next(_ counter: Counter) throws -> Int { try reserve(1, of: counter).lowerBound }

    /// The next numbers of a series.
    /// - Parameter count: how many, at least one.
    func reserve(_ count: Int, of counter: Counter) throws -> ClosedRange<Int> {
        try sql.reserve(count, of: counter)
    }

    /// The number that was given out last; 0 before the first.
    func last(_ counter: Counter) throws -> Int {
        try sql.row("SELECT value FROM counters WHERE name = ?", [SQLValue(counter)])?.integer("value") ?? 0
    }
}
