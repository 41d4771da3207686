import Basics
import Crypto
import Foundation
import JWTKit
import Testing

@testable import OpenIDConnect

@Suite struct OpenIDTests {
    private static func code(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal { return "\(refusal.code) \(refusal.detail)" }
    }

    @Test func whoComesBackIsWhoSignedIn() async throws {
        try await Provider.with { provider in
            let (address, pending) = try await provider.client.begin()
            #expect(address.hasPrefix("\(provider.issuer)/authorize?theme=1&response_type=code"))
            let kept = try #require(PendingOpenID(text: pending.text))
            let identity = try await provider.client.identity(for: provider.authorize(address), pending: kept)
            let agencies = Set(["H40.16", "H40.17"].compactMap { AgencyScope(rawValue: $0) })
            let expected = ProvenIdentity(
                issuer: provider.issuer, subject: "person-1", name: try #require(LoginName(rawValue: "lan.le")),
                displayName: "Lê Thị Lan", roles: [.reviewer], scope: .agencies(agencies))
            #expect(identity == expected)
            let end = try await provider.client.signOutAddress(returningTo: "/")
            #expect(end == "\(provider.issuer)/end?client_id=sohoa&post_logout_redirect_uri=https%3A%2F%2Fdesk.test%2F")
        }
    }

    @Test func whatTheProviderTellsOfItselfIsAskedForOnce() async throws {
        try await Provider.with { provider in
            let client = provider.client
            for _ in 0..<3 { _ = try await client.begin() }
            #expect(provider.described == 1)
        }
    }

    private static let late = Int(Provider.now.milliseconds / 1_000) - 61

    /// One thing wrong at a time.
    private static let spoilt: [(String, @Sendable (inout Provider.Claims) -> Void, String)] = [
        ("another issuer", { $0.iss = "https://khac.test" }, "openid_refused iss"),
        ("another audience", { $0.aud = ["khac"] }, "openid_refused aud"),
        ("further audiences", { $0.aud = ["sohoa", "khac"] }, "openid_refused azp"),
        ("another party", { $0.azp = "khac" }, "openid_refused azp"),
        ("expired", { $0.exp = late }, "openid_refused exp"),
        ("from the future", { $0.iat = late + 200 }, "openid_refused iat"),
        ("another nonce", { $0.nonce = RandomText.make() }, "openid_refused nonce"),
        ("no subject", { $0.sub = "" }, "openid_refused sub"),
        ("no name", { $0.username = nil }, "openid_without_name "),
        ("a number as name", { $0.username = "038095012345" }, "openid_without_name "),
        ("no role of ours", { $0.groups = ["khac", "administrator"] }, "openid_without_role "),
        ("no roles", { $0.groups = nil }, "openid_without_role "),
    ]

    @Test(arguments: spoilt.indices)
    func aTokenThatDoesNotHoldIsRefused(place: Int) async throws {
        let (what, spoil, expected) = Self.spoilt[place]
        try await Provider.with { provider in
            let (address, pending) = try await provider.client.begin()
            let answer = try provider.authorize(address, spoil)
            let found = try await Self.code { _ = try await provider.client.identity(for: answer, pending: pending) }
            #expect(found == expected, "\(what)")
        }
    }

    @Test func rightsAreThoseOfTheClaims() async throws {
        try await Provider.with { provider in
            for (groups, agencies, roles, scope) in [
                (["motcua-quantri motcua-kiemtra"], "all", Set([Role.administrator, .reviewer]), Scope.everything),
                (
                    ["motcua-kiemtra"], "all H40", [.reviewer],
                    .agencies(Set([AgencyScope(rawValue: "H40")].compactMap { $0 }))
                ),
                (["motcua-kiemtra"], nil, [.reviewer], .agencies([])),
            ] {
                let (address, pending) = try await provider.client.begin()
                let answer = try provider.authorize(address) { ($0.groups, $0.agencies) = (groups, agencies) }
                let identity = try await provider.client.identity(for: answer, pending: pending)
                #expect(identity.roles == roles)
                #expect(identity.scope == scope)
            }
        }
    }

