import Basics
import Dossiers
import Foundation
import HTTPTypes
import Testing
import UseCases

@testable import StaffDesk

/// What each role sees, and what nobody of another agency or station does.
@Suite struct PagesTests {
    /// Pages by who may open them; for everybody else they are refused, or as if they were not there.
    static let pages: [(String, Set<Role>)] = [
        ("/batches", [.station, .reviewer, .liaison, .supervisor, .administrator]),
        ("/waiting", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/review", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/search", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/cases", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/watch", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/watch/due_today", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/cases/\(DeskHome.land)", [.reviewer, .reuse, .liaison, .supervisor]),
        ("/cases/\(DeskHome.land)/reuse", [.reuse, .supervisor]),
        ("/post", [.liaison, .supervisor]), ("/post/statements", [.liaison, .supervisor]),
        ("/post/handovers", [.liaison, .supervisor]),
        ("/admin", [.administrator]),
        ("/admin/stations", [.administrator]), ("/admin/jobs", [.administrator]), ("/admin/accounts", [.administrator]),
        ("/audit", [.auditor]), ("/audit/looks", [.auditor]),
    ]

    @Test(arguments: Role.allCases) func eachRoleSeesItsPagesAndNoOther(role: Role) async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [role])
            let browser = try await home.signedIn("lan")
            for (path, roles) in Self.pages {
                let answer = try await browser.get(path)
                #expect(answer.status == (roles.contains(role) ? 200 : 403), "\(role) \(path): \(answer.code ?? "")")
                #expect(answer.body.count < 100_000)
                // The menu leads nowhere where one may not go.
                for link in answer.text.matches(of: /<li><a href="(\/[a-z]+)"/).map({ String($0.output.1) }) {
                    #expect(try await browser.get(link).status == 200, "\(role): \(link)")
                }
            }
            let start = try await browser.get("/")
            #expect(start.status == 303 && start.location != "/")
            #expect(try await browser.get(start.location).status == 200)
        }
    }

    @Test func aStationSeesItsOwnBatchesAndNoOthers() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("quay-1", [.station])
            let own = try await home.addBatch("lo-1", station: "quay-1", of: DeskHome.land)
            let other = try await home.addBatch("lo-2", station: "quay-2", of: DeskHome.land)
            let browser = try await home.signedIn("quay-1")
            let list = try await browser.get("/batches").text
            #expect(list.contains(own.batch.rawValue) && !list.contains(other.batch.rawValue))
            let asked = try await browser.get("/batches?station=quay-2").text
            #expect(!asked.contains(other.batch.rawValue))
            #expect(try await browser.get("/batches/\(own.batch)").status == 200)
            #expect(try await browser.get("/pages/\(own.page)/thumbnail.jpg").status == 200)
            for path in [
                "/batches/\(other.batch)", "/batches/\(other.batch)/events", "/pages/\(other.page)",
                "/pages/\(other.page)/thumbnail.jpg", "/pages/\(other.page)/full.jpg", "/pages/\(other.page)/original",
            ] {
                let (answer, missing) = (
                    try await browser.get(path), try await browser.get(path.replacing("01", with: "02"))
                )
                #expect(answer.status == 404, "\(path)")
                #expect(answer.code == missing.code, "\(path): nobody learns what there is")
            }
            #expect(try await browser.get("/cases/\(DeskHome.land)").status == 403)
        }
    }

    @Test func whatIsAnotherAgencysIsNotThere() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let agency = try #require(AgencyScope(rawValue: "H40.16"))
            try await home.add("lan", [.reviewer], scope: .agencies([agency]))
            let mine = try await home.addBatch("lo-1", station: "quay-1", of: DeskHome.land)
            let theirs = try await home.addBatch("lo-2", station: "quay-2", of: DeskHome.school)
            let nobodys = try await home.addBatch("lo-3", station: "quay-2", of: nil)
            let browser = try await home.signedIn("lan")
            #expect(try await browser.get("/cases/\(DeskHome.land)").status == 200)
            #expect(try await browser.get("/pages/\(mine.page)/screen.jpg").status == 200)
            let item = try #require(nobodys.waiting)
            for path in [
                "/cases/\(DeskHome.school)/reuse", "/cases/\(DeskHome.school)",
                "/cases/\(DeskHome.school)/documents.zip", "/pages/\(theirs.page)",
                "/pages/\(theirs.page)/screen.jpg", "/pages/\(theirs.page)/original",
                "/pages/\(nobodys.page)/thumbnail.jpg",
                "/batches/\(theirs.batch)", "/waiting/\(item)", "/documents/x", "/documents/x/file",
                "/separators.pdf?case=\(DeskHome.school)",
            ] {
                let status = try await browser.get(path).status
                #expect(status == 404 || status == 403, "\(path): \(status)")
            }
            let decided = try await browser.post("/waiting/\(item)", ["verb": "discard"])
            #expect(decided.status == 404 || decided.status == 403)
        }
    }

    @Test func aNarrowScopeFollowsTheBatchesOfItsAgency() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let agency = try #require(AgencyScope(rawValue: "H40.16"))
            let station = try #require(StationName(rawValue: "quay-3"))
            _ = try await Workspace(home.office, caller: .systemAccount()).stations.add(station, agency: agency)
            try await home.add("lan", [.reviewer], scope: .agencies([agency]))
            let mine = try await home.addBatch("lo-1", station: "quay-3", of: nil)
            let theirs = try await home.addBatch("lo-2", station: "quay-2", of: nil)
            let browser = try await home.signedIn("lan")
            let list = try await browser.get("/batches").text
            #expect(list.contains(mine.batch.rawValue) && !list.contains(theirs.batch.rawValue))
            #expect(try await browser.get("/batches/\(mine.batch)").status == 200)
            #expect(try await browser.get("/pages/\(mine.page)/thumbnail.jpg").status == 200)
            #expect(try await browser.get("/batches/\(theirs.batch)").status == 404)
            let waiting = try await browser.get("/waiting").text
            #expect(waiting.contains(try #require(mine.waiting).rawValue))
            #expect(!waiting.contains(try #require(theirs.waiting).rawValue))
        }
    }

    @Test func whatComesFromOutsideIsText() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let name = "<script>alert(1)</script>\u{202E}"
            let batch = try await home.addBatch(name, station: "\"><img src=x onerror=alert(1)>", of: nil)
            let browser = try await home.signedIn("lan")
            let item = try #require(batch.waiting)
            for path in [
                "/batches", "/batches/\(batch.batch)", "/waiting", "/waiting/\(item)", "/pages/\(batch.page)",
                "/cases/\(DeskHome.land)", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&case=%22%3E%3Cimg",
            ] {
                let text = try await browser.get(path).text
                for foreign in ["<script>alert", "<img src=x", "<b>", "<i>", "\u{202E}"] {
                    #expect(!text.contains(foreign), "\(path): \(foreign)")
                }
            }
        }
    }

    @Test func aPictureIsMadeOnceAndAskedForEachTime() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let batch = try await home.addBatch("lo-1", station: "quay-1", of: nil)
            let browser = try await home.signedIn("lan")
            let first = try await browser.get("/pages/\(batch.page)/screen.jpg")
            #expect(
                first.status == 200 && first.headers[.contentType] == "image/jpeg" && first.text == "JPEG of page 0")
            #expect(first.headers[.cacheControl] == "private, no-cache")
            let tag = try #require(first.headers[.eTag])
            let again = try await browser.get("/pages/\(batch.page)/screen.jpg", [.ifNoneMatch: tag])
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(home.recognizer.drawn.withLock { $0 } == 1)
            #expect(try await browser.get("/pages/\(batch.page)/huge.jpg").status == 404)
            // The file that was handed in is never shown, whatever it is.
            let original = try await browser.get("/pages/\(batch.page)/original")
            #expect(original.status == 200 && original.text == "scan of lo-1")
            #expect(original.headers[.contentType] == "application/octet-stream")
            #expect(original.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
            // Without the right, not even that it is unchanged.
            try await home.add("minh", [.station])
            let stranger = try await home.signedIn("minh")
            #expect(try await stranger.get("/pages/\(batch.page)/screen.jpg", [.ifNoneMatch: tag]).status == 404)
        }
    }

    @Test func aDecisionIsThePersonsAndLeadsOn() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            try await home.add("kiem", [.auditor])
            let first = try #require(try await home.addBatch("lo-1", station: "quay-1", of: nil).waiting)
            let second = try #require(try await home.addBatch("lo-2", station: "quay-1", of: nil).waiting)
            let browser = try await home.signedIn("lan")
            #expect(try await browser.get("/waiting/\(first)").text.contains("/waiting/\(second)"))
            let answer = try await browser.post("/waiting/\(first)", ["verb": "discard", "from": second.rawValue])
            #expect(answer.location == "/waiting/\(second)?done=decided")
            #expect(try await browser.get("/waiting/\(first)").text.contains("lan"))
            // Somebody else decided it before: the second one is told, and nothing changes.
            let again = try await browser.post(
                "/waiting/\(first)", ["verb": "assign", "case": "x", "component": "TP01"])
            #expect(again.status == 400 && again.code == "bad_form")
            let audit = try await home.signedIn("kiem")
            #expect(try await audit.get("/audit").text.contains("waiting.decided"))
            #expect(try await audit.get("/audit/looks").text.contains(first.rawValue))
        }
    }

    @Test func administratorsMakeAccountsAndNobodyGivesHimselfARole() async throws {
        try await DeskHome.with { home in
            try await home.add("sep", [.administrator])
            try await home.add("lan", [.reviewer])
            let (boss, clerk) = (try await home.signedIn("sep"), try await home.signedIn("lan"))
            let made = try await boss.post(
                "/admin/accounts", ["login": "quay-9", "display": "Quầy 9", "role": "station", "scope": ""])
            #expect(made.status == 200 && made.text.contains("/link/"))
            #expect(try await boss.get("/admin/stations").text.contains("quay-9"), "the station it hands in for")
            let refused = try await clerk.post(
                "/admin/accounts/lan", ["verb": "rights", "role": "administrator", "display": "Lan"])
            #expect(refused.status == 403)
            #expect(try await clerk.get("/admin").status == 403)
            let own = try await boss.post(
                "/admin/accounts/sep", ["verb": "rights", "role": "auditor", "display": "Sếp"])
            #expect(own.status >= 400, "one's own roles")
        }
    }

    @Test func everyErrorPageHasItsCodeAndTheLanguageOfTheAccount() async throws {
        try await DeskHome.with { home in
            try await home.add("lan", [.reviewer])
            let browser = try await home.signedIn("lan")
            let vietnamese = try await browser.get("/cases/000.00.16.H40-261118-9999")
            #expect(
                vietnamese.status == 404 && vietnamese.code == "unknown_case"
                    && vietnamese.text.contains("Không có hồ sơ"))
            _ = try await browser.post("/language", ["language": "en"])
            let english = try await browser.get("/cases/000.00.16.H40-261118-9999")
            #expect(english.text.contains("The register has no case"))
            #expect(try await browser.get("/cases/..%2f..%2fetc").code == "no_such_page")
        }
    }
}
