import Basics
import PostalChannel

/// Compares the record of acts with itself and with what the acts recorded.
struct AuditCheck {
    let tx: LedgerTransaction

    private var faults: [LedgerFault] = []
    /// Rows that acts account for, by table.
    private var accounted: [String: Int] = [:]
    /// What later acts removed, by table: ranges of keys, and how many rows.
    private var removed: [String: [(range: ClosedRange<Int64>, count: Int)]] = [:]
    /// What the last act says of rows that acts may change.
    private var states: [State: Vouched] = [:]

    private struct State: Hashable {
        var table: String
        var key: String
    }

    private struct Vouched {
        var fact: AuditedFacts
        var entry: Int
        var act: String
    }

    init(tx: LedgerTransaction) { self.tx = tx }

    /// Entries that are read at a time.
    private static let page = 500

    mutating func run() throws -> [LedgerFault] {
        try findRemoved()
        try checkChain()
        try checkStates()
        try checkCounts()
        try checkDerivedStates()
        faults += try tx.lookFaults()
        return Array(faults.prefix(LedgerFault.maximumCount))
    }

    /// Whether what removed facts is in the chain is for the chain itself to show.
    private mutating func findRemoved() throws {
        var last = 0
        while true {
            let rows = try tx.sql.rows(
                "SELECT * FROM audit_entries WHERE number > ? AND act = ? ORDER BY number LIMIT ?",
                [SQLValue(last), SQLValue(AuditAct.runsCompacted), SQLValue(Self.page)])
            guard let end = rows.last else { return }
            last = try end.integer("number")
            for row in rows {
                let facts = try? JSONColumn.decode(row.text("facts"), as: [AuditedFacts].self)
                for fact in facts ?? [] where fact.isRemoved == true {
                    guard case .range(let range) = fact.rows else { continue }
                    removed[fact.table, default: []].append((range, fact.count))
                }
            }
        }
    }

    /// How many rows of a range were removed.
    private func removedCount(_ rows: AuditedFacts.Rows, _ table: String) -> Int {
        guard case .range(let range) = rows, let removed = removed[table] else { return 0 }
        return removed.reduce(0) { $0 + ($1.range.clamped(to: range) == $1.range ? $1.count : 0) }
    }

    /// Every entry follows from the one before, and what it recorded is as it was.
    private mutating func checkChain() throws {
        var (number, hash) = (0, AuditEntry.beginning)
        while true {
            let rows = try tx.sql.rows(
                "SELECT * FROM audit_entries WHERE number > ? ORDER BY number LIMIT ?",
                [SQLValue(number), SQLValue(Self.page)])
            guard !rows.isEmpty else { break }
            for row in rows {
                let entry = try LedgerTransaction.auditEntry(row)
                if entry.number != number + 1 { add(.auditBroken, "entry \(number + 1)", "missing") }
                if entry.hash != entry.expectedHash(after: hash) {
                    add(.auditBroken, "entry \(entry.number)", "changed")
                }
                try checkFacts(of: entry)
                (number, hash) = (entry.number, entry.hash)
            }
        }
        let head = try tx.auditHead()
        if head != AuditHead(number: number, hash: hash) {
            add(.auditBroken, "entry \(max(head.number, number))", "the record ends at \(number)")
        }
    }

    private mutating func checkFacts(of entry: AuditEntry) throws {
        guard let facts = try? JSONColumn.decode(entry.facts, as: [AuditedFacts].self) else {
            return add(.auditBroken, "entry \(entry.number)", "unreadable")
        }
        for fact in facts {
            if let table = FactTable.byName[fact.table], table.isState, let key = fact.keys?.first {
                states[State(table: table.name, key: key)] = Vouched(fact: fact, entry: entry.number, act: entry.act)
                continue
            }
            accounted[fact.table, default: 0] += fact.isRemoved == true ? -fact.count : fact.count
            if fact.isRemoved == true { continue }
            try compare(Vouched(fact: fact, entry: entry.number, act: entry.act))
        }
    }

