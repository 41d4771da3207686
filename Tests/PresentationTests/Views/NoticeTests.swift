import Basics
import Dossiers
import Ledger
import PostalChannel
import Testing

@testable import Presentation

/// What is said after something was done.
@Suite struct NoticeTests {
    @Test func decisions() throws {
        let slot = ComponentSlot(
            caseCode: try #require(CaseCode(rawValue: "000.00.16.H40-261118-0042")),
            component: try #require(ComponentCode(rawValue: "TP01")))
        let document = DocumentID(rawValue: "D1")
        let item = WaitingID(rawValue: "W1")
        let cases: [(DecisionNotice, String)] = [
            (.assigned(slot, .attached(document)), "Đã gắn vào 000.00.16.H40-261118-0042 / TP01."),
            (.assigned(slot, .keptAsCandidate(document, item)), "Thành phần đã có bản khác; chờ quyết định: W1."),
            (.assigned(slot, .unchanged(document)), "Thành phần đã có các trang này."),
            (.assigned(slot, nil), "Thành phần đã có các trang này."),
            (.discarded(item), "Đã ghi nhận: không dùng W1."),
            (.replaced, "Đã thay thế bản hiện tại."),
            (.joined, "Đã ghép thêm vào thành phần."),
            (.kept, "Đã ghi nhận: giữ trang trong giấy tờ."),
            (.leftOut, "Đã bỏ trang khỏi giấy tờ."),
            (.restored, "Đã đưa trang trở lại giấy tờ."),
        ]
        for (notice, text) in cases { #expect(notice.text.text.text == text + "\n") }
    }

    @Test func jobs() {
        let job = JobID(rawValue: "J1")
        #expect(JobNotice.retried(job).text.text.text == "Việc J1 sẽ được làm lại.\n")
        #expect(JobNotice.discarded(job).text.text.text == "Đã bỏ việc J1.\n")
    }

    @Test func postalChannel() throws {
        let day = try #require(CalendarDay(rawValue: "2026-11-18"))
        let period = try #require(Period(from: day, through: day))
        let cases: [(PostalNotice, String)] = [
            (.periodClosed(period, carried: 0), "Đã khóa sổ \(period)."),
            (.periodClosed(period, carried: 2), "Đã khóa sổ \(period), 2 chênh lệch chuyển kỳ sau."),
            (.periodReopened(period), "Đã mở lại \(period)."),
            (.written("a\nb.pdf"), "Đã ghi a\\nb.pdf"),
            (.reportWritten("a.xlsx"), "Đã ghi a.xlsx."),
            (.labelsWritten(3, file: "l.pdf"), "Đã ghi 3 nhãn vào l.pdf"),
            (.slipsWritten(parcels: 3, file: "s.pdf"), "Đã ghi phiếu gửi của 3 bưu gửi vào s.pdf"),
        ]
        for (notice, text) in cases { #expect(notice.text.text.text == text + "\n") }
    }

    @Test func differencesAreCountedBelowTheirTable() {
        #expect(DiscrepancyRow.page([]).text.text == "Không có chênh lệch nào đang mở.\n")
        let rows = [
            DiscrepancyRow(cells: ["a", "1"], isClosed: false), DiscrepancyRow(cells: ["bb", "2"], isClosed: true),
        ]
        #expect(DiscrepancyRow.page(rows).text.text == "a   1\nbb  2\n1 chênh lệch đang mở.\n1 chênh lệch đã đóng.\n")
    }
}
