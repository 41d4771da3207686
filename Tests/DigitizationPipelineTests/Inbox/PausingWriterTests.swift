import Foundation
import Ledger
import Synchronization
import Testing

@testable import DigitizationPipeline

@Suite("Writers that pause")
struct PausingWriterTests {
    @Test("A file whose end is missing is left alone longer, and then not called damaged")
    func missingEnd() async throws {
        let inbox = try await TestInbox()
        let watcher = inbox.watcher()
        try inbox.write("%PDF-1.4\ncorrupt\n", "quay-1/lo.pdf")
        _ = try await watcher.round()
        inbox.pass(.seconds(599))
        #expect(try await watcher.round() == 0)
        inbox.pass(.seconds(1))
        #expect(try await watcher.round() == 1)
        try await inbox.work()
        let issue = try #require(try await inbox.test.issues().first { $0.code == .truncatedImage })
        #expect(issue.code.message(detail: issue.detail).vietnamese.contains("còn đang ghi?"))
        try inbox.close()
    }

    @Test("Once the end is written, it is taken as soon as any other")
    func endComes() async throws {
        let inbox = try await TestInbox()
        let watcher = inbox.watcher()
        try inbox.write("%PDF-1.4\nnửa", "quay-1/lo.pdf")
        _ = try await watcher.round()
        inbox.pass(.seconds(60))
        #expect(try await watcher.round() == 0)
        try inbox.write("%PDF-1.4\nnửa kia\n%%EOF\n", "quay-1/lo.pdf")
        _ = try await watcher.round()
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 1)
        try inbox.close()
    }

    @Test("A file that somebody has open for writing is left alone", arguments: ["lo.tif", "lo/1.tif"])
    func openForWriting(path: String) async throws {
        let inbox = try await TestInbox()
        let watcher = inbox.watcher()
        try inbox.write("trang", "quay-1/\(path)")
        let file = "\(inbox.root)/quay-1/\(path)"
        // Not for the programs that other tests start.
        let writer = open(file, O_WRONLY | O_CLOEXEC)
        try #require(writer >= 0)
        _ = try await watcher.round()
        inbox.pass(.seconds(900))
        #expect(try await watcher.round() == 0)
        close(writer)
        TestInbox.awaitNoWriter(file)
        #expect(try await watcher.round() == 1)
        try inbox.close()
    }

    /// When somebody writes into a batch that is being taken.
    static let moments: [InboxStep] = [.received, .settled, .fileRemoved]

    @Test("What changes after it was copied is not removed, but taken too", arguments: moments)
    func changes(at moment: InboxStep) async throws {
        let inbox = try await TestInbox()
        try inbox.drop("lo", ["1.tif": "trang một", "2.tif": "trang hai"])
        let changed = Mutex(false)
        var context = inbox.context()
        context.checkpoint = { step in
            guard step == moment,
                changed.withLock({
                    let first = !$0
                    $0 = true
                    return first
                })
            else { return }
            let taking = "\(inbox.root)/quay-1/.taking"
            let claim = try FileManager.default.contentsOfDirectory(atPath: taking)[0]
            let folder = "\(taking)/\(claim)/lo"
            for name in ["2.tif", "3.tif"] {
                try Data("trang mới \(name)".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
                TestInbox.awaitNoWriter("\(folder)/\(name)")
            }
        }
        let watcher = InboxWatcher(context)
        _ = try await watcher.round()
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 1)
        #expect(changed.withLock { $0 })
        let names = try await inbox.office.ledger.read { tx in
            try tx.batches().map { try tx.files(of: $0.id).map(\.sha256) }
        }
        let kept = Set(names.flatMap { $0 })
        for content in ["trang một", "trang hai", "trang mới 2.tif", "trang mới 3.tif"] {
            let digest = try inbox.office.store.put(data: Data(content.utf8)).sha256
            #expect(kept.contains(digest), "\(content) is not kept")
        }
        #expect(try inbox.left() == [])
        // Each part tells of the other.
        try await inbox.work()
        _ = try await inbox.receipts().round()
        let others = try FileManager.default.contentsOfDirectory(atPath: inbox.root + "/quay-1")
            .filter { $0.hasSuffix(".receipt.json") }
            .map {
                try JSONDecoder().decode(
                    BatchReceipt.self, from: Data(contentsOf: URL(fileURLWithPath: "\(inbox.root)/quay-1/\($0)")))
            }
        #expect(others.count == 2 && others.allSatisfy { $0.sameName?.count == 1 })
        try inbox.close()
    }

    @Test("After a restart what lies in a claim is compared by its content")
    func restart() async throws {
        let inbox = try await TestInbox()
        try inbox.drop("lo", ["1.tif": "trang một", "2.tif": "trang hai"])
        _ = try await inbox.watcher().round()
        inbox.pass(.seconds(30))
        let stopped = inbox.watcher(stopAt: .settled)
        _ = try? await stopped.round()
        inbox.pass(.seconds(30))
        _ = try? await stopped.round()
        let taking = "\(inbox.root)/quay-1/.taking"
        let claim = try #require(try FileManager.default.contentsOfDirectory(atPath: taking).first)
        #expect(claim.hasPrefix("taken-"))
        // The same size: only the content tells.
        try Data("trang bai".utf8).write(to: URL(fileURLWithPath: "\(taking)/\(claim)/lo/2.tif"))
        TestInbox.awaitNoWriter("\(taking)/\(claim)/lo/2.tif")
        _ = try await inbox.watcher().round()
        let new = try inbox.office.store.put(data: Data("trang bai".utf8)).sha256
        let kept = try await inbox.office.ledger.read { tx in
            try tx.batches().flatMap { try tx.files(of: $0.id).map(\.sha256) }
        }
        #expect(kept.contains(new))
        #expect(try FileManager.default.contentsOfDirectory(atPath: taking) == [])
        try inbox.close()
    }
}
