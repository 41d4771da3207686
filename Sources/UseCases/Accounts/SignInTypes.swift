import Basics
import Ledger

/// Where a request comes from.
public struct ClientPlace: Hashable, Sendable {
    /// Of the other end of the connection.
    public let address: String
    /// What with, in a few words; what cannot be shown is made visible.
    public let agent: String

    private static let addressLimit = 64
    private static let agentLimit = 120

    public init(address: String, agent: String) {
        self.address = String(address.visible.prefix(Self.addressLimit))
        self.agent = String(agent.visible.prefix(Self.agentLimit))
    }
}

/// How far a sign-in has come.
public enum SignInStep: Sendable {
    case signedIn(SignedIn)
    /// The password was right; a code of the authenticator is asked for.
    case needsCode(SessionToken)
    /// The password was right; the administrator demands an authenticator, and there is none yet.
    case needsEnrolment(SessionToken)
}

/// A sign-in that is complete.
public struct SignedIn: Sendable {
    /// The only copy.
    public var token: SessionToken
    public var person: SignedInPerson
}

/// Who has signed in.
public struct SignedInPerson: Sendable {
    public var account: Account
    public var session: SessionID
    /// When it ends in any case.
    public var endsAt: Instant
    /// What this person may ask for.
    public var caller: Caller

    init(_ found: FoundSession) {
        self.init(found.account, found.record)
    }

    init(_ account: Account, _ session: SessionRecord) {
        (self.account, self.session, endsAt) = (account, session.id, session.absoluteEnd)
        caller = Caller(
            Actor(.person, account: account.name.rawValue), roles: account.roles, scope: account.scope,
            session: session.id)
    }
}

/// What a person puts into an authenticator.
public struct TOTPEnrolment: Hashable, Sendable {
    /// Base 32 in groups of four, to be typed.
    public var secret: String
    /// For a QR code.
    public var uri: String

    /// Key Uri Format of the common authenticators.
    init(_ totp: TOTP, for name: LoginName) {
        let text = totp.base32
        secret = stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }
            .joined(separator: " ")
        let account = name.rawValue.replacing("@", with: "%40")
        uri = "otpauth://totp/Sohoa:\(account)?secret=\(text)&issuer=Sohoa&algorithm=SHA1&digits=6&period=30"
    }
}

/// A one-time link as it is shown to whoever opens it.
public struct OpenLink: Hashable, Sendable {
    public var purpose: LinkPurpose
    /// Whose; `nil` for the first administrator.
    public var name: LoginName?
    public var expiresAt: Instant
}

/// A one-time link that was made: the only copy of its token.
public struct IssuedLink: Sendable {
    public var token: LinkToken
    public var account: Account
    public var expiresAt: Instant
}
