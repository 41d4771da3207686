import Basics
import Dossiers
import Foundation
import Ledger
import Testing

@testable import DigitizationPipeline

@Suite("Receipts for stations")
struct ReceiptTests {
    @Test("A station is told first that the batch was taken, then what became of it")
    func both() async throws {
        // 21/09/2026 21:13:20 at +07:00.
        let inbox = try await TestInbox(start: Instant(milliseconds: 1_790_000_000_000))
        defer { try? inbox.close() }
        let manifest = #"{"pages": 7}"#
        let pages = [
            TestOffice.separator("TP01"), "GIẤY KHAI SINH", "corrupt", TestOffice.separator("TP09"), "trang lạ",
        ]
        try inbox.drop(
            "Lô 1", ["1.tif": pages.joined(separator: "\n"), "2.txt": "#text", "batch.json": manifest, ".done": ""])
        #expect(try await inbox.watcher().round() == 1)
        let writer = inbox.receipts()
        #expect(try await writer.round() == 1)
        #expect(try await writer.round() == 0)
        let first = try inbox.receipt("Lô 1")
        #expect(first.state == .taken && first.files == 3 && first.declaredPages == 7 && first.pages == nil)
        #expect(first.station == "quay-1" && first.handedInAt == inbox.now())
        #expect(try inbox.receiptText("Lô 1").contains("Nhận lúc: 21/09/2026 21:13\n"))

        inbox.pass(.seconds(90))
        try await inbox.work()
        #expect(try await writer.round() == 1)
        let last = try inbox.receipt("Lô 1")
        #expect(last.state == .finished && last.pages == 5 && last.pagesDiffer == true)
        #expect(last.documents.map(\.component.rawValue) == ["TP01"])
        #expect(last.documents.map(\.outcome) == [.attached])
        #expect(last.pageSum?.seen == last.pages && last.pageSum?.otherFiles == 1)
        #expect(last.pageSum.map { [$0.document, $0.separator, $0.waiting, $0.unaccounted] } == [1, 2, 2, 0])
        #expect(last.order?.rule == .namesWithNumbers)
        #expect(last.missing.map(\.component.rawValue) == ["TP02", "TP03"])
        #expect(last.issues.contains { $0.code == .truncatedImage && $0.file == "1.tif" && $0.page == 3 })
        #expect(last.issues.contains { $0.code == .notAnImage && $0.file == "2.txt" && $0.page == nil })
        #expect(last.waiting.contains { $0.reason == .unknownComponent })
        let text = try inbox.receiptText("Lô 1")
        for line in [
            "Tình trạng: đã xong lúc 21/09/2026 21:14.", "SỐ TRANG KHÔNG KHỚP: thấy 5, khai 7",
            "PAGES DIFFER: 5 seen, 7 declared", "Cộng: 1 trong giấy tờ + 2 phiếu phân tách + 2 chờ người xử lý = 5",
            "Besides: 1 files that are no scans", "Scan order: by file names, numbers in them by their value.",
            "Hồ sơ còn thiếu:", "[truncated_image]",
            "1.tif, trang 3: ", "Waits for a person:",
        ] { #expect(text.contains(line), "\(line)") }
        #expect(try await inbox.office.ledger.read { try $0.handoversWithReceiptDue() }.isEmpty)
    }

    @Test("The same batch handed in twice is recognized, and the station is told since when it is known")
    func twice() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let files = ["1.tif": TestOffice.separator("TP01") + "\nmột\n", ".done": ""]
        try inbox.drop("L1", files)
        #expect(try await inbox.watcher().round() == 1)
        try await inbox.work()
        let writer = inbox.receipts()
        _ = try await writer.round()
        let first = inbox.now()
        inbox.pass(.seconds(3_600))
        try inbox.drop("L1 lần hai", files)
        #expect(try await inbox.watcher().round() == 1)
        _ = try await writer.round()
        #expect(try await inbox.batches().count == 1)
        let receipt = try inbox.receipt("L1 lần hai")
        #expect(receipt.state == .finished && receipt.knownSince == first && receipt.handedInAt == inbox.now())
        #expect(try inbox.receiptText("L1 lần hai").contains("không xử lý lại"))
        #expect(try inbox.receipt("L1").knownSince == nil)
        #expect(try await inbox.test.status("TP01").documents.count == 1)
    }

