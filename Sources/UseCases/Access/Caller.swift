import Basics
import Dossiers
import Ledger
import Office

/// Who asks, with what is allowed. Made by a door from what was proved, never from what was typed.
public struct Caller: Hashable, Sendable {
    public let actor: Actor
    public let roles: Set<Role>
    public let scope: Scope
    /// In which a person has signed in; `nil` for others.
    public let session: SessionID?

    public init(_ actor: Actor, roles: Set<Role>, scope: Scope, session: SessionID? = nil) {
        (self.actor, self.roles, self.scope, self.session) = (actor, roles, scope, session)
    }

    /// The account of the machine under which a command runs: whoever can read the data home's files can do anything
    /// with them, so nothing is won by refusing.
    /// - Parameter person: the person for whom a script says to act; a claim, recorded as such.
    public static func systemAccount(claiming person: String? = nil) -> Caller {
        Caller(.systemAccount(claiming: person), roles: Set(Role.allCases), scope: .everything)
    }

    /// The service itself, at what it tells of its own work.
    public static let service = Caller(.program, roles: [.administrator], scope: .everything)

    /// A scan station, by its token.
    public static func station(_ name: StationName) -> Caller {
        Caller(Actor(.station, account: name.rawValue), roles: [.station], scope: .everything)
    }

    /// What records show of who acts.
    public var name: String { actor.name }

    public func may(_ permission: Permission) -> Bool { roles.contains { $0.permissions.contains(permission) } }

    /// Asks for something that is not about one case.
    /// - Throws: `Refusal` `not_allowed` when no role allows it; `outside_scope` when it reaches papers or parcels of all
    ///   agencies and the caller's scope is narrower. What can be narrowed asks with ``scope(for:)``.
    public func require(_ permission: Permission) throws(Refusal) {
        try requireRole(permission)
        guard scope == .everything || !permission.isBoundByScope else { throw outsideScope }
    }

    /// Asks for something of which the caller gets the part that is inside of its scope.
    /// - Returns: the scope, for every query and every record that the use case looks at.
    /// - Throws: `Refusal` `not_allowed` when no role allows it.
    public func scope(for permission: Permission) throws(Refusal) -> Scope {
        try requireRole(permission)
        return scope
    }

    /// For what cannot be cut to a part.
    var outsideScope: Refusal {
        Refusal(
            "outside_scope", .forbidden, "Việc này vượt ngoài các cơ quan của tài khoản \(name).",
            "This reaches beyond the agencies of the account \(name).")
    }

    func requireRole(_ permission: Permission) throws(Refusal) {
        guard !may(permission) else { return }
        throw Refusal(
            "not_allowed", .forbidden, "Tài khoản \(name) không có quyền này (\(permission.rawValue)).",
            "The account \(name) may not do this (\(permission.rawValue)); ask the administrator for a role that allows it."
        )
    }

    /// - Throws: `Refusal` as for a case that there is not, so that nobody learns which cases other agencies have.
    public func require(_ permission: Permission, on code: CaseCode) throws(Refusal) {
        try requireRole(permission)
        guard scope.covers(code.agency) else { throw .unknownCase(code) }
    }
}
