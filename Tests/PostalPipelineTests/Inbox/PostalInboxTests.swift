import Basics
import Foundation
import Ledger
import Office
import Synchronization
import Testing
import WorkQueue

@testable import PostalPipeline

@Suite("The postal channel takes spreadsheets from its stations' folders")
struct PostalInboxTests {
    /// A station's folder that goes when the value goes.
    private final class Station {
        let path = FileManager.default.temporaryDirectory.appending(path: "postal-\(UUID().uuidString)").path
        var folder: PostalFolder { PostalFolder(path: path) }

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ name: [UInt8], _ text: String = "a;b\n1;2\n") throws {
            let bytes = (Array(path.utf8) + [0x2f] + name + [0]).map { CChar(bitPattern: $0) }
            let descriptor = open(bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            try #require(descriptor >= 0)
            defer { close(descriptor) }
            #expect(Foundation.write(descriptor, text, text.utf8.count) == text.utf8.count)
        }

        func names(_ folder: String = "") throws -> [String] {
            try InboxFiles.names(in: "\(path)/\(folder)").map(\.text).sorted()
        }
    }

    @Test("A file whose name is no text is taken like any other")
    func unreadableName() throws {
        let station = try Station()
        let name: [UInt8] = Array("b".utf8) + [0xE1] + Array("ng.csv".utf8)
        try station.write(name)
        let waiting = try station.folder.waiting()
        #expect(waiting.map(\.name.bytes) == [name])
        let claimed = try station.folder.take(try #require(waiting.first).name, as: "1")
        #expect(try station.folder.claimed() == [claimed])
        #expect(try String(contentsOfFile: claimed.path, encoding: .utf8) == "a;b\n1;2\n")
        #expect(try station.folder.waiting().isEmpty)
        try station.folder.remove(claimed)
        #expect(try station.folder.claimed().isEmpty && station.names(".postal").isEmpty)
    }

    @Test("Folders, links, hidden files and other kinds are left alone")
    func othersStay() throws {
        let station = try Station()
        for name in ["trang.pdf", ".an.csv", "sheet.XLSX"] { try station.write(Array(name.utf8)) }
        try FileManager.default.createDirectory(atPath: "\(station.path)/a.csv", withIntermediateDirectories: false)
        #expect(symlink("/etc/passwd", "\(station.path)/link.csv") == 0)
        #expect(try station.folder.waiting().map(\.name.text) == ["sheet.XLSX"])
        #expect(try PostalFolder(path: "\(station.path)/none").waiting().isEmpty)
    }

    @Test(
        "Whoever can write into a station's folder cannot lead the program elsewhere",
        arguments: [".postal", ".quarantine"])
    func foldersThatAreLinks(name: String) throws {
        let (station, elsewhere) = (try Station(), try Station())
        try station.write(Array("a.csv".utf8))
        #expect(symlink(elsewhere.path, "\(station.path)/\(name)") == 0)
        let reason = PostalFileReason(Refusal("code", .badInput, "Lý do", "Reason"))
        #expect(throws: InboxFileError.self) {
            let claimed = try station.folder.take(InboxName("a.csv"), as: "1")
            try station.folder.quarantine(claimed, reason)
        }
        #expect(try elsewhere.names().isEmpty)
        let kept = try station.folder.waiting().count + station.folder.claimed().count
        #expect(name == ".postal" ? try station.folder.waiting().count == 1 : kept == 1)
    }

    @Test("What cannot be taken lies in quarantine with its reason, under a name of its own")
    func quarantine() throws {
        let station = try Station()
        let reason = PostalFileReason(Refusal("not_a_sheet", .badInput, "Không phải bảng", "No sheet"))
        for number in ["1", "2"] {
            try station.write(Array("a\u{1B}[2J.csv".utf8), number)
            let waiting = try #require(try station.folder.waiting().first)
            try station.folder.quarantine(try station.folder.take(waiting.name, as: number), reason)
        }
        let names = try station.names(".quarantine")
        #expect(names.count == 6 && names.filter { $0.hasSuffix(".reason.json") }.count == 2)
        for name in names where name.hasSuffix(".reason.txt") {
            let text = try String(contentsOfFile: "\(station.path)/.quarantine/\(name)", encoding: .utf8)
            #expect(text.contains("Không phải bảng") && !text.contains("\u{1B}"))
        }
        #expect(try station.folder.claimed().isEmpty && station.names(".postal").isEmpty)
    }

    @Test("A file that somebody has open for writing waits, however long it is quiet")
    func openFile() async throws {
        let sample = try SampleDesk()
        let steps = try #require(PostalPipelineSteps.standard.first { $0.spreadsheets != nil })
        let folder = "\(sample.desk.office.home.inbox)/\(steps.station.rawValue)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/ke.csv"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0)
        #expect(write(descriptor, "half", 4) == 4)
        let claimed = Mutex(0)
        let inbox = PostalInbox(
            service: sample.desk, pipelines: [steps], signal: LocalNotifier(), stableSeconds: 0,
            report: { if case .claimed = $0 { claimed.withLock { $0 += 1 } } })
        for _ in 0..<3 { await inbox.round() }
        #expect(claimed.withLock { $0 } == 0 && FileManager.default.fileExists(atPath: path))
        close(descriptor)
        for _ in 0..<2 { await inbox.round() }
        #expect(claimed.withLock { $0 } == 1 && !FileManager.default.fileExists(atPath: path))
        // Interrupted here, the file has its job; another round makes no second one.
        await inbox.round()
        let jobs = try await sample.desk.office.ledger.read {
            try $0.jobs(states: [.available], kind: .takePostalFile, limit: 10)
        }
        #expect(jobs.count == 1)
    }
}
