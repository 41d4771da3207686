import Basics
import Foundation
import HTTPTypes
import Ledger
import Office
import Testing
import UseCases

@testable import StationAPI

/// What goes wrong on the way: clients that are slow, that go away, that are refused while they still send.
@Suite struct ConnectionTests {
    private static let large = Data(repeating: 9, count: 1 << 20)

    @Test func aCancelledFileLeavesNothingAndCanBeSentAgain() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            try await RawConnection.open(desk.port) { connection in
                try await connection.send(desk.putHead("1.tif", in: id, of: Self.large) + "\r\n")
                try await connection.send(Self.large.prefix(600_000))
            }
            var again = try await desk.put(Self.large, as: "1.tif", to: id)
            while again.code == "batch_busy" { again = try await desk.put(Self.large, as: "1.tif", to: id) }
            #expect(again.status == 201)
            #expect(desk.filesOnDisk().count == 1)
            try await desk.takeBack(id)
            #expect(desk.filesOnDisk() == [])
        }
    }

    @Test func aSilentBodyEndsTheConnection() async throws {
        try await StationFixture.open {
            $0.limits.idleTime = .seconds(1)
        } _: { desk in
            let id = try await desk.open()
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(desk.putHead("1.tif", in: id, of: Self.large) + "\r\n")
                try await connection.send(Self.large.prefix(600_000))
                return try await connection.readToEnd()
            }
            #expect(!answer.contains("201"))
            try await desk.takeBack(id)
            #expect(desk.filesOnDisk() == [])
        }
    }

    @Test func aSilentHeadEndsTheConnection() async throws {
        try await StationFixture.open {
            $0.limits.idleTime = .seconds(1)
        } _: { desk in
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send("GET /v1/bat")
                return try await connection.readToEnd()
            }
            #expect(!answer.contains("200"))
        }
    }

    @Test func aBodyThatDripsIsRefused() async throws {
        try await StationFixture.open {
            $0.limits.slowTime = .zero
            $0.limits.slowestBytesPerSecond = 1 << 50
        } _: { desk in
            // Not by a request: its body would be too slow as well where it comes in two pieces.
            let opened = try await desk.ledger.write {
                try $0.openUpload(
                    station: StationFixture.station, key: "k", name: "Lô 1", isUrgent: false, maximumOpen: 1,
                    at: TimeSource.system.now())
            }
            guard case .opened(let upload) = opened else { throw POSIXError(.EEXIST) }
            let id = upload.id.rawValue
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(desk.putHead("1.tif", in: id, of: Self.large) + "\r\n")
                try await connection.send(Data([1, 2, 3]))
                return try await connection.read(to: "\"type\"")
            }
            #expect(answer.contains("HTTP/1.1 408"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.contains("body_too_slow"))
            try await desk.takeBack(id)
            #expect(desk.filesOnDisk() == [])
        }
    }

    @Test func whoWaitsForTheInvitationGetsIt() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let answers = try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    desk.putHead("1.tif", in: id, of: Self.large) + "Expect: 100-continue\r\n\r\n")
                let invitation = try await connection.read(to: "\r\n\r\n")
                try await connection.send(Self.large)
                return [invitation, try await connection.read(to: "\r\n")]
            }
            #expect(answers == ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 201 Created\r\n"])
        }
    }

    @Test func whoSendsWhatIsThereIsNotInvited() async throws {
        try await StationFixture.open {
            $0.limits.lingerTime = .seconds(1)
        } _: { desk in
            let id = try await desk.open()
            for status in [201, 200] {
                #expect(try await desk.put(Self.large, as: "1.tif", to: id).status == status)
            }
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    desk.putHead("1.tif", in: id, of: Self.large) + "Expect: 100-continue\r\n\r\n")
                return try await connection.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    /// Whether the body is large or small: it may come or not.
    @Test(arguments: [large, Data("trang".utf8)])
    func whoIsRefusedIsNotInvited(content: Data) async throws {
        try await StationFixture.open {
            $0.limits.lingerTime = .seconds(1)
        } _: { desk in
            let id = try await desk.open()
            let answer = try await RawConnection.open(desk.port) { connection in
                let head = desk.putHead("..", in: id, of: content)
                try await connection.send(head + "Expect: 100-continue\r\n\r\n")
                return try await connection.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 400"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    /// The client sends to the end before it looks: it must still get to see why it was refused.
    @Test func aRefusalReachesAClientThatStillSends() async throws {
        try await StationFixture.open {
            $0.limits.fileBytes = 1000
        } _: { desk in
            let id = try await desk.open()
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(desk.putHead("1.tif", in: id, of: Self.large) + "\r\n")
                for start in stride(from: 0, to: Self.large.count, by: 65_536) {
                    try await connection.send(Self.large[start..<start + 65_536])
                }
                return try await connection.read(to: "\"type\"")
            }
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func afterASmallRefusalTheConnectionGoesOn() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            try await desk.client { client in
                let page = Data("trang".utf8)
                let refused = try await client.put(page, as: "1", to: id, [.contentDigest: digestField(Data())])
                #expect(refused.code == "digest_differs")
                #expect(refused.headers[.connection] == nil)
                #expect(try await client.put(page, as: "1", to: id).status == 201)
            }
        }
    }

    @Test func twoCannotSendOneFileAtATime() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    desk.putHead("1.tif", in: id, of: Self.large) + "Expect: 100-continue\r\n\r\n")
                _ = try await connection.read(to: "\r\n\r\n")
                let other = try await desk.put(Data("khác".utf8), as: "1.tif", to: id)
                #expect(other.status == 409)
                #expect(other.code == "batch_busy")
                #expect(try await desk.put(Data("trang".utf8), as: "2.tif", to: id).status == 201)
                #expect(try await desk.complete(id).code == "batch_busy")
                #expect(try await desk.send(.delete, "/v1/batches/\(id)").code == "batch_busy")
                try await connection.send(Self.large)
                #expect(try await connection.read(to: "\r\n") == "HTTP/1.1 201 Created\r\n")
            }
            #expect(try await desk.complete(id).status == 200)
        }
    }

    @Test func aStationSendsOnlySoManyFilesAtATime() async throws {
        try await StationFixture.open {
            $0.limits.parallelFiles = 1
        } _: { desk in
            let id = try await desk.open()
            try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    desk.putHead("1.tif", in: id, of: Self.large) + "Expect: 100-continue\r\n\r\n")
                _ = try await connection.read(to: "\r\n\r\n")
                let refused = try await desk.put(Data("khác".utf8), as: "2.tif", to: id)
                #expect(refused.status == 429)
                #expect(refused.headers[.retryAfter] == "1")
                try await connection.send(Self.large)
                _ = try await connection.read(to: "\r\n")
            }
            #expect(try await desk.put(Data("khác".utf8), as: "2.tif", to: id).status == 201)
        }
    }

    @Test func aStoppingServerDoesNotWaitForEver() async throws {
        try await StationFixture.open {
            $0.limits.stopTime = .milliseconds(100)
        } _: { desk in
            let id = try await desk.open()
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    desk.putHead("1.tif", in: id, of: Self.large) + "Expect: 100-continue\r\n\r\n")
                _ = try await connection.read(to: "\r\n\r\n")
                try await connection.send(Self.large.prefix(600_000))
                await desk.server.stop()
                return try await connection.readToEnd()
            }
            #expect(!answer.contains("201"))
        }
    }

    @Test func whatIsInProgressMayEndWhenTheServerStops() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let answer = try await RawConnection.open(desk.port) { connection in
                try await connection.send(
                    desk.putHead("1.tif", in: id, of: Self.large) + "Expect: 100-continue\r\n\r\n")
                _ = try await connection.read(to: "\r\n\r\n")
                await desk.server.stop()
                try await connection.send(Self.large)
                return try await connection.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 201"))
        }
    }

    @Test func whatWasForgottenIsTakenBack() async throws {
        try await StationFixture.open { desk in
            let ids = [try await desk.open("a"), try await desk.open("b")]
            for id in ids { _ = try await desk.put(Data("trang".utf8), as: "1.tif", to: id) }
            #expect(try await desk.server.abandonBatches(unchangedSince: Instant(milliseconds: 0)) == 0)
            _ = try await desk.complete(ids[1])
            #expect(try await desk.server.abandonBatches(unchangedSince: Instant(milliseconds: .max)) == 1)
            #expect(try await desk.look(ids[0])["state"] as? String == "abandoned")
            #expect(try await desk.look(ids[1])["state"] as? String == "completed")
            #expect(desk.filesOnDisk() == [])
        }
    }

    /// A backup has the ledger, not what was coming in.
    @Test func filesThatAreGoneAfterARestoreAreSentAgain() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            for name in ["1.tif", "2.tif"] { _ = try await desk.put(Data("trang \(name)".utf8), as: name, to: id) }
            let gone = try #require(try await desk.ledger.read { try $0.file("1.tif", of: UploadID(rawValue: id)) })
            let folders = try UploadFolders(root: desk.home.appending(path: "uploads"))
            folders.removeFile(gone.storedAs, of: UploadID(rawValue: id))
            try await UploadCare(
                door: StationDoor(desk.office), folders: folders, logger: desk.lines.logger
            ).recover()
            let files = try #require(try await desk.look(id)["files"] as? [[String: Any]])
            #expect(files.map { $0["name"] as? String } == ["2.tif"])
            #expect(try await desk.put(Data("trang 1.tif".utf8), as: "1.tif", to: id).status == 201)
            _ = try await desk.complete(id)
            #expect(desk.receiver.received.withLock { $0.first?.files.count } == 2)
        }
    }

    /// What a killed process leaves is gone after the next start, except what a station can go on with.
    @Test func theNextStartSweeps() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let folders = try UploadFolders(root: root)
        for id in ["open", "gone"].map(UploadID.init(rawValue:)) {
            try folders.prepare(id)
            for folder in [folders.partial(id), folders.files(id)] {
                try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
            }
        }
        try folders.sweep(keeping: [UploadID(rawValue: "open")])
        let left = try #require(FileManager.default.enumerator(atPath: folders.root)).allObjects as? [String]
        #expect(left?.sorted() == ["open", "open/files", "open/files/file"])
    }
}
