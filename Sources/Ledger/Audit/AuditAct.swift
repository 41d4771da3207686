/// What was done, by its stable code.
public enum AuditAct: String, Hashable, Sendable, CaseIterable {
    // Cases and papers
    case casesImported = "cases.imported"
    case batchReceived = "batch.received"
    case batchSplit = "batch.split"
    case pageKindChanged = "page.kind_changed"
    case pagesArranged = "pages.arranged"
    case documentAttached = "document.attached"
    case documentMadeAgain = "document.made_again"
    case waitingOpened = "waiting.opened"
    case waitingDecided = "waiting.decided"
    case reuseChanged = "reuse.changed"
    case paperRevoked = "paper.revoked"

    // Review
    case correctionsMade = "corrections.made"
    case reviewOpened = "review.opened"
    case reviewTaken = "review.taken"
    case reviewTakenOver = "review.taken_over"
    case reviewReleased = "review.released"
    case reviewPostponed = "review.postponed"
    case reviewResumed = "review.resumed"
    case reviewFinished = "review.finished"
    case reviewPolicyChanged = "review.policy_changed"

    // The postal channel
    case parcelsRegistered = "parcels.registered"
    case legChanged = "leg.changed"
    case evidenceFiled = "leg.evidence_filed"
    case handoverChanged = "handover.changed"
    case itemCodeChanged = "item_code.changed"
    case statementChanged = "statement.changed"
    case columnsConfirmed = "statement.columns_confirmed"
    case reconciled = "reconciliation.recorded"
    case runsCompacted = "reconciliation.compacted"
    case breakChanged = "break.changed"
    case matchDecided = "match.decided"
    case periodChanged = "period.changed"

    // Running it
    case stationChanged = "station.changed"
    case jobDecided = "job.decided"

    // Accounts
    case accountAdded = "account.added"
    case accountChanged = "account.changed"
    /// Roles, scope, whether it may be used.
    case accountRightsChanged = "account.rights_changed"
    /// Password, authenticator, whether one is demanded.
    case credentialsChanged = "account.credentials_changed"
    case linkMade = "account.link_made"
    case linkUsed = "account.link_used"
    case sessionOpened = "session.opened"
    case sessionEnded = "session.ended"
    case signInFailed = "sign_in.failed"
    case signInLocked = "sign_in.locked"
    /// So many looks stand in their record, the last with this hash.
    case looksAnchored = "looks.anchored"

    /// The beginning of the record, in a ledger that was there before it.
    case began = "audit.began"
    /// The record vouches for more tables from here on.
    case extended = "audit.extended"
}
