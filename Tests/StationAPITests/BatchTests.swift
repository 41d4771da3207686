import Foundation
import HTTPTypes
import Testing

@testable import StationAPI

@Suite struct BatchTests {
    @Test func aBatchComesFromTheStationToTheReceiver() async throws {
        try await StationFixture.open { desk in
            let body = #"{"name":"Lô sáng 21-11","urgent":true,"idempotency_key":"k1"}"#
            let created = try await desk.send(.post, "/v1/batches", body: Data(body.utf8))
            #expect(created.status == 201)
            let id = try #require(created.json["id"] as? String)
            #expect(created.headers[.location] == "/v1/batches/\(id)")

            let (one, two) = (Data("trang một".utf8), Data(repeating: 7, count: 700_000))
            #expect(try await desk.put(one, as: "Đơn 1.tif", to: id).status == 201)
            #expect(try await desk.put(two, as: "2.tif", to: id).status == 201)
            let files = try #require(try await desk.look(id)["files"] as? [[String: Any]])
            #expect(files.map { $0["name"] as? String } == ["2.tif", "Đơn 1.tif"])
            #expect(files.map { $0["size"] as? Int } == [700_000, one.count])
            #expect(files.map { $0["digest"] as? String } == [digestField(two), digestField(one)])

            let done = try await desk.complete(id)
            #expect(done.status == 200)
            #expect(done.json["state"] as? String == "completed")
            let received = desk.receiver.received.withLock { $0 }
            #expect(received.map(\.files) == [["Đơn 1.tif": one, "2.tif": two]])
            #expect(received.first?.name == "Lô sáng 21-11")
            #expect(received.first?.folderName == "Lô sáng 21-11")
            #expect(received.first?.station == StationFixture.station)
            #expect(received.first?.isUrgent == true)
            #expect(desk.filesOnDisk() == [])
            let batch = try #require(try await desk.look(id)["batch"] as? [String: Any])
            #expect(batch["state"] as? String == "taken")
        }
    }

