import Basics
import Dossiers
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Testing
import UseCases

@testable import StaffDesk

/// A liaison works the post's differences and statements in the browser; a supervisor approves. Without a script.
@Suite struct PostalPagesTests {
    private static let day = CalendarDay(rawValue: "2026-11-16")!

    /// Differences of the given amounts about one agency's parcels, with what both sides have.
    private static func file(_ amounts: [Int], of code: CaseCode, in home: DeskHome) async throws -> [DiscrepancyID] {
        let now = home.office.now()
        let found = amounts.map { amount in
            FoundDiscrepancy(
                DiscrepancyID(rawValue: "cod_differs:\(code.rawValue.suffix(4))-\(amount)"), "cod_differs",
                DiscrepancySubject(day: day, caseCode: code, tracking: "CM1000000\(amount % 90 + 10)VN"),
                amount: Dong(amount),
                evidence: DiscrepancyEvidence([
                    .init(.collected, ours: String(amount), theirs: "0"),
                    .init(.recipient, ours: "<b>Lê Bá</b>", theirs: "<b>Lê Bá</b>"),
                ]))
        }
        try await home.office.ledger.write { try $0.fileDiscrepancies(found, foundBy: "leg", at: now) }
        return found.map(\.id)
    }

    private static func path(_ id: DiscrepancyID) -> String { "/post/differences/\(id.rawValue.queryEncoded)" }

    /// What a form of the page sends unseen: the last event that the person saw.
    private static func seen(_ page: Answer) throws -> String {
        try #require(page.text.firstMatch(of: /name="seen" value="([^"]+)"/).map { String($0.output.1) })
    }

    @Test func aProposalIsApprovedByAnotherAccount() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let id = try #require(try await Self.file([250_000], of: DeskHome.land, in: home).first)
            try await home.add("ha", [.liaison, .supervisor])
            try await home.add("son", [.supervisor])
            let (liaison, supervisor) = (try await home.signedIn("ha"), try await home.signedIn("son"))
            let board = try await liaison.get("/post")
            #expect(board.text.contains("lệch tiền thu hộ") && board.text.contains("250.000 ₫"))

            let page = try await liaison.get(Self.path(id))
            #expect(page.text.contains("&lt;b&gt;Lê Bá&lt;/b&gt;") && page.text.contains("<mark>0 ₫</mark>"))
            #expect(page.text.contains("cần hai người"))
            let proposal = [
                "verb": "resolution_proposed", "seen": try Self.seen(page), "resolution": "post_pays",
                "reason": "<i>biên lai</i> 12", "amount": "250.000",
            ]
            for (field, value, code) in [("reason", " ", "reason_missing"), ("amount", "12,5", "bad_form")] {
                let refused = try await liaison.post(Self.path(id), proposal.merging([field: value]) { $1 })
                #expect(refused.status >= 400 && refused.code == code, "\(field): \(refused.code ?? "")")
            }
            #expect(try await liaison.post(Self.path(id), proposal).status == 303)

