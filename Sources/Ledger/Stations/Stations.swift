import Basics
import Dossiers

extension LedgerTransaction {
    /// Adds a station; one that is there stays as it is.
    /// - Parameter agency: whose station it is; see ``setAgency(_:of:at:)``.
    /// - Returns: whether it is new.
    @discardableResult
    public func addStation(
        _ name: StationName, agency: AgencyScope? = nil, by person: String, at now: Instant
    ) throws -> Bool {
        acts.note(.stationChanged, name.rawValue, at: now)
        return try sql.run(
            """
            INSERT INTO stations (name, created_at, created_by, agency) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO NOTHING
            """, [SQLValue(name), SQLValue(now), SQLValue(person), SQLValue(agency?.key ?? "")]) > 0
    }

    /// Says whose station it is. What was scanned there while it was another agency's stays that one's; what was scanned
    /// while it was nobody's is the agency's from now on, by ``adoptBatches(of:limit:)``.
    /// - Throws: ``LedgerError/Code/notFound`` when there is no such station.
    public func setAgency(_ agency: AgencyScope?, of station: StationName, at now: Instant) throws {
        acts.note(.stationChanged, station.rawValue, at: now)
        let changed = try sql.run(
            "UPDATE stations SET agency = ? WHERE name = ?", [SQLValue(agency?.key ?? ""), SQLValue(station)])
        guard changed == 1 else { throw LedgerError(.notFound, "station \(station)") }
    }

    /// Gives batches of a station that were nobody's to its agency, with what waits of them, the newest first.
    /// - Parameter limit: most batches, so that others need not wait for long.
    /// - Returns: how many; fewer than `limit` when there are no more.
    public func adoptBatches(of station: StationName, limit: Int = 500) throws -> Int {
        guard
            let agency = try sql.row("SELECT agency FROM stations WHERE name = ?", [SQLValue(station)])?.text("agency"),
            !agency.isEmpty
        else { return 0 }
        let batches = try sql.rows(
            "SELECT id FROM batches WHERE agency = '' AND station = ? ORDER BY id DESC LIMIT ?",
            [SQLValue(station), SQLValue(max(limit, 1))]
        ).map { try $0.text("id") }
        for batch in batches {
            try sql.run("UPDATE batches SET agency = ? WHERE id = ?", [SQLValue(agency), SQLValue(batch)])
            try sql.run(
                """
                UPDATE waiting_items SET agency = ? WHERE batch_id = ? AND resolved_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.code = waiting_items.proposed_case)
                """, [SQLValue(agency), SQLValue(batch)])
        }
        return batches.count
    }

    /// All stations by name.
    public func stations() throws -> [Station] {
        try sql.rows("SELECT * FROM stations ORDER BY name", []).map {
            Station(
                name: try $0.parsed("name"), createdAt: try $0.instant("created_at"),
                createdBy: try $0.text("created_by"), agency: AgencyScope(key: try $0.text("agency")))
        }
    }

    /// Makes a token for a station. Only its digest is kept: what is returned cannot be had again.
    /// - Throws: ``LedgerError/Code/notFound`` when there is no such station.
    public func issueToken(for station: StationName, by person: String, at now: Instant) throws -> StationToken {
        guard try sql.row("SELECT name FROM stations WHERE name = ?", [SQLValue(station)]) != nil else {
            throw LedgerError(.notFound, "station \(station)")
        }
        let token = StationToken(id: newID(TokenRecord.self, at: now))
        try sql.run(
            """
            INSERT INTO station_tokens (id, station, secret_digest, created_at, created_by) VALUES (?, ?, ?, ?, ?)
            """,
            [
                SQLValue(token.id), SQLValue(station), SQLValue(token.secretDigest), SQLValue(now),
                SQLValue(person),
            ])
        acts.note(.stationChanged, station.rawValue, .stationTokens, key: token.id.rawValue, at: now)
        return token
    }

    /// The tokens of all stations, revoked ones included, by station and age.
    public func tokens() throws -> [TokenRecord] {
        try sql.rows("SELECT * FROM station_tokens ORDER BY station, id", []).map(tokenRecord)
    }

    /// Ends a token; one that was revoked keeps the time and the person.
    /// - Throws: ``LedgerError/Code/notFound``.
    @discardableResult
    public func revokeToken(_ id: TokenID, by person: String, at now: Instant) throws -> TokenRecord {
        try sql.run(
            "UPDATE station_tokens SET revoked_at = ?, revoked_by = ? WHERE id = ? AND revoked_at IS NULL",
            [SQLValue(now), SQLValue(person), SQLValue(id)])
        acts.note(.stationChanged, id.rawValue, at: now)
        guard let row = try sql.row("SELECT * FROM station_tokens WHERE id = ?", [SQLValue(id)]) else {
            throw LedgerError(.notFound, "token \(id)")
        }
        return try tokenRecord(row)
    }

    /// The station that a token speaks for; `nil` when it is unknown, revoked or has another secret.
    public func station(with token: StationToken) throws -> StationName? {
        let row = try sql.row(
            "SELECT station, secret_digest, revoked_at FROM station_tokens WHERE id = ?", [SQLValue(token.id)])
        // An unknown id costs the same comparison as a known one.
        let isRight = token.matches(try row?.text("secret_digest") ?? String(repeating: "0", count: 64))
        guard isRight, let row, try row.optionalInstant("revoked_at") == nil else { return nil }
        return try row.parsed("station")
    }

    /// Remembers that a token was used; the time never goes back.
    public func noteUse(of token: TokenID, at now: Instant) throws {
        try sql.run(
            """
            UPDATE station_tokens SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)
            """, [SQLValue(now), SQLValue(token), SQLValue(now)])
    }

    private func tokenRecord(_ row: SQLRow) throws -> TokenRecord {
        TokenRecord(
            id: try row.parsed("id"), station: try row.parsed("station"), createdAt: try row.instant("created_at"),
            createdBy: try row.text("created_by"), lastUsedAt: try row.optionalInstant("last_used_at"),
            revokedAt: try row.optionalInstant("revoked_at"), revokedBy: try row.optionalText("revoked_by"))
    }
}
