import Basics
import Ledger
import Testing

@testable import UseCases

@Suite struct AdministrationTests {
    private static func scope(_ agency: String) throws -> Scope {
        .agencies([try #require(AgencyScope(rawValue: agency))])
    }

    /// Every verb, about one account.
    private static func calls(
        _ accounts: Workspace.Accounts, _ name: LoginName
    ) -> [(String, () async throws -> Void)] {
        [
            ("page", { _ = try await accounts.page(PageRequest()) }),
            ("show", { _ = try await accounts.show(name) }),
            ("sessions", { _ = try await accounts.sessions(of: name) }),
            ("roles", { _ = try await accounts.setRoles([.administrator], of: name) }),
            ("scope", { _ = try await accounts.setScope(.everything, of: name) }),
            ("name", { _ = try await accounts.setDisplayName("Khác", of: name) }),
            ("disable", { _ = try await accounts.disable(name) }),
            ("enable", { _ = try await accounts.enable(name) }),
            ("link", { _ = try await accounts.resetLink(for: name) }),
            ("totp", { _ = try await accounts.demandTOTP(false, of: name) }),
            ("no totp", { _ = try await accounts.removeTOTP(of: name) }),
            ("end", { _ = try await accounts.endSessions(of: name) }),
            ("unlock", { try await accounts.unlock(name) }),
        ]
    }

    @Test(arguments: Role.allCases.filter { $0 != .administrator })
    func whoIsNoAdministratorChangesNothing(role: Role) async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan", [role])
            let accounts = try await home.workspace(of: "lan").accounts
            let before = try await home.machine.accounts.show(name)
            for (verb, call) in Self.calls(accounts, name) {
                #expect(try await code(call) == "not_allowed", "\(verb)")
            }
            #expect(
                try await code {
                    try await accounts.add(
                        #require(LoginName(rawValue: "moi")), displayName: "x", roles: Set(Role.allCases),
                        scope: .everything)
                } == "not_allowed")
            #expect(try await home.machine.accounts.show(name) == before)
        }
    }

    @Test func nobodyRaisesThemselves() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("minh", [.administrator])
            try await home.add("chinh", [.administrator])
            let accounts = try await home.workspace(of: "minh").accounts
            #expect(try await code { try await accounts.setRoles(Set(Role.allCases), of: name) } == "own_account")
            #expect(try await code { try await accounts.setScope(.everything, of: name) } == "own_account")
            #expect(try await code { try await accounts.disable(name) } == "own_account")
            #expect(try await home.machine.accounts.show(name).roles == [.administrator])
        }
    }

    @Test func theLastAdministratorStays() async throws {
        try await AccountHome.with { home in
            let (minh, chinh) = (
                try await home.add("minh", [.administrator]), try await home.add("chinh", [.administrator])
            )
            let narrow = try await home.add("hep", [.administrator], scope: Self.scope("H40.16"))
            let machine = home.machine.accounts
            _ = try await machine.disable(chinh)
            #expect(try await code { try await machine.disable(minh) } == "last_administrator")
            #expect(try await code { try await machine.setRoles([.auditor], of: minh) } == "last_administrator")
            #expect(try await code { try await machine.setScope(Self.scope("H40"), of: minh) } == "last_administrator")
            #expect(try await machine.show(minh).state == .active)
            _ = try await machine.disable(narrow)
            _ = try await machine.enable(chinh)
            #expect(try await code { try await machine.disable(minh) } == nil)
        }
    }

    @Test func anAdministratorOfAnAgencyReachesNoOther() async throws {
        try await AccountHome.with { home in
            try await home.add("toan", [.administrator])
            try await home.add("dat", [.administrator], scope: Self.scope("H40.16"))
            let inside = try await home.add("trong", scope: Self.scope("H40.16.01"))
            let outside = [
                try await home.add("ngoai", scope: Self.scope("H40.17")),
                try await home.add("tren", scope: Self.scope("H40")),
                try await home.add("toan2"),
                try await home.add(
                    "hai", scope: .agencies(Set(["H40.16", "H40.17"].compactMap { AgencyScope(rawValue: $0) }))),
                // Begins with the same characters, and is another.
                try await home.add("gan", scope: Self.scope("H40.160")),
            ]
            let accounts = try await home.workspace(of: "dat").accounts
            #expect(try await accounts.page(PageRequest()).elements.map(\.name.rawValue) == ["dat", "trong"])
            for name in outside {
                for (verb, call) in Self.calls(accounts, name) where verb != "page" {
                    #expect(try await code(call) == "unknown_account", "\(verb) \(name)")
                }
            }
            #expect(try await code { try await accounts.setScope(.everything, of: inside) } == "outside_scope")
            #expect(try await code { try await accounts.setScope(Self.scope("H40.17"), of: inside) } == "outside_scope")
            #expect(try await code { try await accounts.setScope(Self.scope("H40.16.02"), of: inside) } == nil)
            let new = try #require(LoginName(rawValue: "moi"))
            #expect(
                try await code {
                    try await accounts.add(new, displayName: "Mới", roles: [.reviewer], scope: .everything)
                } == "outside_scope")
            #expect(
                try await code {
                    try await accounts.add(new, displayName: "Mới", roles: [.reviewer], scope: Self.scope("H40.16"))
                } == nil)
        }
    }

    @Test func whatWasTakenAwayIsGoneEvenInARequestUnderWay() async throws {
        try await AccountHome.with { home in
            try await home.add("toan", [.administrator])
            let (name, other) = (try await home.add("minh", [.administrator]), try await home.add("lan"))
            let accounts = try await home.workspace(of: "minh").accounts
            _ = try await home.machine.accounts.setRoles([.auditor], of: name)
            #expect(try await code { try await accounts.disable(other) } == "not_allowed")
            _ = try await home.machine.accounts.disable(name)
            #expect(try await code { try await accounts.disable(other) } == "session_ended")
        }
    }

    @Test func accountsAreListedByNamePageByPage() async throws {
        try await AccountHome.with { home in
            for number in 0..<7 {
                _ = try await home.machine.accounts.add(
                    #require(LoginName(rawValue: "nv\(number)")), displayName: "Nhân viên \(number)",
                    roles: number.isMultiple(of: 2) ? [.reviewer, .liaison] : [.auditor], scope: .everything)
            }
            let accounts = home.machine.accounts
            var seen: [String] = []
            try await forEachPage({ try await accounts.page(PageRequest(after: $0.after, limit: 3)) }) {
                seen += $0.map(\.name.rawValue)
            }
            #expect(seen == (0..<7).map { "nv\($0)" })
            let liaisons = try await accounts.page(PageRequest(), filter: AccountFilter(role: .liaison))
            #expect(liaisons.elements.map(\.name.rawValue) == ["nv0", "nv2", "nv4", "nv6"])
            #expect(liaisons.elements[0].roles == [.reviewer, .liaison])
            _ = try await accounts.disable(#require(LoginName(rawValue: "nv2")))
            let filter = AccountFilter(state: .active, role: .liaison, namePrefix: "NV")
            #expect(try await accounts.page(PageRequest(), filter: filter).elements.count == 3)
            #expect(
                try await accounts.page(PageRequest(), filter: AccountFilter(namePrefix: "nv4")).elements.count == 1)
        }
    }

    @Test func aNameIsGivenOnce() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan")
            _ = try await home.machine.accounts.disable(name)
            #expect(
                try await code {
                    try await home.machine.accounts.add(name, displayName: "Lan khác", roles: [], scope: .everything)
                } == "account_exists")
            for shown in ["", "  ", String(repeating: "x", count: 101), "a\u{202E}b"] {
                #expect(
                    try await code { try await home.machine.accounts.setDisplayName(shown, of: name) }
                        == "bad_display_name")
            }
        }
    }

    @Test func everyChangeIsInTheRecordWithItsContext() async throws {
        try await AccountHome.with { home in
            try await home.add("minh", [.administrator])
            let name = try await home.add("lan")
            let workspace = try await home.workspace(of: "minh")
            _ = try await workspace.accounts.setRoles([.supervisor], of: name)
            let entries = try await home.machine.audit.entries(before: nil, subject: nil, limit: 5)
            let entry = try #require(entries.first { $0.act == "account.rights_changed" })
            #expect(entry.actor == Actor(.person, account: "minh"))
            #expect(entry.subject == "lan")
            #expect(entry.context?.contains(#""roles":["administrator"]"#) == true)
            #expect(entry.context?.contains(#""scope":"all""#) == true)
            #expect(try await home.office.ledger.read { try $0.auditFaults() } == [])
        }
    }
}
