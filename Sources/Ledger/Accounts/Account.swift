import Basics

/// A person who may sign in.
public struct Account: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case active
        /// May not sign in; what was recorded under the name stays.
        case disabled
    }

    public var id: AccountID
    /// Given once: a name is never given to another person.
    public var name: LoginName
    /// As screens show the person, 1 to ``displayNameLimit`` characters.
    public var displayName: String
    public var state: State
    public var roles: Set<Role>
    public var scope: Scope
    public var language: InterfaceLanguage
    /// Whether there is a password; an account that was invited has none before the link was used.
    public var hasPassword: Bool
    /// Whether an administrator demands an authenticator beside the password.
    public var isTOTPDemanded: Bool
    /// Whether there is an authenticator.
    public var hasTOTP: Bool
    public var lastSignIn: Instant?
    public var createdAt: Instant
    /// Who added it.
    public var createdBy: String

    /// Characters of a display name.
    public static let displayNameLimit = 100
}

public typealias AccountID = Identifier<Account>

/// What is told of an account that is to be added.
public struct NewAccount: Hashable, Sendable {
    public var name: LoginName
    public var displayName: String
    public var roles: Set<Role>
    public var scope: Scope
    public var language: InterfaceLanguage
    public var demandsTOTP: Bool

    public init(
        _ name: LoginName, displayName: String, roles: Set<Role>, scope: Scope,
        language: InterfaceLanguage = .vietnamese, demandsTOTP: Bool = false
    ) {
        (self.name, self.displayName, self.roles, self.scope) = (name, displayName, roles, scope)
        (self.language, self.demandsTOTP) = (language, demandsTOTP)
    }
}

/// What proves who somebody is: read for signing in only, never shown.
package struct Credentials: Sendable {
    package var account: Account
    /// As `PasswordRecord` of the use cases writes it.
    package var password: String?
    /// Of the authenticator, base 32.
    package var totpSecret: String?
    /// The last time step of which a code was taken.
    package var totpStep: Int
}

/// Which accounts are listed.
public struct AccountFilter: Hashable, Sendable {
    public var state: Account.State?
    public var role: Role?
    /// What the login name begins with.
    public var namePrefix: String?

    public init(state: Account.State? = nil, role: Role? = nil, namePrefix: String? = nil) {
        (self.state, self.role, self.namePrefix) = (state, role, namePrefix)
    }
}
