import Basics
import PostalChannel

/// A parcel that is settled with the lines that it was paired with.
public struct SettledParcel: Hashable, Sendable {
    /// ``Parcel/id``.
    public var parcel: String
    public var version: ParcelVersion

    public init(parcel: String, version: ParcelVersion) {
        self.parcel = parcel
        self.version = version
    }
}

/// What sealed parcels come to.
struct SealedContents {
    /// The lines of each parcel.
    var lines: [String: [Int]] = [:]
    /// By the day of the hand-over.
    var totals: [Int: SealedTotals] = [:]
    /// Parcels by recipient.
    var names: [String: Int] = [:]
}

extension LedgerTransaction {
    /// Settles statements whose days are closed: their lines, as far as they are not sealed with a parcel, are looked at
    /// one by one from now on. One that does not count any more is left as it is.
    public func settle(statements: [(id: StatementID, days: StatementDays)]) throws {
        for (id, days) in statements {
            guard let statement = try statement(id), statement.state == .complete else { continue }
            let changed = try sql.run(
                "UPDATE statements SET days_of_lines = ? WHERE id = ? AND days_of_lines IS NULL",
                [SQLValue(try JSONColumn.encode(days)), SQLValue(id)])
            guard changed == 1 else { continue }
            let keys = LineKey.keys(of: statement.number)
            try sql.run(
                """
                INSERT INTO open_lines (line) SELECT l.line FROM statement_lines l
                WHERE l.line BETWEEN ? AND ? AND NOT EXISTS (
                    SELECT 1 FROM replaced_lines r JOIN statements s ON s.number = r.replaced_by
                    WHERE r.line = l.line AND s.state = 'complete')
                """, [SQLValue(keys.lowerBound), SQLValue(keys.upperBound)])
        }
    }

    /// Seals parcels of closed days: until something of them changes, reconciling does not look at them or their lines.
    /// Those that changed after the mark stay open, and those of which a line belongs to a statement that is not settled.
    /// - Parameter mark: what the reconciliation that found them settled went by.
    public func seal(_ settled: [SettledParcel], asOf mark: ParcelMark) throws {
        let open = try unchanged(settled, since: mark)
        var contents = try sealedContents(of: open)
        let lines = contents.lines.values.flatMap(\.self)
        var isOpen: Set<Int> = []
        try sql.forEachRow("SELECT line FROM open_lines WHERE line", in: lines.map { SQLValue($0) }) {
            isOpen.insert(try $0.integer(0))
        }
        let ready = contents.lines.filter { !$0.value.isEmpty && $0.value.allSatisfy(isOpen.contains) }
        if ready.count < contents.lines.count { contents = try sealedContents(of: ready.keys.sorted()) }
        var (seals, parcels, taken) = (SQLBatch(columns: 2), SQLBatch(columns: 1), SQLBatch(columns: 1))
        for (parcel, keys) in contents.lines.sorted(by: { $0.key < $1.key }) {
            parcels.append(parcel)
            for key in keys {
                seals.append(parcel)
                seals.append(key)
                taken.append(key)
            }
        }
        try sql.flush("INSERT INTO seals (parcel_id, line) VALUES (?, ?)", &seals)
        try sql.flush("DELETE FROM open_parcels WHERE parcel_id = ?", &parcels)
        try sql.flush("DELETE FROM open_lines WHERE line = ?", &taken)
        try count(contents, isSealed: true)
    }

