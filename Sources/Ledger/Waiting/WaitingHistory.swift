import Dossiers

extension LedgerTransaction {
    /// What waited with a case's name on it, and still does, oldest first.
    public func waitingHistory(case code: CaseCode) throws -> [WaitingItem] {
        // Two questions, so that each finds its index.
        let past = try waitingItems(where: "w.proposed_case = ? AND w.resolved_at IS NOT NULL", [SQLValue(code)])
        return (past + (try waitingItems(case: code))).sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }
}
