import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Testing
import UseCases

@testable import StaffDesk

/// What the machine is not sure of, decided on the desk without a script.
@Suite struct ReviewPagesTests {
    /// Presses a button of the form that the page shows: with its key and revision.
    private static func send(
        _ browser: Browser, _ path: String, _ verb: String, _ fields: [String: String]
    ) async throws -> Answer {
        let page = try await browser.get(path).text
        var sent = fields
        for name in ["key", "seen", "page", "part"] where sent[name] == nil {
            sent[name] = page.firstMatch(
                of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"", as: (Substring, Substring).self)
            )
            .map { String($0.output.1) }
        }
        let root = String(path.prefix { $0 != "?" })
        return try await browser.post("\(root)/\(verb)", sent)
    }

    @Test func takenDecidedUndoneAndFinished() async throws {
        try await DeskHome.with { home in
            let id = try await home.addReviewDocument()
            try await home.add("lan", [.reviewer])
            let (browser, path) = (try await home.signedIn("lan"), "/review/\(id)")
            let list = try await browser.get("/review").text
            #expect(list.contains(path) && list.contains("2 chữ phải gõ"))
            #expect(try await browser.get("/documents/\(id)").text.contains("\(path)/take"))
            // Looking takes nothing.
            let looked = try await browser.get(path).text
            #expect(looked.contains("\(path)/take") && !looked.contains("\(path)/act"))
            #expect(try await home.reviewItem(id).lease == nil)
            #expect(try await Self.send(browser, path, "take", [:]).location == path)
            #expect(try await home.reviewItem(id).lease?.by == "lan")

            let form = try await browser.get(path).text
            #expect(
                form.contains("name=\"w.0.0.1\"") && !form.contains("name=\"w.0.0.0\""), "the sure word is not asked")
            #expect(form.contains("nh&lt;b&gt;"), "text is only text")
            let decided = try await Self.send(browser, path, "act", ["w.0.0.1": "nghỉ", "f.number": "12/QĐ"])
            #expect(decided.location == path + "?done=decided", "\(decided.text)")
            #expect(try await home.standing(id) == ["12/QĐ", "nghỉ"])
            #expect(try await Self.send(browser, path, "undo", [:]).location == path + "?done=undone")
            #expect(try await home.standing(id) == [])

            _ = try await Self.send(browser, path, "act", ["w.0.0.1": "nghỉ"])
            let early = try await Self.send(browser, path, "finish", ["c.0.0.2": "1"])
            #expect(early.status == 409 && early.code == "review_unfinished", "page 2 has a word, too")
            #expect(try await home.standing(id).count == 2, "what was decided is recorded all the same")
            let done = try await Self.send(browser, path + "?page=2", "finish", ["n.1.0.0": "1"])
            #expect(done.location == "/review?done=finished", "\(done.text)")
            #expect(try await home.reviewItem(id).state == .done)
            #expect(try await browser.get("/review").text.contains("Không có giấy tờ nào cần kiểm tra"))
            #expect(try await home.office.ledger.faults() == [])
        }
    }

    @Test func sentTwiceIsDoneOnce() async throws {
        try await DeskHome.with { home in
            let id = try await home.addReviewDocument()
            try await home.add("lan", [.reviewer])
            let (browser, path) = (try await home.signedIn("lan"), "/review/\(id)")
            _ = try await Self.send(browser, path, "take", [:])
            _ = try await Self.send(browser, path, "act", ["w.0.0.1": "một"])
            let form = ["w.0.0.1": "nghỉ", "key": "0123456789", "seen": "1"]
            for _ in 1...2 { #expect(try await Self.send(browser, path, "act", form).status == 303) }
            #expect(try await home.standing(id) == ["nghỉ"])
            // The same form gone back to, with something else in it.
            let other = try await Self.send(browser, path, "act", form.merging(["w.0.0.1": "nghĩ"]) { $1 })
            #expect(other.code == "act_differs" && other.text.contains("value=\"nghĩ\""), "what was typed is kept")
            for _ in 1...2 { #expect(try await Self.send(browser, path, "undo", ["key": "0123456789"]).status == 303) }
            #expect(try await home.standing(id) == ["một"])
        }
    }

    @Test func ofTwoPeopleBothTextsAreShown() async throws {
        try await DeskHome.with { home in
            let id = try await home.addReviewDocument()
            for name in ["lan", "minh"] { try await home.add(name, [.reviewer]) }
            let (lan, minh, path) = (try await home.signedIn("lan"), try await home.signedIn("minh"), "/review/\(id)")
            _ = try await Self.send(lan, path, "take", [:])
            let taken = try await Self.send(minh, path, "take", [:])
            #expect(taken.status == 409 && taken.code == "review_taken")
            #expect(taken.text.contains("name=\"over\""), "who has it, and how to take over")
            #expect(try await Self.send(minh, path, "take", ["over": "1"]).status == 303)
            _ = try await Self.send(minh, path, "act", ["w.0.0.1": "nghỉ"])
            let told = try await lan.get(path).text
            #expect(told.contains("minh đang kiểm tra mục này") && !told.contains("\(path)/act"))
            // She had the form before she lost the item.
            let late = try await lan.post(
                "\(path)/act", ["w.0.0.1": "nghĩ", "w.0.0.2": "việc", "key": "lan-000001", "seen": "0", "page": "1"])
            #expect(late.status == 409 && late.code == "correction_conflict")
            #expect(late.text.contains("<strong>nghỉ</strong>") && late.text.contains("<strong>nghĩ</strong>"))
            #expect(try await home.standing(id) == ["nghỉ"])
        }
    }

    @Test func whatIsTypedIsKept() async throws {
        try await DeskHome.with { home in
            let id = try await home.addReviewDocument()
            try await home.add("lan", [.reviewer])
            let (browser, path) = (try await home.signedIn("lan"), "/review/\(id)")
            _ = try await Self.send(browser, path, "take", [:])
            let kept = try await Self.send(browser, path, "draft", ["w.0.0.1": "ng\"hỉ", "c.0.0.2": "1"])
            #expect(kept.location == path + "?done=draft_kept")
            _ = try await Self.send(browser, path + "?page=2", "draft", ["w.1.0.0": "hai", "w.1.0.1": ""])
            let page = try await home.signedIn("lan").get(path).text
            #expect(page.contains("value=\"ng&quot;hỉ\"") && page.contains("name=\"c.0.0.2\" value=\"1\" checked"))
            let unsent = try await Self.send(browser, path, "finish", ["w.0.0.1": "nghỉ", "c.0.0.2": "1"])
            #expect(unsent.code == "draft_unsent" && unsent.text.contains("trang 2"))
            let twice = try await Self.send(browser, path, "act", ["w.0.0.2": "x", "c.0.0.2": "1"])
            #expect(twice.status == 400 && twice.text.contains("value=\"x\""))
            let long = try await Self.send(browser, path, "draft", ["w.0.0.2": String(repeating: "ộ", count: 6_000)])
            #expect(long.code == "draft_too_large")
            let doubt = try await Self.send(browser, path, "postpone", ["note": " "])
            #expect(doubt.code == "bad_note")
            #expect(try await Self.send(browser, path, "postpone", ["note": "chữ <mờ>"]).status == 303)
            #expect(try await browser.get("/review?state=postponed").text.contains("chữ &lt;mờ&gt;"))
            #expect(try await Self.send(browser, path, "resume", [:]).status == 303)
            #expect(try await home.reviewItem(id).state == .open)
        }
    }

    @Test func nobodyElseDoes() async throws {
        try await DeskHome.with { home in
            let id = try await home.addReviewDocument()
            let school = try #require(AgencyScope(rawValue: "H40.17"))
            try await home.add("xa", [.reviewer], scope: .agencies([school]))
            try await home.add("doc", [.reuse])
            let (outsider, reader) = (try await home.signedIn("xa"), try await home.signedIn("doc"))
            let (path, form) = ("/review/\(id)", ["key": "0123456789", "seen": "0", "w.0.0.1": "x", "note": "x"])
            #expect(try await !outsider.get("/review").text.contains(id.rawValue))
            #expect(try await outsider.get(path).code == "unknown_item")
            #expect(try await !reader.get("/account").text.contains("href=\"/review\""))
            for verb in ["take", "release", "act", "draft", "undo", "postpone", "resume", "finish"] {
                #expect(try await outsider.post("\(path)/\(verb)", form).code == "unknown_item", "\(verb)")
                #expect(try await reader.post("\(path)/\(verb)", form).code == "not_allowed", "\(verb)")
                let forged = try await reader.post("\(path)/\(verb)", form, [.fetchSite: "cross-site"])
                #expect(forged.code == "foreign_origin", "\(verb)")
            }
            #expect(try await home.standing(id) == [])
            for address in ["\(path)?page=9", "/review/x", "/review?after=x"] {
                #expect(try await reader.get(address).status == 404, "\(address)")
            }
        }
    }

    @Test func aFormThatIsCutIsRefused() {
        let fields = (0...FormFields.maxFields).map { "a\($0)=1" }
        #expect(FormFields(fields.joined(separator: "&")).isCut)
        #expect(!FormFields(fields.dropLast().joined(separator: "&")).isCut)
    }

    @Test func aFormOfTheLongestWordsIsTaken() {
        let word = String(repeating: "ộ", count: 200).queryEncoded.utf8.count
        #expect(ReviewScreen.wordsInForm * (word + 40) < 48 << 10, "with room for the fields")
        #expect(ReviewScreen.wordsInForm * 3 + FieldName.allCases.count * 4 + 10 <= FormFields.maxFields)
    }
}

extension ReviewPagesTests {
    @Test func theSameErrorElsewhereIsOfferedAndTheNextPageWithWordsToDecide() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let id = try await home.addDocument([
                [("nghĩ", 40), ("việc", 99)], [("sure", 99)], [("xin", 99), ("nghĩ", 41), ("phép", 99)],
            ]).id
            let browser = try await home.signedIn("lan")
            _ = try await browser.post("/review/\(id)/take", [:])
            let first = try await browser.get("/review/\(id)").text
            #expect(first.contains("data-next-open") && first.contains("page=3"))
            let recorded = try await browser.post(
                "/review/\(id)/act", ["seen": "0", "key": "key-of-act", "page": "1", "w.0.0.0": "nghỉ"])
            #expect(recorded.status == 303, "\(recorded.text)")
            let offered = try await browser.get(recorded.location).text
            let value = try #require(
                offered.firstMatch(of: /name="e" value="([^"]+)"/).map { String($0.output.1) }, "\(offered)")
            #expect(value.hasSuffix("nghỉ") && offered.contains("phép"))
            let done = try await browser.post(
                "/review/\(id)/elsewhere", ["e": value, "key": "key-of-others", "page": "1"])
            #expect(done.status == 303, "\(done.text)")
            #expect(try await home.reviewItem(id).openWords == 0)
            let after = try await browser.get("/review/\(id)").text
            #expect(!after.contains("data-next-open") && !after.contains(#"name="e""#))
            #expect(try await browser.post("/review/\(id)/elsewhere", ["e": "x"]).code == "bad_form")
        }
    }
}

extension DeskHome {
    /// A document of two pages of ``land``: two words below the floor, one unsure.
    func addReviewDocument() async throws -> DocumentID {
        try await addCases()
        return try await addDocument([[("tờ", 99), ("nh<b>", 40), ("vi", 80)], [("~~", 30), ("hai", 99)]]).id
    }

    func reviewItem(_ id: DocumentID) async throws -> ReviewItem {
        let now = office.now()
        return try #require(try await office.ledger.read { try $0.reviewItem(id, at: now) })
    }

    /// What people decided, sorted.
    func standing(_ id: DocumentID) async throws -> [String] {
        StandingCorrections(try await office.ledger.read { try $0.corrections(of: id) }).bySubject.values.map(\.after)
            .sorted()
    }
}
