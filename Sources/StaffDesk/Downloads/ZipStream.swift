import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Office

/// Files as one ZIP, written while it is read: PDFs are small already, so nothing is compressed, and no copy of them is
/// made anywhere (APPNOTE 6.3.10, stored, sizes after the data).
struct ZipStream: Sendable {
    struct Entry: Sendable {
        /// Names in the archive; `/` separates folders.
        var name: String
        var content: Content
    }

    enum Content: Sendable {
        case file(path: String)
        case bytes(Data)
    }

    let entries: [Entry]

    /// Largest archive without the 64-bit extension, bytes.
    static let maxBytes = (4 << 30) - 1
    private static let chunk = 256 << 10
    private static let work = BlockingWork(label: "sohoa.desk.zip")

    func response(name: String) -> Response {
        Response(
            status: .ok, headers: Download.headers(name, "application/zip", nil),
            body: ResponseBody { writer in
                var (directory, offset) = (Data(), 0)
                for entry in entries {
                    let written = try await write(entry, to: &writer)
                    directory += written.centralHeader(offset: offset)
                    offset += written.totalBytes
                }
                var end = directory
                end.append(little: 0x0605_4b50, bytes: 4)
                for value in [0, 0, entries.count, entries.count] { end.append(little: value, bytes: 2) }
                for value in [directory.count, offset] { end.append(little: value, bytes: 4) }
                end.append(little: 0, bytes: 2)
                try await writer.write(ByteBuffer(bytes: end))
                try await writer.finish(nil)
            })
    }

    private func write(_ entry: Entry, to writer: inout any ResponseBodyWriter) async throws -> Written {
        var written = Written(name: Data(entry.name.utf8))
        try await writer.write(ByteBuffer(bytes: written.localHeader))
        switch entry.content {
        case .bytes(let data):
            written.add(data)
            try await writer.write(ByteBuffer(bytes: data))
        case .file(let path):
            let file = try await Self.work.run { try FileHandle(forReadingFrom: URL(filePath: path)) }
            defer { try? file.close() }
            while let data = try await Self.work.run({ try file.read(upToCount: Self.chunk) }), !data.isEmpty {
                written.add(data)
                try await writer.write(ByteBuffer(bytes: data))
            }
        }
        try await writer.write(ByteBuffer(bytes: written.descriptor))
        return written
    }

    /// What was written of one entry.
    private struct Written {
        var name: Data
        var bytes = 0
        private var sum: UInt32 = 0xFFFF_FFFF

        init(name: Data) { self.name = name }

        private static let signature = 0x0403_4b50
        /// Sizes follow the data; names are UTF-8.
        private static let flags = 0x0808

        mutating func add(_ data: Data) {
            bytes += data.count
            for byte in data { sum = CRC32.table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
        }

        var localHeader: Data {
            var header = Data()
            header.append(little: Self.signature, bytes: 4)
            // 1980-01-01: when it was packed says nothing about a paper.
            for value in [20, Self.flags, 0, 0, 0x21] { header.append(little: value, bytes: 2) }
            for _ in 0..<3 { header.append(little: 0, bytes: 4) }
            header.append(little: name.count, bytes: 2)
            header.append(little: 0, bytes: 2)
            return header + name
        }

        var descriptor: Data {
            var header = Data()
            header.append(little: 0x0807_4b50, bytes: 4)
            for value in [Int(sum ^ 0xFFFF_FFFF), bytes, bytes] { header.append(little: value, bytes: 4) }
            return header
        }

        var totalBytes: Int { localHeader.count + bytes + descriptor.count }

        func centralHeader(offset: Int) -> Data {
            var header = Data()
            header.append(little: 0x0201_4b50, bytes: 4)
            for value in [20, 20, Self.flags, 0, 0, 0x21] { header.append(little: value, bytes: 2) }
            for value in [Int(sum ^ 0xFFFF_FFFF), bytes, bytes] { header.append(little: value, bytes: 4) }
            for value in [name.count, 0, 0, 0, 0] { header.append(little: value, bytes: 2) }
            for value in [0, offset] { header.append(little: value, bytes: 4) }
            return header + name
        }
    }
}

private enum CRC32 {
    static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}

extension Data {
    fileprivate mutating func append(little value: Int, bytes: Int) {
        for place in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
}
