import Basics
import DocumentModel
import Dossiers
import Foundation
import HTTPTypes
import Ledger
import Spreadsheets
import Testing
import UseCases

@testable import StaffDesk

/// The lists: filters in the address, one page after the other, as spreadsheets; whose papers they showed.
@Suite struct ListPagesTests {
    private static func narrow() throws -> Scope { .agencies([try #require(AgencyScope(rawValue: "H40.16"))]) }

    /// The cells of a spreadsheet that was answered, as text.
    private static func cells(_ answer: Answer) throws -> [[String]] {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
        try answer.body.write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try SpreadsheetFile.open(path: path.path(percentEncoded: false))
        let rows = try file.rows(ofSheet: 0)
        var cells: [[String]] = []
        while let block = try rows.next() { cells += block.map { $0.cells.map(\.written) } }
        return cells
    }

    /// Cases with the same last day of two agencies, so many each.
    private static func addCases(_ home: DeskHome, _ count: Int) async throws {
        let component = try #require(ComponentCode(rawValue: "TP01"))
        let records = try (1...count).flatMap { number in
            try ["16", "17"].map { agency in
                let code = try #require(
                    CaseCode(rawValue: "000.00.\(agency).H40-261120-\(String(10_000 + number).dropFirst())"))
                return CaseRecord(
                    code: code, procedureCode: "1", procedure: "Thủ tục", agency: code.agency,
                    applicant: "=HYPERLINK(\"http://x\";\"\(agency)\")", received: Instant(milliseconds: 0),
                    due: CalendarDay(rawValue: "2026-11-20"), channel: .direct,
                    components: [ComponentRule(code: component, name: "Tờ khai", form: .original, isRequired: true)])
            }
        }
        let now = home.office.now()
        _ = try await home.office.ledger.write { try $0.importCases(records, at: now) }
    }

    @Test func theListOfCasesKeepsItsFiltersFromPageToPage() async throws {
        try await DeskHome.with { home in
            try await Self.addCases(home, 60)
            try await home.add("lan", [.reviewer], scope: Self.narrow())
            let browser = try await home.signedIn("lan")
            var (address, codes): (String?, [String]) = ("/cases?state=missing&agency=H40", [])
            while let asked = address {
                let page = try await browser.get(asked)
                #expect(page.status == 200 && page.body.count < 100_000)
                codes += page.text.matches(of: /href="\/cases\/(000[^"]+)"/).map { String($0.output.1) }
                address = page.text.firstMatch(of: /href="(\/cases\?[^"]+)" rel="next"/).map {
                    String($0.output.1).replacing("&amp;", with: "&")
                }
                #expect(address?.contains("state=missing") ?? true)
            }
            #expect(codes.count == 60 && Set(codes).count == 60 && codes == codes.sorted())
            #expect(codes.allSatisfy { $0.contains(".16.") })
            #expect(try await browser.get("/cases?state=complete").text.contains("class=\"empty\""))
            #expect(try await browser.get("/cases?after=nonsense").status == 400)
            #expect(try await browser.get("/cases?agency=%3Cb%3E").text.contains("role=\"alert\""))
            let opened = try await browser.get("/cases?code=000.00.16.h40-261120-0001")
            #expect(opened.location == "/cases/000.00.16.H40-261120-0001")
        }
    }

    @Test func aListAsASpreadsheetHasTheSameRowsAndNoOthers() async throws {
        try await DeskHome.with { home in
            try await Self.addCases(home, 3)
            try await home.addCases()
            for code in [DeskHome.land, DeskHome.school] {
                try await home.addBatch("lo \(code)", station: "quay-1", of: nil)
            }
            try await home.add("lan", [.reviewer], scope: Self.narrow())
            try await home.add("kiem", [.auditor])
            let browser = try await home.signedIn("lan")
            let answer = try await browser.get("/cases.xlsx?state=missing")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
            let cells = try Self.cells(answer)
            let codes = cells.compactMap { $0.first.flatMap { CaseCode(rawValue: $0) } }
            #expect(codes.count == 4 && codes.allSatisfy { $0.agency.contains(".16.") })
            // What looks like a formula is text.
            #expect(cells.contains { $0.count > 1 && $0[1].hasPrefix("=HYPERLINK") })
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("<f>"))
            for path in ["/waiting.xlsx", "/search.xlsx?q=lo", "/review.xlsx", "/batches.xlsx"] {
                let other = try await browser.get(path)
                #expect(other.status == 200, "\(path): \(other.code ?? "")")
                let text = try Self.cells(other).flatMap(\.self).joined(separator: "\n")
                #expect(!text.contains(".17."), "\(path): rows of others")
            }
            let looks = try await home.signedIn("kiem").get("/audit/looks").text
            #expect(looks.contains("4 rows, state=missing"), "who took what away")
        }
    }

    /// Spreadsheets by who may have them.
    private static let sheets: [(String, Set<Role>)] = [
        ("/cases.xlsx", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/waiting.xlsx", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/review.xlsx", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/search.xlsx?q=x", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/admin/accounts.xlsx", [.administrator]), ("/admin/stations.xlsx", [.administrator]),
        ("/admin/jobs.xlsx", [.administrator]), ("/audit.xlsx", [.auditor]), ("/audit/looks.xlsx", [.auditor]),
    ]

    @Test(arguments: [Role.station, .reviewer, .administrator, .auditor])
    func eachRoleTakesItsListsAwayAndNoOther(role: Role) async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [role])
            let browser = try await home.signedIn("lan")
            for (path, roles) in Self.sheets {
                let answer = try await browser.get(path)
                #expect(answer.status == (roles.contains(role) ? 200 : 403), "\(role) \(path): \(answer.code ?? "")")
                if answer.status == 200 { #expect(try !Self.cells(answer).isEmpty) }
            }
        }
    }

    @Test func aSearchSaysWhosePapersItShowed() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reuse], scope: Self.narrow())
            try await home.add("kiem", [.auditor])
            let browser = try await home.signedIn("lan")
            // The register has both cases under the name: one is another agency's.
            let found = try await browser.get("/search?person=L%C3%AA%20B%C3%A1%20Thu%E1%BA%ADn").text
            let named = try await browser.get("/search?q=le%20%22ba%22%20thuan").text
            #expect(!found.contains(DeskHome.school.rawValue) && !named.contains(DeskHome.school.rawValue))
            let auditor = try await home.signedIn("kiem")
            let shown = found.contains(DeskHome.land.rawValue) || named.contains(DeskHome.land.rawValue)
            let looks = try await auditor.get("/audit/looks?case=\(DeskHome.land)").text
            #expect(looks.contains("search") == shown)
            #expect(try await !auditor.get("/audit/looks?case=\(DeskHome.school)").text.contains("search"))
        }
    }

    @Test func whatWaitsIsListedByItsReason() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let waiting = try #require(try await home.addBatch("lo-1", station: "quay-1", of: nil).waiting)
            let browser = try await home.signedIn("lan")
            let reason = IssueCode.orphanPages.rawValue
            let all = try await browser.get("/waiting").text
            #expect(all.contains("/waiting?reason=\(reason)"))
            let some = try await browser.get("/waiting?reason=\(reason)").text
            #expect(some.contains("/waiting/\(waiting)?reason=\(reason)"))
            let none = try await browser.get("/waiting?reason=\(IssueCode.unknownCase.rawValue)").text
            #expect(!none.contains("/waiting/\(waiting)"))
            // Whoever works the list off stays in it.
            let decided = try await browser.post("/waiting/\(waiting)?reason=\(reason)", ["verb": "discard"])
            #expect(decided.location == "/waiting?reason=\(reason)&done=decided")
        }
    }

    @Test func aCaseTellsAllThatHappenedToIt() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            try await home.add("ca", [.reviewer, .auditor])
            let page = try await home.signedIn("lan").get("/cases/\(DeskHome.land)").text
            #expect(page.contains("Tiếp nhận hồ sơ") && page.contains("ghi nhận"))
            #expect(!page.contains("Xem giấy tờ"), "who looked is the auditor's to know")
            let both = try await home.signedIn("ca").get("/cases/\(DeskHome.land)").text
            #expect(both.contains("Xem giấy tờ") && both.contains("lan"))
        }
    }

    @Test func theSheetsOfADayAreThoseOfOnesAgencies() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("quay-1", [.station, .reviewer], scope: Self.narrow())
            let browser = try await home.signedIn("quay-1")
            let sheets = try await browser.get("/separators.pdf?day=18/11/2026")
            #expect(sheets.status == 200 && sheets.headers[.contentType] == "application/pdf")
            #expect(sheets.headers[.contentDisposition]?.contains(DeskHome.land.rawValue) == true, "just one case")
            for path in ["/separators.pdf?day=19/11/2026", "/separators.pdf?day=31/11/2026"] {
                #expect(try await browser.get(path).status == 400, "\(path)")
            }
        }
    }
}
