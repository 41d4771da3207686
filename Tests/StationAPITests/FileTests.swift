import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import StationAPI

@Suite struct FileTests {
    private static let page = Data("trang một".utf8)

    @Test func theSameFileAgainIsNotWrittenAgain() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let first = try await desk.put(Self.page, as: "1.tif", to: id)
            #expect(first.status == 201)
            let onDisk = desk.filesOnDisk()
            let again = try await desk.put(Self.page, as: "1.tif", to: id)
            #expect(again.status == 200)
            #expect(again.headers[.eTag] == first.headers[.eTag])
            #expect(desk.filesOnDisk() == onDisk)
        }
    }

    @Test func anotherContentTakesAPlaceOnlyWhenItSaysWhose() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let other = Data("trang khác".utf8)
            let tag = try #require(try await desk.put(Self.page, as: "1.tif", to: id).headers[.eTag])
            let refused = try await desk.put(other, as: "1.tif", to: id)
            #expect(refused.status == 409)
            #expect(refused.code == "file_differs")
            let missed = "\"\(String(repeating: "0", count: 64))\""
            for (field, status) in [(missed, 412), ("W/\(tag)", 412), ("", 412), (tag, 200), (tag, 200)] {
                let answer = try await desk.put(other, as: "1.tif", to: id, [.ifMatch: field])
                #expect(answer.status == status, "\(field)")
            }
            #expect(try await desk.put(Self.page, as: "1.tif", to: id, [.ifMatch: "*"]).status == 200)
            #expect(try await desk.put(Self.page, as: "2.tif", to: id, [.ifMatch: "*"]).status == 412)
            #expect(desk.filesOnDisk().count == 1)
            _ = try await desk.complete(id)
            #expect(desk.receiver.received.withLock { $0.map(\.files) } == [["1.tif": Self.page]])
        }
    }

    @Test func twoFilesMayHaveTheSameContent() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            for name in ["1.tif", "2.tif"] { #expect(try await desk.put(Self.page, as: name, to: id).status == 201) }
            _ = try await desk.complete(id)
            #expect(
                desk.receiver.received.withLock { $0.map(\.files) } == [["1.tif": Self.page, "2.tif": Self.page]])
        }
    }

    /// What is sent beside the content, and the code that comes of it.
    @Test(
        arguments: [
            ([:], "digest_required"), ([.contentDigest: ""], "digest_required"),
            ([.contentDigest: "sha-512=:AAAA:"], "digest_required"),
            ([.contentDigest: "sha-256=AAAA"], "digest_required"),
            ([.contentDigest: "sha-256=:AAAA:"], "digest_required"),
            ([.contentDigest: digestField(Data("khác".utf8))], "digest_differs"),
            ([.contentDigest: digestField(page), .contentEncoding: "gzip"], "unsupported_media_type"),
            ([.contentDigest: digestField(page), .contentRange: "bytes 0-1/2"], "bad_request"),
        ] as [(HTTPFields, String)])
    func whatIsNotSoundIsNotKept(headers: HTTPFields, code: String) async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let answer = try await desk.send(.put, "/v1/batches/\(id)/files/1.tif", headers, body: Self.page)
            #expect(answer.code == code)
            #expect(desk.filesOnDisk() == [])
            #expect(try await desk.look(id)["file_count"] as? Int == 0)
        }
    }

    @Test func otherDigestsMayStandBesideOurs() async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let field = "sha-512=:AAAA:, \(digestField(Self.page)), md5=?1"
            #expect(try await desk.put(Self.page, as: "1", to: id, [.contentDigest: field]).status == 201)
        }
    }

    /// Parts of an address, and the name that they come to; `nil` for what is refused.
    @Test(arguments: [
        ("1.tif", "1.tif"), ("%C4%90%C6%A1n%20xin.pdf", "Đơn xin.pdf"), ("a%CC%82%CC%81.tif", "ấ.tif"), ("%2e", nil),
        ("%2e%2e", nil), (".an", nil), ("a%2Fb", nil), ("a%5Cb", nil), ("a%00b", nil), ("a%0Ab", nil), ("%FF", nil),
        ("a%E2%80%AEb", nil), (String(repeating: "a", count: 255), String(repeating: "a", count: 255)),
        (String(repeating: "a", count: 256), nil), (String(repeating: "%E1%BA%A5", count: 86), nil), ("%", nil),
        ("a+b", "a+b"), ("batch.json", "batch.json"),
    ])
    func namesAreSafeAndInNFC(part: String, name: String?) {
        #expect(SafeName(percentEncoded: part)?.text == name)
    }

    @Test(arguments: ["%2e%2e", "..", "a%2Fb", "%2e%2e%2f1.tif", "%FF"])
    func unsafeNamesGoNowhere(part: String) async throws {
        try await StationFixture.open { desk in
            let id = try await desk.open()
            let answer = try await desk.send(
                .put, "/v1/batches/\(id)/files/\(part)", [.contentDigest: digestField(Self.page)], body: Self.page)
            #expect(answer.code == "bad_file_name")
            #expect(desk.filesOnDisk() == [])
        }
    }

    /// One limit after the other: what is set, the sizes that are sent, what the last of them comes to.
    @Test(
        arguments: [
            (9, 100, 10, [10], "file_too_large"), (100, 25, 10, [10, 10, 10], "batch_too_large"),
            (100, 100, 2, [1, 1, 1], "too_many_files"), (10, 20, 2, [10, 10], nil),
        ] as [(Int, Int, Int, [Int], String?)])
    func limitsHold(file: Int, batch: Int, files: Int, sizes: [Int], code: String?) async throws {
        try await StationFixture.open {
            $0.limits.fileBytes = file
            $0.limits.batchBytes = batch
            $0.limits.batchFiles = files
        } _: { desk in
            let id = try await desk.open()
            var answers: [Answer] = []
            for (place, size) in sizes.enumerated() {
                answers.append(try await desk.put(Data(repeating: UInt8(place), count: size), as: "\(place)", to: id))
            }
            #expect(answers.dropLast().allSatisfy { $0.status == 201 })
            #expect(answers.last?.code == code)
            #expect(answers.last?.status == (code == nil ? 201 : 413))
            #expect(desk.filesOnDisk().count == (code == nil ? sizes.count : sizes.count - 1))
        }
    }

    @Test func aBodyOfUnknownLengthIsLimitedToo() async throws {
        try await StationFixture.open {
            $0.limits.fileBytes = 1000
            $0.limits.lingerTime = .seconds(1)
        } _: { desk in
            let id = try await desk.open()
            let answer = try await RawConnection.open(desk.port) { connection in
                let head = desk.putHead("1.tif", in: id, of: Self.page)
                    .replacing("Content-Length: \(Self.page.count)", with: "Transfer-Encoding: chunked")
                try await connection.send(head + "\r\n")
                let chunk = "100\r\n" + String(repeating: "x", count: 256) + "\r\n"
                try await connection.send(String(repeating: chunk, count: 8))
                return try await connection.readToEnd()
            }
            #expect(answer.contains("413"))
            #expect(answer.contains("file_too_large"))
            try await desk.takeBack(id)
            #expect(desk.filesOnDisk() == [])
        }
    }

    @Test func aFullDiskIsToldAndLeavesRoom() async throws {
        try await StationFixture.open {
            $0.limits.freeDiskBytes = .max
        } _: { desk in
            let answer = try await desk.put(Self.page, as: "1.tif", to: try await desk.open())
            #expect(answer.status == 507)
            #expect(answer.code == "disk_full")
        }
    }

    /// The many pages of a day leave no descriptor open.
    @Test func tenThousandFilesLeakNothing() async throws {
        try await StationFixture.open { desk in
            let ids = try await [desk.open("a"), desk.open("b")]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        try await desk.client { client in
                            for page in 0..<1250 {
                                let content = Data("trang \(worker) \(page)".utf8)
                                let name = "\(worker)-\(page).tif"
                                let answer = try await client.put(content, as: name, to: ids[worker % 2])
                                guard answer.status == 201 else { throw POSIXError(.EIO) }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(desk.filesOnDisk().count == 10_000)
            for id in ids { try await desk.takeBack(id) }
            #expect(desk.filesOnDisk() == [])
            // The server sees the end of a connection a moment after its client.
            while try Descriptors.sockets(port: desk.port) > 1 { await Task.yield() }
            #expect(try Descriptors.files(below: desk.home.appending(path: "uploads")) == 0)
        }
    }
}

/// This process's open descriptors, from `/proc`.
enum Descriptors {
    static func files(below folder: URL) throws -> Int {
        let path = folder.resolvingSymlinksInPath().path(percentEncoded: false)
        return targets().count { $0.hasPrefix(path) }
    }

    /// Sockets whose own port is this one.
    static func sockets(port: Int) throws -> Int {
        let suffix = ":" + String(format: "%04X", port)
        let table = try String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8)
        let sockets = table.split(separator: "\n").dropFirst().compactMap { line -> String? in
            let fields = line.split(separator: " ")
            return fields.count > 9 && fields[1].hasSuffix(suffix) ? "socket:[\(fields[9])]" : nil
        }
        return targets().count(where: Set(sockets).contains)
    }

    private static func targets() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
    }
}
