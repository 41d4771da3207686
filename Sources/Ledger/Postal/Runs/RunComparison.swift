import Dossiers
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
        let columns = "parcel_version, line, rule, outcomes, remarks, next_parcel, next_line, is_further_line"
        let (keys, others) = (EntryColumns.keys(of: run.number), EntryColumns.keys(of: other.number))
        try sql.forEachRow(
            """
            SELECT 0, e.parcel_version, e.line, e.rule, e.outcomes, e.remarks, e.next_parcel, e.next_line,
                e.is_further_line, p.parcel_id
            FROM (
                SELECT \(columns) FROM run_entries WHERE entry BETWEEN ? AND ?
                EXCEPT SELECT \(columns) FROM run_entries WHERE entry BETWEEN ? AND ?) e
            LEFT JOIN parcel_versions p ON p.version = e.parcel_version
            """,
            [
                SQLValue(keys.lowerBound), SQLValue(keys.upperBound), SQLValue(others.lowerBound),
                SQLValue(others.upperBound),
            ]
        ) { row in
            try body(row.optionalText(EntryColumns.count), EntryColumns.entry(row, statements: statements))
        }
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
