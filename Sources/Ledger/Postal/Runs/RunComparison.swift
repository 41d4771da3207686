import PostalChannel

extension LedgerTransaction {
    /// In what a later run differs from an earlier one: by parcel, then by line. That a parcel has another version, and
    /// all else is as it was, is no difference.
    /// - Throws: ``LedgerError/Code/notFound``.
    public func differences(between earlier: RunID, and later: RunID) throws -> [RunDifference] {
        let (earlier, later) = (try existingRun(earlier), try existingRun(later))
        let statements = try statementNames()
        var subjects: [Subject: RunDifference] = [:]
        for (run, other, isLater) in [(earlier, later, false), (later, earlier, true)] {
            try forEachEntry(of: run, notIn: other, statements) { parcel, entry in
                let subject = parcel.map(Subject.parcel) ?? entry.line.map(Subject.line) ?? .parcel("")
                var difference = subjects[subject] ?? subject.difference
                if isLater { difference.after.append(entry) } else { difference.before.append(entry) }
                subjects[subject] = difference
            }
        }
        return subjects.filter { !$0.value.isOnlyOfVersions }.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What both have equally is left out by the engine, so that only what differs is looked at here.
    private func forEachEntry(
        of run: RunRecord, notIn other: RunRecord, _ statements: [Int: String],
        _ body: (String?, RunEntry) throws -> Void
    ) throws {
        let (differing, values) = Self.entries(of: run, notIn: other)
        try sql.forEachRow(
            """
            SELECT 0, e.parcel_version, e.line, e.rule, e.outcomes, e.remarks, e.next_parcel, e.next_line,
                e.is_further_line, p.parcel_id
            FROM (\(differing)) e LEFT JOIN parcel_versions p ON p.version = e.parcel_version
            """, values
        ) { row in
            try body(row.optionalText(EntryColumns.count), EntryColumns.entry(row, statements: statements))
        }
    }

    private static let columns =
        "parcel_version, line, rule, outcomes, remarks, next_parcel, next_line, is_further_line"

    /// Of two runs that stand as changes, one entry is the same row of both; others are compared by what they say.
    private static func entries(of run: RunRecord, notIn other: RunRecord) -> (sql: String, values: [SQLValue]) {
        let (number, others) = (SQLValue(run.number), SQLValue(other.number))
        if !run.isWhole, !other.isWhole {
            return run.number < other.number
                ? (
                    "SELECT \(columns) FROM entry_versions WHERE first_run <= ? AND until_run > ? AND until_run <= ?",
                    [number, number, others]
                )
                : (
                    """
                    SELECT \(columns) FROM entry_versions
                    WHERE first_run > ? AND first_run <= ? AND (until_run IS NULL OR until_run > ?)
                    """, [others, number, number]
                )
        }
        let (own, theirs) = (all(of: run), all(of: other))
        return ("\(own.sql) EXCEPT \(theirs.sql)", own.values + theirs.values)
    }

    private static func all(of run: RunRecord) -> (sql: String, values: [SQLValue]) {
        guard run.isWhole else {
            return (
                "SELECT \(columns) FROM entry_versions WHERE first_run <= ? AND (until_run IS NULL OR until_run > ?)",
                [SQLValue(run.number), SQLValue(run.number)]
            )
        }
        let keys = EntryColumns.keys(of: run.number)
        return (
            """
            SELECT \(columns) FROM (
                SELECT \(columns) FROM run_entries WHERE entry BETWEEN ? AND ?
                UNION ALL SELECT \(columns) FROM compacted_entries WHERE first_run <= ? AND last_run >= ?) whole
            """,
            [
                SQLValue(keys.lowerBound), SQLValue(keys.upperBound), SQLValue(run.number), SQLValue(run.number),
            ]
        )
    }
}

/// What entries are about.
private enum Subject: Hashable, Comparable {
    case parcel(String)
    case line(StatementLine.Place)

    var difference: RunDifference {
        switch self {
        case .parcel(let id): RunDifference(parcel: id, line: nil, before: [], after: [])
        case .line(let place): RunDifference(parcel: nil, line: place, before: [], after: [])
        }
    }
}

extension RunDifference {
    fileprivate var isOnlyOfVersions: Bool {
        Set(before.map(\.withoutVersion)) == Set(after.map(\.withoutVersion))
    }
}

extension RunEntry {
    fileprivate var withoutVersion: RunEntry {
        var entry = self
        entry.parcel = nil
        return entry
    }
}