    private mutating func checkStates() throws {
        for state in states.keys.sorted(by: { ($0.table, $0.key) < ($1.table, $1.key) }) {
            if let vouched = states[state] { try compare(vouched) }
        }
        for table in FactTable.all where table.isState && table.isComplete { try checkComplete(table) }
    }

    /// No row of a table of states came in without an act.
    private mutating func checkComplete(_ table: FactTable) throws {
        let vouched = states.values.reduce(0) { $0 + ($1.fact.table == table.name ? $1.fact.count : 0) }
        let count = try tx.sql.row(table.counting, [])?.integer("n") ?? 0
        guard count != vouched else { return }
        add(.factUnaccounted, table.name, "\(count) rows, \(vouched) by the record of acts")
    }

    private mutating func compare(_ vouched: Vouched) throws {
        let fact = vouched.fact
        guard let rows = fact.rows, let table = FactTable.byName[fact.table] else { return }
        let found = try tx.digest(of: rows, in: table)
        let gone = removedCount(rows, fact.table)
        // Of what was removed in part only the number is known.
        let isRight = gone > 0 ? found.count + gone == fact.count : found == (fact.count, fact.digest)
        guard !isRight else { return }
        let missing = found.count == fact.count ? "" : ", \(found.count) of \(fact.count) rows"
        add(.factDiffers, fact.name, "recorded by \(vouched.act), entry \(vouched.entry)\(missing)")
    }

    /// No row came in without an act, and none has gone.
    private mutating func checkCounts() throws {
        for table in FactTable.all where !table.isState {
            let count = try tx.sql.row(table.counting, [])?.integer("n") ?? 0
            let expected = accounted[table.name] ?? 0
            guard count != expected else { continue }
            add(.factUnaccounted, table.name, "\(count) rows, \(expected) by the record of acts")
        }
    }

    /// What stands beside the events for quick reading follows from them.
    private mutating func checkDerivedStates() throws {
        var last = ""
        while true {
            let rows = try tx.sql.rows(
                "SELECT id, state, owner, amount FROM breaks WHERE id > ? ORDER BY id LIMIT ?",
                [SQLValue(last), SQLValue(Self.page)])
            guard let lastRow = rows.last else { return }
            let first = last
            last = try lastRow.text("id")
            // Those whose events make no history are found by another check.
            let records = try? tx.discrepancies(where: "b.id > ? AND b.id <= ?", [SQLValue(first), SQLValue(last)])
            let byID = Dictionary((records ?? []).map { ($0.id.rawValue, $0.value) }) { first, _ in first }
            for row in rows {
                let id = try row.text("id")
                guard let value = byID[id] else { continue }
                let isRight =
                    try row.text("state") == value.state.rawValue && row.optionalText("owner") == value.owner
                    && row.integer("amount") == value.amount.rawValue
                if !isRight { add(.breakHistoryDiffers, id, "state, owner or amount") }
            }
        }
    }

    private mutating func add(_ code: LedgerFault.Code, _ subject: String, _ detail: String) {
        if faults.count < LedgerFault.maximumCount { faults.append(LedgerFault(code, subject, detail)) }
    }
}

extension AuditedFacts {
    /// The table with the first key.
    fileprivate var name: String {
        if let key = keys?.first { return "\(table) \(key)" }
        return first.map { "\(table) \($0)" } ?? table
    }
}

extension LedgerTransaction {
    /// What is wrong with the record of acts, and with the facts that it vouches for.
    public func auditFaults() throws -> [LedgerFault] {
        var check = AuditCheck(tx: self)
        return try check.run()
    }

    /// Makes the first entry: how many facts there are from before, for which nobody vouches.
    package func beginAudit(at now: Instant) throws {
        try sql.run("INSERT INTO audit_head (id, number, hash) VALUES (1, 1, '')", [])
        let earlier = try countedFacts { $0.extent == 0 }
        var entry = AuditEntry(
            number: 1, recorded: now, actor: .program, act: AuditAct.began.rawValue, subject: "",
            facts: try JSONColumn.encode(earlier), hash: "")
        entry.hash = entry.expectedHash(after: AuditEntry.beginning)
        try insert(entry)
    }
}
