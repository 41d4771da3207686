import Basics

extension LedgerTransaction {
    /// Looks that are read at a time.
    private static let lookPage = 2_000

    /// What is wrong with the record of looks: each follows from the one before, none is missing, the last is the one
    /// that the head names, and each that the record of acts vouches for is as it was.
    func lookFaults() throws -> [LedgerFault] {
        var faults: [LedgerFault] = []
        func add(_ number: Int, _ detail: String) {
            if faults.count < LedgerFault.maximumCount {
                faults.append(LedgerFault(.looksBroken, "look \(number)", detail))
            }
        }
        let anchors = try lookAnchors()
        var (number, hash) = (0, "")
        while true {
            let rows = try sql.rows(
                "SELECT * FROM looks WHERE number > ? ORDER BY number LIMIT ?",
                [SQLValue(number), SQLValue(Self.lookPage)])
            guard let last = try rows.last?.integer("number") else { break }
            let shown = try casesShown(byLooks: number + 1...max(number + 1, last))
            for row in rows {
                let found = try row.integer("number")
                if found != number + 1 { add(number + 1, "missing") }
                // One that cannot be read has been changed.
                let look = try? Self.look(row)
                if look?.expectedHash(after: hash) != (try row.text("hash")) { add(found, "changed") }
                if let anchor = anchors[found], anchor != (try row.text("hash")) {
                    add(found, "differs from the record of acts")
                }
                if let look, shown[found] ?? [] != look.cases { add(found, "other cases than it showed") }
                (number, hash) = (found, try row.text("hash"))
            }
        }
        let head = try lookHead()
        if head != AuditHead(number: number, hash: hash) {
            add(max(head.number, number), "the record ends at \(number)")
        }
        if let last = anchors.keys.max(), last > number { add(last, "missing") }
        return faults
    }

    /// Where the chain of looks ends.
    public func lookHead() throws -> AuditHead {
        guard let row = try sql.row("SELECT number, hash FROM look_head", []) else {
            throw LedgerError(.damagedRecord, "look_head")
        }
        return AuditHead(number: try row.integer("number"), hash: try row.text("hash"))
    }

    /// Hashes of the looks that the record of acts names, by number.
    private func lookAnchors() throws -> [Int: String] {
        var (anchors, last): ([Int: String], Int) = ([:], 0)
        while true {
            let rows = try sql.rows(
                "SELECT number, subject FROM audit_entries WHERE number > ? AND act = ? ORDER BY number LIMIT ?",
                [SQLValue(last), SQLValue(AuditAct.looksAnchored), SQLValue(Self.lookPage)])
            guard let end = rows.last else { return anchors }
            last = try end.integer("number")
            for row in rows {
                for named in try row.text("subject").split(separator: " ") {
                    let parts = named.split(separator: ":")
                    if parts.count == 2, let number = Int(parts[0]) { anchors[number] = String(parts[1]) }
                }
            }
        }
    }
}
