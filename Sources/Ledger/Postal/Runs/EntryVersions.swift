import PostalChannel

/// An entry as it is stored, by the numbers of what it names.
struct StoredEntry: Hashable {
    /// ``Parcel/id``.
    var parcel: String?
    var version: Int?
    /// See ``LineKey``.
    var line: Int?
    var rule: Int
    var outcomes: Int
    var remarks: Int
    var nextParcel: Int?
    var nextLine: Int?
    var isFurtherLine: Bool

    /// What it is about: a run has one entry of it.
    struct Subject: Hashable {
        var parcel: String?
        var line: Int?
    }

    var subject: Subject { Subject(parcel: parcel, line: line) }
}

/// In what a run differs from the one before.
public struct RunChanges: Sendable {
    /// The run before, by its number; as long as it is the last one, the changes hold.
    let since: Int
    /// Numbers of entries that are in force no more.
    let ended: [Int]
    let new: [StoredEntry]
}

/// Entries in the columns of `entry_versions`.
enum EntryVersionColumns {
    static let selected = """
        e.parcel_id, e.parcel_version, e.line, e.rule, e.outcomes, e.remarks, e.next_parcel, e.next_line,
        e.is_further_line
        """
    static let count = 9

    static let insertion = """
        INSERT INTO entry_versions (entry, first_run, parcel_id, parcel_version, line, rule, outcomes, remarks,
            next_parcel, next_line, is_further_line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static func append(_ entry: StoredEntry, number: Int, run: Int, to batch: inout SQLBatch) {
        batch.append(number)
        batch.append(run)
        batch.append(entry.parcel)
        batch.append(entry.version)
        batch.append(entry.line)
        batch.append(entry.rule)
        batch.append(entry.outcomes)
        batch.append(entry.remarks)
        batch.append(entry.nextParcel)
        batch.append(entry.nextLine)
        batch.append(entry.isFurtherLine)
    }

    static func entry(_ row: SQLCells) throws -> StoredEntry {
        StoredEntry(
            parcel: try row.optionalText(0), version: try row.wholeNumber(1), line: try row.wholeNumber(2),
            rule: try row.integer(3), outcomes: try row.integer(4), remarks: try row.integer(5),
            nextParcel: try row.wholeNumber(6), nextLine: try row.wholeNumber(7), isFurtherLine: try row.flag(8))
    }
}

extension LedgerTransaction {
    /// In what the entries of a run differ from those in force; what is neither about a parcel of the run nor
    /// about a line without one stays in force.
    /// - Parameter parcels: identities of the run's parcels.
    func changes(to entries: [StoredEntry], ofParcels parcels: [String]) throws -> RunChanges {
        var known = try numbersInForce(ofParcels: parcels)
        var new: [StoredEntry] = []
        for entry in entries {
            if known[entry.subject]?.entry == entry { known[entry.subject] = nil } else { new.append(entry) }
        }
        return RunChanges(
            since: try lastRunOfChanges(), ended: known.values.map(\.number).sorted(), new: new)
    }

    /// Records what ``changes(to:ofParcels:)`` found.
    func record(_ changes: RunChanges, of run: RunRecord) throws {
        var ended = SQLBatch(columns: 2)
        for number in changes.ended {
            ended.append(run.number)
            ended.append(number)
        }
        try sql.flush("UPDATE entry_versions SET until_run = ? WHERE entry = ?", &ended)
        guard !changes.new.isEmpty else { return }
        var batch = SQLBatch(columns: EntryVersionColumns.count + 2)
        let numbers = try reserve(changes.new.count, of: .entryVersion)
        for (number, entry) in zip(numbers, changes.new) {
            EntryVersionColumns.append(entry, number: number, run: run.number, to: &batch)
            try sql.flush(EntryVersionColumns.insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(EntryVersionColumns.insertion, &batch)
        acts.note(.reconciled, run.id.rawValue, .entryVersions, range: numbers, at: run.recordedAt)
    }

    /// The entries in force of some parcels.
    func entriesInForce(ofParcels ids: [String]) throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        try sql.forEachRow(
            """
            SELECT \(EntryVersionColumns.selected) FROM entry_versions e
            WHERE e.until_run IS NULL AND e.parcel_id
            """, in: ids.map { SQLValue($0) }
        ) { entries.append(try EntryVersionColumns.entry($0)) }
        return entries
    }

    private typealias Numbered = (number: Int, entry: StoredEntry)

    /// Of so many parcels all entries in force are read in one go, where most of them are of these.
    private static let many = 20_000

    private func numbersInForce(ofParcels ids: [String]) throws -> [StoredEntry.Subject: Numbered] {
        var known: [StoredEntry.Subject: Numbered] = [:]
        func note(_ row: SQLCells) throws {
            let entry = try EntryVersionColumns.entry(row)
            known[entry.subject] = (try row.integer(EntryVersionColumns.count), entry)
        }
        let query = "SELECT \(EntryVersionColumns.selected), e.entry FROM entry_versions e WHERE e.until_run IS NULL"
        if try ids.count < max(Self.many, last(.entryVersion) / 4) {
            try sql.forEachRow("\(query) AND e.parcel_id", in: ids.map { SQLValue($0) }, note)
            try sql.forEachRow("\(query) AND e.parcel_id IS NULL", [], note)
        } else {
            let among = Set(ids)
            try sql.forEachRow(query, []) { row in
                if try row.optionalText(0).map(among.contains) ?? true { try note(row) }
            }
        }
        return known
    }
}
