import Basics
import DocumentModel
import Dossiers
import Ledger
import Testing
import UseCases

@testable import StaffDesk

/// A clerk finds that the office holds a paper, has it serve a case, and takes that back; without a script.
@Suite struct ReusePagesTests {
    private static let number = "001090012345"
    private static let card = ComponentCode(rawValue: "TP05")!
    private static let new = CaseCode(rawValue: "000.00.16.H40-261120-0009")!
    private static let namesake = CaseCode(rawValue: "000.00.16.H40-261120-0010")!

    /// Three cases, two of one person, and a card that was digitized for the earlier one.
    private static func fill(_ home: DeskHome) async throws -> DocumentID {
        let time = home.office.now()
        let outcome = try await home.office.ledger.write { tx in
            let cases = [(DeskHome.land, number), (new, number), (namesake, "001090099999")].map { code, number in
                var record = CaseRecord(
                    code: code, procedureCode: "1.001193", procedure: "Đăng ký", agency: "UBND",
                    applicant: "Lê Bá Thuận", received: time, due: nil, channel: .direct,
                    components: [
                        ComponentRule(code: card, name: "Bản sao căn cước công dân", form: .copy, isRequired: true)
                    ])
                record.idNumber = number
                return record
            }
            _ = try tx.importCases(cases, at: time)
            return try digitize(tx, time)
        }
        guard case .attached(let id) = outcome else { throw CancellationError() }
        return id
    }

    private static func digitize(_ tx: LedgerTransaction, _ time: Instant) throws -> AttachOutcome {
        let digest = try #require(ContentDigest(rawValue: String(repeating: "a", count: 64)))
        let file = SubmittedFile(name: "1.tif", nfcName: "1.tif", sha256: digest, byteCount: 1)
        let batch = try tx.openBatch(name: "lo-1", station: "quay-1", contentDigest: digest, files: [file], at: time)
            .batch
        try tx.savePageReading(
            PageReadingRecord(
                key: "k", artifact: digest, text: "căn cước", rotation: .none, skew: 0, isBlank: false, confidence: 90),
            at: time)
        let page = PageRecord(
            id: PageID(batch: batch.id, fileOrdinal: 0, pageIndex: 0), batchID: batch.id, fileOrdinal: 0,
            fileName: "1.tif", pageIndex: 0, ordinal: 0, kind: .content, readingKey: "k", caseCode: DeskHome.land,
            component: card)
        _ = try tx.replaceSplit(batch: batch.id, pages: [page], issues: [], waiting: [], at: time)
        let field = { (value: String) in FieldValue(value: value, confidence: 99, page: 0, box: nil) }
        let content = PageContent(original: digest, pageIndex: 0)
        return try tx.attach(
            DocumentDraft(
                caseCode: DeskHome.land, component: card, batchID: batch.id, contentDigest: digest, pdf: digest,
                pages: [DocumentPage(pageID: page.id, content: content, readingKey: "k")],
                fields: [
                    .docType: field("cccd"), .idNumber: field(number), .dateOfBirth: field("1990-03-05"),
                    .date: field("2022-05-01"),
                ], occurredAt: time), at: time)
    }

    @Test func foundJudgedLinkedAndUndone() async throws {
        try await DeskHome.with { home in
            let document = try await Self.fill(home)
            try await home.add("mai", [.reuse])
            try await home.add("kiem", [.auditor])
            let (clerk, path) = (try await home.signedIn("mai"), "/cases/\(Self.new)/reuse")
            #expect(try await clerk.get("/cases/\(Self.new)").text.contains(path), "the case leads there")
            let page = try await clerk.get(path).text
            #expect(page.contains(document.rawValue) && page.contains("số định danh trên giấy tờ trùng"))
            #expect(!page.contains("\(path)/revoke"), "who may not decide is not offered to revoke")

            let form = [
                "document": document.rawValue, "component": Self.card.rawValue, "purpose": "<b>Đăng ký</b>",
                "basis": "NĐ 118/2025/NĐ-CP", "answers": "on",
            ]
            let empty = try await clerk.post(path, form.merging(["purpose": " "]) { $1 })
            #expect(empty.status == 400 && empty.code == "text_missing")
            let strangers = try await clerk.post("/cases/\(Self.namesake)/reuse", form)
            #expect(strangers.code == "paper_not_proved", "a name alone proves nothing")
            let forged = try await clerk.post(path, form, [.origin: "https://evil.test", .fetchSite: "cross-site"])
            #expect(forged.code == "foreign_origin")
            #expect(try await clerk.post(path, form).location == path + "?done=saved")
            let linked = try await clerk.get(path).text
            #expect(linked.contains("đang dùng") && linked.contains("NĐ 118/2025/NĐ-CP") && !linked.contains("<b>"))

            let links = try await home.office.ledger.read { try $0.reuseLinks(serving: Self.new) }
            let link = try #require(links.first)
            #expect(link.linkedBy == "mai")
            let undo = try await clerk.post(path + "/undo", ["link": link.id.rawValue, "reason": "gắn nhầm"])
            #expect(undo.location == path + "?done=saved")
            #expect(try await clerk.get(path).text.contains("gắn nhầm"))
            let looks = try await home.signedIn("kiem").get("/audit/looks").text
            #expect(looks.contains("tái sử dụng") && looks.contains(Self.new.rawValue))
        }
    }

    @Test func aCaseIsToldWhenItsHeldPaperIsRevoked() async throws {
        try await DeskHome.with { home in
            let document = try await Self.fill(home)
            try await home.add("mai", [.reuse])
            try await home.add("sep", [.supervisor])
            let (clerk, head) = (try await home.signedIn("mai"), try await home.signedIn("sep"))
            let path = "/cases/\(Self.new)/reuse"
            _ = try await clerk.post(
                path,
                [
                    "document": document.rawValue, "component": Self.card.rawValue, "purpose": "x", "basis": "y",
                    "answers": "on",
                ])
            let wrong = ["document": document.rawValue, "reason": "cấp sai"]
            #expect(try await clerk.post(path + "/revoke", wrong).status == 403)
            #expect(try await head.post(path + "/revoke", wrong).status == 303)
            #expect(try await clerk.get(path).text.contains("giấy tờ bị thu hồi; hãy xem lại hồ sơ"))
        }
    }

    @Test func aClerkOfAnotherAgencyFindsAndChangesNothing() async throws {
        try await DeskHome.with { home in
            let document = try await Self.fill(home)
            let school = try #require(AgencyScope(rawValue: "H40.17"))
            try await home.add("hoa", [.supervisor], scope: .agencies([school]))
            let (browser, path) = (try await home.signedIn("hoa"), "/cases/\(Self.new)/reuse")
            let form = [
                "document": document.rawValue, "component": Self.card.rawValue, "purpose": "x", "basis": "y",
                "answers": "on",
            ]
            #expect(try await browser.get(path).code == "unknown_case")
            #expect(try await browser.post(path, form).code == "unknown_case")
            let revoked = try await browser.post(
                path + "/revoke", ["document": document.rawValue, "reason": "x"])
            #expect(revoked.code == "unknown_paper")
            #expect(try await home.office.ledger.read { try $0.revocation(of: document) } == nil)
            #expect(try await home.office.ledger.read { try $0.reuseLinks(serving: Self.new) }.isEmpty)
        }
    }
}
