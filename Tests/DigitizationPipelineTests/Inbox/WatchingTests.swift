import Crypto
import Dossiers
import Foundation
import Testing

@testable import DigitizationPipeline

@Suite("Watching the inbox")
struct WatchingTests {
    private func digest(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("A growing batch is taken when it has not changed for the time set, by our own clock")
    func growing() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let watcher = inbox.watcher()
        try inbox.drop("L1", ["1.tif": "one"])
        #expect(try await watcher.round() == 0)
        inbox.pass(.seconds(29))
        try inbox.write("one and more", "quay-1/L1/1.tif")
        #expect(try await watcher.round() == 0)
        inbox.pass(.seconds(29))
        try inbox.drop("L1", ["2.tif": "two"])
        #expect(try await watcher.round() == 0)
        inbox.pass(.seconds(29))
        #expect(try await watcher.round() == 0)
        inbox.pass(.seconds(1))
        #expect(try await watcher.round() == 1)
        let batch = try #require(try await inbox.batches().first)
        #expect(batch.name == "L1" && batch.station == "quay-1")
        let names = try await inbox.office.ledger.read { try $0.files(of: batch.id).map(\.name) }
        #expect(names == ["1.tif", "2.tif"])
        #expect(try inbox.left() == [])
    }

    @Test("A batch is taken at once when it is marked done, inside or beside it", arguments: ["L1/.done", "L1.done"])
    func done(_ marker: String) async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "one"])
        try inbox.write("", "quay-1/\(marker)")
        #expect(try await inbox.watcher().round() == 1)
        #expect(try await inbox.batches().map(\.name) == ["L1"])
        #expect(try inbox.left() == [])
    }

    @Test("A mark that is older than the files does not speak for them")
    func staleMark() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let watcher = inbox.watcher()
        try inbox.write("", "quay-1/L1.done")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: inbox.root + "/quay-1/L1.done")
        try inbox.drop("L1", ["1.tif": "half"])
        #expect(try await watcher.round() == 0)
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 1)
        #expect(try inbox.left() == [])
    }

    @Test("Watching goes on until it is cancelled, and finds stations that come later")
    func running() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let (taken, tell) = AsyncStream.makeStream(of: StationName.self)
        var context = inbox.context()
        context.clock.sleep = { _ in
            await Task.yield()
            try Task.checkCancellation()
        }
        context.report = { if case .taken(let station, _) = $0 { tell.yield(station) } }
        let watcher = InboxWatcher(context)
        let running = Task { await watcher.run() }
        var stations = taken.makeAsyncIterator()
        for station in ["quay-1", "quay-2", "quay-1"] {
            try inbox.drop("L1", at: station, ["1.tif": "text of \(station)"])
            try inbox.write("", "\(station)/L1.done")
            #expect(await stations.next()?.rawValue == station)
        }
        running.cancel()
        await running.value
        #expect(try await inbox.batches().count == 2)
    }

    @Test("A single file is a batch")
    func file() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.write("one", "quay-1/quét.tif")
        try inbox.write("", "quay-1/quét.tif.done")
        #expect(try await inbox.watcher().round() == 1)
        #expect(try await inbox.batches().map(\.name) == ["quét.tif"])
        #expect(try inbox.left() == [])
    }

    @Test("A manifest with digests makes a batch complete as soon as all files are there and right")
    func manifest() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let watcher = inbox.watcher()
        let nfd = "Hồ sơ.tif".decomposedStringWithCanonicalMapping
        let manifest = """
            {"pages": 2, "sha256": {"1.tif": "\(digest("one"))", "Hồ sơ.tif": "\(digest("two"))"}}
            """
        try inbox.drop("L1", ["1.tif": "one", "batch.json": manifest])
        inbox.pass(.seconds(100))
        #expect(try await watcher.round() == 0)
        try inbox.drop("L1", [nfd: "tw"])
        #expect(try await watcher.round() == 0)
        try inbox.drop("L1", [nfd: "two"])
        // One that changed is read when it has stopped changing.
        #expect(try await watcher.round() == 0)
        #expect(try await watcher.round() == 1)
        #expect(try await inbox.batches().first?.declaredPages == 2)
    }

    @Test("A file that stays different from its digest is quarantined by name")
    func wrongDigest() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let watcher = inbox.watcher()
        let manifest = #"{"sha256": {"1.tif": "\#(digest("one"))", "2.tif": "\#(digest("two"))"}}"#
        try inbox.drop("L1", ["1.tif": "one", "2.tif": "twO", "batch.json": manifest, ".done": ""])
        try inbox.drop("L2", ["1.tif": "fine", ".done": ""])
        #expect(try await watcher.round() == 1)
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 1)
        #expect(try await inbox.batches().map(\.name) == ["L2"])
        let reason = try inbox.reason("L1")
        #expect(reason.code == .wrongDigest && reason.files == ["2.tif"])
        #expect(try inbox.receipt("L1").state == .quarantined)
        #expect(try inbox.receiptText("L1").hasPrefix("BIÊN NHẬN LÔ QUÉT"))
        #expect(await watcher.quarantinedCount == 1)
    }

    @Test("What can never be a batch goes to quarantine and is not in the way")
    func refused() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let watcher = inbox.watcher()
        try inbox.drop("rỗng", [:])
        try inbox.drop("nhiều lô/L1", ["1.tif": "x"])
        try FileManager.default.createSymbolicLink(
            atPath: "\(inbox.root)/quay-1/link", withDestinationPath: "/etc")
        try inbox.drop("tốt", ["1.tif": "one", ".done": ""])
        #expect(try await watcher.round() == 2)
        #expect(try await inbox.batches().map(\.name) == ["tốt"])
        #expect(try inbox.reason("link").code == .symbolicLink)
        #expect(FileManager.default.fileExists(atPath: "/etc/passwd"))
        inbox.pass(.seconds(600))
        #expect(try await watcher.round() == 2)
        #expect(try inbox.reason("rỗng").code == .emptyFolder)
        #expect(try inbox.reason("nhiều lô").code == .folderOfFolders)
        #expect(try inbox.left() == [])
    }

    @Test("Stations that are links, files or badly named are reported once and left alone")
    func stations() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let elsewhere = "\(inbox.office.home.path)/elsewhere"
        try FileManager.default.createDirectory(atPath: elsewhere + "/L1", withIntermediateDirectories: true)
        try Data("one".utf8).write(to: URL(fileURLWithPath: elsewhere + "/L1/1.tif"))
        try Data().write(to: URL(fileURLWithPath: elsewhere + "/L1/.done"))
        try FileManager.default.createSymbolicLink(atPath: inbox.root + "/quay-9", withDestinationPath: elsewhere)
        try inbox.drop("L1", at: "quầy 1", ["1.tif": "one", ".done": ""])
        try inbox.write("x", "stray.tif")
        let watcher = inbox.watcher()
        for _ in 0..<3 { #expect(try await watcher.round() == 0) }
        let events = inbox.events.withLock { $0 }
        #expect(
            Set(events) == [
                .ignored(name: "quay-9", reason: .symbolicLink), .ignored(name: "quầy 1", reason: .badName),
                .ignored(name: "stray.tif", reason: .notAFolder),
            ])
        #expect(events.count == 3)
        #expect(try await inbox.batches().isEmpty)
    }

    @Test("A station with many batches takes turns with itself; another one's are all taken in the same round")
    func fairness() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        for number in 10..<30 { try inbox.drop("L\(number)", ["1.tif": "text \(number)", ".done": ""]) }
        try inbox.drop("nhỏ", at: "quay-2", ["1.tif": "small", ".done": ""])
        try inbox.drop("L99", ["1.tif": "urgent", ".done": "", ".urgent": ""])
        let watcher = inbox.watcher()
        #expect(try await watcher.round() == 5)
        let batches = try await inbox.batches()
        #expect(Set(batches.map(\.name)) == ["nhỏ", "L99", "L10", "L11", "L12"])
        let urgent = try #require(batches.first { $0.name == "L99" })
        let job = try await inbox.office.ledger.read { try $0.liveJob(.digitizeBatch, uniqueKey: urgent.id.rawValue) }
        #expect(job?.priority == .urgent)
        let activity = await watcher.stations
        #expect(activity.map(\.station.rawValue) == ["quay-1", "quay-2"])
        #expect(activity.first?.waiting == 17)
        #expect(activity.first?.lastTaken == inbox.now())
    }

    @Test("Names of every spelling reach the ledger and the receipts", arguments: [true, false])
    func names(_ isComposed: Bool) async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let name = "Hồ sơ đất  số 1"
        let spelled = isComposed ? name : name.decomposedStringWithCanonicalMapping
        try inbox.drop(spelled, ["Giấy tờ 1.tif".decomposedStringWithCanonicalMapping: "one", ".done": ""])
        #expect(try await inbox.watcher().round() == 1)
        #expect(try await inbox.batches().map(\.name) == [name])
        _ = try await inbox.receipts().round()
        #expect(try inbox.receipt(name).files == 1)
        #expect(try inbox.left() == [])
    }

    @Test("A name that is no UTF-8 is quarantined")
    func unreadableName() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "one", ".done": ""])
        let bytes = (Array("\(inbox.root)/quay-1/".utf8) + [0x48, 0xE5, 0x31, 0]).map { CChar(bitPattern: $0) }
        try #require(mkdir(bytes, 0o700) == 0)
        #expect(try await inbox.watcher().round() == 2)
        #expect(try await inbox.batches().map(\.name) == ["L1"])
        #expect(try inbox.reason("H\u{FFFD}1").code == .badName)
    }

    @Test("Batches that disappear, whole or in part, are no trouble")
    func disappearing() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        let watcher = inbox.watcher()
        let path = try inbox.drop("L1", ["1.tif": "one", "2.tif": "two"])
        #expect(try await watcher.round() == 0)
        try FileManager.default.removeItem(atPath: path + "/2.tif")
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 0)
        try FileManager.default.removeItem(atPath: path)
        #expect(try await watcher.round() == 0)
        try FileManager.default.removeItem(atPath: inbox.root + "/quay-1")
        #expect(try await watcher.round() == 0)
        #expect(inbox.events.withLock { $0 }.isEmpty)
    }

    @Test("A station's folder into which nothing can be moved is reported, and tried again with growing pauses")
    func unusableStation() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "one", ".done": ""])
        // Stands for a folder that is only to be read, also where tests run as root.
        try inbox.write("", "quay-1/.taking")
        try inbox.drop("L1", at: "quay-2", ["1.tif": "other", ".done": ""])
        let watcher = inbox.watcher()
        #expect(try await watcher.round() == 1)
        for _ in 0..<5 {
            inbox.pass(.seconds(1))
            #expect(try await watcher.round() == 0)
        }
        #expect(inbox.events.withLock { $0.filter { if case .stuck = $0 { true } else { false } }.count } == 1)
        #expect(try inbox.left() == ["L1"])
        try FileManager.default.removeItem(atPath: inbox.root + "/quay-1/.taking")
        inbox.pass(.seconds(60))
        #expect(try await watcher.round() == 1)
        #expect(try inbox.left() == [])
    }

    @Test("A store that cannot be written leaves the batch claimed; it is taken when the store is well again")
    func storeFails() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "one", ".done": ""])
        try inbox.drop("L2", ["1.tif": "two", ".done": ""])
        let incoming = inbox.office.home.artifacts + "/incoming"
        try FileManager.default.moveItem(atPath: incoming, toPath: incoming + ".away")
        let watcher = inbox.watcher()
        #expect(try await watcher.round() == 0)
        #expect(try await watcher.round() == 0)
        #expect(await watcher.stations.first?.trouble == "store_unusable")
        let events = inbox.events.withLock { $0 }
        guard case .interrupted(_, let error, failures: 1) = try #require(events.first) else {
            Issue.record("not reported: \(events)")
            return
        }
        #expect(events.count == 1 && error.code == "store_unusable")
        #expect(try inbox.quarantined() == [])
        try FileManager.default.moveItem(atPath: incoming + ".away", toPath: incoming)
        inbox.pass(.seconds(4))
        #expect(try await watcher.round() == 2)
        #expect(await watcher.stations.first?.trouble == nil)
        #expect(try await inbox.batches().count == 2)
        let handovers = try await inbox.office.ledger.read { try $0.handoversWithReceiptDue().count }
        #expect(handovers == 2)
    }

    @Test("What of a batch could not be kept is not removed")
    func notKept() async throws {
        let inbox = try await TestInbox()
        defer { try? inbox.close() }
        try inbox.drop("L1", ["1.tif": "one", ".done": ""])
        try inbox.drop("L1/con", ["2.tif": "two"])
        #expect(try await inbox.watcher().round() == 1)
        #expect(try await inbox.batches().map(\.name) == ["L1"])
        let reason = try inbox.reason("L1")
        #expect(reason.code == .notKept && reason.files == ["con"])
        #expect(try inbox.left(".quarantine/L1") == ["con"])
        #expect(try inbox.left(".quarantine/L1/con") == ["2.tif"])
    }
}

extension TestInbox {
    fileprivate func left(_ folder: String) throws -> [String] { try left(at: "quay-1", folder) }
}
