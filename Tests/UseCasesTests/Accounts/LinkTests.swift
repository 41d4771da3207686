import Basics
import Ledger
import Testing

@testable import UseCases

@Suite struct LinkTests {
    private static let new = "ghế tre cạnh bếp lửa"

    private static func set(_ password: String, _ token: LinkToken, _ home: AccountHome) async throws -> String? {
        try await code { try await home.door.setPassword(password, with: token, from: AccountHome.place) }
    }

    @Test func aLinkIsUsedOnce() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan")
            let signedIn = try await home.signedIn("lan")
            let link = try await home.machine.accounts.resetLink(for: name)
            #expect(try await home.door.link(link.token).purpose == .reset)
            #expect(try await home.door.link(link.token).name == name)
            // What is refused uses nothing up, and the old password holds until the link is used.
            #expect(try await Self.set("ngắn", link.token, home) == "password_refused")
            _ = try await home.signedIn("lan")
            #expect(try await Self.set(Self.new, link.token, home) == nil)
            #expect(try await Self.set("một mật khẩu khác nữa", link.token, home) == "link_invalid")
            #expect(try await code { try await home.door.link(link.token) } == "link_invalid")
            #expect(try await home.door.person(with: signedIn.token) == nil)
            _ = try await home.signedIn("lan", Self.new)
        }
    }

    @Test func ofManyWhoUseItAtOnceOneSucceeds() async throws {
        try await AccountHome.with { home in
            let link = try await home.machine.accounts.resetLink(for: home.add("lan"))
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<8 {
                    group.addTask { try await Self.set("chuồn chuồn thứ \(number) bay", link.token, home) }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.filter { $0 == nil }.count == 1)
            #expect(codes.filter { $0 == "link_invalid" }.count == 7)
        }
    }

    @Test func itEndsWithTimeByAnotherAndWithItsAccount() async throws {
        try await AccountHome.with { home in
            let name = try await home.add("lan")
            let accounts = home.machine.accounts
            let replaced = try await accounts.resetLink(for: name)
            let late = try await accounts.resetLink(for: name)
            #expect(try await Self.set(Self.new, replaced.token, home) == "link_invalid")
            home.pass(.seconds(24 * 3_600))
            #expect(try await Self.set(Self.new, late.token, home) == "link_invalid")
            let last = try await accounts.resetLink(for: name)
            _ = try await accounts.disable(name)
            #expect(try await Self.set(Self.new, last.token, home) == "link_invalid")
            _ = try await accounts.enable(name)
            #expect(try await Self.set(Self.new, last.token, home) == "link_invalid")
            #expect(try await Self.set(Self.new, LinkToken(), home) == "link_invalid")
        }
    }

    @Test func theFirstAdministratorIsMadeByTheNewestLinkAndOnce() async throws {
        try await AccountHome.with { home in
            func make(_ token: LinkToken, _ name: String = "minh") async throws -> String? {
                try await code {
                    try await home.door.makeFirstAdministrator(
                        name: name, displayName: "Lê Minh", password: AccountHome.password, with: token,
                        from: AccountHome.place)
                }
            }
            let first = try #require(try await home.door.firstAdministratorLink())
            let second = try #require(try await home.door.firstAdministratorLink())
            #expect(try await make(first) == "link_invalid")
            #expect(try await make(second, "038095012345") == "bad_login_name")
            #expect(try await Self.set(Self.new, second, home) == "link_invalid")
            #expect(try await make(second) == nil)
            #expect(try await make(second, "kẻ gian") == "link_invalid")
            #expect(try await home.door.firstAdministratorLink() == nil)
            let person = try await home.signedIn("minh").person
            #expect(person.caller.roles == [.administrator])
            #expect(person.caller.scope == .everything)
        }
    }

    @Test func oneForTheFirstAdministratorIsNoneOnceThereIsAnAccount() async throws {
        try await AccountHome.with { home in
            let link = try #require(try await home.door.firstAdministratorLink())
            try await home.add("lan")
            #expect(
                try await code {
                    try await home.door.makeFirstAdministrator(
                        name: "minh", displayName: "Lê Minh", password: AccountHome.password, with: link,
                        from: AccountHome.place)
                } == "link_invalid")
        }
    }
}
