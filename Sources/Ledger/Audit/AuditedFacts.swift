/// Rows that one act recorded, and what was in them.
struct AuditedFacts: Hashable, Sendable, Codable {
    /// Which rows of the table.
    enum Rows: Hashable, Sendable {
        case keys([String])
        /// Whole numbers, both ends included.
        case range(ClosedRange<Int64>)
    }

    var table: String
    var first: Int64?
    var last: Int64?
    var keys: [String]?
    var count: Int
    var digest: String
    /// Whether the act removed them, having recorded what they said elsewhere.
    var isRemoved: Bool?

    var rows: Rows? {
        if let keys { return .keys(keys) }
        guard let first, let last, first <= last else { return nil }
        return .range(first...last)
    }
}

extension LedgerTransaction {
    /// Keys in one query.
    private static let chunk = 200

    /// Reads rows back as they are stored.
    /// - Returns: how many there are, and the digest of their values in the order of the table's key.
    func digest(of rows: AuditedFacts.Rows, in table: FactTable) throws -> (count: Int, digest: String) {
        let columns = table.columns.joined(separator: ", ")
        switch rows {
        case .range(let range):
            let answer = try sql.digest(
                "SELECT \(columns) FROM \(table.name) WHERE \(table.key) BETWEEN ? AND ? ORDER BY \(table.order)",
                [.integer(range.lowerBound), .integer(range.upperBound)])
            return (answer.rows, answer.digest)
        case .keys(let keys):
            var (count, digests): (Int, [String]) = (0, [])
            for part in keys.chunks(of: Self.chunk) {
                // One statement for every number of keys: the last key stands in for those that are missing.
                let filling = (part.count == 1 ? 1 : Self.chunk) - part.count
                let values = (part + Array(repeating: part.last ?? "", count: filling)).map { SQLValue($0) }
                let marks = repeatElement("?", count: values.count).joined(separator: ", ")
                let answer = try sql.digest(
                    "SELECT \(columns) FROM \(table.name) WHERE \(table.key) IN (\(marks)) ORDER BY \(table.order)",
                    values)
                count += answer.rows
                digests.append(answer.digest)
            }
            return (count, digests.count == 1 ? digests[0] : AuditHash.hex(of: digests))
        }
    }

    /// Rows that an act is about to remove, as its entry names them.
    func removed(_ range: ClosedRange<Int>, of table: FactTable) throws -> AuditedFacts? {
        var facts = try audit(.range(Int64(range.lowerBound)...Int64(range.upperBound)), in: table)
        facts?.isRemoved = true
        return facts
    }

    /// Rows as an entry names them; those of a table of states by each key, since another act may change each.
    func audited(_ rows: AuditedFacts.Rows, in table: FactTable) throws -> [AuditedFacts] {
        guard case .keys(let keys) = rows, table.isState else { return try audit(rows, in: table).map { [$0] } ?? [] }
        return try Set(keys).sorted().compactMap { try audit(.keys([$0]), in: table) }
    }

    private func audit(_ rows: AuditedFacts.Rows, in table: FactTable) throws -> AuditedFacts? {
        var facts = AuditedFacts(table: table.name, count: 0, digest: "")
        switch rows {
        case .range(let range): (facts.first, facts.last) = (range.lowerBound, range.upperBound)
        case .keys(let keys):
            guard !keys.isEmpty else { return nil }
            facts.keys = keys.sorted()
        }
        guard let rows = facts.rows else { return nil }
        (facts.count, facts.digest) = try digest(of: rows, in: table)
        return facts
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
