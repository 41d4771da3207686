import Basics
import Ledger
import Testing

@testable import UseCases

@Suite struct SessionTests {
    @Test func aSessionThatWasThereBeforeIsOfNoUseAfterwards() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            // Planted by somebody else: not one of ours.
            let planted = SessionToken()
            let first = try await home.signIn("lan", replacing: planted)
            #expect(try await home.door.person(with: planted) == nil)
            guard case .signedIn(let before) = first,
                case .signedIn(let after) = try await home.signIn(
                    "lan", replacing: before.token)
            else { throw AccountHome.Unexpected() }
            #expect(after.token != before.token)
            #expect(try await home.door.person(with: before.token) == nil)
            #expect(try await home.door.person(with: after.token) != nil)
        }
    }

    @Test func itEndsWhenNobodyUsesItAndInAnyCase() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            let idle = try await home.signedIn("lan")
            home.pass(.seconds(29 * 60))
            #expect(try await home.door.person(with: idle.token) != nil)
            home.pass(.seconds(29 * 60))
            #expect(try await home.door.person(with: idle.token) != nil)
            home.pass(.seconds(30 * 60))
            #expect(try await home.door.person(with: idle.token) == nil)

            let busy = try await home.signedIn("lan")
            for _ in 0..<35 {
                home.pass(.seconds(20 * 60))
                #expect(try await home.door.person(with: busy.token) != nil)
            }
            home.pass(.seconds(20 * 60))
            #expect(try await home.door.person(with: busy.token) == nil)
        }
    }

    @Test func useIsWrittenOnceAMinute() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            let signedIn = try await home.signedIn("lan")
            let own = home.door.workspace(of: signedIn.person).ownAccount
            let start = home.now
            for _ in 0..<59 {
                home.pass(.seconds(1))
                _ = try await home.door.person(with: signedIn.token)
            }
            #expect(try await own.sessions().first?.lastUsedAt == start)
            home.pass(.seconds(1))
            _ = try await home.door.person(with: signedIn.token)
            #expect(try await own.sessions().first?.lastUsedAt == home.now)
        }
    }

    @Test func aDisabledAccountIsOutAtOnce() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan")
            let signedIn = try await home.signedIn("lan")
            _ = try await home.machine.accounts.disable(name)
            #expect(try await home.door.person(with: signedIn.token) == nil)
            _ = try await home.machine.accounts.enable(name)
            #expect(try await home.door.person(with: signedIn.token) == nil)
            #expect(try await home.door.person(with: home.signedIn("lan").token) != nil)
        }
    }

    @Test func otherRightsAreOtherSessions() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan")
            let before = try await home.signedIn("lan")
            _ = try await home.machine.accounts.setRoles([.supervisor], of: name)
            #expect(try await home.door.person(with: before.token) == nil)
            let after = try await home.signedIn("lan")
            #expect(after.person.caller.roles == [.supervisor])
            _ = try await home.machine.accounts.setScope(.agencies([]), of: name)
            #expect(try await home.door.person(with: after.token) == nil)
        }
    }

    @Test func onesOwnSessionsAreListedAndEnded() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            try await home.add("hoa")
            let sessions = [
                try await home.signedIn("lan"), try await home.signedIn("lan"), try await home.signedIn("lan"),
            ]
            let stranger = try await home.signedIn("hoa")
            let own = home.door.workspace(of: sessions[0].person).ownAccount
            #expect(try await own.sessions().map(\.id) == sessions.map(\.person.session).reversed())
            try await own.endSession(sessions[1].person.session)
            // Another's is not one's own to end.
            try await own.endSession(stranger.person.session)
            #expect(try await home.door.person(with: sessions[1].token) == nil)
            #expect(try await home.door.person(with: stranger.token) != nil)
            #expect(try await own.endOtherSessions() == 1)
            #expect(try await own.sessions().map(\.id) == [sessions[0].person.session])
            #expect(try await own.signOutEverywhere() == 1)
            #expect(try await home.door.person(with: sessions[0].token) == nil)
        }
    }

    @Test func anotherPasswordEndsOtherSessions() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            let (here, there) = (try await home.signedIn("lan"), try await home.signedIn("lan"))
            let own = home.door.workspace(of: here.person).ownAccount
            let new = "ghế tre cạnh bếp lửa"
            func change(_ old: String, _ new: String) async throws -> String? {
                try await code { try await own.changePassword(from: old, to: new, at: AccountHome.place) }
            }
            #expect(try await change("sai", new) == "sign_in_failed")
            #expect(try await change(AccountHome.password, "matkhau123456") == "password_refused")
            #expect(try await change(AccountHome.password, AccountHome.password) == "password_refused")
            #expect(try await home.door.person(with: there.token) != nil)
            let rotated = try await own.changePassword(from: AccountHome.password, to: new, at: AccountHome.place)
            #expect(try await home.door.person(with: here.token) == nil)
            #expect(try await home.door.person(with: there.token) == nil)
            #expect(try await home.door.person(with: rotated.token) != nil)
            #expect(try await code { try await home.signIn("lan") } == "sign_in_failed")
            _ = try await home.signedIn("lan", new)
        }
    }

    @Test func aStolenBrowserDoesNotGuessThePasswordNorLockItsOwnerOut() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            let own = try await home.workspace(of: "lan").ownAccount
            var codes: [String?] = []
            for _ in 0..<7 {
                codes.append(
                    try await code {
                        try await own.changePassword(
                            from: "sai", to: "ghế tre cạnh bếp lửa", at: AccountHome.place)
                    })
            }
            #expect(codes.suffix(2) == ["sign_in_locked", "sign_in_locked"])
            _ = try await home.signedIn("lan")
        }
    }

    @Test func formsOfAnotherSessionAreNotTaken() {
        let (one, two) = (SessionToken(), SessionToken())
        #expect(one.matchesCSRF(one.csrf))
        #expect(!one.matchesCSRF(two.csrf))
        #expect(!one.matchesCSRF(""))
        #expect(!one.csrf.contains(one.text))
        #expect(!"\(one)".contains(one.text))
        #expect(SessionToken(text: one.text) == one)
        for text in ["", "x", one.text + "=", String(one.text.dropLast()), one.text + "A"] {
            #expect(SessionToken(text: text) == nil)
        }
    }
}
