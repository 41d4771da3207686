import Basics
import Ledger
import Testing

@testable import UseCases

@Suite struct SecondFactorTests {
    private static func code(_ enrolment: TOTPEnrolment, _ home: AccountHome, after steps: Int = 0) throws -> String {
        let totp = try #require(TOTP(base32: enrolment.secret))
        return totp.code(step: TOTP.step(atSeconds: home.now.milliseconds / 1_000) + steps)
    }

    /// Signs in to an account that an authenticator is demanded of, and sets it up.
    private static func enrol(_ name: String, _ home: AccountHome) async throws -> (TOTPEnrolment, SignedIn) {
        guard case .needsEnrolment(let pending) = try await home.signIn(name) else { throw AccountHome.Unexpected() }
        // Half-way is not in.
        #expect(try await home.door.person(with: pending) == nil)
        let enrolment = try await home.door.enrolment(pending: pending)
        #expect(try await home.door.enrolment(pending: pending) == enrolment)
        let signedIn = try await home.door.confirmEnrolment(
            code: code(enrolment, home), pending: pending, from: AccountHome.place)
        #expect(signedIn.token != pending)
        #expect(
            try await code {
                try await home.door.confirmEnrolment(code: "000000", pending: pending, from: AccountHome.place)
            } == "session_ended")
        return (enrolment, signedIn)
    }

    private static func code<T>(_ body: () async throws -> T) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let refusal as Refusal { return refusal.code }
    }

    @Test func whatIsDemandedIsSetUpAtTheNextSignIn() async throws {
        try await AccountHome.with { home in
            try await home.add("lan", demandsTOTP: true)
            let (enrolment, signedIn) = try await Self.enrol("lan", home)
            #expect(enrolment.uri.hasPrefix("otpauth://totp/Sohoa:lan?secret="))
            #expect(try await home.door.person(with: signedIn.token)?.account.hasTOTP == true)
            // Whoever has the ledger alone has no secret.
            let name = try #require(LoginName(rawValue: "lan"))
            let kept = try await home.office.ledger.read { try $0.credentials(of: name)?.totpSecret }
            #expect(kept?.contains(enrolment.secret) == false && kept?.hasPrefix("sealed1:") == true)
            let own = home.door.workspace(of: signedIn.person).ownAccount
            #expect(
                try await Self.code {
                    try await own.removeTOTP(password: AccountHome.password, at: AccountHome.place)
                } == "totp_demanded")
        }
    }

    @Test func aCodeIsTakenOnce() async throws {
        try await AccountHome.with { home in
            try await home.add("lan", demandsTOTP: true)
            let (enrolment, _) = try await Self.enrol("lan", home)
            guard case .needsCode(let pending) = try await home.signIn("lan") else {
                throw AccountHome.Unexpected()
            }
            #expect(try await home.door.person(with: pending) == nil)
            func confirm(_ code: String, _ token: SessionToken) async throws -> String? {
                try await Self.code {
                    try await home.door.confirm(code: code, pending: token, from: AccountHome.place)
                }
            }
            // The one that set it up is used, and so is every one before.
            for steps in [0, -1] {
                let used = try Self.code(enrolment, home, after: steps)
                #expect(try await confirm(used, pending) == "code_wrong")
            }
            home.pass(.seconds(30))
            let next = try Self.code(enrolment, home)
            #expect(try await confirm(next, pending) == nil)
            #expect(try await confirm(next, pending) == "session_ended")
            guard case .needsCode(let again) = try await home.signIn("lan") else {
                throw AccountHome.Unexpected()
            }
            #expect(try await confirm(next, again) == "code_wrong")
        }
    }

    @Test func codesAreNotGuessedByGivingThePasswordAgain() async throws {
        try await AccountHome.with { home in
            try await home.add("lan", demandsTOTP: true)
            _ = try await Self.enrol("lan", home)
            var codes: [String?] = []
            for _ in 0..<8 {
                guard case .needsCode(let pending) = try await home.signIn("lan") else {
                    throw AccountHome.Unexpected()
                }
                codes.append(
                    try await Self.code {
                        try await home.door.confirm(code: "000000", pending: pending, from: AccountHome.place)
                    })
            }
            #expect(codes == Array(repeating: "code_wrong", count: 5) + Array(repeating: "sign_in_locked", count: 3))
        }
    }

    @Test func halfWaySignInsEndSoon() async throws {
        try await AccountHome.with { home in
            try await home.add("lan", demandsTOTP: true)
            guard case .needsEnrolment(let pending) = try await home.signIn("lan") else {
                throw AccountHome.Unexpected()
            }
            home.pass(.seconds(301))
            #expect(try await Self.code { try await home.door.enrolment(pending: pending) } == "session_ended")
        }
    }

    @Test func onesOwnAuthenticatorIsSetUpAndGivenUp() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            let (here, there) = (try await home.signedIn("lan"), try await home.signedIn("lan"))
            var own = home.door.workspace(of: here.person).ownAccount
            #expect(
                try await Self.code { try await own.confirmTOTP(code: "000000", at: AccountHome.place) }
                    == "no_authenticator")
            let enrolment = try await own.beginTOTP()
            #expect(try await own.beginTOTP() == enrolment)
            let rotated = try await own.confirmTOTP(code: Self.code(enrolment, home), at: AccountHome.place)
            #expect(try await home.door.person(with: here.token) == nil)
            #expect(try await home.door.person(with: there.token) == nil)
            #expect(try await home.door.person(with: rotated.token)?.account.hasTOTP == true)
            #expect(rotated.person.endsAt == here.person.endsAt)
            own = home.door.workspace(of: rotated.person).ownAccount
            #expect(
                try await Self.code { try await own.removeTOTP(password: "sai", at: AccountHome.place) }
                    == "sign_in_failed")
            let without = try await own.removeTOTP(password: AccountHome.password, at: AccountHome.place)
            #expect(without.person.account.hasTOTP == false)
        }
    }
}