            // The proposer's own approval is refused, whatever roles the account has.
            let proposed = try await liaison.get(Self.path(id))
            #expect(proposed.text.contains("&lt;i&gt;biên lai&lt;/i&gt; 12"))
            let approval = ["verb": "resolution_approved", "seen": try Self.seen(proposed)]
            let own = try await liaison.post(Self.path(id), approval)
            #expect(own.code == "four_eyes")
            #expect(try await supervisor.post(Self.path(id), approval).status == 303)
            let closing = ["verb": "closed", "seen": try Self.seen(try await liaison.get(Self.path(id)))]
            #expect(try await liaison.post(Self.path(id), closing).status == 303)
            let stored = try #require(try await home.office.ledger.read { try $0.breakRecord(id) })
            #expect(stored.value.state == .closed)
            #expect(stored.value.events.compactMap(\.account).suffix(3).map { $0 } == ["ha", "son", "ha"])
        }
    }

    @Test func whoeverActsOnAnOlderStateIsTold() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let id = try #require(try await Self.file([50_000], of: DeskHome.land, in: home).first)
            try await home.add("ha", [.liaison])
            try await home.add("ly", [.liaison])
            let (first, second) = (try await home.signedIn("ha"), try await home.signedIn("ly"))
            let seen = try Self.seen(try await second.get(Self.path(id)))
            #expect(
                try await first.post(
                    Self.path(id), ["verb": "noted", "seen": seen, "reason": "đã gọi bưu điện"]
                ).status == 303)
            let proposal = [
                "verb": "resolution_proposed", "seen": seen, "resolution": "written_off", "reason": "nhỏ",
            ]
            let refused = try await second.post(Self.path(id), proposal)
            #expect(refused.status == 409 && refused.code == "difference_changed")
            #expect(refused.text.contains("ha"), "it says who was faster")
            #expect(try await home.office.ledger.read { try $0.breakRecord(id)?.value.state } == .open)
            let fresh = try Self.seen(try await second.get(Self.path(id)))
            #expect(try await second.post(Self.path(id), proposal.merging(["seen": fresh]) { $1 }).status == 303)
            let unseen = try await second.post(Self.path(id), ["verb": "noted", "reason": "x"])
            #expect(unseen.status == 404, "a form of no page of ours")
        }
    }

    @Test func oneReasonForManyHoldsWhereTheyAreOfOneKind() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let ids = try await Self.file([1_000, 2_000, 3_000], of: DeskHome.land, in: home)
            try await home.add("ha", [.liaison])
            let liaison = try await home.signedIn("ha")
            #expect(try await liaison.get("/post").text.contains("name=\"item\"") == false)
            let list = try await liaison.get("/post?code=cod_differs&least=2.000")
            #expect(list.text.contains("name=\"item\""))
            #expect(!list.text.contains(ids[0].rawValue) && list.text.contains(ids[1].rawValue))
            // From one to the next in the same list.
            let page = try await liaison.get(Self.path(ids[1]) + "?code=cod_differs&least=2.000")
            #expect(
                page.text.contains(ids[2].rawValue.queryEncoded) && !page.text.contains(ids[0].rawValue.queryEncoded))
            let fields = [
                "list": "code=cod_differs", "item": ids[1].rawValue, "resolution": "theirs_corrected",
                "reason": "đã thống nhất",
            ]
            let answer = try await liaison.post("/post", fields)
            #expect(answer.status == 303 && answer.location.hasPrefix("/post?code=cod_differs"))
            #expect(try await home.office.ledger.read { try $0.breakRecord(ids[1])?.value.state } == .proposed)
            #expect(try await liaison.post("/post", fields.merging(["item": "x"]) { $1 }).status == 404)
        }
    }

    @Test func whatIsAnotherAgencysIsNotThere() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let theirs = try #require(try await Self.file([70_000], of: DeskHome.school, in: home).first)
            let agency = try #require(AgencyScope(rawValue: "H40.16"))
            try await home.add("ha", [.liaison], scope: .agencies([agency]))
            let liaison = try await home.signedIn("ha")
            #expect(try await liaison.get("/post").text.contains(theirs.rawValue) == false)
            let (answer, missing) = (
                try await liaison.get(Self.path(theirs)), try await liaison.get("/post/differences/x")
            )
            #expect(answer.status == 404 && answer.code == missing.code)
            for verb in ["noted", "resolution_proposed", "assigned"] {
                let refused = try await liaison.post(
                    Self.path(theirs), ["verb": verb, "seen": "x", "reason": "r", "resolution": "post_pays"])
                #expect(refused.status == 404, "\(verb): \(refused.status)")
            }
            #expect(try await home.office.ledger.read { try $0.breakRecord(theirs)?.value.events.count } == 1)
        }
    }

    // MARK: Statements

    private static let statement = """
        STT,Số hiệu,Ngày chấp nhận,Người nhận,Cước,Thu hộ
        1,CM100000010VN,16/11/2026,Lê Bá Thuận,25.000,50.000
        2,CM100000023VN,16/11/2026,Trần Thị Ý,25.000,0
        Tổng,,,,60.000,50.000
        """

    @Test func aStatementIsTakenAnsweredAndItsColumnsAreSaid() async throws {
        try await DeskHome.with { home in
            try await home.add("ha", [.liaison])
            let liaison = try await home.signedIn("ha")
            let body = Data(Self.statement.utf8)
            let outside = try await liaison.send(file: body, named: "a.csv", to: "/post/statements", hasToken: false)
            #expect(outside.code == "form_expired")
            let taken = try await liaison.send(file: body, named: "../../kỳ 3 <b>.csv", to: "/post/statements")
            #expect(taken.status == 201)
            let page = try await liaison.get(taken.location)
            #expect(page.text.contains("kỳ 3 &lt;b&gt;.csv") && page.text.contains("total_fee"))
            #expect(page.text.contains("10.000 ₫"), "the gap between its own sum and that of its lines")

            let columns = try await liaison.get(taken.location + "/columns").text
            let table = try #require(columns.firstMatch(of: /name="table" value="([^"]+)"/).map { String($0.output.1) })
            #expect(columns.contains("Trần Thị Ý") && columns.contains("<option value=\"tracking\" selected>"))
            let none = try await liaison.post(taken.location + "/columns", ["table": table, "c3": "recipient"])
            #expect(none.status == 400)
            let said = try await liaison.post(
                taken.location + "/columns",
                ["table": table, "c1": "tracking", "c2": "accepted", "c3": "recipient", "c4": "fee", "c5": "collected"])
            #expect(said.status == 303, "\(said.code ?? "")")
            #expect(try await liaison.post(taken.location, ["verb": "accept"]).status == 303)
            let records = try await home.office.ledger.read { try $0.statements(in: .complete) }
            #expect(records.map(\.totals.lines) == [2] && records.first?.answers.by == "ha")
            #expect(try await liaison.get("/post/statements").text.contains("đang dùng"))
            #expect(try await liaison.post(taken.location, ["verb": "dismiss"]).status == 303)
            #expect(try await home.office.ledger.read { try $0.statements(in: .complete) }.isEmpty)
        }
    }

    @Test(arguments: ["", "%2E%2E%2F", ".an.csv"]) func aFileWithoutAPlainNameIsRefused(name: String) async throws {
        try await DeskHome.with { home in
            try await home.add("ha", [.liaison])
            let answer = try await home.signedIn("ha").send(
                file: Data("x".utf8), named: name, to: "/post/statements", isEncoded: true)
            #expect(answer.status == 400)
        }
    }

    // MARK: Hand-over lists

    @Test func aListWithoutParcelsIsNotMade() async throws {
        try await DeskHome.with { home in
            try await home.add("ha", [.liaison])
            let liaison = try await home.signedIn("ha")
            #expect(try await liaison.get("/post/handovers").status == 200)
            let refused = try await liaison.post("/post/handovers", ["office": "700100", "day": "2026-11-21"])
            #expect(refused.status >= 400 && refused.code != nil)
            #expect(try await liaison.get("/post/handovers?from=2020-01-01&to=2026-01-01").status == 400)
            #expect(try await liaison.get("/post/handovers/BG-700100-2026-0001").code == "unknown_manifest")
        }
    }

    // MARK: Amounts

    static let amounts: [(String, Int?)] = [
        ("0", 0), ("1234000", 1_234_000), ("1.234.000", 1_234_000), ("1,234,000 ₫", 1_234_000), ("-50.000", -50_000),
        (" 25 000 đ", 25_000), ("12,5", nil), ("1.2345", nil), ("1.000,5", nil), ("1.000,000", nil), ("", nil),
        ("1e3", nil), ("٣", nil), ("99999999999999999999", nil),
    ]

    @Test(arguments: amounts) func amountsAreWholeDongOrNone(text: String, amount: Int?) {
        #expect(Dong(typed: text)?.rawValue == amount)
    }
}
