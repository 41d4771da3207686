import Basics
import Crypto
import Dossiers
import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import NIOCore
import Observability
import Office
import Synchronization
import Testing
import UseCases

@testable import StationAPI

/// A running server with its ledger, doubles behind it, and two stations that have tokens.
struct StationFixture: Sendable {
    static let station = name("quay-1")
    static let other = name("quay-2")

    let server: StationServer
    let port: Int
    let home: URL
    let office: OpenHome
    let receiver: ReceiverDouble
    let hub: ProgressHub
    let metrics: MetricsRegistry
    let token: StationToken
    let otherToken: StationToken
    let lines: LogLines

    var ledger: Ledger { office.ledger }

    /// Runs a server on a free loopback port for as long as `body` takes.
    @discardableResult
    static func open<T: Sendable>(
        checks: [HealthCheck] = [], _ customize: (inout StationServerSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (StationFixture) async throws -> T
    ) async throws -> T {
        let home = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        var settings = StationServerSettings(uploads: home.appending(path: "uploads"))
        settings.port = 0
        settings.limits.freeDiskBytes = 0
        settings.limits.requestBurst = 1_000_000
        // A machine that runs all tests at once may take longer than stations are to wait.
        settings.limits.ledgerTime = .seconds(50)
        customize(&settings)
        let office = try OpenHome(home: DataHome(path: home.path(percentEncoded: false)))
        let ledger = office.ledger
        let receiver = ReceiverDouble(ledger: ledger)
        let hub = ProgressHub(startedAt: office.now()) { batch in receiver.statuses.withLock { $0[batch] } }
        let (token, otherToken) = try await ledger.write { tx in
            for name in [station, other] { try tx.addStation(name, by: "test", at: TimeSource.system.now()) }
            return (
                try tx.issueToken(for: station, by: "test", at: TimeSource.system.now()),
                try tx.issueToken(for: other, by: "test", at: TimeSource.system.now())
            )
        }
        let (metrics, lines) = (MetricsRegistry(descriptions: StationServer.metricDescriptions), LogLines())
        let server = try StationServer(
            settings: settings, door: StationDoor(office), receiver: receiver, progress: hub, checks: checks,
            metrics: { metrics.text() }, factory: metrics, logger: lines.logger)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let running = Task {
            defer { port.finish() }
            try await server.run { port.yield($0) }
        }
        guard let open = await ports.first(where: { _ in true }) else {
            try await running.value
            throw POSIXError(.EADDRNOTAVAIL)
        }
        let desk = StationFixture(
            server: server, port: open, home: home, office: office, receiver: receiver, hub: hub, metrics: metrics,
            token: token, otherToken: otherToken, lines: lines)
        let result: Result<T, any Error>
        do { result = .success(try await body(desk)) } catch { result = .failure(error) }
        await server.stop()
        try await running.value
        try ledger.close()
        return try result.get()
    }

    static func name(_ text: String) -> StationName {
        guard let name = StationName(rawValue: text) else { preconditionFailure("test data") }
        return name
    }

    // MARK: Requests

    /// Sends one request on a connection of its own; on another one when a server that waits only briefly has closed it
    /// before a busy machine came to send.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: Data? = nil,
        token: StationToken? = nil
    ) async throws -> Answer {
        for _ in 0..<20 {
            do {
                return try await client { client in
                    try await client.send(method, path, headers, body: body, token: (token ?? self.token).text)
                }
            } catch is ChannelError {
            } catch is IOError {}
        }
        return try await client { client in
            try await client.send(method, path, headers, body: body, token: (token ?? self.token).text)
        }
    }

    /// Runs `body` with a connection that stays open.
    func client<T: Sendable>(_ body: @escaping @Sendable (Client) async throws -> T) async throws -> T {
        try await TestClient.withClient(
            host: "127.0.0.1", port: port, configuration: .init(timeout: .seconds(60))
        ) { try await body(Client(client: $0, token: token.text)) }
    }

    /// Opens a batch.
    func open(_ name: String = "Lô 1", key: String = UUID().uuidString, token: StationToken? = nil) async throws
        -> String
    {
        let answer = try await send(
            .post, "/v1/batches", body: JSONSerialization.data(withJSONObject: ["name": name, "idempotency_key": key]),
            token: token)
        return try #require(answer.json["id"] as? String)
    }

