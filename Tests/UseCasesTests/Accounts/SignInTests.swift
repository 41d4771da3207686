import Basics
import Ledger
import Testing

@testable import UseCases

@Suite struct SignInTests {
    @Test func whoSignsInIsWhoActs() async throws {
        try await AccountHome.with { home in
            let agency = try #require(AgencyScope(rawValue: "H40.16"))
            try await home.add("lan", [.reviewer, .liaison], scope: .agencies([agency]))
            let signedIn = try await home.signedIn(" LAN ")
            let person = try #require(try await home.door.person(with: signedIn.token))
            #expect(person.caller.actor == Actor(.person, account: "lan"))
            #expect(person.caller.roles == [.reviewer, .liaison])
            #expect(person.caller.scope == .agencies([agency]))
            #expect(person.caller.session == signedIn.person.session)
            #expect(person.account.lastSignIn == home.now)
            try await home.door.signOut(signedIn.token)
            #expect(try await home.door.person(with: signedIn.token) == nil)
        }
    }

    @Test func nobodyLearnsWhichAccountsThereAre() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            try await home.add("hoa")
            _ = try await home.machine.accounts.disable(#require(LoginName(rawValue: "hoa")))
            var refusals: Set<Refusal> = []
            for (name, password) in [
                ("lan", "sai"), ("khong.co", AccountHome.password), ("hoa", AccountHome.password), ("", ""),
                ("Lê Lan", "x"), ("lan", ""), ("lan", String(repeating: "x", count: 5_000)),
            ] {
                let refusal = await #expect(throws: Refusal.self) { try await home.signIn(name, password) }
                refusals.insert(try #require(refusal))
            }
            #expect(refusals.map(\.code) == ["sign_in_failed"])
        }
    }

    /// With enough work that it, and not the ledger, takes the time; the fastest of five, since a busy machine only ever
    /// makes it slower.
    @Test func anUnknownNameTakesAsLongAsAKnownOne() async throws {
        var policy = AccountHome.policy
        policy.scrypt = try #require(ScryptParameters(cost: 12, blockSize: 8, parallelism: 1))
        try await AccountHome.with(policy: policy) { home in
            try await home.add("lan")
            var fastest = ["lan": Duration.seconds(60), "khong.co": Duration.seconds(60)]
            for round in 0..<5 {
                for (name, best) in fastest {
                    let start = ContinuousClock.now
                    _ = try await code { try await home.signIn(name, "không đúng", from: "10.1.1.\(round)") }
                    fastest[name] = min(best, ContinuousClock.now - start)
                }
            }
            let ratio = try #require(fastest["lan"]) / #require(fastest["khong.co"])
            #expect((0.4...2.5).contains(ratio), "\(ratio)")
        }
    }

    @Test(arguments: ["lan", "khong.co"])
    func guessingIsSlowedDownMoreAndMore(name: String) async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            for _ in 0..<5 { #expect(try await code { try await home.signIn(name, "sai") } == "sign_in_failed") }
            for delay in [30, 60, 120, 240, 480, 900, 900] {
                let refusal = await #expect(throws: Refusal.self) { try await home.signIn(name) }
                #expect(refusal?.code == "sign_in_locked")
                #expect(refusal?.retryAfter == .seconds(delay))
                home.pass(.seconds(delay))
                #expect(try await code { try await home.signIn(name, "sai") } == "sign_in_failed")
            }
            home.pass(.seconds(86_401))
            let after = try await code { try await home.signIn(name) }
            #expect(after == (name == "lan" ? nil : "sign_in_failed"))
        }
    }

    @Test func whoSucceedsBeginsAnewButNotForOthers() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            for _ in 0..<4 {
                for _ in 0..<4 { _ = try await code { try await home.signIn("lan", "sai") } }
                _ = try await home.signedIn("lan")
            }
            // The address has 16 failures by now; others' names bring it to its limit, own successes do not help.
            for guess in 0..<33 { _ = try await code { try await home.signIn("nguoi\(guess)", "sai") } }
            _ = try await home.signedIn("lan")
            #expect(try await code { try await home.signIn("nguoi50", "sai") } == "sign_in_failed")
            #expect(try await code { try await home.signIn("lan") } == "sign_in_locked")
            guard case .signedIn = try await home.signIn("lan", from: "10.0.0.8") else {
                Issue.record("another address")
                return
            }
        }
    }

    @Test func guessesSideBySideAreCountedBeforeTheyEnd() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<20 { group.addTask { try await code { try await home.signIn("lan", "sai") } } }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.filter { $0 == "sign_in_failed" }.count == 5)
            #expect(codes.filter { $0 == "sign_in_locked" }.count == 15)
        }
    }

    @Test func moreThanTheBoundAreSentAway() async throws {
        var policy = AccountHome.policy
        policy.scrypt = try #require(ScryptParameters(cost: 12, blockSize: 8, parallelism: 1))
        try await AccountHome.with(policy: policy, passwords: PasswordWork(atOnce: 1, maxWaiting: 3)) { home in
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for guess in 0..<24 { group.addTask { try await code { try await home.signIn("n\(guess)", "sai") } } }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            let busy = codes.filter { $0 == "sign_in_busy" }.count
            #expect(busy > 0)
            #expect(codes.filter { $0 == "sign_in_failed" }.count == 24 - busy)
            // Who was sent away can come again.
            #expect(try await code { try await home.signIn("n99", "sai") } == "sign_in_failed")
        }
    }

    @Test func aPasswordIsStoredByTodaysParameters() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan")
            var policy = AccountHome.policy
            policy.scrypt = try #require(ScryptParameters(cost: 6, blockSize: 8, parallelism: 1))
            let stricter = AccountDoor(home.office, policy: policy)
            func stored() async throws -> ScryptParameters? {
                try await home.office.ledger.read { try $0.credentials(of: name)?.password }
                    .flatMap(PasswordRecord.init(text:))?.parameters
            }
            #expect(try await stored() == AccountHome.policy.scrypt)
            let step = try await stricter.signIn(
                name: "lan", password: AccountHome.password, from: AccountHome.place)
            guard case .signedIn = step else { throw AccountHome.Unexpected() }
            #expect(try await stored() == policy.scrypt)
            _ = try await home.signedIn("lan")
            #expect(try await stored() == policy.scrypt)
            #expect(try await home.office.ledger.read { try $0.auditFaults() } == [])
        }
    }

    @Test func failuresAreInTheRecordAndSecretsAreNot() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            for _ in 0..<5 { _ = try await code { try await home.signIn("lan", "bí mật bị gõ nhầm") } }
            let entries = try await home.machine.audit.entries(before: nil, subject: "lan", limit: 100)
            #expect(entries.filter { $0.act == "sign_in.failed" }.count == 4)
            #expect(entries.filter { $0.act == "sign_in.locked" }.count == 1)
            #expect(!entries.contains { "\($0)".contains("bí mật") || "\($0)".contains("$scrypt$") })
        }
    }
}