    /// How many sealed parcels are for each of some recipients; those without are left out.
    public func sealedParcels(forRecipients names: Set<String>) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try sql.forEachRow(
            "SELECT recipient, parcel_count FROM sealed_names WHERE recipient", in: names.sorted().map { SQLValue($0) }
        ) { counts[try $0.text(0)] = try $0.integer(1) }
        return counts
    }

    /// What all sealed parcels add up to, by the day of their hand-over.
    public func sealedDays() throws -> [CalendarDay: SealedTotals] {
        let rows = try sql.rows("SELECT day, totals FROM sealed_days", [])
        return try Dictionary(
            rows.map { (try DayColumn.decode($0.integer("day")), try JSONColumn.decode($0.text("totals"))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What all sealed parcels add up to.
    public func sealedTotals() throws -> SealedTotals { try sealedDays().values.reduce(into: SealedTotals(), +=) }

    // MARK: Parts

    private func unchanged(_ settled: [SettledParcel], since mark: ParcelMark) throws -> [String] {
        var versions: [String: Int] = [:]
        try sql.forEachRow(
            """
            SELECT o.parcel_id, p.version, o.mark FROM open_parcels o JOIN parcel_versions p ON p.parcel_id = o.parcel_id
            WHERE p.superseded_at IS NULL AND o.parcel_id
            """, in: settled.map { SQLValue($0.parcel) }
        ) { row in
            if try row.integer(2) <= mark.number { versions[try row.text(0)] = try row.integer(1) }
        }
        return settled.filter { versions[$0.parcel] == $0.version.number }.map(\.parcel)
    }

    /// What parcels come to by the entries that are in force of them.
    func sealedContents(of ids: [String]) throws -> SealedContents {
        var contents = SealedContents()
        for (id, (result, keys)) in try resultsInForce(ofParcels: ids) {
            guard let parcel = result.input.parcels.first, let day = parcel.handedOver.flatMap(LocalTime.day(of:))
            else { continue }
            contents.lines[id] = keys
            contents.names[parcel.recipient, default: 0] += 1
            contents.totals[DayColumn.encode(day), default: SealedTotals()] += SealedTotals(result)
        }
        return contents
    }

    /// Counts what was sealed, or takes away what was and is no more.
    func count(_ contents: SealedContents, isSealed: Bool) throws {
        for (day, totals) in contents.totals.sorted(by: { $0.key < $1.key }) {
            let row = try sql.row("SELECT totals FROM sealed_days WHERE day = ?", [SQLValue(day)])
            var known: SealedTotals = try row.map { try JSONColumn.decode($0.text("totals")) } ?? SealedTotals()
            if isSealed { known += totals } else { known -= totals }
            try sql.run(
                """
                INSERT INTO sealed_days (day, totals) VALUES (?, ?)
                ON CONFLICT (day) DO UPDATE SET totals = excluded.totals
                """, [SQLValue(day), SQLValue(try JSONColumn.encode(known))])
        }
        var names = SQLBatch(columns: 2)
        for (name, count) in contents.names.sorted(by: { $0.key < $1.key }) {
            names.append(count)
            names.append(name)
        }
        let insertion = """
            INSERT INTO sealed_names (parcel_count, recipient) VALUES (?, ?) ON CONFLICT (recipient)
            DO UPDATE SET parcel_count = sealed_names.parcel_count + excluded.parcel_count
            """
        let removal = "UPDATE sealed_names SET parcel_count = parcel_count - ? WHERE recipient = ?"
        try sql.flush(isSealed ? insertion : removal, &names)
    }
}

extension ReconciliationResult {
    /// The entries of one parcel, as they are stored.
    init(_ entries: [StoredEntry], of parcel: Parcel, lines: [StatementLine], keys: [Int]) throws {
        guard lines.count == keys.count else { throw LedgerError(.damagedRecord, "a line of a sealed parcel") }
        let places = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
        let input = ReconciliationInput(
            parcels: [parcel], lines: lines, statements: [],
            rules: ReconciliationRules(version: "", formats: TrackingFormats([])))
        // The parts of an item count where it does, which stands first.
        let ordered = entries.sorted { !$0.isFurtherLine && $1.isFurtherLine }
        self.init(
            input: input,
            entries: try ordered.map { entry in
                ReconciledEntry(
                    parcel: 0, line: entry.line.flatMap { places[$0] }, rule: try EntryColumns.rule(entry.rule),
                    outcomes: OutcomeSet(rawValue: UInt32(entry.outcomes)),
                    remarks: RemarkSet(rawValue: UInt64(entry.remarks)), isFurtherLine: entry.isFurtherLine)
            })
    }
}
