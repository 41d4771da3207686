import Foundation
import Testing

@testable import StationAPI

/// Connections that are held for nothing, and bodies that are no HTTP.
@Suite struct StrangerTests {
    /// A connection that says nothing, for as long as `body` takes.
    private static func silent<T: Sendable>(
        _ count: Int, _ port: Int, _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        guard count > 0 else { return try await body() }
        return try await RawConnection.open(port) { _ in try await silent(count - 1, port, body) }
    }

    @Test func whoOnlyHoldsTheLineKeepsNoStationOut() async throws {
        try await StationFixture.open {
            ($0.limits.connections, $0.limits.strangers, $0.limits.strangersOfAddress) = (12, 6, 4)
        } _: { desk in
            let id = try await desk.open()
            try await desk.client { client in
                #expect(try await client.put(Data("trang".utf8), as: "1", to: id).status == 201)
                try await Self.silent(20, desk.port) { () async throws -> Void in
                    #expect(try await desk.send(.get, "/v1/batches").status == 200)
                    // Nor is a station turned out that is known and silent.
                    #expect(try await client.put(Data("hai".utf8), as: "2", to: id).status == 201)
                }
            }
        }
    }

    @Test func aStationHasOnlySoManyConnections() async throws {
        try await StationFixture.open {
            $0.limits.stationConnections = 2
        } _: { desk in
            let ask = "GET /v1/batches HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(desk.token.text)\r\n\r\n"
            try await RawConnection.open(desk.port) { first in
                try await first.send(ask)
                _ = try await first.read(to: "}")
                for _ in 0..<2 {
                    #expect(try await desk.send(.get, "/v1/batches").status == 200)
                    #expect(try await desk.send(.get, "/v1/batches", token: desk.otherToken).status == 200)
                }
                try await Self.asking(2, ask, desk.port) {}
                #expect(try await !first.readToEnd().contains("HTTP"))
            }
        }
    }

    private static func asking(
        _ count: Int, _ text: String, _ port: Int, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard count > 0 else { return try await body() }
        try await RawConnection.open(port) { connection in
            try await connection.send(text)
            #expect(try await connection.read(to: "}").hasPrefix("HTTP/1.1 200"))
            try await asking(count - 1, text, port, body)
        }
    }

