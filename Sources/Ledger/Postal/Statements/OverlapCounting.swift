import PostalChannel

/// Counts what two statements have in common.
struct OverlapCounting {
    let statement: StatementRecord
    let other: StatementRecord
    private var shared = SharedLines()
    private var changed: [StatementOverlap.Change] = []
    private var known: Set<Int> = []
    private var knownTotals = StatementTotals()
    private var repeatedTotals = StatementTotals()

    init(statement: StatementRecord, other: StatementRecord) {
        self.statement = statement
        self.other = other
    }

    mutating func count(_ pairs: [LedgerTransaction.SharedKey], _ tx: LedgerTransaction) throws {
        for start in stride(from: 0, to: pairs.count, by: Self.pairsAtOnce) {
            let part = pairs[start..<min(start + Self.pairsAtOnce, pairs.count)]
            let lines = try tx.lines(part.flatMap { $0.before + $0.after })
            for pair in part {
                var after = pair.after.compactMap { lines[$0] }
                var open: [(key: Int, line: StatementLine)] = []
                for key in pair.before {
                    guard let line = lines[key] else { continue }
                    if let place = after.firstIndex(where: { $0.saysTheSame(as: line) }) {
                        shared.same += 1
                        repeatedTotals.add(after.remove(at: place))
                        note(key, line)
                    } else {
                        open.append((key, line))
                    }
                }
                for (key, line) in open {
                    guard let place = after.firstIndex(where: { $0.tracking.text == line.tracking.text }) else {
                        continue
                    }
                    change(line, after.remove(at: place))
                    note(key, line)
                }
            }
        }
    }

    private mutating func change(_ before: StatementLine, _ after: StatementLine) {
        shared.changed += 1
        if after.repeatsMoney(of: before) {
            shared.repeated += 1
            repeatedTotals.add(after)
        }
        if changed.count < StatementOverlap.maxNamed { changed.append(.init(before: before, after: after)) }
    }

    private mutating func note(_ key: Int, _ line: StatementLine) {
        known.insert(key)
        knownTotals.add(line)
    }

    func overlap(_ tx: LedgerTransaction) throws -> StatementOverlap {
        var shared = shared
        let replaced = try tx.replacedLines(of: other)
        var totals = other.totals
        totals.leftOut = 0
        if !replaced.isEmpty {
            for line in try tx.lines(replaced.sorted()).values { totals.remove(line) }
        }
        totals.subtract(knownTotals)
        shared.vanished = totals.lines
        shared.added = statement.totals.lines - shared.same - shared.changed
        return StatementOverlap(
            statement: other, shared: shared, changed: changed,
            vanished: shared.vanished > 0 ? try firstVanished(besides: replaced, tx) : [], vanishedTotals: totals,
            repeatedTotals: repeatedTotals)
    }

    /// Looks no further than the lines that both have and the few that are named.
    private func firstVanished(besides replaced: Set<Int>, _ tx: LedgerTransaction) throws -> [StatementLine] {
        let range = LineKey.keys(of: other.number)
        var (found, next) = ([StatementLine](), range.lowerBound)
        while found.count < StatementOverlap.maxNamed, next <= range.upperBound {
            var last: Int?
            try tx.sql.forEachRow(
                """
                SELECT \(LineColumns.selected) FROM statement_lines WHERE line BETWEEN ? AND ?
                ORDER BY line LIMIT \(Self.linesAtOnce)
                """, [SQLValue(next), SQLValue(range.upperBound)]
            ) { row in
                let key = try row.integer(0)
                last = key
                guard found.count < StatementOverlap.maxNamed, !known.contains(key), !replaced.contains(key) else {
                    return
                }
                found.append(try LineColumns.line(row, statement: other.id.rawValue))
            }
            guard let last else { break }
            next = last + 1
        }
        return found
    }

    private static let pairsAtOnce = 200
    private static let linesAtOnce = 500
}

extension LedgerTransaction {
    /// Lines by their keys.
    fileprivate func lines(_ keys: [Int]) throws -> [Int: StatementLine] {
        var lines: [Int: StatementLine] = [:]
        lines.reserveCapacity(keys.count)
        for start in stride(from: 0, to: keys.count, by: Self.linesInQuestion) {
            let values = keys[start..<min(start + Self.linesInQuestion, keys.count)].map { SQLValue($0) }
            let filling = Array(repeating: values.last ?? nil, count: Self.linesInQuestion - values.count)
            try sql.forEachRow(Self.lineQuestion, values + filling) { row in
                let key = try row.integer(0)
                lines[key] = try LineColumns.line(row, statement: "")
            }
        }
        return lines
    }

    private static let linesInQuestion = 500
    private static let lineQuestion = """
        SELECT \(LineColumns.selected) FROM statement_lines
        WHERE line IN (\(repeatElement("?", count: linesInQuestion).joined(separator: ", ")))
        """

    /// Whether a partial correction in force has taken over the line at a place.
    public func isReplaced(_ place: StatementLine.Place) throws -> Bool {
        guard let number = try statement(StatementID(rawValue: place.statement))?.number else { return false }
        return try sql.row(
            """
            SELECT r.line FROM replaced_lines r JOIN statements s ON s.number = r.replaced_by
            WHERE r.line = ? AND s.state = 'complete' LIMIT 1
            """, [SQLValue(LineKey.encode(statement: number, sheet: place.sheet, row: place.row))]) != nil
    }

    /// Lines of a statement in force that a partial correction in force has taken over.
    func replacedLines(of statement: StatementRecord) throws -> Set<Int> {
        let range = LineKey.keys(of: statement.number)
        var lines: Set<Int> = []
        try sql.forEachRow(
            """
            SELECT r.line FROM replaced_lines r JOIN statements s ON s.number = r.replaced_by
            WHERE r.line BETWEEN ? AND ? AND s.state = 'complete'
            """, [SQLValue(range.lowerBound), SQLValue(range.upperBound)]
        ) { lines.insert(try $0.integer(0)) }
        return lines
    }
}

extension StatementTotals {
    fileprivate mutating func remove(_ line: StatementLine) {
        var one = StatementTotals()
        one.add(line)
        subtract(one)
    }

    fileprivate mutating func subtract(_ other: StatementTotals) {
        lines -= other.lines
        fee = fee - other.fee
        surcharge = surcharge - other.surcharge
        collected = collected - other.collected
        remitted = remitted - other.remitted
    }
}
