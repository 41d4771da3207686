/// Who somebody is by the word of another provider that this office trusts, and what that provider says of rights.
public struct ProvenIdentity: Hashable, Sendable {
    /// The provider, by its address.
    public var issuer: String
    /// The person's key at the provider; never given to another person there.
    public var subject: String
    /// What the account is to be called.
    public var name: LoginName
    public var displayName: String
    public var roles: Set<Role>
    public var scope: Scope

    public init(
        issuer: String, subject: String, name: LoginName, displayName: String, roles: Set<Role>, scope: Scope
    ) {
        (self.issuer, self.subject, self.name, self.displayName) = (issuer, subject, name, displayName)
        (self.roles, self.scope) = (roles, scope)
    }
}