    @Test(arguments: ["", "GET /v1/bat", "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"])
    func aStrangersHeadComesInTime(sent: String) async throws {
        try await StationFixture.open {
            // Long enough for a busy machine to read a head that has come.
            $0.limits.headTime = .seconds(8)
        } _: { desk in
            // Ends by itself, long before a station's silence would.
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(sent)
                return try await connection.readToEnd()
            }
            #expect(answer.contains("200") == sent.hasPrefix("GET /health"))
        }
    }

    /// Refused for want of a token; what is announced never comes, and is too little to close for at once.
    @Test func theRestOfAnUnwantedBodyEndsInTime() async throws {
        try await StationFixture.open {
            // Long enough for a busy machine to read a head that has come.
            $0.limits.headTime = .seconds(8)
        } _: { desk in
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send("POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{")
                return try await connection.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 401"))
        }
    }

    @Test(arguments: [
        ("Transfer-Encoding: chunked", "zz\r\ntrang\r\n0\r\n\r\n", "bad_request"),
        ("Transfer-Encoding: chunked", "5\r\ntrangXX0\r\n\r\n", "bad_request"),
        ("Transfer-Encoding: chunked", "ffffffffffffffffff\r\ntrang", "bad_request"),
        ("Transfer-Encoding: chunked", "5\r\ntra", "body_cut_off"),
        ("Content-Length: 100", "tra", "body_cut_off"),
    ])
    func aBodyThatIsNoneIsTheClientsFault(field: String, body: String, code: String) async throws {
        try await StationFixture.open {
            $0.limits.lingerTime = .seconds(1)
        } _: { desk in
            let id = try await desk.open()
            for request in ["PUT /v1/batches/\(id)/files/1.tif", "POST /v1/batches", "POST /v1/batches/\(id)/complete"]
            {
                let answer = try await RawConnection.sendAll(
                    desk.port,
                    """
                    \(request) HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer \(desk.token.text)\r
                    Content-Digest: \(digestField(Data("trang".utf8)))\r
                    \(field)\r
                    \r
                    \(body)
                    """)
                #expect(answer.hasPrefix("HTTP/1.1 400"), "\(request)")
                #expect(answer.contains("\"code\":\"\(code)\""), "\(request)")
            }
            try await desk.takeBack(id)
            #expect(desk.filesOnDisk() == [])
        }
    }

    @Test(arguments: ["GET /sign-in", "POST /sign-in", "GET /v1/batches"])
    func headersOfAnySizeAreNotRead(request: String) async throws {
        try await StationFixture.open { _ in
        } _: { desk in
            for field in [
                "Cookie: \(String(repeating: "x", count: 40_000))",
                (0..<200).map { "X-\($0): y" }.joined(separator: "\r\n"),
            ] {
                let answer = try await RawConnection.sendAll(
                    desk.port, "\(request) HTTP/1.1\r\nHost: localhost\r\n\(field)\r\n\r\n")
                for status in ["HTTP/1.1 2", "HTTP/1.1 3", "HTTP/1.1 404"] { #expect(!answer.contains(status)) }
            }
            let live = try await RawConnection.sendAll(
                desk.port, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(live.hasPrefix("HTTP/1.1 200"), "others are served")
        }
    }

    @Test func aBodyOfJSONThatDripsIsRefused() async throws {
        try await StationFixture.open {
            $0.limits.slowTime = .zero
            $0.limits.slowestBytesPerSecond = 1 << 50
        } _: { desk in
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    """
                    POST /v1/batches HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer \(desk.token.text)\r
                    Content-Length: 900\r
                    \r
                    {
                    """)
                return try await connection.read(to: "\"type\"")
            }
            #expect(answer.hasPrefix("HTTP/1.1 408"))
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.8.7", true), ("::1", true), ("::ffff:127.0.0.1", true), ("0.0.0.0", false),
        ("::", false), ("192.168.1.5", false), ("127.0.0.1.example.org", false), ("127.example.org", false),
        ("localhost", false), ("128.0.0.1", false), ("::2", false), ("1.127.0.1", false),
    ])
    func onlyAddressesAreLoopback(text: String, isLoopback: Bool) {
        #expect(ListenAddress.isLoopback(text) == isLoopback)
    }

    @Test func aNameIsResolvedBeforeItIsTrusted() throws {
        #expect(try ListenAddress("localhost").isLoopback)
        #expect(try ListenAddress("127.1").text == "127.0.0.1")
        #expect(try !ListenAddress("0.0.0.0").isLoopback)
        #expect(throws: StationServerError.unknownHost("127.0.0.1.invalid")) { try ListenAddress("127.0.0.1.invalid") }
        #expect(throws: StationServerError.unknownHost("")) { try ListenAddress("") }
    }

    /// Somebody else writes for a long time: the station is told at once when to come back, and can still look.
    @Test func aLedgerThatIsBeingWrittenIsNoReasonToHang() async throws {
        try await StationFixture.open {
            $0.limits.ledgerTime = .milliseconds(10)
        } _: { desk in
            let id = try await desk.open()
            let (inside, leave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let long = Task {
                try await desk.ledger.write { _ in
                    inside.signal()
                    leave.wait()
                }
            }
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    inside.wait()
                    continuation.resume()
                }
            }
            let body = try JSONSerialization.data(withJSONObject: ["name": "Lô 2", "idempotency_key": "k"])
            let refused = try await desk.send(.post, "/v1/batches", body: body)
            #expect(refused.status == 503)
            #expect(refused.headers[.retryAfter] == "2")
            #expect(try await desk.put(Data("trang".utf8), as: "1.tif", to: id).status == 503)
            #expect(try await desk.send(.get, "/v1/batches").status == 200)
            leave.signal()
            try await long.value
            #expect(try await desk.send(.post, "/v1/batches", body: body).status == 201)
            #expect(try await desk.put(Data("trang".utf8), as: "1.tif", to: id).status == 201)
        }
    }
}
