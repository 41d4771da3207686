import Basics
import PostalChannel

extension LedgerTransaction {
    /// Records parcels as they are now. The same once more changes nothing; other content makes a new version, and the
    /// earlier one is kept. Parcels that are not among these stay as they are.
    ///
    /// Any number can be registered at once; in parts of some ten thousand, other work gets its turn between them.
    /// - Parameter leavesClosed: whether parcels of which the day of a hand-over is closed are left as they are, and named,
    ///   while all others are registered.
    /// - Throws: ``LedgerError/Code/conflict`` when two of them have one identity and differ, or one has no case;
    ///   ``LedgerError/Code/tooLarge``; ``LedgerError/Code/periodClosed`` when the day of a hand-over, as it was or as it
    ///   is to be, is closed.
    public func registerParcels(
        _ parcels: [Parcel], at now: Instant, leavingClosed leavesClosed: Bool = false
    ) throws -> ParcelRegistration {
        for parcel in parcels { try ParcelLimits.check(parcel) }
        guard !parcels.isEmpty else { return ParcelRegistration() }
        var registering = try ParcelRegistering(
            sql: sql, now: now, closed: try closedDays(), leavesClosed: leavesClosed,
            next: try reserve(parcels.count, of: .parcelVersion).lowerBound, mark: try next(.parcelMark))
        // In order, keys go to the ends of the tables and of the index of identities.
        let order = parcels.indices.sorted { parcels[$0].id < parcels[$1].id }
        for start in stride(from: 0, to: order.count, by: ParcelRegistering.partSize) {
            try registering.register(parcels, order[start..<min(start + ParcelRegistering.partSize, order.count)])
        }
        let first = registering.first
        try registering.finish()
        if registering.next > first {
            acts.note(
                .parcelsRegistered, "\(registering.next - first)", .parcels, range: first...registering.next - 1,
                at: now)
        }
        // Those that have changed, and the settled ones that they had a case or number in common with.
        try reopen(parcels: registering.changed.map(\.id) + sealedNeighbours(of: registering.changed))
        for parcel in registering.moved { try renewAgency(ofAllAbout: parcel) }
        return registering.summary
    }
}

extension LedgerTransaction {
    /// Differences about a parcel, and lists on which it stands, follow its agency.
    private func renewAgency(ofAllAbout parcel: String) throws {
        try sql.run(
            """
            UPDATE breaks SET agency = (SELECT p.agency FROM parcel_versions p WHERE p.parcel_id = ?
                AND p.superseded_at IS NULL)
            WHERE parcel_id = ?
            """, [SQLValue(parcel), SQLValue(parcel)])
        for list in try handoverLists(parcel: parcel) { try renewAgency(of: list.number) }
    }
}

/// What is accepted of a parcel; texts in bytes.
enum ParcelLimits {
    static let identity = 64
    static let text = 2_000
    static let cases = 200

    static func check(_ parcel: Parcel) throws {
        guard !parcel.id.isEmpty, !parcel.cases.isEmpty else {
            throw LedgerError(.conflict, "a parcel without identity or case")
        }
        guard parcel.id.utf8.count <= identity, parcel.cases.count <= cases,
            isShort(parcel.tracking), isShort(parcel.service), isShort(parcel.recipient), isShort(parcel.address),
            isShort(parcel.province), isShort(parcel.phone), isShort(parcel.manifest ?? "")
        else { throw LedgerError(.tooLarge, "parcel \(parcel.id.prefix(identity))") }
    }

    private static func isShort(_ text: String) -> Bool { text.utf8.count <= Self.text }
}

/// One registration under way.
private struct ParcelRegistering {
    /// Identities that one question asks for.
    static let partSize = 500

    let sql: any SQLSession
    let now: Instant
    let closed: ClosedDays
    let leavesClosed: Bool
    /// The number of the next version.
    var next: Int
    /// The number of the first version that it records.
    let first: Int
    var summary = ParcelRegistration()
    private var versions = SQLBatch(columns: ParcelColumns.insertedCount)
    private var agencies = AgencyKeys()
    /// Parcels whose agency is another one than before, which decides who sees what is about them.
    private(set) var moved: [String] = []
    private var keys = ParcelKeys()
    private var legsDue = LegsDue()
    private var open = SQLBatch(columns: 2)
    let mark: Int
    /// Those of which a new version was made, as they were before.
    private(set) var changed: [Parcel] = []
    /// Place of the parcel before.
    private var last: Int?
    /// The greatest identity that was known before; nobody needs to be asked about greater ones.
    private let greatest: String?

