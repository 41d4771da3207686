import Basics
import Dossiers

/// How far a case has come, as lists sort and filter by it.
public enum CaseProgressState: String, Hashable, Sendable, CaseIterable {
    /// Nothing that must be digitized is missing, and nothing waits.
    case complete
    /// Something that must be digitized is neither there nor reused.
    case missing
    /// Pages that name the case wait for a person.
    case waiting
    /// Both.
    case missingAndWaiting = "missing_waiting"

    init(missing: Int, waiting: Int) {
        self = missing > 0 ? (waiting > 0 ? .missingAndWaiting : .missing) : waiting > 0 ? .waiting : .complete
    }

    public var isMissing: Bool { self == .missing || self == .missingAndWaiting }
    public var isWaiting: Bool { self == .waiting || self == .missingAndWaiting }
}

extension CaseRecord {
    /// The last day as lists sort by it: cases without one come last.
    var dueKey: String { due?.rawValue ?? Self.noDue }

    static let noDue = "9999-12-31"
}

/// `case_progress` follows the facts in the transaction that records them: one small statement for a case that is
/// concerned, whatever it has gone through.
extension LedgerTransaction {
    /// Makes the row of one case anew. A case that is not registered has none.
    func renewProgress(of code: CaseCode) throws { try renewProgress("c.code = ?", [SQLValue(code)]) }

    /// Makes the row of the case anew that an item names.
    func renewProgress(ofItem id: WaitingID) throws {
        try renewProgress("c.code = (SELECT proposed_case FROM waiting_items WHERE id = ?)", [SQLValue(id)])
    }

    /// Makes the row of a document's case anew.
    func renewProgress(ofDocument id: DocumentID) throws {
        try renewProgress("c.code = (SELECT case_code FROM documents WHERE id = ?)", [SQLValue(id)])
    }

    /// Fills the table, for a ledger that had none.
    package func renewAllProgress() throws { try renewProgress("1 = 1", []) }

    private func renewProgress(_ condition: String, _ values: [SQLValue]) throws {
        try sql.run(CaseProgressSQL.renew(condition), values)
    }
}

enum CaseProgressSQL {
    /// A component of `case_components k`, of the version `v`, that is missing.
    static let isMissing = """
        k.is_required = 1 AND k.must_digitize = 1
            AND NOT EXISTS (SELECT 1 FROM documents d
                WHERE d.case_code = v.case_code AND d.component = k.code AND d.state = 'current')
            AND NOT EXISTS (SELECT 1 FROM reuse_links r
                WHERE r.case_code = v.case_code AND r.component = k.code
                    AND NOT EXISTS (SELECT 1 FROM reuse_undoings u WHERE u.link_id = r.id))
        """

    /// - Parameter condition: on `cases c`.
    static func renew(_ condition: String) -> String {
        """
        WITH found AS MATERIALIZED (
            SELECT c.code, c.agency, COALESCE(v.due, '\(CaseRecord.noDue)') AS due,
                (SELECT COUNT(*) FROM case_components k WHERE k.version_id = v.id AND \(isMissing)) AS missing,
                (SELECT COUNT(*) FROM waiting_items w
                    WHERE w.proposed_case = c.code AND w.resolved_at IS NULL) AS waiting
            FROM cases c JOIN case_versions v ON v.case_code = c.code AND v.superseded_at IS NULL
            WHERE \(condition))
        INSERT INTO case_progress (case_code, agency, due, missing, waiting, state)
        SELECT code, agency, due, missing, waiting,
            CASE WHEN missing > 0 AND waiting > 0 THEN 'missing_waiting' WHEN missing > 0 THEN 'missing'
                WHEN waiting > 0 THEN 'waiting' ELSE 'complete' END
        FROM found WHERE 1 = 1
        ON CONFLICT (case_code) DO UPDATE SET due = excluded.due, missing = excluded.missing,
            waiting = excluded.waiting, state = excluded.state
        """
    }
}
