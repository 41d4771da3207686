import Basics
import Ledger
import Testing

@testable import UseCases

@Suite struct IdentityTests {
    private static func identity(
        _ name: String = "lan", subject: String = "s1", roles: Set<Role> = [.reviewer], scope: Scope = .everything
    ) throws -> ProvenIdentity {
        ProvenIdentity(
            issuer: "https://dinhdanh.test", subject: subject, name: try #require(LoginName(rawValue: name)),
            displayName: "Lê Lan", roles: roles, scope: scope)
    }

    private static func signIn(_ identity: ProvenIdentity, _ home: AccountHome) async throws -> SignedIn {
        guard case .signedIn(let signedIn) = try await home.door.signIn(as: identity, from: AccountHome.place) else {
            throw SecondStep()
        }
        return signedIn
    }

    private struct SecondStep: Error {}

    @Test func whatAnAdministratorDemandsIsAskedForHereToo() async throws {
        try await AccountHome.with { home in
            let lan = try await Self.signIn(Self.identity(), home)
            #expect(try await home.door.signsInElsewhere(lan.person))
            _ = try await home.machine.accounts.demandTOTP(true, of: lan.person.account.name)
            guard
                case .needsEnrolment(let pending) = try await home.door.signIn(
                    as: Self.identity(), from: AccountHome.place)
            else { throw SecondStep() }
            #expect(try await home.door.person(with: pending) == nil)
        }
    }

    @Test func theFirstSignInMakesTheAccountAndLaterOnesFindIt() async throws {
        try await AccountHome.with { home in
            let first = try await Self.signIn(Self.identity(), home)
            #expect(first.person.account.hasPassword == false)
            #expect(first.person.account.createdBy == "https://dinhdanh.test")
            // The provider's key counts, not the name, which may be another by now.
            let again = try await Self.signIn(Self.identity("lan.moi"), home)
            #expect(again.person.account.id == first.person.account.id)
            #expect(again.person.account.name.rawValue == "lan")
            #expect(try await home.door.person(with: first.token) != nil)
            #expect(try await code { try await home.signIn("lan", "") } == "sign_in_failed")
            #expect(try await home.office.ledger.read { try $0.auditFaults() } == [])
        }
    }

    @Test func rightsAreTheProvidersAtEachSignIn() async throws {
        try await AccountHome.with { home in
            let before = try await Self.signIn(Self.identity(), home)
            let scope = Scope.agencies([try #require(AgencyScope(rawValue: "H40.16"))])
            let after = try await Self.signIn(Self.identity(roles: [.liaison], scope: scope), home)
            #expect(after.person.caller.roles == [.liaison])
            #expect(after.person.caller.scope == scope)
            #expect(try await home.door.person(with: before.token) == nil)
        }
    }

    @Test func aProvidersWordOpensNoAccountOfOurs() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("minh", [.administrator])
            #expect(try await code { try await Self.signIn(Self.identity("minh"), home) } == "account_exists")
            let lan = try await Self.signIn(Self.identity("lan"), home)
            #expect(
                try await code { try await Self.signIn(Self.identity("lan", subject: "s2"), home) } == "account_exists")
            _ = try await home.machine.accounts.disable(lan.person.account.name)
            #expect(try await code { try await Self.signIn(Self.identity("lan"), home) } == "sign_in_failed")
            #expect(try await home.machine.accounts.show(name).roles == [.administrator])
        }
    }
}
