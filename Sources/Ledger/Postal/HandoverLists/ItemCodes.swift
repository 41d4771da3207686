import Basics
import PostalChannel

extension LedgerTransaction {
    /// Records a range of item codes that the post issued. The same range once more changes nothing.
    /// - Throws: `ItemCodeRefusal` when it overlaps with another.
    public func addItemCodeRange(_ range: ItemCodeRange, at now: Instant) throws {
        let known = try itemCodeRanges()
        if let same = known.first(where: { $0.id == range.id }), same.covers(range) { return }
        _ = try ItemCodePool(known + [range])
        try sql.run(
            """
            INSERT INTO item_code_ranges (id, prefix, country, first_serial, last_serial, next_serial, issued_on,
                office, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(range.id), SQLValue(range.prefix), SQLValue(range.country), SQLValue(range.first),
                SQLValue(range.last), SQLValue(range.next), SQLValue(DayColumn.encode(range.issuedOn)),
                SQLValue(range.office), SQLValue(now),
            ])
    }

    /// All ranges, by identity.
    public func itemCodeRanges() throws -> [ItemCodeRange] {
        try sql.rows("SELECT * FROM item_code_ranges ORDER BY id", []).map {
            let range = ItemCodeRange(
                id: try $0.text("id"), prefix: try $0.text("prefix"), country: try $0.text("country"),
                first: try $0.integer("first_serial"), last: try $0.integer("last_serial"),
                issuedOn: try DayColumn.decode($0.integer("issued_on")), office: try $0.text("office"),
                next: try $0.integer("next_serial"))
            guard let range else { throw LedgerError(.damagedRecord, "a range of item codes") }
            return range
        }
    }

    /// Gives out the next code of a service, which nobody gets again.
    /// - Throws: `ItemCodeRefusal` when none is left; ``LedgerError/Code/conflict`` when another transaction took
    ///   it at the same time.
    public func leaseItemCode(prefix: String, by person: String, at now: Instant) throws -> ItemCodeLease {
        var pool = try ItemCodePool(itemCodeRanges())
        let lease = try pool.lease(prefix: prefix)
        // On an engine whose transactions run side by side, one of two finds that the range has moved on.
        let moved = try sql.run(
            "UPDATE item_code_ranges SET next_serial = ? WHERE id = ? AND next_serial = ?",
            [SQLValue(lease.serial + 1), SQLValue(lease.range), SQLValue(lease.serial)])
        guard moved == 1 else { throw LedgerError(.conflict, "item code \(lease.code)") }
        try sql.run(
            "INSERT INTO item_code_leases (code, range_id, serial, leased_by, leased_at) VALUES (?, ?, ?, ?, ?)",
            [
                SQLValue(lease.code), SQLValue(lease.range), SQLValue(lease.serial), SQLValue(person), SQLValue(now),
            ])
        acts.note(.itemCodeChanged, lease.code, .itemCodeLeases, key: lease.code, at: now)
        return lease
    }

    /// The codes that were given out of a range, by serial.
    public func leasedItemCodes(range id: String) throws -> [String] {
        try sql.rows("SELECT code FROM item_code_leases WHERE range_id = ? ORDER BY serial", [SQLValue(id)])
            .map { try $0.text("code") }
    }
}

extension ItemCodeRange {
    /// Whether both are the same codes of the same issue, however many are given out.
    fileprivate func covers(_ other: ItemCodeRange) -> Bool {
        prefix == other.prefix && country == other.country && first == other.first && last == other.last
            && issuedOn == other.issuedOn && office == other.office
    }
}
