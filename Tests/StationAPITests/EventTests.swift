import Basics
import Dossiers
import Foundation
import HTTPTypes
import Testing

@testable import StationAPI

@Suite struct EventTests {
    /// What a finished batch's receipt may look like.
    private struct Receipt: Encodable {
        var pages = 2
        var missing = ["TP02"]
    }

    @Test func aStationFollowsItsBatchToTheEnd() async throws {
        try await StationFixture.open { desk in
            let (id, batch) = try await desk.handOver()
            let text = try await desk.follow(id) { connection in
                var text = try await connection.read(to: "event: state\n")
                text += try await connection.read(to: "\n\n")
                desk.hub.publish(.pages(read: 1, total: 2), of: batch)
                desk.hub.publish(.issue(code: .truncatedImage, file: "2.tif", pageIndex: 0), of: batch)
                desk.hub.publish(.attached(caseCode: "H40.16-261118-0007", component: "TP01", pages: 1), of: batch)
                desk.finish(batch, receipt: Receipt())
                return text + (try await connection.read(to: "event: finished")) + (try await connection.readToEnd())
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("text/event-stream"))
            let events = Self.events(text)
            #expect(events.map(\.name) == ["state", "pages", "issue", "attached", "finished"])
            #expect(events[0].json["state"] as? String == "taken")
            #expect(events[1].json["pages_total"] as? Int == 2)
            #expect(events[2].json["page"] as? Int == 1)
            #expect(events[2].json["code"] as? String == "truncated_image")
            #expect(events[3].json["case"] as? String == "H40.16-261118-0007")
            let receipt = try #require(events[4].json["receipt"] as? [String: Any])
            #expect(receipt["missing"] as? [String] == ["TP02"])
            #expect(events[4].id == "finished")

            let looked = try #require(try await desk.look(id)["batch"] as? [String: Any])
            #expect((looked["receipt"] as? [String: Any])?["pages"] as? Int == 2)
        }
    }

