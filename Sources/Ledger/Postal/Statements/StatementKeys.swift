import PostalChannel

/// By what the lines of one statement are found from another: a number of their own for each operator and tracking
/// number. Lines without a number, such as charges, are found by what they are for.
public struct StatementKeys: Sendable {
    struct Entry: Sendable {
        var key: Int
        /// ``LineKey``.
        var line: Int
    }

    private(set) var entries: [Entry] = []

    public init() {}

    /// Puts the keys of further rows behind these.
    public mutating func add(_ more: StatementKeys) { entries += more.entries }

    mutating func add(_ line: StatementLine, operator name: String, line place: Int) {
        add(tracking: line.tracking.text, recipient: line.recipient, operator: name, line: place)
    }

    mutating func add(tracking: String, recipient: String, operator name: String, line: Int) {
        entries.append(
            Entry(key: Self.key(tracking: tracking, recipient: recipient, operator: name), line: line))
    }

    /// In the order in which they are stored: keys, which come in any order, go to the table sorted.
    var sorted: [Entry] { entries.sorted { ($0.key, $0.line) < ($1.key, $1.line) } }

    /// FNV-1a, 64 bits. Two numbers of one key are told apart by the lines themselves.
    package static func key(tracking: String, recipient: String, operator name: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01b3
        }
        mix(name)
        mix(tracking)
        if tracking.isEmpty { mix(recipient) }
        return Int(Int64(bitPattern: hash))
    }
}

extension LedgerTransaction {
    /// Lets the lines of a statement be found by their keys.
    func storeKeys(_ keys: StatementKeys) throws {
        let insertion = "INSERT INTO statement_keys (key, line) VALUES (?, ?)"
        var batch = SQLBatch(columns: 2)
        for entry in keys.sorted {
            batch.append(entry.key)
            batch.append(entry.line)
            try sql.flush(insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(insertion, &batch)
    }

    /// Lines that no longer count are not found any more, so that looking costs what is in force.
    func removeKeys(of statement: StatementRecord) throws {
        let deletion = "DELETE FROM statement_keys WHERE key = ? AND line = ?"
        var batch = SQLBatch(columns: 2)
        for entry in try keys(of: statement).sorted {
            batch.append(entry.key)
            batch.append(entry.line)
            try sql.flush(deletion, &batch, onlyWhenFull: true)
        }
        try sql.flush(deletion, &batch)
    }

    /// The keys of all lines that are stored of a statement.
    func keys(of statement: StatementRecord) throws -> StatementKeys {
        let range = LineKey.keys(of: statement.number)
        var keys = StatementKeys()
        try sql.forEachRow(
            "SELECT line, tracking, recipient FROM statement_lines WHERE line BETWEEN ? AND ? ORDER BY line",
            [SQLValue(range.lowerBound), SQLValue(range.upperBound)]
        ) { row in
            keys.add(
                tracking: try row.text(1), recipient: try row.text(2), operator: statement.source.operatorName,
                line: try row.integer(0))
        }
        return keys
    }
}
