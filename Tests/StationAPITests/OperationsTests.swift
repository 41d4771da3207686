import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOSSL
import Observability
import Office
import Synchronization
import TestSupport
import Testing
import UseCases

@testable import StationAPI

@Suite struct OperationsTests {
    @Test func readinessNamesWhatFails() async throws {
        let isFull = Mutex(false)
        let checks = [
            HealthCheck(name: "ledger") { nil },
            HealthCheck(name: "disk") { isFull.withLock { $0 ? "12 MiB free" : nil } },
        ]
        try await StationFixture.open(checks: checks) { desk in
            let ready = try await desk.send(.get, "/health/ready", [.authorization: ""])
            #expect(ready.status == 200)
            #expect(ready.text == #"{"checks":[{"name":"disk","ok":true},{"name":"ledger","ok":true}],"ok":true}"#)
            isFull.withLock { $0 = true }
            let failing = try await desk.send(.get, "/health/ready")
            #expect(failing.status == 503)
            #expect(failing.text.contains(#"{"detail":"12 MiB free","name":"disk","ok":false}"#))
            #expect(try await desk.send(.get, "/health/live", [.authorization: ""]).text == #"{"ok":true}"#)
        }
    }

    @Test func aCheckThatHangsHasFailed() async {
        let (never, end) = AsyncStream.makeStream(of: Void.self)
        let advice = await HealthCheck(name: "second_model", isAdvice: true) { "second_model_missing" }.result()
        #expect(advice.ok && advice.detail == "second_model_missing")
        let check = HealthCheck(name: "stuck") {
            // Not even cancellation ends it.
            await Task.detached { for await _ in never {} }.value
            return nil
        }
        let result = await check.result(within: .milliseconds(10))
        #expect(!result.ok)
        #expect(result.detail == "no answer in time")
        end.finish()
    }