    @Test func whoComesBackHearsWhatWasMissedAndThenNoMore() async throws {
        try await StationFixture.open { desk in
            let (id, batch) = try await desk.handOver()
            for page in 1...3 { desk.hub.publish(.pages(read: page, total: 3), of: batch) }
            let first = try await desk.follow(id, "Last-Event-ID: 0\r\n") { connection in
                try await connection.read(to: #""pages_read":1"#)
            }
            let seen = try #require(Self.events(first + "\n\n").last?.id)
            desk.finish(batch, receipt: Receipt())
            let rest = try await desk.follow(id, "Last-Event-ID: \(seen)\r\n") { try await $0.readToEnd() }
            #expect(Self.events(rest).map(\.name).first == "state")
            #expect(Self.events(rest).map(\.name).last == "finished")
            let end = try await desk.send(.get, "/v1/batches/\(id)/events", [.lastEventID: "finished"])
            #expect(end.status == 204)
        }
    }

    @Test func whatWasMissedIsToldAgain() async throws {
        let hub = ProgressHub(startedAt: TimeSource.system.now()) { _ in nil }
        let batch = BatchID(rawValue: "b")
        for page in 1...3 { hub.publish(.pages(read: page, total: nil), of: batch) }
        let all = hub.events(of: batch, after: 0)
        let fresh = hub.events(of: batch, after: nil)
        hub.publish(.finished, of: batch)
        let kinds = await all.reduce(into: []) { $0.append($1) }
        #expect(kinds.map(\.kind) == (1...3).map { .pages(read: $0, total: nil) } + [.finished])
        #expect(kinds.map(\.id) == kinds.map(\.id).sorted())
        #expect(await fresh.reduce(into: []) { $0.append($1.kind) } == [.finished])
        let later = hub.events(of: batch, after: kinds[1].id)
        #expect(await later.reduce(into: []) { $0.append($1.id) } == kinds[2...].map(\.id))
    }

    /// A year of batches, each with many events, keeps only the last ones.
    @Test func theHubForgets() async throws {
        let hub = ProgressHub(startedAt: TimeSource.system.now()) { _ in nil }
        for number in 0..<ProgressHub.keptBatches + 10 {
            for page in 0..<3 { hub.publish(.pages(read: page, total: nil), of: BatchID(rawValue: "\(number)")) }
        }
        hub.publish(.finished, of: BatchID(rawValue: "\(ProgressHub.keptBatches + 9)"))
        let last = hub.events(of: BatchID(rawValue: "\(ProgressHub.keptBatches + 9)"), after: 0)
        #expect(await last.reduce(into: 0) { count, _ in count += 1 } == 4)
        let first = hub.events(of: BatchID(rawValue: "0"), after: 0)
        hub.publish(.finished, of: BatchID(rawValue: "0"))
        #expect(await first.reduce(into: []) { $0.append($1.kind) } == [.finished])
    }

    @Test func silenceIsFilledWithHeartbeats() async throws {
        try await StationFixture.open {
            $0.limits.heartbeat = .milliseconds(20)
        } _: { desk in
            let (id, _) = try await desk.handOver()
            let text = try await desk.follow(id) { connection in
                let first = try await connection.read(to: ": heartbeat\n\n")
                return first + (try await connection.read(to: ": heartbeat\n\n"))
            }
            #expect(text.hasSuffix(": heartbeat\n\n"))
        }
    }

    @Test func aStoppingServerEndsItsStreams() async throws {
        try await StationFixture.open { desk in
            let (id, _) = try await desk.handOver()
            let text = try await desk.follow(id) { connection in
                let start = try await connection.read(to: "event: state")
                await desk.server.stop()
                return start + (try await connection.readToEnd())
            }
            #expect(!text.contains("finished"))
        }
    }

    @Test func aStationHasOnlySoManyStreamsAndGetsThemBack() async throws {
        try await StationFixture.open {
            $0.limits.eventStreams = 1
        } _: { desk in
            let (id, batch) = try await desk.handOver()
            _ = try await desk.follow(id) { connection in
                let start = try await connection.read(to: "event: state")
                #expect(try await desk.send(.get, "/v1/batches/\(id)/events").status == 429)
                desk.finish(batch, receipt: Receipt())
                return start + (try await connection.readToEnd())
            }
            #expect(try await desk.follow(id) { try await $0.readToEnd() }.contains("event: finished"))
        }
    }

    /// As they do that are switched off, or lose their network: the answer may not even have begun.
    @Test func whoGoesAwayAtOnceGivesItsShareBack() async throws {
        try await StationFixture.open {
            $0.limits.eventStreams = 1
            $0.limits.heartbeat = .milliseconds(20)
        } _: { desk in
            let (id, batch) = try await desk.handOver()
            for _ in 0..<20 { try RawConnection.abort(desk.port, after: desk.eventsHead(id)) }
            // The last one's request may still be on its way.
            while try await desk.send(.head, "/v1/batches/\(id)/events").status == 429 { await Task.yield() }
            var text = ""
            while !text.hasPrefix("HTTP/1.1 200") {
                text = try await desk.follow(id) { connection in
                    let start = try await connection.read(to: "\r\n\r\n")
                    guard start.hasPrefix("HTTP/1.1 200") else { return start }
                    desk.finish(batch, receipt: Receipt())
                    return start + (try await connection.readToEnd())
                }
            }
            #expect(text.contains("event: finished"))
        }
    }

    @Test func aShareThatIsHeldByNothingIsFree() throws {
        let shares = ConcurrencyLimit(maximum: 2)
        for _ in 0..<5 { _ = try shares.take(StationFixture.station) }
        let held = [try shares.take(StationFixture.station), try shares.take(StationFixture.station)]
        #expect(throws: Problem.self) { try shares.take(StationFixture.station) }
        _ = try shares.take(StationFixture.other)
        withExtendedLifetime(held) {}
    }

    @Test func onlyACompleteBatchHasEvents() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            #expect(try await desk.send(.get, "/v1/batches/\(id)/events").code == "batch_open")
            _ = try await desk.send(.delete, "/v1/batches/\(id)")
            #expect(try await desk.send(.get, "/v1/batches/\(id)/events").code == "batch_abandoned")
        }
    }

    // MARK: Reading a stream

    private struct Event {
        var name = ""
        var id: String?
        var json: [String: Any] = [:]
    }

    private static func events(_ text: String) -> [Event] {
        // The chunks' sizes stand on lines of their own.
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n")
        var (events, event): ([Event], Event) = ([], Event())
        for line in lines {
            if line.hasPrefix("event: ") { event = Event(name: String(line.dropFirst(7))) }
            if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
            guard line.hasPrefix("data: ") else { continue }
            let data = Data(line.dropFirst(6).utf8)
            event.json = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
            events.append(event)
        }
        return events
    }
}

extension StationFixture {
    /// Hands over a batch of one page.
    fileprivate func handOver() async throws -> (id: String, batch: BatchID) {
        let id = try await open()
        _ = try await put(Data("trang \(id)".utf8), as: "1.tif", to: id)
        let batch = try #require(try await complete(id).json["batch"] as? [String: Any])
        return (id, BatchID(rawValue: try #require(batch["id"] as? String)))
    }

    fileprivate func finish(_ batch: BatchID, receipt: any Encodable & Sendable) {
        receiver.statuses.withLock {
            $0[batch] = BatchStatus(state: .finished, pagesRead: 2, pagesTotal: 2, receipt: receipt)
        }
        hub.publish(.finished, of: batch)
    }

    /// The head of a request for a batch's events.
    fileprivate func eventsHead(_ id: String) -> String {
        "GET /v1/batches/\(id)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token.text)\r\n\r\n"
    }

    /// Listens to a batch's events.
    fileprivate func follow(
        _ id: String, _ fields: String = "",
        _ body: @escaping @Sendable (inout RawConnection) async throws -> String
    ) async throws -> String {
        try await RawConnection.open(port) { connection in
            try await connection.send(
                """
                GET /v1/batches/\(id)/events HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Authorization: Bearer \(token.text)\r
                \(fields)\r

                """)
            return try await body(&connection)
        }
    }
}
