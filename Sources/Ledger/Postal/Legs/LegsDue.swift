import Dossiers
import PostalChannel

/// A parcel that is known to carry papers of a registered case, and of which the case's leg has not heard yet: it was
/// registered, or it changed, or the case came after it.
public struct DueLeg: Hashable, Sendable {
    public var caseCode: CaseCode
    /// ``Parcel/id``.
    public var parcel: String

    public init(caseCode: CaseCode, parcel: String) {
        self.caseCode = caseCode
        self.parcel = parcel
    }
}

extension LedgerTransaction {
    /// Whether any leg has to hear of a parcel.
    public func hasLegsDue() throws -> Bool { try sql.row("SELECT 1 AS found FROM legs_due LIMIT 1", []) != nil }

    /// The legs that have to hear of a parcel, by case and parcel.
    /// - Parameter limit: most that are returned.
    public func legsDue(limit: Int) throws -> [DueLeg] {
        try sql.rows(
            "SELECT case_code, parcel_id FROM legs_due ORDER BY case_code, parcel_id LIMIT ?", [SQLValue(limit)]
        ).map(Self.due)
    }

    /// Those of one case.
    public func legsDue(case code: CaseCode) throws -> [DueLeg] {
        try sql.rows(
            "SELECT case_code, parcel_id FROM legs_due WHERE case_code = ? ORDER BY parcel_id", [SQLValue(code)]
        ).map(Self.due)
    }

    /// Records that legs have heard of their parcels.
    public func settle(_ due: [DueLeg]) throws {
        var batch = SQLBatch(columns: 2)
        for due in due {
            batch.append(due.caseCode)
            batch.append(due.parcel)
        }
        try sql.flush("DELETE FROM legs_due WHERE case_code = ? AND parcel_id = ?", &batch)
    }

    /// Looks through cases for parcels that no leg of theirs has, and makes their legs due: a repair, which costs what
    /// the ledger is large.
    /// - Parameters:
    ///   - last: where an earlier call stopped; `nil` from the beginning.
    ///   - limit: most cases that are looked at.
    /// - Returns: the last case that was looked at; `nil` when there were no more.
    public func findLegsDue(after last: CaseCode?, limit: Int) throws -> CaseCode? {
        let codes = try sql.rows(
            "SELECT code FROM cases WHERE code > ? ORDER BY code LIMIT ?",
            [SQLValue(last?.rawValue ?? ""), SQLValue(limit)]
        ).map { try $0.parsed("code", as: CaseCode.self) }
        var due = LegsDue()
        for code in codes { due.add(code) }
        try due.flush(to: sql)
        return codes.last
    }

    private static func due(_ row: SQLRow) throws -> DueLeg {
        DueLeg(caseCode: try row.parsed("case_code"), parcel: try row.text("parcel_id"))
    }
}

/// Legs that become due by what is registered, on their way into the ledger.
struct LegsDue {
    private var parcels = SQLBatch(columns: 2)
    private var changed = SQLBatch(columns: 1)
    private var cases = SQLBatch(columns: 2)

    /// Notes a parcel that was registered, or has changed: the legs of its registered cases, and those that have it.
    mutating func add(_ parcel: Parcel, wasKnown: Bool) {
        for code in parcel.cases {
            parcels.append(parcel.id)
            parcels.append(code)
        }
        if wasKnown { changed.append(parcel.id) }
    }

    /// Notes a case: its parcels without a leg of it.
    mutating func add(_ code: CaseCode) {
        cases.append(code)
        cases.append(code)
    }

    mutating func flush(to sql: any SQLSession) throws {
        try sql.flush(
            """
            INSERT INTO legs_due (case_code, parcel_id) SELECT c.code, ? FROM cases c WHERE c.code = ?
            ON CONFLICT DO NOTHING
            """, &parcels)
        try sql.flush(
            """
            INSERT INTO legs_due (case_code, parcel_id)
            SELECT l.case_code, pl.parcel_id FROM parcel_legs pl JOIN legs l ON l.id = pl.leg_id WHERE pl.parcel_id = ?
            ON CONFLICT DO NOTHING
            """, &changed)
        // The keys come first: an engine that begins with the parcels goes through all of them.
        try sql.flush(
            """
            INSERT INTO legs_due (case_code, parcel_id)
            SELECT k.key, p.parcel_id FROM parcel_keys k CROSS JOIN parcel_versions p
            WHERE k.key = ? AND p.version = k.version AND p.superseded_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM parcel_legs pl JOIN legs l ON l.id = pl.leg_id
                WHERE pl.parcel_id = p.parcel_id AND l.case_code = ?)
            ON CONFLICT DO NOTHING
            """, &cases)
    }
}
