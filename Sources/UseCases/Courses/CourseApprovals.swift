import Basics
import Dossiers
import Ledger
import OneStop

extension Workspace.Courses {
    /// Asks for the head's approval before the move.
    /// - Throws: `Refusal` `unknown_case`, `text_too_long`.
    public func ask(
        _ kind: LifeRules.ApprovalKind, for code: CaseCode, notice: String, reason: String, content: String
    ) async throws -> ApprovalRequest {
        try caller.require(.workCases, on: code)
        let draft = ApprovalRequest(
            caseCode: code, kind: kind, notice: try Self.text(notice, "notice"),
            reason: try Self.text(reason, "reason"),
            content: try Self.text(content, "content"), requestedBy: caller.actor, requestedAt: now())
        let rules = try await rules()
        do {
            return try await ledger.write { tx in
                let request = try tx.ask(draft)
                _ = try tx.renewLives(limit: 1, rules: rules, at: draft.requestedAt)
                return request
            }
        } catch let error as LedgerError where error.code == .notFound {
            throw Refusal.unknownCase(code)
        }
    }

    /// Answers a request: another person's account than the one that asked, and consent only to a written notice with its
    /// reason and content.
    /// - Throws: `Refusal` `unknown_approval`, also for a case outside of the caller's scope; `approval_decided`;
    ///   `MoveRefusal` for what the request lacks.
    public func decide(_ id: ApprovalRequestID, isConsent: Bool, note: String = "") async throws -> ApprovalRequest {
        _ = try caller.scope(for: .approveCases)
        let (note, caller, now) = (try Self.text(note, "note"), caller, now())
        return try await ledger.write { tx in
            guard let request = try tx.approval(id), caller.scope.covers(request.caseCode.agency) else {
                throw Refusal.unknownApproval(id)
            }
            guard request.decision == nil else { throw Refusal.approvalDecided }
            if isConsent, let code = request.lack(of: caller.actor) {
                throw MoveRefusal(code: code, event: CaseEventID(rawValue: id.rawValue))
            }
            return try tx.decide(
                id, ApprovalDecision(isConsent: isConsent, by: caller.actor, at: now, note: note))
        }
    }

    /// What waits for an answer, oldest first; the key of a page is the last request's identity.
    public func openApprovals(_ request: PageRequest) async throws -> Page<ApprovalRequest> {
        let scope = try caller.scope(for: .readPapers)
        return try await ledger.read { tx in
            let page = try tx.openApprovals(
                in: scope, after: request.after.map { ApprovalRequestID(rawValue: $0) }, limit: request.limit)
            return Page(page, next: page.count == request.limit ? page.last?.id.rawValue : nil)
        }
    }
}

extension ApprovalRequest {
    /// What keeps somebody from consenting.
    fileprivate func lack(of approver: Actor) -> MoveRefusal.Code? {
        func isEmpty(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
        if approver.kind != .person || approver.account == requestedBy.account { return .fourEyes }
        if isEmpty(notice) { return .noticeMissing }
        return isEmpty(reason) || isEmpty(content) ? .reasonMissing : nil
    }
}