    /// Requests of the test framework have no address, as those of another machine have none on this one.
    @Test(arguments: [(true, 404), (false, 200)])
    func onlyThisMachineSeesOperations(isLocal: Bool, status: Int) async throws {
        let operations = Operations(checks: [], metrics: { "x 1\n" }, isLocal: isLocal)
        let router = StationServer.router(operations, linger: .seconds(1), factory: MetricsRegistry())
        try await Application(router: router).test(.router) { client in
            for path in ["/health/live", "/health/ready", "/metrics"] {
                try await client.execute(uri: path, method: .get) { #expect($0.status.code == status, "\(path)") }
            }
        }
    }

    @Test func metricsTellWhatWasAskedAndReceived() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            _ = try await desk.put(Data(repeating: 1, count: 1234), as: "1.tif", to: id)
            _ = try await desk.send(.get, "/v1/batches", [.authorization: "Bearer x"])
            let answer = try await desk.send(.get, "/metrics")
            #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            for line in [
                "sohoa_http_received_bytes_total 1234", "sohoa_http_received_files_total 1",
                #"sohoa_http_requests_total{method="PUT",route="/v1/batches/{id}/files/{name}",status="201"} 1"#,
                #"sohoa_http_requests_total{method="GET",route="/v1/batches",status="401"} 1"#,
                #"sohoa_http_request_duration_seconds_count{method="POST",route="/v1/batches"} 1"#,
            ] { #expect(answer.text.contains(line + "\n"), "\(line)") }
        }
    }

    @Test func nothingPersonalIsLogged() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open("Hồ sơ Nguyễn Văn An")
            _ = try await desk.put(Data("trang".utf8), as: "Nguyen Thi Binh.tif", to: id)
            _ = try await desk.put(Data("khác".utf8), as: "Nguyen Thi Binh.tif", to: id)
            _ = try await desk.send(.get, "/v1/Nguyen")
            _ = try await desk.complete(id)
            let text = desk.lines.text
            #expect(text.contains("request"))
            for secret in ["Nguy", "Binh", "An", desk.token.text, String(desk.token.text.suffix(43))] {
                #expect(!text.contains(secret), "\(secret)")
            }
        }
    }

    // MARK: Where it listens

    @Test func aPortThatIsTakenIsAnError() async throws {
        try await StationFixture.open { desk in
            await #expect(throws: (any Error).self) {
                try await StationFixture.open {
                    $0.port = desk.port
                } _: { _ in
                }
            }
        }
    }

    /// A service may be told to stop while it is still starting.
    @Test(.timeLimit(.minutes(10))) func aServerThatWasStoppedBeforeItRanEnds() async throws {
        try await StationFixture.open { desk in
            var settings = StationServerSettings(uploads: desk.home.appending(path: "uploads"))
            settings.port = 0
            let server = try StationServer(
                settings: settings, door: StationDoor(desk.office), receiver: desk.receiver, progress: desk.hub)
            await server.stop()
            await #expect(throws: Never.self) { try await server.run() }
        }
    }

    @Test func plainHTTPStaysOnThisMachine() async throws {
        for (host, allowed, isTaken) in [
            ("127.0.0.1", false, true), ("::1", false, true), ("localhost", false, true), ("0.0.0.0", false, false),
            ("192.168.1.5", false, false), ("0.0.0.0", true, true),
        ] {
            try await StationFixture.open { desk in
                var settings = StationServerSettings(uploads: desk.home.appending(path: "uploads"))
                settings.host = host
                settings.allowsPlaintext = allowed
                let make = {
                    _ = try StationServer(
                        settings: settings, door: StationDoor(desk.office), receiver: desk.receiver, progress: desk.hub)
                }
                if isTaken {
                    #expect(throws: Never.self) { try make() }
                } else {
                    #expect(throws: StationServerError.plaintextRefused(host: host)) { try make() }
                }
            }
        }
    }

    @Test func stationsTalkOverTLS() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (certificate, key) = ("\(folder.path())/cert.pem", "\(folder.path())/key.pem")
        let openssl = try RunningProgram(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
                certificate,
            ], environment: [])
        close(openssl.input)
        _ = await RunningProgram.read(openssl.output)
        let errors = await RunningProgram.read(openssl.errors)
        try #require(await openssl.wait() == 0, "\(errors)")

        try await StationFixture.open {
            $0.tls = .init(certificateChain: certificate, privateKey: key)
        } _: { desk in
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file(certificate)
            let client = TestClient.Configuration(
                tlsConfiguration: configuration, timeout: .seconds(30), serverName: "localhost")
            let status = try await TestClient.withClient(
                host: "127.0.0.1", port: desk.port, configuration: client
            ) { try await $0.get("/v1/batches", headers: [.authorization: "Bearer \(desk.token.text)"]).status.code }
            #expect(status == 200)
            let plain = try await RawConnection.open(desk.port) { connection in
                try await connection.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
                return try await connection.readToEnd()
            }
            #expect(!plain.contains("200"))
            for (suite, isTaken) in [
                ("ECDHE-ECDSA-AES128-GCM-SHA256", true), ("ECDHE-ECDSA-AES256-SHA", false),
                ("ECDHE-ECDSA-AES128-SHA256", false),
            ] {
                let tried = try RunningProgram(
                    "/usr/bin/openssl",
                    ["s_client", "-connect", "127.0.0.1:\(desk.port)", "-tls1_2", "-cipher", suite, "-brief"],
                    environment: [])
                close(tried.input)
                _ = await RunningProgram.read(tried.output)
                let said = await RunningProgram.read(tried.errors)
                #expect(await (tried.wait() == 0) == isTaken, "\(suite): \(said)")
            }
        }
        await #expect(throws: StationServerError.badCertificate(path: key)) {
            try await StationFixture.open {
                $0.tls = .init(certificateChain: key, privateKey: key)
            } _: { _ in
            }
        }
    }
}
