import Foundation
import TestSupport
import Testing

/// Broken files dropped into the inbox. `SOHOA_MALFORMED=10000` is the full size.
@Suite("Malformed files in the inbox")
struct MalformedFilesTests {
    @Test("Each is taken or put aside with a code, none stops the service, nothing leaks")
    func mutations() async throws {
        let count = Scale.number("SOHOA_MALFORMED", default: 40)
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        var service = try await Service(program)
        let port = service.port
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let originals = try Self.originals()
        let inbox = URL(fileURLWithPath: program.home + "/inbox/quay-1")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        var early: Figures?
        var batches = 0
        for number in 0..<count {
            let original = originals[number % originals.count]
            let name = "\(number).\(original.url.pathExtension)"
            try Self.mutated(original.data, &random).write(to: inbox.appending(path: name))
            try Data().write(to: inbox.appending(path: name + ".done"))
            batches += 1
            guard batches == 20 || number == count - 1 else { continue }
            try await service.wait(for: .batchFinished, times: batches)
            batches = 0
            if early == nil, number >= count / 4 { early = try await Figures(port: port) }
        }
        let late = try await Figures(port: port)
        let waiting = try await program.run("waiting", "--format", "json")
        let export = try await program.run("export", "--format", "json")
        let ended = try await service.end()
        #expect(ended.code == 0, "seed \(seed)")
        let codes = try Self.filesWithCodes(waiting.output, export.output)
        let without = (0..<count).filter { !codes.contains("\($0)") }
        #expect(without.isEmpty, "seed \(seed), files without a code: \(without)")
        // Caches fill at first; what leaks goes on growing with every file.
        if let early {
            #expect(late.openFiles <= early.openFiles + 8, "seed \(seed): \(early) \(late)")
            #expect(late.residentMegabytes <= early.residentMegabytes * 1.3 + 16, "seed \(seed): \(early) \(late)")
        }
    }

    // MARK: Parts

    private static func originals() throws -> [(url: URL, data: Data)] {
        // Real pages: a tiny picture that is broken may pass for a blank page, of which nobody is told.
        let folder = URL(fileURLWithPath: "\(Program.samples)/batches")
        var found: [(url: URL, data: Data)] = []
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let url = files?.nextObject() as? URL {
            guard ["tif", "jpg", "png", "pdf"].contains(url.pathExtension) else { continue }
            let data = try Data(contentsOf: url)
            if data.count > 100, data.count < 400_000 { found.append((url, data)) }
        }
        return found.sorted { $0.url.path < $1.url.path }
    }

    private static func mutated(_ data: Data, _ random: inout SeededGenerator) -> Data {
        var bytes = [UInt8](data)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
        case 1: bytes[0..<16].shuffle(using: &random)
        case 2:
            let start = Int.random(in: 0..<bytes.count, using: &random)
            bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...64, using: &random)))
        default: break
        }
        for _ in 0..<Int.random(in: 1...24, using: &random) where !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        return Data(bytes)
    }

    /// Names without their endings of the files that an issue or a waiting item names.
    private static func filesWithCodes(_ waiting: String, _ export: String) throws -> Set<String> {
        struct Item: Decodable { var pages: [Page] }
        struct Page: Decodable { var file: String }
        struct Export: Decodable { var issues: [Issue] }
        struct Issue: Decodable { var file: String? }
        let items = try JSONDecoder().decode([Item].self, from: Data(waiting.utf8))
        let issues = try JSONDecoder().decode(Export.self, from: Data(export.utf8)).issues
        let files = items.flatMap { $0.pages.map(\.file) } + issues.compactMap(\.file)
        return Set(files.map { ($0 as NSString).deletingPathExtension })
    }

    /// What the service says of itself.
    private struct Figures {
        var openFiles = 0.0
        var residentMegabytes = 0.0

        init(port: Int) async throws {
            let result = try await Program.runTool("/usr/bin/curl", ["-s", "http://127.0.0.1:\(port)/metrics"])
            for line in result.output.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard words.count == 2, let value = Double(words[1]) else { continue }
                if words[0] == "process_open_fds" { openFiles = value }
                if words[0] == "process_resident_memory_bytes" { residentMegabytes = value / 1_048_576 }
            }
        }
    }
}