    @Test func aRetriedRequestNeverMakesASecondBatch() async throws {
        try await StationFixture.open { desk in
            let body = Data(#"{"name":"Lô 1","idempotency_key":"k1"}"#.utf8)
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await desk.send(.post, "/v1/batches", body: body) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.map(\.status).sorted() == [200, 200, 200, 200, 200, 200, 200, 201])
            let ids = Set(answers.compactMap { $0.json["id"] as? String })
            let id = try #require(ids.first)
            #expect(ids.count == 1)
            for body in [
                #"{"name":"Lô 2","idempotency_key":"k1"}"#, #"{"name":"Lô 1","urgent":true,"idempotency_key":"k1"}"#,
            ] {
                let other = try await desk.send(.post, "/v1/batches", body: Data(body.utf8))
                #expect(other.status == 422)
                #expect(other.code == "idempotency_key_taken")
            }

            _ = try await desk.put(Data("trang".utf8), as: "1.tif", to: id)
            let completions = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await desk.complete(id) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(completions.map(\.status)) == [200])
            #expect(desk.receiver.received.withLock { $0.count } == 1)
            #expect(try await desk.ledger.read { try $0.batches() }.count == 1)
            let again = try await desk.send(.post, "/v1/batches", body: body)
            #expect(again.status == 200)
            #expect(again.json["state"] as? String == "completed")
        }
    }

    /// The receiver keeps the batch and then fails, as if the process had been killed before it could say so.
    @Test func aCompletionThatFailedIsMadeGoodByTheNext() async throws {
        try await StationFixture.open { desk in
            desk.receiver.failures.withLock { $0 = 1 }
            let id = try await desk.open()
            _ = try await desk.put(Data("trang".utf8), as: "1.tif", to: id)
            let failed = try await desk.complete(id)
            #expect(failed.status == 503)
            #expect(failed.code == "unavailable")
            #expect(failed.headers[.retryAfter] == "5")
            #expect(try await desk.look(id)["state"] as? String == "open")
            #expect(try await desk.complete(id).status == 200)
            #expect(try await desk.ledger.read { try $0.batches() }.count == 1)
            #expect(desk.filesOnDisk() == [])
        }
    }

    @Test func aBatchThatIsTakenBackLeavesNothing() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            _ = try await desk.put(Data("trang".utf8), as: "1.tif", to: id)
            #expect(desk.filesOnDisk().count == 1)
            for _ in 0..<2 { #expect(try await desk.send(.delete, "/v1/batches/\(id)").status == 204) }
            #expect(desk.filesOnDisk() == [])
            #expect(try await desk.look(id)["state"] as? String == "abandoned")
            #expect(try await desk.put(Data("trang".utf8), as: "1.tif", to: id).code == "batch_abandoned")
            #expect(try await desk.complete(id).code == "batch_abandoned")
            #expect(desk.receiver.received.withLock { $0.count } == 0)
        }
    }

    @Test func aCompleteBatchStaysAsItIs() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            _ = try await desk.put(Data("trang".utf8), as: "1.tif", to: id)
            _ = try await desk.complete(id)
            #expect(try await desk.put(Data("khác".utf8), as: "2.tif", to: id).code == "batch_completed")
            #expect(try await desk.send(.delete, "/v1/batches/\(id)").code == "batch_completed")
            #expect(desk.filesOnDisk() == [])
        }
    }

    /// What a station may expect of the batch that it completes, and the code when that is not what is there.
    @Test(arguments: [
        (#"{"file_count":2}"#, nil), (#"{"byte_count":6}"#, nil), (#"{}"#, nil),
        (#"{"file_count":2.0}"#, nil), (#"{"file_count":64672180966.0}"#, "files_differ"),
        (#"{"file_count":null}"#, "bad_request"), (#"{"file_count":2.5}"#, "bad_request"),
        (#"{"files":[{"name":"1.tif"},{"name":"2.tif","size":3}]}"#, nil),
        (#"{"file_count":3}"#, "files_differ"), (#"{"byte_count":5}"#, "files_differ"),
        (#"{"files":[{"name":"1.tif"}]}"#, "files_differ"),
        (#"{"files":[{"name":"1.tif"},{"name":"2.tif"},{"name":"3.tif"}]}"#, "files_differ"),
        (#"{"files":[{"name":"1.tif","size":4},{"name":"2.tif"}]}"#, "files_differ"),
        (#"{"files":[{"name":"1.tif","digest":"sha-256=:AAAA:"},{"name":"2.tif"}]}"#, "files_differ"),
        (#"{"files":[{"name":"../1.tif"}]}"#, "bad_file_name"), (#"{"files":1}"#, "bad_request"),
        ("[", "bad_request"),
    ])
    func onlyWhatIsExpectedIsCompleted(body: String, code: String?) async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            for name in ["1.tif", "2.tif"] { _ = try await desk.put(Data("abc".utf8), as: name, to: id) }
            let answer = try await desk.send(.post, "/v1/batches/\(id)/complete", body: Data(body.utf8))
            #expect(answer.code == code)
            #expect((answer.status == 200) == (code == nil))
            #expect(desk.receiver.received.withLock { $0.count } == (code == nil ? 1 : 0))
        }
    }

    @Test func differencesAreNamed() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            for name in ["1.tif", "2.tif"] { _ = try await desk.put(Data("abc".utf8), as: name, to: id) }
            let body = #"{"files":[{"name":"1.tif","size":9},{"name":"3.tif"}]}"#
            let answer = try await desk.send(.post, "/v1/batches/\(id)/complete", body: Data(body.utf8))
            #expect(answer.status == 409)
            #expect(answer.json["missing"] as? [String] == ["3.tif"])
            #expect(answer.json["unexpected"] as? [String] == ["2.tif"])
            #expect(answer.json["different"] as? [String] == ["1.tif"])
            #expect(try await desk.complete(try await desk.open("Trống")).code == "batch_empty")
        }
    }

    @Test(arguments: [
        (#"{"name":"","idempotency_key":"k"}"#, "bad_batch_name"),
        (#"{"name":"..","idempotency_key":"k"}"#, "bad_batch_name"),
        (#"{"name":"a/b","idempotency_key":"k"}"#, "bad_batch_name"),
        (#"{"name":"a","idempotency_key":""}"#, "bad_idempotency_key"),
        (#"{"name":"a","idempotency_key":"có dấu"}"#, "bad_idempotency_key"),
        (#"{"name":"a"}"#, "bad_request"), (#"{"idempotency_key":"k"}"#, "bad_request"),
        (#"{"name":"a","idempotency_key":"k","urgent":"yes"}"#, "bad_request"), ("", "bad_request"),
        ("[]", "bad_request"), (String(repeating: " ", count: 70_000), "body_too_large"),
    ])
    func aBatchIsAskedForProperly(body: String, code: String) async throws {
        try await StationFixture.open { desk in
            let answer = try await desk.send(.post, "/v1/batches", body: Data(body.utf8))
            #expect(answer.code == code)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["status"] as? Int == answer.status)
            #expect((answer.json["message_vi"] as? String)?.isEmpty == false)
            #expect(try await desk.send(.get, "/v1/batches").json["batches"] as? [String] == [])
        }
    }
}
