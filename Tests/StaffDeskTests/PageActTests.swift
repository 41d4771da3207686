import Basics
import DocumentModel
import Dossiers
import Foundation
import HTTPTypes
import Ledger
import Testing
import UseCases

@testable import StaffDesk

/// Leaving a page out of its document and putting it back, on the page itself.
@Suite struct PageActTests {
    @Test func aReviewerLeavesAPageOutAndPutsItBack() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let pages = try await home.addDocument().pages
            let browser = try await home.signedIn("lan")
            let path = "/pages/\(pages[1])"
            for _ in 1...2 {
                let shown = try await browser.get(path).text
                #expect(shown.contains(#"value="leave-out""#) && !shown.contains(#"value="put-back""#))
                let leftOut = try await browser.post(path, ["verb": "leave-out"])
                #expect(leftOut.status == 303 && leftOut.location == "\(path)?done=left_out", "\(leftOut.text)")
                #expect(try await home.pagesInForce() == [pages[0]])
                let after = try await browser.get(path).text
                #expect(!after.contains(#"value="leave-out""#) && after.contains(#"value="put-back""#))
                let again = try await browser.post(path, ["verb": "leave-out"])
                #expect(again.code == "not_in_document")
                let putBack = try await browser.post(path, ["verb": "put-back"])
                #expect(putBack.status == 303 && putBack.location == "\(path)?done=put_back", "\(putBack.text)")
                #expect(try await home.pagesInForce() == pages)
            }
            #expect(try await browser.post(path, ["verb": "burn"]).status == 404)
            _ = try await browser.post(path, ["verb": "leave-out"])
            let only = try await browser.post("/pages/\(pages[0])", ["verb": "leave-out"])
            #expect(only.code == "only_page")
            #expect(try await home.office.ledger.faults() == [])
        }
    }

    @Test func aReviewerTurnsAPageAndSendsItBackAndTakesBothBack() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let page = try await home.addDocument().pages[1]
            let browser = try await home.signedIn("lan")
            let path = "/pages/\(page)"
            let turned = try await browser.post(path, ["verb": "turn-left", "key": "key-of-turn"])
            #expect(turned.status == 303, "\(turned.text)")
            #expect(try await home.office.ledger.read { try $0.page(page)?.rotation } == .clockwise90)
            let noReason = try await browser.post(path, ["verb": "send-back"])
            #expect(noReason.code == "bad_reason")
            let sent = try await browser.post(path, ["verb": "send-back", "reason": "mờ <góc>"])
            #expect(sent.location == "\(path)?done=sent_back")
            let shown = try await browser.get(path).text
            #expect(shown.contains("mờ &lt;góc&gt;") && shown.contains("/page-acts/1/undo"))
            let batch = BatchID(rawValue: String(page.rawValue.prefix { $0 != "." }))
            #expect(try await browser.get("/batches/\(batch)").text.contains("sent_back"))
            for act in [2, 1] {
                let undone = try await browser.post("/page-acts/\(act)/undo", ["key": "key-of-undo-\(act)"])
                #expect(undone.status == 303, "\(undone.text)")
            }
            #expect(try await home.office.ledger.read { try $0.page(page)?.rotation } == QuarterTurn.none)
            #expect(try await home.office.ledger.read { try $0.issues() }.isEmpty)
            #expect(try await browser.post("/page-acts/1/undo", [:]).code == "nothing_to_undo")
            #expect(try await home.office.ledger.faults() == [])
        }
    }

    @Test func nobodyElseDoes() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let pages = try await home.addDocument().pages
            let path = "/pages/\(pages[1])"
            let other = try #require(AgencyScope(rawValue: "H40.17"))
            try await home.add("xa", [.reviewer], scope: .agencies([other]))
            try await home.add("doc", [.reuse])
            try await home.add("lan", [.reviewer])
            let outsider = try await home.signedIn("xa")
            for verb in ["leave-out", "put-back", "turn-left", "send-back", "rescan"] {
                #expect(try await outsider.post(path, ["verb": verb, "reason": "mờ"]).code == "unknown_page")
            }
            let reader = try await home.signedIn("doc")
            #expect(try await !reader.get(path).text.contains("leave-out"))
            #expect(try await reader.post(path, ["verb": "leave-out"]).code == "not_allowed")
            let browser = try await home.signedIn("lan")
            let forged = try await browser.post(path, ["verb": "leave-out", "csrf": "x"])
            #expect(forged.status == 403 && forged.code == "form_expired")
            let foreign = try await browser.post(path, ["verb": "leave-out"], [.fetchSite: "cross-site"])
            #expect(foreign.status == 403 && foreign.code == "foreign_origin")
            #expect(try await home.pagesInForce() == pages)
        }
    }
}
