import PostalChannel

/// Lines that a statement has in common with an earlier one in force.
public struct StatementOverlap: Hashable, Sendable {
    /// A line that says something else now.
    public struct Change: Hashable, Sendable {
        public var before: StatementLine
        public var after: StatementLine
    }

    /// The earlier one.
    public var statement: StatementRecord
    public var shared: SharedLines
    /// The first lines that changed, and the first of which the later statement has no more.
    public var changed: [Change]
    public var vanished: [StatementLine]
    /// What the vanished lines add up to.
    public var vanishedTotals: StatementTotals
    /// What of the later statement counts twice when both stand beside each other.
    public var repeatedTotals: StatementTotals

    /// How many lines are named.
    public static let maxNamed = 5
}

/// What a statement has in common with all others of its operator in force at one moment.
public struct StatementComparison: Sendable {
    public var overlaps: [StatementOverlap] = []
    /// The statements that it was compared with.
    var others: Set<StatementID> = []
}

extension LedgerTransaction {
    /// Compares the stored lines of a statement with those of the operator's statements in force. Costs what the
    /// statement has of lines, and what they have in common with others.
    /// - Parameters:
    ///   - keys: of its lines, where the caller has them.
    ///   - left: statements that need not be looked at.
    public func compare(
        _ id: StatementID, keys: StatementKeys? = nil, leaving left: Set<StatementID> = []
    ) throws -> StatementComparison {
        let statement = try existingStatement(id)
        let others = try otherStatements(than: statement)
        var comparison = StatementComparison(others: Set(others.values.map(\.id)))
        let looked = others.filter { !left.contains($0.value.id) }
        guard !looked.isEmpty else { return comparison }
        let groups = try shared(try keys ?? self.keys(of: statement), among: looked)
        for (number, pairs) in groups.sorted(by: { $0.key < $1.key }) {
            guard let other = looked[number] else { continue }
            var counting = OverlapCounting(statement: statement, other: other)
            try counting.count(pairs, self)
            comparison.overlaps.append(try counting.overlap(self))
        }
        return comparison
    }

    /// The lines of another statement that have the numbers of this one's.
    func sharedLines(of statement: StatementRecord, keys: StatementKeys?, in other: StatementRecord) throws -> [Int] {
        let pairs = try shared(try keys ?? self.keys(of: statement), among: [other.number: other])[other.number] ?? []
        return pairs.flatMap(\.before)
    }

    /// Statements of the same operator in force, by their numbers.
    func otherStatements(than statement: StatementRecord) throws -> [Int: StatementRecord] {
        let others = try statements(
            "operator = ? AND state = 'complete' AND id <> ?",
            [SQLValue(statement.source.operatorName), SQLValue(statement.id)])
        return Dictionary(uniqueKeysWithValues: others.map { ($0.number, $0) })
    }

    /// The lines of one key in both statements.
    struct SharedKey {
        var before: [Int] = []
        var after: [Int]
    }

    private func shared(_ keys: StatementKeys, among others: [Int: StatementRecord]) throws -> [Int: [SharedKey]] {
        let sorted = keys.sorted
        var groups: [Int: [SharedKey]] = [:]
        var start = 0
        while start < sorted.count {
            // As many different keys as one question asks for.
            var own: [(key: Int, lines: [Int])] = []
            while start < sorted.count, own.count < Self.keysInQuestion || own.last?.key == sorted[start].key {
                if own.last?.key == sorted[start].key {
                    own[own.count - 1].lines.append(sorted[start].line)
                } else {
                    own.append((sorted[start].key, [sorted[start].line]))
                }
                start += 1
            }
            try find(own, among: others, into: &groups)
        }
        return groups
    }

    private func find(
        _ own: [(key: Int, lines: [Int])], among others: [Int: StatementRecord], into groups: inout [Int: [SharedKey]]
    ) throws {
        // The same number of values each time, so that the statement is prepared once.
        let values = own.map { SQLValue($0.key) }
        let filling = Array(repeating: values.last ?? nil, count: Self.keysInQuestion - values.count)
        var place = 0
        var open: [Int: SharedKey] = [:]
        func close() {
            for (number, pair) in open { groups[number, default: []].append(pair) }
            open = [:]
        }
        try sql.forEachRow(Self.keyQuestion, values + filling) { row in
            let (key, line) = (try row.integer(0), try row.integer(1))
            while place < own.count, own[place].key != key {
                close()
                place += 1
            }
            let number = LineKey.statement(of: line)
            guard place < own.count, others[number] != nil else { return }
            open[number, default: SharedKey(after: own[place].lines)].before.append(line)
        }
        close()
    }

    private static let keysInQuestion = 500
    private static let keyQuestion = """
        SELECT key, line FROM statement_keys
        WHERE key IN (\(repeatElement("?", count: keysInQuestion).joined(separator: ", "))) AND NOT EXISTS (
            SELECT 1 FROM replaced_lines r JOIN statements s ON s.number = r.replaced_by
            WHERE r.line = statement_keys.line AND s.state = 'complete')
        ORDER BY key, line
        """
}
