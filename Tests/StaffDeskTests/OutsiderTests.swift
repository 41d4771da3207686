import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Testing
import UseCases

@testable import StaffDesk

/// What people try who have no business here, or less than they would like.
@Suite struct OutsiderTests {
    /// A body that comes in pieces.
    private static func body(_ pieces: [String]) -> RequestBody {
        RequestBody(
            asyncSequence: AsyncStream<ByteBuffer> { continuation in
                for piece in pieces { continuation.yield(ByteBuffer(string: piece)) }
                continuation.finish()
            })
    }

    private static let bodies: [([String], Int, Duration, String?)] = [
        (["name=", "lan"], 100, .seconds(60), nil), ([], 100, .seconds(60), nil),
        (["name=", "lan"], 7, .seconds(60), "body_too_large"), (["12345678"], 7, .seconds(60), "body_too_large"),
        (["n", "a"], 100, .zero, "body_too_slow"),
    ]

    @Test(arguments: bodies) func aFormComesInBoundedSizeAndTime(
        _ sent: (pieces: [String], limit: Int, patience: Duration, code: String?)
    ) async throws {
        do {
            let text = try await FormBody.text(Self.body(sent.pieces), upTo: sent.limit, within: sent.patience)
            #expect(sent.code == nil && text == sent.pieces.joined())
        } catch let refusal as Refusal { #expect(refusal.code == sent.code) }
    }

    @Test func aFormOfAnotherTimeGivesNobodyARole() async throws {
        try await DeskHome.with { home in
            try await home.add("sep", [.administrator])
            try await home.add("lan", [.reviewer])
            let accounts = Workspace(home.office, caller: .systemAccount()).accounts
            let name = try #require(LoginName(rawValue: "lan"))
            let boss = try await home.signedIn("sep")
            let (cookie, token) = (boss.cookie, try await boss.csrf())
            let form = ["verb": "rights", "role": "administrator", "scope": "", "csrf": token]
            _ = try await boss.post("/sign-out", [:])
            // The very same request once more: of a session that has ended, of the clerk's own, with the clerk's token.
            let replayed = try await home.browser().post("/admin/accounts/lan", form, [.cookie: cookie])
            #expect(replayed.status == 303 && replayed.location.hasPrefix("/sign-in"))
            let clerk = try await home.signedIn("lan")
            #expect(try await clerk.post("/admin/accounts/lan", form).code == "form_expired")
            var own = form
            own["csrf"] = nil
            #expect(try await clerk.post("/admin/accounts/lan", own).status == 403)
            // A session of one who was an administrator when the form was opened.
            let again = try await home.signedIn("sep")
            try await home.add("khac", [.administrator])
            _ = try await accounts.setRoles([.auditor], of: try #require(LoginName(rawValue: "sep")))
            let late = try await again.post("/admin/accounts/lan", ["verb": "rights", "role": "administrator"])
            #expect(late.status == 303)
            #expect(try await accounts.show(name).roles == [.reviewer])
        }
    }

    private static let tricks = [
        "/pages/..%2f..%2fledger.sqlite/full.jpg", "/pages/%2e%2e/thumbnail.jpg", "/pages/x%00/full.jpg",
        "/documents/..%2f..%2f..%2fetc%2fpasswd/file", "/documents/%2Fetc%2Fpasswd/file", "/documents/%00",
        "/cases/..%2f..%2fledger.sqlite", "/cases/%2e%2e%2f", "/cases/..%5c..%5cx/documents.zip", "/batches/..%2fx",
        "/assets/..%2f..%2fledger.sqlite", "/assets/%2e%2e/desk.css", "/waiting/%27%3B--", "/review/..%2fx",
        "/cases/%F0%28%8C%28", "/pages/" + String(repeating: "a", count: 5_000) + "/full.jpg", "/cases.xlsx/../admin",
        "/admin/accounts/..%2f..%2fx",
    ]

    @Test func noAddressLeadsOutOfTheDesk() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", Set(Role.allCases).subtracting([.station]))
            let browser = try await home.signedIn("lan")
            for path in Self.tricks {
                let status = try await browser.get(path).status
                #expect(status == 404 || status == 400 || status == 403, "\(path): \(status)")
            }
        }
    }
}
