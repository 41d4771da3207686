import Basics

/// A person's sign-in at one place: what is shown of it, never its token.
public struct SessionRecord: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A browser; ends when nobody has used it for a while.
        case web
        /// A file of the command line; ends at a set time.
        case command
    }

    /// How far the sign-in has come.
    public enum Stage: String, Hashable, Sendable, CaseIterable {
        /// The password was right; a code of the authenticator is asked for.
        case awaitingCode = "awaiting_code"
        /// The password was right; an authenticator has to be set up first.
        case awaitingEnrolment = "awaiting_enrolment"
        case open
    }

    public var id: SessionID
    public var account: AccountID
    public var kind: Kind
    public var stage: Stage
    public var createdAt: Instant
    /// To within a minute.
    public var lastUsedAt: Instant
    /// When it ends unless it is used before; `nil` when that does not matter.
    public var idleEnd: Instant?
    /// When it ends in any case.
    public var absoluteEnd: Instant
    /// Where it was opened from.
    public var address: String
    /// What with, in a few words.
    public var agent: String
    public var endedAt: Instant?

    /// When it ends if nobody uses it from now on.
    public var endsAt: Instant { min(idleEnd ?? absoluteEnd, absoluteEnd) }
}

public typealias SessionID = Identifier<SessionRecord>

/// What a session is opened with.
package struct NewSession: Sendable {
    package var account: AccountID
    package var kind: SessionRecord.Kind
    package var stage: SessionRecord.Stage
    package var idleEnd: Instant?
    package var absoluteEnd: Instant
    package var address: String
    package var agent: String
    /// Of an authenticator that is being set up.
    package var totpSecret: String?

    package init(
        account: AccountID, kind: SessionRecord.Kind, stage: SessionRecord.Stage, idleEnd: Instant?,
        absoluteEnd: Instant, address: String, agent: String, totpSecret: String? = nil
    ) {
        (self.account, self.kind, self.stage) = (account, kind, stage)
        (self.idleEnd, self.absoluteEnd, self.address, self.agent) = (idleEnd, absoluteEnd, address, agent)
        self.totpSecret = totpSecret
    }
}

/// A session that was found by its token.
package struct FoundSession: Sendable {
    package var record: SessionRecord
    package var account: Account
    package var totpSecret: String?
}