    init(sql: any SQLSession, now: Instant, closed: ClosedDays, leavesClosed: Bool, next: Int, mark: Int) throws {
        self.sql = sql
        self.now = now
        self.closed = closed
        self.leavesClosed = leavesClosed
        self.next = next
        first = next
        self.mark = mark
        greatest = try sql.row(
            "SELECT MAX(parcel_id) AS greatest FROM parcel_versions WHERE superseded_at IS NULL", [])?
            .optionalText("greatest")
    }

    /// - Parameter places: of some parcels, ascending by identity, after those of the earlier parts. Parcels are looked at
    ///   where they stand, since copies of a million of them are felt.
    mutating func register(_ parcels: [Parcel], _ places: ArraySlice<Int>) throws {
        let known = try known(places.lazy.map { parcels[$0].id })
        for place in places {
            if let last, parcels[last].id == parcels[place].id {
                guard parcels[last] == parcels[place] else {
                    throw LedgerError(.conflict, "two different parcels \(parcels[place].id)")
                }
                summary.unchanged += 1
                continue
            }
            last = place
            try record(parcels[place], known: known.isEmpty ? nil : known[parcels[place].id])
        }
    }

    mutating func finish() throws {
        try sql.flush(ParcelColumns.insertion, &versions)
        try keys.flush(to: sql)
        try legsDue.flush(to: sql)
        try sql.flush(LedgerTransaction.opening, &open)
    }

    private mutating func record(_ parcel: Parcel, known: Known?) throws {
        if known?.parcel == parcel {
            summary.unchanged += 1
            return
        }
        if leavesClosed, closed.contains(known?.parcel.handedOver) || closed.contains(parcel.handedOver) {
            summary.ofClosedDays.append(parcel.id)
            return
        }
        try closed.check(known?.parcel.handedOver)
        try closed.check(parcel.handedOver)
        if let known {
            try sql.run(
                "UPDATE parcel_versions SET superseded_at = ? WHERE version = ?",
                [SQLValue(max(now, known.recordedAt)), SQLValue(known.version.number)])
            summary.changed += 1
            changed.append(known.parcel)
            if agencies.key(of: known.parcel.cases) != agencies.key(of: parcel.cases) { moved.append(parcel.id) }
        } else {
            summary.added += 1
            open.append(parcel.id)
            open.append(mark)
            try sql.flush(LedgerTransaction.opening, &open, onlyWhenFull: true)
        }
        legsDue.add(parcel, wasKnown: known != nil)
        ParcelColumns.append(
            parcel, version: next, agency: agencies.key(of: parcel.cases), at: now, to: &versions)
        keys.add(parcel, version: next)
        next += 1
        try sql.flush(ParcelColumns.insertion, &versions, onlyWhenFull: true)
        if keys.isFull { try keys.flush(to: sql) }
    }

    private struct Known {
        var version: ParcelVersion
        var parcel: Parcel
        var recordedAt: Instant
    }

    private func known(_ identities: some Collection<String>) throws -> [String: Known] {
        var known: [String: Known] = [:]
        guard identities.contains(where: mayBeKnown) else { return known }
        // The same number of values each time, so that the statement is prepared once.
        let values = identities.map { SQLValue($0) }
        let filling = Array(repeating: values.last ?? nil, count: Self.partSize - values.count)
        try sql.forEachRow(Self.query, values + filling) { row in
            let parcel = try ParcelColumns.parcel(row)
            known[parcel.id] = Known(
                version: try ParcelColumns.version(row), parcel: parcel,
                recordedAt: try row.present(row.instant(ParcelColumns.count), ParcelColumns.count))
        }
        return known
    }

    /// By bytes, as the engine compares.
    private func mayBeKnown(_ id: String) -> Bool {
        greatest.map { !$0.utf8.lexicographicallyPrecedes(id.utf8) } ?? false
    }

    private static let query = """
        SELECT \(ParcelColumns.selected), p.recorded_at FROM parcel_versions p
        WHERE p.superseded_at IS NULL AND p.parcel_id IN (\(repeatElement("?", count: partSize).joined(separator: ", ")))
        """
}
