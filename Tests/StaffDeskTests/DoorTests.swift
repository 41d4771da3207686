import Basics
import Dossiers
import Foundation
import HTTPTypes
import Testing
import UseCases

@testable import StaffDesk

/// Who gets in, and what strangers and other sites get.
@Suite struct DoorTests {
    @Test func aPageSaysWhatItMayLoadAndThatNobodyFramesIt() async throws {
        try await DeskHome.with { home in
            for path in ["/sign-in", "/nothing/here", "/"] {
                let answer = try await home.browser().get(path)
                let policy = try #require(answer.headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("data:"))
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test func whoHasNotSignedInIsAskedToAndComesBack() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let answer = try await home.browser().get("/search?q=khai+sinh")
            #expect(answer.status == 303)
            #expect(answer.location == "/sign-in?next=%2Fsearch%3Fq%3Dkhai%2Bsinh")
            let browser = home.browser()
            let entered = try await browser.post(
                "/sign-in", ["name": "lan", "password": DeskHome.password, "next": "/search?q=khai+sinh"],
                hasToken: false)
            #expect(entered.location == "/search?q=khai+sinh")
            let astray = try await home.browser().post(
                "/sign-in", ["name": "lan", "password": DeskHome.password, "next": "//evil.example"], hasToken: false)
            #expect(astray.location == "/")
            // A script is told, rather than sent to another page.
            #expect(try await home.browser().get("/search", [.part: "1"]).status == 401)
        }
    }

    @Test func theCookieIsForThisHostAndNoScript() async throws {
        try await DeskHome.with(isSecure: true) { home in
            try await home.add("lan", [.reviewer])
            let answer = try await home.browser().post(
                "/sign-in", ["name": "lan", "password": DeskHome.password], hasToken: false)
            let cookie = try #require(answer.headers[values: .setCookie].first { $0.contains("session") })
            #expect(cookie.hasPrefix("__Host-sohoa_session="))
            for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
            #expect(!cookie.contains("Domain"))
            // Of another host, or planted before signing in: not the name that counts.
            let planted = try await home.browser().get(
                "/account", [.cookie: "sohoa_session=\(String(repeating: "A", count: 43))"])
            #expect(planted.status == 303)
        }
    }

    @Test func aSessionIsNewAfterSigningInAndGoneAfterSigningOut() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let browser = try await home.signedIn("lan")
            let first = browser.cookie
            _ = try await browser.post("/sign-in", ["name": "lan", "password": DeskHome.password], hasToken: false)
            #expect(browser.cookie != first)
            #expect(try await home.browser().get("/account", [.cookie: first]).status == 303, "a fixed session")
            let last = browser.cookie
            let left = try await browser.post("/sign-out", [:])
            #expect(left.location.hasPrefix("/sign-in") && left.headers[.clearSiteData] != nil)
            #expect(try await home.browser().get("/account", [.cookie: last]).status == 303)
        }
    }

    @Test func aWrongPasswordAndAnUnknownNameLookTheSame() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let wrong = try await home.browser().post("/sign-in", ["name": "lan", "password": "x"], hasToken: false)
            let unknown = try await home.browser().post("/sign-in", ["name": "lam", "password": "x"], hasToken: false)
            #expect(wrong.status == 401 && unknown.status == 401)
            #expect(wrong.text.replacing("value=\"lan\"", with: "value=\"lam\"") == unknown.text)
            #expect(wrong.code == "sign_in_failed")
        }
    }

    static let forgeries: [(String, HTTPFields, String)] = [
        ("another site", [.fetchSite: "cross-site"], "foreign_origin"),
        ("a neighbour", [.fetchSite: "same-site"], "foreign_origin"),
    ]

    @Test(arguments: forgeries) func aRequestOfAnotherSiteChangesNothing(
        name: String, headers: HTTPFields, code: String
    ) async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let browser = try await home.signedIn("lan")
            let answer = try await browser.post("/language", ["language": "en"], headers)
            #expect(answer.status == 403 && answer.code == code)
            #expect(try await browser.get("/account").text.contains("lang=\"vi\""))
        }
    }

    @Test func aFormNeedsTheTokenOfItsOwnSession() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            try await home.add("minh", [.reviewer])
            let (lan, minh) = (try await home.signedIn("lan"), try await home.signedIn("minh"))
            for token in ["", "x", try await minh.csrf()] {
                let answer = try await lan.post("/language", ["language": "en", "csrf": token], hasToken: false)
                #expect(answer.status == 403 && answer.code == "form_expired")
            }
            #expect(try await lan.post("/language", ["language": "en", "next": "/account"]).location == "/account")
            #expect(try await lan.get("/account").text.contains("lang=\"en\""))
            #expect(try await minh.get("/account").text.contains("lang=\"vi\""), "the switch is the account's own")
        }
    }

    @Test func anotherDoorTakesASessionOnlyWithItsToken() async throws {
        try await DeskHome.with { home in
            try await home.add("quay-1", [.station])
            let browser = try await home.signedIn("quay-1")
            let token = try await browser.csrf()
            #expect(try await home.person(.get, cookie: browser.cookie)?.account.name.rawValue == "quay-1")
            #expect(try await home.person(.get, cookie: "") == nil)
            #expect(
                try await home.person(.put, cookie: browser.cookie, [.csrf: token])?.caller.station?.rawValue
                    == "quay-1")
            let forged = await #expect(throws: Refusal.self) { try await home.person(.put, cookie: browser.cookie) }
            #expect(forged?.code == "form_expired")
            let foreign = await #expect(throws: Refusal.self) {
                try await home.person(.put, cookie: browser.cookie, [.csrf: token, .fetchSite: "cross-site"])
            }
            #expect(foreign?.code == "foreign_origin")
        }
    }

    @Test func styleAndScriptsMayBeKeptForGood() async throws {
        try await DeskHome.with { home in
            let page = try await home.browser().get("/sign-in").text
            let address = try #require(page.firstMatch(of: /\/assets\/desk-[0-9a-f]{16}\.css/)).output
            let style = try await home.browser().get(String(address))
            #expect(style.status == 200 && style.headers[.cacheControl]?.contains("immutable") == true)
            let again = try await home.browser().get(String(address), [.ifNoneMatch: style.headers[.eTag] ?? ""])
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(try await home.browser().get("/assets/desk-0000000000000000.css").status == 404)
            #expect(try await home.browser().get("/assets/..%2F..%2Fetc%2Fpasswd").status == 404)
        }
    }

    @Test func aFormOfAnySizeIsNotRead() async throws {
        try await DeskHome.with { home in
            let answer = try await home.browser().post(
                "/sign-in", ["name": String(repeating: "x", count: 20_000), "password": "x"], hasToken: false)
            #expect(answer.status == 413 && answer.code == "body_too_large")
        }
    }
}
