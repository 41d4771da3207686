import Basics
import Dossiers
import Foundation
import HTTPTypes
import Ledger
import Testing
import UseCases

@testable import StaffDesk

/// The form on which pages are moved, documents divided and put together.
@Suite struct ArrangePagesTests {
    private static let words: [[(String, Double)]] = [[("một", 99)], [("hai", 99)], [("ba", 99)]]

    @Test func pagesAreReorderedSplitMergedAndMoved() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let (id, pages) = try await home.addDocument(Self.words)
            let browser = try await home.signedIn("lan")
            let shown = try await browser.get("/documents/\(id)/arrange?p=\(pages[1])").text
            #expect(shown.contains(#"name="n.2" value="3""#) && shown.contains("checked"))
            // The third page goes to the first place, and the others move up.
            let order = try await browser.post(
                "/documents/\(id)/arrange",
                [
                    "verb": "reorder", "n.0": "1", "n.1": "2", "n.2": "1", "key": "key-of-order",
                    "reason": "sai <thứ tự>",
                ])
            #expect(order.status == 303, "\(order.text)")
            #expect(try await home.pagesInForce() == [pages[2], pages[0], pages[1]])
            let next = order.location.prefix { $0 != "?" }
            let history = try await browser.get(order.location).text
            #expect(history.contains("sai &lt;thứ tự&gt;") && history.contains("/page-acts/1/undo"))
            // Whoever still has the earlier document before them is told, and nothing is done.
            let late = try await browser.post("/documents/\(id)/arrange", ["verb": "split", "p": "1"])
            #expect(late.status == 409 && late.code == "pages_changed" && late.text.contains("lan"))
            // The same form sent twice does nothing more.
            _ = try await browser.post(
                "/documents/\(id)/arrange",
                [
                    "verb": "reorder", "n.0": "1", "n.1": "2", "n.2": "1", "key": "key-of-order",
                    "reason": "sai <thứ tự>",
                ])
            #expect(try await home.pagesInForce() == [pages[2], pages[0], pages[1]])
            let split = try await browser.post("\(next)/arrange", ["verb": "split", "p": "1"])
            #expect(split.status == 303, "\(split.text)")
            #expect(try await home.standing().count == 2)
            let parts = try await home.office.ledger.read {
                try $0.documents(case: DeskHome.land).filter { $0.state == .current }
            }.sorted { $0.content.pages.count < $1.content.pages.count }
            let form = try await browser.get("/documents/\(parts[0].id)/arrange").text
            #expect(form.contains(#"name="with" value="\#(parts[1].id)""#))
            let merge = try await browser.post(
                "/documents/\(parts[0].id)/arrange", ["verb": "merge", "with": parts[1].id.rawValue])
            #expect(merge.status == 303, "\(merge.text)")
            #expect(try await home.standing() == [[pages[2], pages[0], pages[1]]])
            let whole = try #require(
                try await home.office.ledger.read { try $0.documents(case: DeskHome.land) }.last {
                    $0.state == .current
                })
            let move = try await browser.post(
                "/documents/\(whole.id)/arrange",
                ["verb": "move", "p": "2", "case": DeskHome.school.rawValue, "component": "tp01", "joining": "1"])
            #expect(move.status == 303, "\(move.text)")
            #expect(try await home.standing() == [[pages[2], pages[0]]])
            #expect(try await home.standing(of: DeskHome.school) == [[pages[1]]])
            #expect(try await home.office.ledger.faults() == [])
        }
    }

    @Test func theOtherCaseIsFoundAndWhatIsNoActIsRefused() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let (id, pages) = try await home.addDocument(Self.words)
            let browser = try await home.signedIn("lan")
            let path = "/documents/\(id)/arrange"
            let found = try await browser.get("\(path)?q=000.00.17").text
            #expect(found.contains("\(path)?case=\(DeskHome.school)"))
            let chosen = try await browser.get("\(path)?case=\(DeskHome.school)").text
            #expect(chosen.contains(#"value="\#(DeskHome.school)""#) && chosen.contains("Lê &quot;Bá&quot; Thuận"))
            let table: [([String: String], String)] = [
                (["verb": "burn"], "no_such_page"),
                (["verb": "move", "case": "x", "component": "TP01", "p": "0"], "bad_form"),
                (
                    ["verb": "move", "case": DeskHome.school.rawValue, "component": "TP77", "p": "0"],
                    "unknown_component"
                ),
                (["verb": "move", "case": DeskHome.school.rawValue, "component": "TP01"], "bad_form"),
                (["verb": "split"], "bad_form"), (["verb": "split", "p": "0"], "bad_pages"),
                (["verb": "reorder", "n.0": "9"], "bad_form"), (["verb": "reorder"], "nothing_changes"),
                (["verb": "merge"], "bad_form"), (["verb": "merge", "with": "nothing"], "unknown_page"),
                (["verb": "split", "p": "1", "key": "?"], "bad_act_key"),
            ]
            for (fields, code) in table {
                let answer = try await browser.post(path, fields)
                #expect(answer.code == code, "\(fields): \(answer.status) \(answer.text.prefix(2000))")
            }
            #expect(try await home.pagesInForce() == pages)
        }
    }

    @Test func nobodyElseDoes() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let (id, pages) = try await home.addDocument(Self.words)
            let other = try #require(AgencyScope(rawValue: "H40.17"))
            try await home.add("xa", [.reviewer], scope: .agencies([other]))
            try await home.add("doc", [.reuse])
            try await home.add("lan", [.reviewer], scope: .agencies([try #require(AgencyScope(rawValue: "H40.16"))]))
            let path = "/documents/\(id)/arrange"
            let outsider = try await home.signedIn("xa")
            #expect(try await outsider.get(path).code == "unknown_document")
            #expect(try await outsider.post(path, ["verb": "split", "p": "1"]).code == "unknown_document")
            let reader = try await home.signedIn("doc")
            #expect(try await reader.get(path).code == "not_allowed")
            #expect(try await reader.post(path, ["verb": "split", "p": "1"]).code == "not_allowed")
            let browser = try await home.signedIn("lan")
            // A case of another agency is as one that there is not.
            let abroad = ["verb": "move", "p": "0", "case": DeskHome.school.rawValue, "component": "TP01"]
            #expect(try await browser.post(path, abroad).code == "unknown_component")
            #expect(try await browser.get("\(path)?case=\(DeskHome.school)").code == "unknown_case")
            #expect(try await !browser.get("\(path)?q=000.00").text.contains(DeskHome.school.rawValue))
            let forged = try await browser.post(path, ["verb": "split", "p": "1", "csrf": "x"])
            #expect(forged.status == 403 && forged.code == "form_expired")
            #expect(try await browser.post(path, ["verb": "split", "p": "1"]).status == 303)
            let undo = try await outsider.post("/page-acts/1/undo", [:])
            #expect(undo.code == "unknown_page")
            #expect(try await home.pagesInForce().count == pages.count)
        }
    }

    @Test(arguments: [
        ([1, 2, 3], [0, 1, 2]), ([1, 2, 1], [2, 0, 1]), ([3, 2, 3], [1, 2, 0]), ([1, 1, 3], [1, 0, 2]),
        ([2, 2, 3], [1, 0, 2]),
    ])
    func numbersMovePagesToTheirPlaces(typed: [Int], expected: [Int]) async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let (id, pages) = try await home.addDocument(Self.words)
            let document = try #require(try await home.office.ledger.read { try $0.document(id) })
            let fields = FormFields(typed.enumerated().map { "n.\($0)=\($1)" }.joined(separator: "&"))
            #expect(try ArrangePages.order(fields, document) == expected.map { pages[$0] })
        }
    }
}
