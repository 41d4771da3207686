import Basics
import DocumentModel
import Dossiers
import Testing
import UseCases

@testable import Ledger
@testable import Office
@testable import Presentation

private let time = Instant(milliseconds: 1_794_965_400_000)

private func id<Subject>(_ text: String) -> Identifier<Subject> { Identifier(rawValue: text) }

/// The form of views: keys for scripts, sentences for people.
@Suite struct ViewTests {
    @Test func jobs() throws {
        var job = Job(
            id: id("J1"), kind: .digitizeBatch, payload: "", uniqueKey: "B1", lane: "quay-1", priority: .urgent,
            state: .discarded, attempt: 3, failures: 3, maximumAttempts: 3, crashCount: 1, needsPerson: true,
            createdAt: time, stateSince: time, lastError: JobError(code: "broken", detail: "x"),
            place: JobPlace(ordinal: 1))
        let dead = JobView(job, history: [])
        (job.state, job.needsPerson, job.lastError) = (.scheduled, false, JobError(code: "no_space", detail: "d"))
        let putOff = JobView(job, history: [JobEvent(kind: .failed, attempt: 1, recordedAt: time)])
        #expect(
            [dead, putOff].text.text.text == """
                ✗  J1  bị bỏ, chờ người xử lý  quay-1  B1
                   lần hỏng 3/3, bị ngắt 1: [broken] x
                ·  J1  chờ đến giờ  quay-1  B1
                   Ổ đĩa đầy; hãy giải phóng chỗ trống, việc sẽ tự chạy tiếp. [no_space] d
                2 việc, 1 việc chờ người xử lý

                """)
        #expect([JobView]().text.text.text == "Không có việc nào.\n")
        #expect(
            try json([putOff]) == #"[{"abandonments":1,"attempt":3,"created_at":1794965400000,"error_code":"no_space","#
                + #""error_detail":"d","failures":3,"history":[{"at":1794965400000,"attempt":1,"event":"failed"}],"#
                + #""id":"J1","kind":"\#(JobKind.digitizeBatch.rawValue)","maximum_attempts":3,"needs_person":false,"#
                + #""scheduled_at":null,"since":1794965400000,"state":"scheduled","station":"quay-1","subject":"B1","#
                + #""urgent":true}]"#)
    }

    @Test func waiting() throws {
        let item = WaitingItem(
            id: id("W1"), batchID: id("B1"), reason: .orphanPages, pageIDs: [id("P1")], proposedCase: "H1",
            createdAt: time)
        let pages = ["P1", "P2"].enumerated().map { index, name in
            PageRecord(
                id: id(name), batchID: id("B1"), fileOrdinal: 0, fileName: "1.tif", pageIndex: index,
                ordinal: index, kind: .content, duplicateOf: index == 0 ? id("P2") : nil)
        }
        let view = WaitingView(item, batch: "lo-1", pages: pages)
        #expect(
            [view].text.text.text == """
                W1  lo-1  \(IssueCode.orphanPages.message.vietnamese) [orphan_pages]
                    1.tif, trang 1 (có lẽ lặp lại 1.tif, trang 2)
                    Ghi trên phiếu hoặc bảng kê: H1 / ?
                1 mục chờ

                """)
        let keys = try json(view)
        #expect(keys.contains(#""pages":[{"file":"1.tif","id":"P1","index":0,"repeats":{"file":"1.tif","index":1}}]"#))
        #expect(keys.contains(#""proposed_case":"H1","reason":"orphan_pages","since":1794965400000}"#))
        #expect([WaitingView]().text.text.text == "Không có mục nào chờ.\n")
    }

    @Test func actsAndTheirCheck() throws {
        let actor = Actor(.system, account: "lan", claimed: "minh")
        let entry = AuditEntry(
            number: 7, recorded: time, actor: actor, act: AuditAct.reconciled.rawValue, subject: "3 records", facts: "",
            hash: "ab")
        let view = [AuditEntryView(entry)]
        #expect(view.text.text.text == "7  18/11/2026 08:30  minh (lan)  đối soát [\(entry.act)] 3 bản ghi\n")
        #expect(
            try json(view) == #"[{"account":"lan","act":"\#(entry.act)","actor_kind":"system","at":1794965400000,"#
                + #""claimed":"minh","hash":"ab","number":7,"subject":"3 records"}]"#)
        let head = AuditHead(number: 7, hash: "ab")
        let checks: [(Bool?, Bool, String)] = [
            (nil, true, #"{"clean":true,"entries":7,"expected_found":null,"findings":[],"head":"7:ab"}"#),
            (true, true, #"{"clean":true,"entries":7,"expected_found":true,"findings":[],"head":"7:ab"}"#),
            (false, false, #"{"clean":false,"entries":7,"expected_found":false,"findings":[],"head":"7:ab"}"#),
        ]
        for (isAsExpected, isClean, text) in checks {
            let check = AuditCheckView(head: head, faults: [], isAsExpected: isAsExpected)
            #expect(check.clean == isClean)
            #expect(try json(check) == text)
        }
        for act in AuditAct.allCases { #expect(!act.vietnamese.isEmpty) }
    }

    @Test func stations() throws {
        let name = try #require(StationName(rawValue: "quay-1"))
        let token = TokenRecord(
            id: id("T1"), station: name, createdAt: time, createdBy: "lan", revokedAt: time, revokedBy: "minh")
        let station = Station(name: name, createdAt: time, createdBy: "lan")
        #expect(
            [StationView(station, tokens: [token])].text.text.text == """
                quay-1
                  T1  cấp 18/11/2026 08:30 (lan)  chưa dùng  đã thu hồi 18/11/2026 08:30 (minh)
                1 trạm

                """)
        #expect(RevokedTokenView(token).text.text.text == "Đã thu hồi mã T1 của trạm quay-1.\n")
        #expect(
            try json(RevokedTokenView(token))
                == #"{"created_at":1794965400000,"created_by":"lan","id":"T1","revoked_at":1794965400000,"revoked_by":"minh"}"#
        )
        #expect(try json(AddedStationView(name, isNew: false)) == #"{"new":false,"station":"quay-1"}"#)
        #expect(AddedStationView(name, isNew: true).text.text.text == "Đã thêm trạm quay-1.\n")
    }

    @Test func howThingsStand() throws {
        let figures = StatusFigures(
            pagesRead: 25, stations: [StationFigures(station: nil, batches: 2, unfinished: 1, lastHandedIn: time)],
            inFlight: [], jobs: [], deadLetters: 1,
            waiting: [WaitingFigures(reason: .orphanPages, count: 3, oldest: time)], jobsPutOff: [])
        let view = StatusView(figures, isServed: false, freeBytes: 100 << 20, strangers: ["a\nb"])
        let text = view.text.text.text
        #expect(text.hasPrefix("✗ Ổ đĩa của kho dữ liệu chỉ còn 100 MB; hãy giải phóng chỗ trống. [no_space]\n"))
        #expect(text.contains("inbox/a\\nb không phải thư mục trạm"))
        #expect(text.contains("Tốc độ 10 phút qua: 2,5 trang/phút\n"))
        #expect(text.contains("\n\nTrạm quét\n  (không rõ)  2 lô  1 chưa xong  gần nhất 18/11/2026 08:30\n"))
        #expect(text.contains("\n\nLô đang xử lý: không có\n"))
        #expect(text.hasSuffix("\n\n1 việc đã bỏ sau nhiều lần hỏng: xem `sohoa jobs`.\n"))
        #expect(try json(view).contains(#""pages_per_minute":2.5,"service_runs":false,"#))
    }

    @Test func search() throws {
        let hit = SearchHit(
            caseCode: try #require(CaseCode(rawValue: "000.00.16.H40-261118-0042")),
            component: try #require(ComponentCode(rawValue: "TP01")), documentID: id("D1"), state: .current,
            pageNumber: 2, snippet: "Nguyễn Văn Đông", highlights: [7..<10], confidence: 91.4, isExact: true, score: 1)
        #expect(
            SearchView([hit]).text.text.text == """
                000.00.16.H40-261118-0042 / TP01, trang 2, độ tin cậy 91
                  Nguyễn «Văn» Đông
                1 kết quả

                """)
        #expect(SearchView([]).text.text.text == "Không tìm thấy.\n")
        #expect(try json(SearchView([hit])).contains(#""highlights":[[7,10]],"page":2,"snippet":"Nguyễn Văn Đông"}]"#))
    }

    @Test func settings() throws {
        let setting = SettingView(
            key: "http.port", value: nil, origin: "mặc định", variable: "SOHOA_HTTP_PORT", flag: "--port",
            expected: "a number")
        let rule = SettingView(rule: "pipeline */* from 2026-01-01", file: "a.yaml", origin: "rules")
        #expect(
            try json([setting, rule])
                == #"[{"flag":"--port","key":"http.port","origin":"mặc định","value":null,"variable":"SOHOA_HTTP_PORT"},"#
                + #"{"flag":"","key":"pipeline */* from 2026-01-01","origin":"rules","value":"a.yaml","variable":""}]"#)
        let lines = [setting, rule].text.lines.map(\.text)
        #expect(lines.count == 3 && lines[1].contains("—"))
        #expect(lines[2].contains("  a.yaml  ") && lines[2].hasSuffix("  rules"))
    }

    @Test func batchesOfStations() throws {
        let pages = try json(PagesReadView(read: 3, of: nil))
        #expect(pages == #"{"pages_read":3}"#)
        let issue = try json(BatchIssueView(.emptyFile, file: "1.tif", pageIndex: 0))
        #expect(
            issue == #"{"code":"empty_file","file":"1.tif","message_en":"The file is empty; scan it again.","#
                + #""message_vi":"Tệp rỗng; hãy quét lại.","page":1}"#)
        let attached = try json(AttachedView(caseCode: "H1", component: "TP01", pages: 2))
        #expect(attached == #"{"case":"H1","component":"TP01","pages":2}"#)
        let progress = StationBatchView.Progress(
            id("B1"), .reading, pagesRead: 1, pagesTotal: 4, receipt: PagesReadReceipt(pagesKept: 4))
        #expect(
            try json(progress)
                == #"{"id":"B1","pages_read":1,"pages_total":4,"receipt":{"pages_kept":4},"state":"reading"}"#)
    }

    private struct PagesReadReceipt: Encodable, Sendable {
        var pagesKept: Int
    }

    @Test func findingsHaveBothTexts() {
        let codes: [VerificationFinding.Code] =
            [.artifactDamaged, .artifactMissing, .artifactOrphan, .temporaryFile]
            + LedgerFault.Code.allCases.map { .ledger($0) }
        for code in codes {
            for isOriginal in [true, false] {
                let message = VerificationFinding(
                    code: code, subject: "", detail: "", concernsOriginal: isOriginal
                ).message
                #expect(!message.vietnamese.isEmpty && !message.english.isEmpty)
            }
        }
    }
}