    func put(
        _ content: Data, as name: String, to batch: String, _ headers: HTTPFields = [:], token: StationToken? = nil
    ) async throws -> Answer {
        try await client { client in
            try await client.put(content, as: name, to: batch, headers, token: token?.text)
        }
    }

    func look(_ batch: String) async throws -> [String: Any] { try await send(.get, "/v1/batches/\(batch)").json }

    func complete(_ batch: String) async throws -> Answer { try await send(.post, "/v1/batches/\(batch)/complete") }

    /// Everything that lies in the folder for uploads, by path.
    func filesOnDisk() -> [String] {
        let folder = home.appending(path: "uploads").path(percentEncoded: false)
        return (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}

/// A connection that stays open.
struct Client: Sendable {
    let client: TestClient
    let token: String

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: Data? = nil,
        token: String? = nil
    ) async throws -> Answer {
        var headers = headers
        if headers[.authorization] == nil { headers[.authorization] = "Bearer \(token ?? self.token)" }
        return Answer(
            try await client.execute(
                .init(path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) })))
    }

    func put(
        _ content: Data, as name: String, to batch: String, _ headers: HTTPFields = [:], token: String? = nil
    ) async throws -> Answer {
        var headers = headers
        if headers[.contentDigest] == nil { headers[.contentDigest] = digestField(content) }
        let part = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try await send(.put, "/v1/batches/\(batch)/files/\(part)", headers, body: content, token: token)
    }
}

/// `Content-Digest` of some content.
func digestField(_ content: Data) -> String {
    "sha-256=:\(Data(SHA256.hash(data: content)).base64EncodedString()):"
}

/// What the server answered.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: Data

    init(_ response: TestClient.Response) {
        status = response.status.code
        headers = response.headers
        body = response.body.map { Data(buffer: $0) } ?? Data()
    }

    var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }

    /// The problem's stable code.
    var code: String? { json["code"] as? String }

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Keeps batches in memory, and opens them in the ledger as the real one does.
final class ReceiverDouble: BatchReceiver {
    struct Received: Sendable {
        var name: String
        var folderName: String
        var station: StationName
        var isUrgent: Bool
        var files: [String: Data]
    }

    struct Failure: Error {}

    let received = Mutex<[Received]>([])
    let statuses = Mutex<[BatchID: BatchStatus]>([:])
    /// How many calls fail after they have kept the batch, as a crash would.
    let failures = Mutex(0)
    /// Whether batches are read as soon as they are there.
    let finishesAtOnce = Mutex(false)
    private let ledger: Ledger

    init(ledger: Ledger) { self.ledger = ledger }

    func receive(
        folder: URL, name: String, station: StationName, isUrgent: Bool, by actor: Actor
    ) async throws -> BatchID {
        var files: [String: Data] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)) {
            files[file] = try Data(contentsOf: folder.appending(path: file))
        }
        var hash = SHA256()
        for (name, content) in files.sorted(by: { $0.key < $1.key }) { hash.update(data: Data(name.utf8) + content) }
        let digest = try #require(ContentDigest(rawValue: ContentDigestField.hexadecimal(hash.finalize())))
        let batch = try await ledger.write {
            try $0.openBatch(
                name: name, station: station.rawValue, contentDigest: digest, files: [], at: TimeSource.system.now()
            ).batch.id
        }
        received.withLock { [files] in
            $0.append(
                Received(
                    name: name, folderName: folder.lastPathComponent, station: station, isUrgent: isUrgent, files: files
                ))
        }
        let status =
            finishesAtOnce.withLock { $0 }
            ? BatchStatus(state: .finished, pagesRead: 1, pagesTotal: 1, receipt: ["pages": 1])
            : BatchStatus(state: .taken, pagesRead: 0, pagesTotal: nil)
        statuses.withLock { $0[batch] = status }
        let fails = failures.withLock { failures in
            defer { failures = max(0, failures - 1) }
            return failures > 0
        }
        if fails { throw Failure() }
        return batch
    }
}
