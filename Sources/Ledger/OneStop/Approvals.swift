import Basics
import Dossiers
import OneStop

public typealias ApprovalRequestID = Identifier<ApprovalRequest>

/// That somebody asks the head to approve of a move. Never changed; the answer is a fact of its own.
public struct ApprovalRequest: Hashable, Sendable, Identifiable {
    /// Empty until it is recorded.
    public var id: ApprovalRequestID
    public var caseCode: CaseCode
    public var kind: LifeRules.ApprovalKind
    /// Number of the written notice.
    public var notice: String
    public var reason: String
    /// What the notice says.
    public var content: String
    public var requestedBy: Actor
    public var requestedAt: Instant
    public var decision: ApprovalDecision?
    /// Whether a move was made with the consent.
    public var isUsed: Bool

    public init(
        id: ApprovalRequestID = ApprovalRequestID(rawValue: ""), caseCode: CaseCode, kind: LifeRules.ApprovalKind,
        notice: String, reason: String, content: String, requestedBy: Actor, requestedAt: Instant,
        decision: ApprovalDecision? = nil, isUsed: Bool = false
    ) {
        self.id = id
        self.caseCode = caseCode
        self.kind = kind
        self.notice = notice
        self.reason = reason
        self.content = content
        self.requestedBy = requestedBy
        self.requestedAt = requestedAt
        self.decision = decision
        self.isUsed = isUsed
    }

    /// What a move takes along; `nil` without consent, or where it was used.
    public var approval: Approval? {
        guard let decision, decision.isConsent, !isUsed else { return nil }
        return Approval(
            approver: decision.by, approved: decision.at, notice: notice, reason: reason, content: content)
    }
}

/// The head's answer.
public struct ApprovalDecision: Hashable, Sendable {
    public var isConsent: Bool
    public var by: Actor
    public var at: Instant
    public var note: String

    public init(isConsent: Bool, by: Actor, at: Instant, note: String) {
        (self.isConsent, self.by, self.at, self.note) = (isConsent, by, at, note)
    }
}

extension LedgerTransaction {
    /// Records that approval is asked for; the case stands on a list until somebody decides.
    /// - Throws: ``LedgerError/Code/notFound`` for a case that the register does not have.
    public func ask(_ draft: ApprovalRequest) throws -> ApprovalRequest {
        guard let agency = try sql.row("SELECT agency FROM cases WHERE code = ?", [SQLValue(draft.caseCode)]) else {
            throw LedgerError(.notFound, "case \(draft.caseCode)")
        }
        var request = draft
        request.id = newID(ApprovalRequest.self, at: draft.requestedAt)
        (request.decision, request.isUsed) = (nil, false)
        try sql.run(
            """
            INSERT INTO approval_requests (id, case_code, kind, notice, reason, content, actor_kind, account, claimed,
                requested_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(request.id), SQLValue(request.caseCode), SQLValue(request.kind), SQLValue(request.notice),
                SQLValue(request.reason), SQLValue(request.content),
            ] + request.requestedBy.values + [SQLValue(request.requestedAt)])
        try sql.run(
            "INSERT INTO open_approvals (request_id, agency) VALUES (?, ?)",
            [SQLValue(request.id), SQLValue(agency.text("agency"))])
        acts.note(
            .approvalAsked, request.id.rawValue, .approvalRequests, key: request.id.rawValue, at: request.requestedAt)
        return request
    }

    /// Records the head's answer.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when it was answered before.
    public func decide(_ id: ApprovalRequestID, _ decision: ApprovalDecision) throws -> ApprovalRequest {
        guard var request = try approval(id) else { throw LedgerError(.notFound, "approval \(id)") }
        guard request.decision == nil else { throw LedgerError(.conflict, "approval \(id) was decided before") }
        try sql.run(
            """
            INSERT INTO approval_decisions (request_id, is_consent, note, actor_kind, account, claimed, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [SQLValue(id), SQLValue(decision.isConsent), SQLValue(decision.note)] + decision.by.values
                + [SQLValue(decision.at)])
        try sql.run("DELETE FROM open_approvals WHERE request_id = ?", [SQLValue(id)])
        acts.note(.approvalDecided, id.rawValue, .approvalDecisions, key: id.rawValue, at: decision.at)
        request.decision = decision
        return request
    }

    public func approval(_ id: ApprovalRequestID) throws -> ApprovalRequest? {
        try approvals("r.id = ?", [SQLValue(id)], limit: 1).first
    }

    /// What was asked for a case, oldest first.
    public func approvals(case code: CaseCode) throws -> [ApprovalRequest] {
        try approvals("r.case_code = ?", [SQLValue(code)], limit: 1_000)
    }

    /// What waits for an answer, oldest first.
    public func openApprovals(
        in scope: Scope = .everything, after last: ApprovalRequestID?, limit: Int
    ) throws -> [ApprovalRequest] {
        let agencies = try agencies(in: scope, of: "open_approvals", where: "1 = 1")
        let ids = try merged(agencies, limit: limit) { agency in
            try sql.rows(
                "SELECT request_id FROM open_approvals WHERE agency = ? AND request_id > ? ORDER BY request_id LIMIT ?",
                [SQLValue(agency), SQLValue(last?.rawValue ?? ""), SQLValue(limit)]
            ).map { try $0.text("request_id") }
        }
        return try ids.compactMap { try approval(ApprovalRequestID(rawValue: $0)) }
    }

    private func approvals(_ condition: String, _ values: [SQLValue], limit: Int) throws -> [ApprovalRequest] {
        try sql.rows(
            """
            SELECT r.*, d.is_consent, d.note, d.decided_at, d.actor_kind AS decider_kind, d.account AS decider,
                d.claimed AS decider_claimed,
                (SELECT COUNT(*) FROM case_events e WHERE e.approval_id = r.id AND e.approval_id IS NOT NULL) AS uses
            FROM approval_requests r LEFT JOIN approval_decisions d ON d.request_id = r.id
            WHERE \(condition) ORDER BY r.id LIMIT ?
            """, values + [SQLValue(limit)]
        ).map { row in
            let decision = try row.optionalInstant("decided_at").map { at in
                ApprovalDecision(
                    isConsent: try row.flag("is_consent"),
                    by: Actor(
                        try row.parsed("decider_kind"), account: try row.text("decider"),
                        claimed: try row.optionalText("decider_claimed")), at: at, note: try row.text("note"))
            }
            return ApprovalRequest(
                id: try row.parsed("id"), caseCode: try row.parsed("case_code"), kind: try row.parsed("kind"),
                notice: try row.text("notice"), reason: try row.text("reason"), content: try row.text("content"),
                requestedBy: try row.actor(), requestedAt: try row.instant("requested_at"), decision: decision,
                isUsed: try row.integer("uses") > 0)
        }
    }
}
