import Basics
import Foundation
import Ledger
import Office
import Presentation
import Testing

@testable import DigitizationPipeline

@Suite("Whatever lies in the inbox is kept, and told of")
struct NothingLostTests {
    /// Looks like a PDF to whoever does not read it; two pages to the recognizer of these tests.
    static func page(_ text: String) -> String { "%PDF-1.4 \(text)\n%%EOF\n" }

    /// Something to hand in.
    struct Arrangement: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Paths below the station's folder, and contents. Each content is found again wherever it goes.
        /// In pairs: two spellings of one name are one key to a dictionary.
        var files: KeyValuePairs<String, String>
        /// What must be named by a receipt or beside the quarantine.
        var told: [String]
        /// Makes what is no file.
        var make: @Sendable (_ station: String) throws -> Void = { _ in }
    }

    private static let long = String(repeating: "ộ", count: 85)

    static let arrangements: [Arrangement] = [
        Arrangement(
            testDescription: "hidden page", files: ["lo/a.tif": "trang a", "lo/.b.tif": page("b")], told: [".b.tif"]),
        Arrangement(
            testDescription: "hidden folder", files: ["lo/a.tif": "trang a", "lo/.more/c.tif": page("c")],
            told: [".more"]),
        Arrangement(
            testDescription: "folder in a batch", files: ["lo/a.tif": "trang a", "lo/phần 2/c.tif": page("c")],
            told: ["phần 2"]),
        Arrangement(
            testDescription: "folders in folders", files: ["lo/a.tif": "trang a", "lo/x/y/z/c.tif": page("c")],
            told: ["x"]),
        Arrangement(
            testDescription: "empty folder in a batch", files: ["lo/a.tif": "trang a"], told: ["rỗng"],
            make: {
                try FileManager.default.createDirectory(atPath: "\($0)/lo/rỗng", withIntermediateDirectories: true)
            }),
        Arrangement(
            testDescription: "litter",
            files: [
                "lo/a.tif": "trang a", "lo/thumbs.db": "t", "lo/.DS_Store": "d", "lo/~$a.tif": "k", "lo/a.tif.md5": "m",
            ], told: ["thumbs.db", ".DS_Store", "~$a.tif", "a.tif.md5"]),
        Arrangement(
            testDescription: "pages called like litter",
            files: [
                "lo/a.tif": "trang a", "lo/b.tif.tmp": page("b"), "lo/Thumbs.db": page("c"), "lo/~$d": page("d"),
            ],
            // Pages like any others: counted, and named by the first of those that wait together.
            told: ["Thumbs.db, trang 1:", "Số tệp: 4 ", "Số trang: 7."]),
        Arrangement(
            testDescription: "thumbnails of a storage device",
            files: [
                "lo/a.tif": "trang a", "lo/@eaDir/a.tif/SYNOPHOTO_THUMB_M.jpg": "\u{FF}", "lo/@eaDir/x": "y",
            ], told: ["@eaDir/x"]),
        Arrangement(
            testDescription: "pages among what was found again",
            files: ["lo/a.tif": "trang a", "lo/lost+found/#1": page("c")], told: ["lost+found"]),
        Arrangement(
            testDescription: "pipe", files: ["lo/a.tif": "trang a"], told: ["ống"],
            make: { mkfifo("\($0)/lo/ống", 0o600) }),
        Arrangement(
            testDescription: "links", files: ["lo/a.tif": "trang a"], told: ["ra ngoài", ".ẩn"],
            make: {
                try FileManager.default.createSymbolicLink(
                    atPath: "\($0)/lo/ra ngoài", withDestinationPath: "/etc/hostname")
                try FileManager.default.createSymbolicLink(atPath: "\($0)/lo/.ẩn", withDestinationPath: "../không có")
            }),
        Arrangement(
            testDescription: "name that is no UTF-8", files: ["lo/a.tif": "trang a"], told: ["h\u{FFFD}.tif"],
            make: { station in
                var path = Array("\(station)/lo/h".utf8) + [0xE9] + Array(".tif".utf8) + [0]
                let file = path.withUnsafeMutableBytes {
                    open($0.assumingMemoryBound(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
                }
                write(file, "latin", 5)
                close(file)
            }),
        Arrangement(
            testDescription: "two spellings of one name",
            files: [
                "lo/\("ộ.tif".precomposedStringWithCanonicalMapping)": "trang 1",
                "lo/\("ộ.tif".decomposedStringWithCanonicalMapping)": "trang 2",
            ], told: []),
        Arrangement(testDescription: "longest name of a file", files: ["lo/\(long)": page("c")], told: []),
        Arrangement(testDescription: "longest name of a batch", files: ["\(long)/a.tif": page("c")], told: []),
        Arrangement(
            testDescription: "manifest that is a folder", files: ["lo/a.tif": "trang a", "lo/batch.json/x": page("c")],
            told: []),
        Arrangement(testDescription: "folder called like a copy", files: ["lo.tmp/a.tif": page("a")], told: []),
        Arrangement(testDescription: "folder called like a mark", files: ["lo.DONE/a.tif": page("a")], told: []),
        Arrangement(
            testDescription: "folder called like the mark of another",
            files: ["lo/a.tif": "trang a", "lo.done/b.tif": page("b")],
            told: []),
        Arrangement(
            testDescription: "folder called like a receipt", files: ["lo.receipt.json/a.tif": page("a")], told: []),
        Arrangement(testDescription: "page called like a mark", files: ["lo.done": page("a")], told: []),
        Arrangement(testDescription: "page that was never renamed", files: ["lo.pdf.part": page("a")], told: []),
        Arrangement(testDescription: "copy without a page", files: ["lo.pdf.part": "nửa"], told: ["lo.pdf.part"]),
        Arrangement(testDescription: "hidden page beside batches", files: [".lo.tif": page("a")], told: []),
        Arrangement(testDescription: "hidden folder with pages", files: [".lo/a.tif": page("a")], told: []),
    ]

    /// The contents of all files below a folder.
    private func contents(of folder: String) throws -> [Data: [String]] {
        var found: [Data: [String]] = [:]
        let names = FileManager.default.enumerator(atPath: folder)
        while let name = names?.nextObject() as? String {
            let path = folder + "/" + name
            guard InboxFiles.kind(path) == .file else { continue }
            found[try Data(contentsOf: URL(fileURLWithPath: path)), default: []].append(name)
        }
        return found
    }

    /// All that stands in receipts and reasons.
    private func told(in station: String) throws -> String {
        var texts: [String] = []
        for folder in [station, station + "/.quarantine"] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names where name.hasSuffix(".txt") {
                texts.append(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
            }
        }
        return texts.joined(separator: "\n")
    }

    @Test("Nothing is lost", arguments: arrangements)
    func nothingIsLost(_ arrangement: Arrangement) async throws {
        let inbox = try await TestInbox()
        let station = inbox.root + "/quay-1"
        for (path, content) in arrangement.files { try inbox.write(content, "quay-1/\(path)") }
        try arrangement.make(station)
        let watcher = inbox.watcher()
        for wait in [0, 30, 600, 1_800, 1_800] {
            inbox.pass(.seconds(wait))
            _ = try await watcher.round()
        }
        try await inbox.work()
        _ = try await inbox.receipts().round()
        // Nothing is taken half: all of it has left the place where it was dropped.
        let left = try inbox.left()
        #expect(left == [])
        let all = try contents(of: inbox.office.home.path)
        for (path, content) in arrangement.files {
            #expect(all[Data(content.utf8)] != nil, "\(path) is nowhere")
        }
        let words = try told(in: station)
        for name in arrangement.told { #expect(words.contains(name), "nobody is told of \(name)") }
        // What goes to quarantine as it lies is never claimed.
        let taking = station + "/.taking"
        if InboxFiles.exists(taking) { #expect(try InboxFiles.names(in: taking) == []) }
        try inbox.close()
    }

    @Test("Litter is named once, asks nobody and is no issue")
    func litter() async throws {
        let inbox = try await TestInbox()
        try inbox.drop(
            "lo",
            [
                "1.tif": TestOffice.separator("TP01"), "2.tif": "Giấy khai sinh", "Thumbs.db": "x", "2.tif.md5": "y",
                ".DS_Store": "z",
            ])
        let watcher = inbox.watcher()
        _ = try await watcher.round()
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 1)
        try await inbox.work()
        _ = try await inbox.receipts().round()
        let receipt = try inbox.receipt("lo")
        #expect(receipt.asides == [".DS_Store", "2.tif.md5", "Thumbs.db"])
        #expect(receipt.files == 2 && receipt.issues == [] && receipt.waiting == [])
        #expect(try inbox.receiptText("lo").components(separatedBy: "2.tif.md5").count == 3)
        // The same papers with other litter are the same papers, and the new litter is kept.
        try inbox.drop("lo", ["1.tif": TestOffice.separator("TP01"), "2.tif": "Giấy khai sinh", "desktop.ini": "w"])
        inbox.pass(.seconds(1))
        _ = try await watcher.round()
        inbox.pass(.seconds(30))
        #expect(try await watcher.round() == 1)
        let batch = try #require(try await inbox.batches().first)
        #expect(try await inbox.batches().count == 1)
        let files = try await inbox.office.ledger.read { try $0.files(of: batch.id) }
        #expect(files.filter(\.isAside).map(\.name) == [".DS_Store", "2.tif.md5", "Thumbs.db", "desktop.ini"])
        try inbox.close()
    }

    @Test("What systems leave beside batches stays where it is, and is no batch")
    func systemFiles() async throws {
        let inbox = try await TestInbox()
        for name in [".DS_Store", "Thumbs.db", ".nfs0001", "lost+found/x"] { try inbox.write("x", "quay-1/\(name)") }
        let watcher = inbox.watcher()
        for _ in 0..<4 {
            _ = try await watcher.round()
            inbox.pass(.seconds(1_800))
        }
        #expect(try inbox.left() == [".DS_Store", ".nfs0001", "Thumbs.db", "lost+found"])
        #expect(try await inbox.batches() == [])
        try inbox.close()
    }

    @Test("Old receipts are removed, other files that are called like them are not")
    func oldReceipts() async throws {
        let inbox = try await TestInbox(start: Instant(milliseconds: 4_000_000_000_000))
        for name in ["a.receipt.txt", "a.receipt.json", ".x.tmp", ".1-zz.tmp"] {
            try inbox.write("x", "quay-1/\(name)")
        }
        try ReceiptFiles(folder: inbox.root + "/quay-1", wording: .bothLanguages).write(
            BatchReceipt(state: .taken, batch: "cũ", station: nil, handedInAt: inbox.now()))
        _ = try await inbox.receipts().round()
        let left = try FileManager.default.contentsOfDirectory(atPath: inbox.root + "/quay-1").sorted()
        #expect(left == [".x.tmp", "a.receipt.json", "a.receipt.txt"])
        try inbox.close()
    }
}
