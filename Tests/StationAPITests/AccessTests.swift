import Basics
import Foundation
import HTTPTypes
import Testing

@testable import StationAPI

@Suite struct AccessTests {
    private static let routes: [(HTTPRequest.Method, String)] = [
        (.post, "/v1/batches"), (.get, "/v1/batches"), (.get, "/v1/batches/x"), (.delete, "/v1/batches/x"),
        (.put, "/v1/batches/x/files/1.tif"), (.post, "/v1/batches/x/complete"), (.get, "/v1/batches/x/events"),
    ]

    @Test func withoutATokenNothingOpens() async throws {
        try await StationFixture.open { desk in
            let wrong = desk.token.text.dropLast(4) + "AAAA"
            for (method, path) in Self.routes {
                for (field, code) in [
                    ("", "bad_token"), ("Bearer", "bad_token"), ("Bearer \(wrong)", "bad_token"),
                    ("Basic \(desk.token.text)", "bad_token"), ("Bearer \(desk.token.text) x", "bad_token"),
                ] {
                    let answer = try await desk.send(method, path, [.authorization: field])
                    #expect(answer.status == 401)
                    #expect(answer.code == code, "\(method) \(path) \(field)")
                    #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer ") == true)
                }
                let answer = try await RawConnection.open(desk.port) { connection in
                    try await connection.send("\(method) \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    return try await connection.readToEnd()
                }
                #expect(answer.contains("\"code\":\"unauthorized\""))
            }
        }
    }

    @Test func anotherStationsBatchIsNotThere() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            _ = try await desk.put(Data("trang".utf8), as: "1.tif", to: id)
            for (method, path) in Self.routes where path.contains("x") {
                let path = path.replacing("/x", with: "/\(id)")
                let answer = try await desk.send(
                    method, path, [.contentDigest: digestField(Data("trang".utf8))], body: Data("trang".utf8),
                    token: desk.otherToken)
                #expect(answer.status == 404, "\(method) \(path)")
                #expect(answer.code == "not_found")
            }
            let list = try await desk.send(.get, "/v1/batches", token: desk.otherToken)
            #expect((list.json["batches"] as? [Any])?.isEmpty == true)
            #expect(try await desk.look(id)["file_count"] as? Int == 1)
        }
    }

    @Test func aRevokedTokenIsRefusedAtOnceAndItsUseIsKnown() async throws {
        try await StationFixture.open { desk in
            #expect(try await desk.send(.get, "/v1/batches").status == 200)
            let used = try await desk.ledger.read { try $0.tokens() }.map { $0.lastUsedAt != nil }
            #expect(used == [true, false])
            _ = try await desk.ledger.write {
                try $0.revokeToken(desk.token.id, by: "test", at: TimeSource.system.now())
            }
            #expect(try await desk.send(.get, "/v1/batches").code == "bad_token")
            #expect(try await desk.send(.get, "/v1/batches", token: desk.otherToken).status == 200)
        }
    }

    @Test func aStationHasItsShareOfRequests() async throws {
        try await StationFixture.open {
            $0.limits.requestBurst = 3
            $0.limits.requestsPerSecond = 0.01
        } _: { desk in
            var answers: [Answer] = []
            for _ in 0..<4 { answers.append(try await desk.send(.get, "/v1/batches")) }
            #expect(answers.map(\.status) == [200, 200, 200, 429])
            #expect(answers[3].code == "too_many_requests")
            #expect(answers[3].headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
            #expect(try await desk.send(.get, "/v1/batches", token: desk.otherToken).status == 200)
        }
    }

    @Test func theBucketFillsAgain() {
        let buckets = Buckets(perSecond: 2, burst: 2)
        let start = ContinuousClock.now
        let waits = [0, 0, 0, 400, 500, 500, 10_000, 10_000, 10_000].map {
            buckets.take(StationFixture.station, at: start + .milliseconds($0))
        }
        #expect(waits == [nil, nil, 1, 1, nil, 1, nil, nil, 1])
    }

    @Test func aStationHasOnlySoManyOpenBatches() async throws {
        try await StationFixture.open {
            $0.limits.openBatches = 2
        } _: { desk in
            let first = try await desk.open()
            _ = try await desk.open()
            let body = Data(#"{"name":"Lô 3","idempotency_key":"k3"}"#.utf8)
            let refused = try await desk.send(.post, "/v1/batches", body: body)
            #expect(refused.status == 429)
            #expect(refused.code == "too_many_open_batches")
            #expect(refused.headers[.retryAfter] != nil)
            _ = try await desk.send(.delete, "/v1/batches/\(first)")
            #expect(try await desk.send(.post, "/v1/batches", body: body).status == 201)
        }
    }

    @Test(
        arguments: [
            (.post, "/v1/batches/x/files/1", 405, "PUT"), (.put, "/v1/batches", 405, "GET, HEAD, POST"),
            (.patch, "/v1/batches/x", 405, "DELETE, GET, HEAD"), (.post, "/health/live", 405, "GET, HEAD"),
            (.get, "/", 404, nil), (.get, "/v1/nothing", 404, nil), (.head, "/v1/batches", 200, nil),
        ] as [(HTTPRequest.Method, String, Int, String?)])
    func whatIsNotThereIsSaid(method: HTTPRequest.Method, path: String, status: Int, allowed: String?) async throws {
        try await StationFixture.open { desk in
            let answer = try await desk.send(method, path)
            #expect(answer.status == status)
            #expect(answer.headers[.allow] == allowed)
        }
    }
}
