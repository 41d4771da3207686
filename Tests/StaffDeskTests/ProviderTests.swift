import Basics
import Foundation
import HTTPTypes
import OpenIDConnect
import Testing
import UseCases

@testable import StaffDesk

/// Signing in at another provider, through the desk's pages.
@Suite struct ProviderTests {
    private static func back(_ answer: OpenIDAnswer) -> String {
        Address("/sign-in/openid/back").with("code", answer.code).with("state", answer.state).with("iss", answer.issuer)
            .with("error", answer.error).text
    }

    @Test func thereBackAndOut() async throws {
        try await Provider.with { provider in
            try await DeskHome.with(openID: provider.client) { home in
                let browser = home.browser()
                let page = try await browser.get("/sign-in?next=%2Fsearch%3Fq%3Dkhai%2Bsinh")
                #expect(page.text.contains("href=\"/sign-in/openid?next=%2Fsearch%3Fq%3Dkhai%2Bsinh\""))
                let leaving = try await browser.get("/sign-in/openid?next=%2Fsearch%3Fq%3Dkhai%2Bsinh")
                #expect(leaving.status == 303 && leaving.location.hasPrefix(provider.issuer))
                let answer = try provider.authorize(leaving.location)
                let entered = try await browser.get(Self.back(answer))
                #expect(entered.status == 303 && entered.location == "/search?q=khai+sinh", "\(entered.text)")
                #expect(!browser.cookie.contains("openid"))
                #expect(try await browser.get("/account").text.contains("Lê Thị Lan"))
                // A second time it is nobody's: not in this browser, not in another one.
                #expect(try await browser.get(Self.back(answer)).code == "openid_too_late")
                #expect(try await home.browser().get(Self.back(answer)).code == "openid_too_late")
                let session = browser.cookie
                let left = try await browser.post("/sign-out", [:])
                #expect(left.location == "/sign-in/openid/end")
                let end = try await browser.get(left.location)
                #expect(
                    end.headers[.refresh]
                        == "0; url=\(provider.issuer)/end?client_id=sohoa&post_logout_redirect_uri="
                        + "https%3A%2F%2Fdesk.test%2Fsign-in")
                #expect(try await home.browser().get("/account", [.cookie: session]).status == 303)
            }
        }
    }

    @Test func anAnswerOfSomebodyElseOpensNothing() async throws {
        try await Provider.with { provider in
            try await DeskHome.with(openID: provider.client) { home in
                let (mine, theirs) = (home.browser(), home.browser())
                let address = try await theirs.get("/sign-in/openid").location
                _ = try await mine.get("/sign-in/openid")
                let answer = try await mine.get(Self.back(provider.authorize(address)))
                #expect(answer.status == 401 && answer.code == "openid_refused")
                #expect(try await mine.get("/account").status == 303)
                let denied = try await theirs.get("/sign-in/openid/back?error=access_denied")
                #expect(denied.status == 401 && denied.code == "openid_refused")
                #expect(denied.text.contains("name=\"password\""), "the way by the password stays open")
            }
        }
    }

    @Test func whereToGoIsOfThisDeskWhateverTheCookieSays() async throws {
        try await Provider.with { provider in
            try await DeskHome.with(openID: provider.client) { home in
                let browser = home.browser()
                let leaving = try await browser.get("/sign-in/openid?next=%2F%2Fevil.test")
                let answer = try provider.authorize(leaving.location)
                let cookie = browser.cookie + "%2F%2Fevil.test"
                let entered = try await home.browser().get(Self.back(answer), [.cookie: cookie])
                #expect(entered.status == 303 && entered.location == "/")
            }
        }
    }

    @Test func aLocalAccountsNameOpensNothing() async throws {
        try await Provider.with { provider in
            try await DeskHome.with(openID: provider.client) { home in
                try await home.add("lan.le", [.administrator])
                let browser = home.browser()
                let answer = try provider.authorize(try await browser.get("/sign-in/openid").location)
                let refused = try await browser.get(Self.back(answer))
                #expect(refused.status == 409 && refused.code == "account_exists")
                #expect(try await browser.get("/account").status == 303)
            }
        }
    }

    @Test func aProviderThatIsGoneIsSaid() async throws {
        let settings = OpenIDSettings(issuer: "http://127.0.0.1:1", clientID: "x", redirect: "https://desk.test/back")
        try await DeskHome.with(openID: OpenIDClient(settings, now: { Provider.now })) { home in
            let answer = try await home.browser().get("/sign-in/openid")
            #expect(answer.status == 503 && answer.code == "openid_unreachable")
        }
        try await DeskHome.with { home in
            let none = try await home.browser().get("/sign-in/openid")
            let page = try await home.browser().get("/sign-in")
            #expect(none.status == 404 && !page.text.contains("openid"))
        }
    }
}

@Suite struct TrustedProxiesTests {
    static let hops: [(String, [String], String)] = [
        // Nobody is believed who is not listed.
        ("192.0.2.9", ["203.0.113.5"], "192.0.2.9"),
        ("10.0.0.2", ["203.0.113.5"], "203.0.113.5"),
        // What the client wrote itself stands further left.
        ("10.0.0.2", ["1.1.1.1, 203.0.113.5"], "203.0.113.5"),
        ("10.0.0.2", ["1.1.1.1", "203.0.113.5, 10.1.0.77"], "203.0.113.5"),
        ("10.0.0.2", ["10.1.0.78, 10.1.0.77"], "10.1.0.78"),
        ("10.0.0.2", ["203.0.113.5:51234"], "203.0.113.5"), ("10.0.0.2", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("10.0.0.2", ["203.0.113.5, unknown"], "10.0.0.2"), ("10.0.0.2", [], "10.0.0.2"),
        ("::ffff:10.0.0.2", ["203.0.113.5"], "203.0.113.5"), ("fd00::7", ["203.0.113.5"], "203.0.113.5"),
        ("10.2.0.1", ["203.0.113.5"], "10.2.0.1"), ("", ["203.0.113.5"], ""),
    ]

    @Test(arguments: hops) func whereARequestComesFrom(peer: String, fields: [String], client: String) throws {
        let proxies = try #require(TrustedProxies(text: "10.0.0.2, 10.1.0.0/24, fd00::/8"))
        #expect(proxies.client(of: peer, forwardedFor: fields) == client)
    }

    @Test func aProxyOnThisMachineNeedsNoList() {
        #expect(
            TrustedProxies().client(of: "127.0.0.1", forwardedFor: ["6.6.6.6, 203.0.113.5"], peerIsProxy: true)
                == "203.0.113.5")
    }

    @Test(arguments: ["", "x", "10.0.0.0/33", "10.0.0.0/0", "10.0.0.0/", "10.0.0.1,,10.0.0.2", "10.0.0"])
    func whatIsNoListIsRefused(text: String) { #expect(TrustedProxies(text: text) == nil) }
}