    @Test func anAnswerIsTakenOnceAndByTheBrowserThatAsked() async throws {
        try await Provider.with { provider in
            let client = provider.client
            let (address, pending) = try await client.begin()
            let (_, other) = try await client.begin()
            let answer = try provider.authorize(address)
            func finish(_ answer: OpenIDAnswer, _ pending: PendingOpenID) async throws -> String? {
                try await Self.code { _ = try await client.identity(for: answer, pending: pending) }
            }
            // Somebody else's answer, sent to this browser.
            #expect(try await finish(answer, other) == "openid_refused state")
            var mixed = answer
            mixed.issuer = "https://khac.test"
            #expect(try await finish(mixed, pending) == "openid_refused iss")
            #expect(
                try await finish(OpenIDAnswer(code: nil, state: answer.state, error: "access_denied"), pending)
                    == "openid_refused no code")
            #expect(provider.redeemed == 0)
            // A stolen code without the verifier of who asked.
            let stolen = try provider.authorize(address)
            let thief = try #require(PendingOpenID(text: "\(pending.state).\(pending.nonce).\(other.verifier)"))
            #expect(try await finish(stolen, thief) == "openid_refused status 400")
            #expect(try await finish(answer, pending) == nil)
            #expect(try await finish(answer, pending) == "openid_refused status 400")
        }
    }

    /// Ways to sign a token that is not the provider's.
    private static let forgeries: [@Sendable (Provider.Claims, ES256PrivateKey) async throws -> String] = [
        { claims, _ in try await Provider.signed(claims, ES256PrivateKey()) },
        { claims, _ in
            let encoder = JSONEncoder()
            let parts = [Data(#"{"alg":"none","kid":"k1"}"#.utf8), try encoder.encode(claims)].map(base64URL)
            return parts.joined(separator: ".") + "."
        },
        // The public key as if it were a shared secret.
        { claims, key in
            let keys = JWTKeyCollection()
            let secret = Data(key.publicKey.pemRepresentation.utf8)
            await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256, kid: "k1")
            return try await keys.sign(claims, kid: "k1")
        },
        { claims, key in
            let token = try await Provider.signed(claims, key)
            var parts = token.split(separator: ".").map(String.init)
            var other = claims
            other.groups = ["motcua-quantri"]
            parts[1] = base64URL(try JSONEncoder().encode(other))
            return parts.joined(separator: ".")
        },
        { _, _ in "x.y.z" },
        { _, _ in "" },
    ]

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    @Test(arguments: forgeries.indices)
    func aForgedTokenIsRefused(place: Int) async throws {
        try await Provider.with(sign: Self.forgeries[place]) { provider in
            let (address, pending) = try await provider.client.begin()
            let answer = try provider.authorize(address)
            let found = try await Self.code { _ = try await provider.client.identity(for: answer, pending: pending) }
            #expect(found == "openid_refused signature")
        }
    }

    @Test func aProviderThatIsAnotherOrNotThereIsRefused() async throws {
        try await Provider.with(named: "https://khac.test") { provider in
            let other = try await Self.code { _ = try await provider.client.begin() }
            #expect(other == "openid_misconfigured the provider calls itself otherwise")
        }
        let plain = OpenIDSettings(issuer: "http://dinhdanh.test", clientID: "x", redirect: "https://desk.test/back")
        let open = try await Self.code { _ = try await OpenIDClient(plain, now: { Provider.now }).begin() }
        #expect(open == "openid_misconfigured not https")
        let gone = OpenIDSettings(issuer: "http://127.0.0.1:1", clientID: "x", redirect: "https://desk.test/back")
        let code = try await Self.code { _ = try await OpenIDClient(gone, now: { Provider.now }).begin() }
        #expect(code?.hasPrefix("openid_unreachable") == true)
    }

    @Test(arguments: ["", "a.b.c", "x", "\(String(repeating: "a", count: 43)).b.c"])
    func whatIsNoCookieOfOursIsNone(text: String) { #expect(PendingOpenID(text: text) == nil) }

    /// RFC 7636, appendix B.
    @Test func challenge() {
        #expect(
            RandomText.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }
}
