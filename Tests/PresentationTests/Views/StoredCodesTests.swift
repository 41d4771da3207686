import Basics
import Foundation
import Ledger
import PostalChannel
import Testing

@testable import PostalPipeline
@testable import Presentation

@Suite("What the ledger keeps as codes and values is said in words where it is shown")
struct StoredCodesTests {
    private static func found(_ problem: String) throws -> FoundProblem {
        try JSONDecoder().decode(FoundProblem.self, from: Data(problem.utf8))
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    @Test(
        "Why a statement waits",
        arguments: [
            (#"{"code":"no_tracking","kind":"no_tracking"}"#, "không nhận ra cột số hiệu bưu gửi: --set tracking=…"),
            (#"{"code":"missing_fee","kind":"missing","role":"fee"}"#, "không nhận ra cột cước: --set fee=…"),
            (
                #"{"code":"several_fee","kind":"several","role":"fee","heading":"H “Cước”, I"}"#,
                "cước: các cột H “Cước”, I đều phù hợp: --set fee=… (nhiều cột cộng lại: H+I)"
            ),
            (
                #"{"code":"unread_fee","kind":"unread","role":"fee","heading":"H"}"#,
                "cột H (cước): phần lớn các ô không đọc được (công thức chưa tính, ô lỗi, chữ)"
            ),
            (#"{"code":"unread_fee","kind":"unread","role":"fee"}"#, "cước: phần lớn các ô không đọc được"),
            (
                #"{"code":"total_fee","kind":"total","difference":{"column":"fee","stated":70000,"added":65000}}"#,
                "dòng tổng của bảng kê ghi 70.000 ₫ ở cột cước, đọc được 65.000 ₫, lệch 5.000 ₫"
            ),
            // As earlier versions recorded it.
            (#"{"code":"lines_vanish","text":"5 dòng không còn","other":"S1"}"#, "5 dòng không còn"),
        ])
    func problems(_ stored: String, _ sentence: String) throws {
        let problem = try Self.found(stored)
        #expect(problem.vietnamese == sentence)
        #expect(problem.isAboutOthers == stored.contains("other"))
    }

    @Test("Lines in common are kept as values, and told with what changed")
    func overlap() throws {
        let line = StatementLine(
            place: .init(statement: "S1", row: 5), tracking: .written("EB430000018VN"), status: .accepted,
            fee: Dong(21_000))
        var later = line
        (later.fee, later.status) = (Dong(15_000), .delivered)
        var totals = StatementTotals()
        totals.fee = Dong(21_000)
        let stored = try Self.json(
            FoundOverlap(
                fileName: "a.csv", same: 2, changed: 1, repeated: 0, vanished: 1, added: 0,
                changedLines: [.init(before: .init(line), after: .init(later))], vanishedLines: [.init(line)],
                vanishedTotals: totals, repeatedTotals: totals))
        #expect(!stored.contains("dòng") && !stored.contains("đã"))
        let overlap = try JSONDecoder().decode(FoundOverlap.self, from: Data(stored.utf8))
        #expect(
            overlap.vietnamese
                == "3 dòng đã có ở bảng kê a.csv: 2 dòng giống hệt, 1 dòng đã đổi (EB430000018VN cước 21.000 ₫ → "
                + "15.000 ₫, trạng thái đã chấp nhận → đã phát); 1 dòng của bảng kê ấy không còn cước 21.000 ₫ "
                + "(dòng 5 EB430000018VN, cước 21.000 ₫); tính cả hai thì trùng cước 21.000 ₫")
    }

    private static func event(_ detail: String) -> LegEvent {
        LegEvent(
            id: LegEventID(rawValue: "E"), kind: .note(.evidenceFiled), occurred: Instant(milliseconds: 0),
            recorded: Instant(milliseconds: 0), source: EventSource(.operatorFile, "a.csv:2"), detail: detail)
    }

    @Test(
        "What stands with a fact of a leg",
        arguments: [
            (LegRemark(.statusReported, status: .damaged).text, "Trạng thái hư hỏng"),
            (LegRemark(.statusWithoutTime, status: .refused).text, "Trạng thái bị từ chối nhận, không ghi thời điểm"),
            (LegRemark(.deliverySlip).text, "phiếu phát"),
            (
                #"{"code":"not_taken","move":{"code":"wrong_direction","kind":"return.delivered","occurred":0}}"#,
                "đã phát 01/01/1970 07:00. Sự kiện thuộc chiều ngược lại của chặng."
            ),
            (
                #"{"code":"not_taken","amount":5000,"move":{"code":"too_long","kind":"return.delivered","occurred":0},"#
                    + #""said":"{\"code\":\"slip_filed\",\"slip\":\"delivery_slip\"}"}"#,
                "đã phát 01/01/1970 07:00. Nội dung dài quá 2000 ký tự. (5.000 ₫; phiếu phát)"
            ),
            ("BG-700100-2026-0001;counted=2;listed=3", "BG-700100-2026-0001: đếm 2, danh mục 3"),
            ("BG-700100-2026-0001;counted=2", "BG-700100-2026-0001: đếm 2"),
            // What a person or an earlier version wrote.
            ("Trạng thái refused", "Trạng thái refused"), ("{không phải mã}", "{không phải mã}"), ("", ""),
        ])
    func remarks(_ stored: String, _ sentence: String) {
        #expect(Self.event(stored).remark == sentence)
    }

    @Test("What somebody wrote with a fact that came too late is kept, as much as a fact can hold")
    func longTexts() throws {
        var event = Self.event(String(repeating: "ơ", count: 1_000))
        event.amount = Dong(5_000)
        let period = Period(day: try #require(CalendarDay(rawValue: "2026-10-26")))
        let remark = LegRemark(ImpossibleMove(event, inClosed: period), of: event, isLate: true)
        #expect(remark.text.utf8.count <= Leg.Limit.text)
        #expect(remark.said?.hasPrefix("ơơơ") == true && remark.said?.hasSuffix("…") == true)
        #expect(remark.amount == Dong(5_000))
        #expect(LegRemark(remark.text) == remark)
    }
}
