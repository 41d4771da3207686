import Basics
import Crypto
import Foundation

/// Calls `body` with the rest of a file, piece by piece.
func forEachChunk(of file: borrowing OpenFile, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    while true {
        let count = try file.read(into: buffer)
        guard count > 0 else { return }
        try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
}

extension ArtifactStore {
    /// Digest and size of an open file from where it stands.
    static func hash(_ file: borrowing OpenFile) throws -> (digest: ContentDigest, size: Int) {
        var hash = SHA256()
        var size = 0
        try forEachChunk(of: file) { chunk in
            hash.update(bufferPointer: chunk)
            size += chunk.count
        }
        return (try name(hash.finalize()), size)
    }

    static func name(_ digest: SHA256.Digest) throws -> ContentDigest {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        guard let name = ContentDigest(rawValue: String(decoding: text, as: UTF8.self)) else {
            throw ArtifactStoreError(.storeUnusable, "no digest")
        }
        return name
    }
}
