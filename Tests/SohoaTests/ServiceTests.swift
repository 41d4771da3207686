import Crypto
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The unattended worker from end to end: the program as the office runs it.
@Suite("sohoa serve")
struct ServiceTests {
    private static let batches = ["D01-g4-sach", "D06-phieu-rach"]

    @Test("What stations drop is attached while other commands work; SIGTERM ends it in peace")
    func inbox() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        var service = try await Service(program)
        for batch in Self.batches { try Self.drop(batch, for: program, station: "quay-1") }
        try await service.wait(for: .batchFinished, times: Self.batches.count)

        let status = try await program.run("status")
        #expect(status.output.contains("Dịch vụ đang chạy."))
        #expect(status.output.contains("quay-1"))
        let shown = try await program.run("cases", "show", "000.00.23.H40-261001-0001", "--format", "json")
        #expect(shown.values(of: "state").contains("digitized"), "\(shown.output)\(shown.errors)")
        let again = try await program.run("digitize", "\(Program.samples)/batches/\(Self.batches[0])")
        #expect(again.code == 0, "\(again.errors)")
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "\(verified.output)")

        let ended = try await service.end()
        #expect(ended.code == 0 && !ended.wasKilled)
        let receipts = try FileManager.default.contentsOfDirectory(atPath: program.home + "/inbox/quay-1")
        #expect(receipts.contains("\(Self.batches[0]).receipt.json"), "\(receipts)")
        #expect(!receipts.contains(Self.batches[0]))
    }

    @Test("A worker that was killed goes on where it stopped; every page is attached once")
    func killed() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        let first = try await Service(program, ["--log-level", "debug"])
        for batch in Self.batches { try Self.drop(batch, for: program, station: "quay-1") }
        var running = first
        try await running.wait(for: .jobStarted, times: Self.batches.count)
        let killed = try await running.end(with: SIGKILL)
        #expect(killed.wasKilled)

        var second = try await Service(program)
        // The first one may have finished a batch before it was killed, whose end is told no more.
        while try await !Self.areFinished(program) { try await second.wait(for: .batchFinished) }
        _ = try await second.end()
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "\(verified.output)")
        let export = try await program.run("export", "--case", "000.00.23.H40-261001-0001", "--format", "json")
        #expect(export.values(of: "component").count { $0 == "TP01" } == 1)
    }

    /// Whether all batches were taken and are finished; a batch is so before its end is told.
    private static func areFinished(_ program: Program) async throws -> Bool {
        let status = try await program.run("status", "--format", "json")
        return status.values(of: "batches") == [String(batches.count)] && status.values(of: "unfinished") == ["0"]
    }

    @Test("A station hands a batch over by HTTP, once, however often it asks")
    func http() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        _ = try await program.run("stations", "add", "quay-2")
        let token = try await program.run("stations", "token", "quay-2").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        var service = try await Service(program)
        let station = Station(port: service.port, token: token)
        let request = ["name": "lô 1", "idempotency_key": "a-1"]
        let batch = try await station.send("POST", "batches", json: request)
        #expect(try await station.send("POST", "batches", json: request)["id"] as? String == batch["id"] as? String)
        let id = try #require(batch["id"] as? String, "\(batch)")
        let file = URL(fileURLWithPath: "\(Program.samples)/batches/D01-g4-sach/scan_d01.tif")
        try await station.put(try Data(contentsOf: file), "batches/\(id)/files/scan_d01.tif")
        for _ in 0..<2 { _ = try await station.send("POST", "batches/\(id)/complete", json: [String: String]()) }
        try await service.wait(for: .batchFinished)
        let state = try await station.send("GET", "batches/\(id)")
        #expect("\(state)".contains("finished"), "\(state)")
        _ = try await service.end()
        let shown = try await program.run("cases", "show", "000.00.23.H40-261001-0001", "--format", "json")
        #expect(shown.values(of: "state").contains("digitized"))
    }

    /// Copies a sample batch into a station's folder, the mark of completeness last.
    private static func drop(_ batch: String, for program: Program, station: String) throws {
        let folder = URL(fileURLWithPath: program.home + "/inbox/\(station)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: URL(fileURLWithPath: "\(Program.samples)/batches/\(batch)"), to: folder.appending(path: batch))
        try Data().write(to: folder.appending(path: batch + ".done"))
    }
}

/// What a scan station's program does.
private struct Station {
    let port: Int
    let token: String

    func put(_ data: Data, _ path: String) async throws {
        var request = request("PUT", path)
        let digest = Data(SHA256.hash(data: data)).base64EncodedString()
        request.setValue("sha-256=:\(digest):", forHTTPHeaderField: "Content-Digest")
        let (_, response) = try await URLSession.shared.upload(for: request, from: data)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        #expect((200..<300).contains(status), "PUT \(status)")
    }

    func send(_ method: String, _ path: String, json: [String: String]? = nil) async throws -> [String: Any] {
        var request = request(method, path)
        if let json {
            request.httpBody = try JSONEncoder().encode(json)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        #expect((200..<300).contains(status), "\(method) \(path) \(status) \(String(decoding: data, as: UTF8.self))")
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    private func request(_ method: String, _ path: String) -> URLRequest {
        var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)/v1/\(path)")!)
        request.httpMethod = method
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        return request
    }
}
