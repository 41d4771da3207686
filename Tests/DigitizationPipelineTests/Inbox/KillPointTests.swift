import Foundation
import Ledger
import Testing

@testable import DigitizationPipeline

@Suite("Killed while taking batches")
struct KillPointTests {
    static let steps: [InboxStep] = [.marksMoved, .claimed, .received, .settled, .fileRemoved, .removed]

    @Test("Whatever step it is killed at, the next watcher takes the batch exactly once", arguments: steps)
    func taking(_ step: InboxStep) async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let script = TestOffice.separator("TP01") + "\nGIẤY KHAI SINH\n"
        try inbox.drop("L1", ["1.tif": script, "2.tif": "trang hai\n"])
        try inbox.write("", "quay-1/L1.done")
        try inbox.write("", "quay-1/L1.urgent")
        await #expect(throws: CancellationError.self) { try await inbox.watcher(stopAt: step).round() }
        // Twice at the same place, where it comes there again.
        if [.marksMoved, .received, .removed].contains(step) {
            await #expect(throws: CancellationError.self) { try await inbox.watcher(stopAt: step).round() }
        }
        inbox.pass(.seconds(5))
        #expect(try await inbox.watcher().round() == 1)
        try await expectTakenOnce(inbox, isUrgent: true)
        #expect(try inbox.receipt("L1").state == .finished)
    }

    @Test("Killed between a receipt and the record of it, it is written again")
    func receipt() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "x\n", ".done": ""])
        #expect(try await inbox.watcher().round() == 1)
        await #expect(throws: CancellationError.self) { try await inbox.receipts(stopAt: .receiptWritten).round() }
        #expect(try inbox.receipt("L1").state == .taken)
        try await inbox.work()
        await #expect(throws: CancellationError.self) { try await inbox.receipts(stopAt: .receiptWritten).round() }
        try await expectTakenOnce(inbox)
    }

    @Test(
        "Killed on the way into quarantine, it gets there with its reason",
        arguments: [InboxStep.reasonWritten, .quarantined])
    func quarantine(_ step: InboxStep) async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", [".done": ""])
        await #expect(throws: CancellationError.self) { try await inbox.watcher(stopAt: step).round() }
        _ = try await inbox.watcher().round()
        #expect(try inbox.quarantined() == ["L1", "L1.reason.json", "L1.reason.txt"])
        #expect(try inbox.reason("L1").code == .emptyFolder)
        #expect(try inbox.receipt("L1").state == .quarantined)
    }

    @Test("A new batch of the same name is not mistaken for the one that was being taken")
    func sameNameMeanwhile() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "one\n"])
        try inbox.write("", "quay-1/L1.done")
        await #expect(throws: CancellationError.self) { try await inbox.watcher(stopAt: .claimed).round() }
        try inbox.drop("L1", ["1.tif": "half of tw"])
        let watcher = inbox.watcher()
        #expect(try await watcher.round() == 1)
        try inbox.drop("L1", ["1.tif": "two\n", ".done": ""])
        #expect(try await watcher.round() == 1)
        #expect(try await inbox.batches().count == 2)
    }

    private func expectTakenOnce(_ inbox: TestInbox, isUrgent: Bool = false) async throws {
        let jobs = try await inbox.office.ledger.read { try $0.jobs(states: [.available]) }
        if isUrgent { #expect(jobs.map(\.priority) == [.urgent]) }
        try await inbox.work()
        _ = try await inbox.receipts().round()
        let batches = try await inbox.batches()
        #expect(batches.count == 1)
        let id = try #require(batches.first?.id)
        let (handovers, due) = try await inbox.office.ledger.read { tx in
            (try tx.handovers(of: id).count, try tx.handoversWithReceiptDue().count)
        }
        #expect(handovers == 1 && due == 0)
        let receipt = try inbox.receipt("L1")
        #expect(receipt.state == .finished && receipt.batchID == id && receipt.knownSince == nil)
        #expect(try inbox.left() == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox.root + "/quay-1/.taking") == [])
    }
}