    @Test("Another batch of the same name does not take away the receipt of the first")
    func sameName() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let (watcher, writer) = (inbox.watcher(), inbox.receipts())
        for text in ["một\n", "hai\n"] {
            try inbox.drop("L1", ["1.tif": text, ".done": ""])
            #expect(try await watcher.round() == 1)
            _ = try await writer.round()
            inbox.pass(.seconds(10))
        }
        try await inbox.work()
        #expect(try await writer.round() == 2)
        let batches = try await inbox.batches()
        #expect(try inbox.receipt("L1").batchID == batches.last?.id)
        let older = try #require(batches.first)
        #expect(try inbox.receipt("L1.\(older.id)").batchID == older.id)
        #expect(try inbox.receipt("L1.\(older.id)").state == .finished)
        #expect(try inbox.receipt("L1").state == .finished)
    }

    @Test("A batch whose job was given up says so, and speaks again when a person has let it try again")
    func givenUp() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "một\n", ".done": ""])
        #expect(try await inbox.watcher().round() == 1)
        let job = try #require(try await inbox.office.ledger.read { try $0.jobs(states: [.available]) }.first)
        try await inbox.office.ledger.write {
            try $0.discardJob(job.id, by: "an", reason: "test", at: TimeSource.system.now())
        }
        let writer = inbox.receipts()
        #expect(try await writer.round() == 1)
        #expect(try await writer.round() == 0)
        #expect(try inbox.receipt("L1").state == .failed)
        #expect(try inbox.receiptText("L1").contains("hãy báo quản trị"))
        try await inbox.office.ledger.write { try $0.retryJob(job.id, by: "an", at: TimeSource.system.now()) }
        try await inbox.work()
        _ = try await writer.round()
        #expect(try inbox.receipt("L1").state == .finished)
    }

    @Test("A batch whose work was put off says that it waits and why, and when it goes on")
    func putOff() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "một\n", ".done": ""])
        #expect(try await inbox.watcher().round() == 1)
        let (ledger, now) = (inbox.office.ledger, inbox.now())
        let claim = try #require(
            try await ledger.write { try $0.claimJobs(JobFilter(kinds: [.digitizeBatch]), worker: "w", at: now) }.first)
        let error = EnvironmentFault(.toolMissing, "pdftoppm").jobError
        try await ledger.write { try $0.snooze(claim, until: now.adding(.seconds(60)), because: error, at: now) }
        let writer = inbox.receipts()
        #expect(try await writer.round() == 1)
        #expect(try await writer.round() == 0)
        #expect(try inbox.receipt("L1").putOff?.code == "tool_missing")
        let text = try inbox.receiptText("L1")
        #expect(text.contains("Tình trạng: tạm dừng") && text.contains("poppler-utils") && text.contains("Reason: "))
        #expect(!text.contains("đang đọc") && !text.contains("đang chờ đọc"))
        inbox.pass(.seconds(120))
        let later = inbox.now()
        #expect(try await ledger.write { try $0.promoteDueJobs(at: later) } == 1)
        try await inbox.work()
        #expect(try await writer.round() == 1)
        #expect(try inbox.receipt("L1").state == .finished && inbox.receipt("L1").putOff == nil)
    }

    @Test("A station whose folder is gone does not keep others from being told")
    func goneStation() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "một\n", ".done": ""])
        try inbox.drop("L2", at: "quay-2", ["1.tif": "hai\n", ".done": ""])
        #expect(try await inbox.watcher().round() == 2)
        try FileManager.default.removeItem(atPath: inbox.root + "/quay-1")
        let writer = inbox.receipts()
        await #expect(throws: (any Error).self) { try await writer.round() }
        #expect(try inbox.receipt("L2", at: "quay-2").state == .taken)
        #expect(try await writer.round() == 0)
    }

    @Test("Old receipts are removed, young ones and batches stay")
    func old() async throws {
        let inbox = try await TestInbox(start: TimeSource.system.now())
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "một\n", ".done": ""])
        #expect(try await inbox.watcher().round() == 1)
        _ = try await inbox.receipts().round()
        try inbox.write("x", "quay-1/giữ lại.tif")
        inbox.pass(.seconds(29 * 86_400))
        _ = try await inbox.receipts().round()
        #expect(try inbox.receipt("L1").state == .taken)
        try await inbox.work()
        inbox.pass(.seconds(2 * 86_400))
        let due = try await inbox.office.ledger.read { try $0.handoversWithReceiptDue() }
        for handover in due { try await inbox.office.ledger.write { try $0.receiptIsWritten(handover.id) } }
        // Written anew a moment ago by the file system's clock, which is 31 days behind.
        #expect(try await inbox.receipts().round() == 2)
        #expect(try inbox.left() == ["giữ lại.tif"])
        #expect(throws: (any Error).self) { try inbox.receipt("L1") }
    }

    @Test("A receipt survives an encoder that changes keys")
    func keys() throws {
        var receipt = BatchReceipt(
            state: .finished, batch: "L1", station: "quay-1", handedInAt: Instant(milliseconds: 1))
        receipt.batchID = BatchID(rawValue: "01J")
        receipt.knownSince = Instant(milliseconds: 0)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let plain = try JSONDecoder().decode(BatchReceipt.self, from: JSONEncoder().encode(receipt))
        let snake = try JSONDecoder().decode(BatchReceipt.self, from: encoder.encode(receipt))
        #expect(plain == receipt && snake == receipt)
    }
}
