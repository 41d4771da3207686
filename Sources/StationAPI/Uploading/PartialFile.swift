import Crypto
import Foundation
import NIOCore
import Synchronization

/// A file that is coming in: under a name of its own until it is whole and on the disk.
///
/// Every call blocks: it belongs on a thread of ``ThreadPoolWork``.
final class PartialFile: Sendable {
    private struct State {
        /// -1 once closed.
        var descriptor: CInt
        var hash = SHA256()
        var size = 0
    }

    /// Its name, which no other file ever has.
    let name: String
    private let path: String
    private let state: Mutex<State>

    /// Makes the file.
    /// - Throws: `POSIXError`.
    init(folder: String) throws {
        name = UUID().uuidString
        path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw UploadFolders.error() }
        state = Mutex(State(descriptor: descriptor))
    }

    deinit { state.withLock { Self.close(&$0) } }

    /// Adds bytes.
    /// - Throws: `POSIXError`, `ENOSPC` when the disk is full.
    func append(_ buffers: [ByteBuffer]) throws {
        try state.withLock { state in
            for buffer in buffers {
                try buffer.withUnsafeReadableBytes { bytes in
                    state.hash.update(bufferPointer: bytes)
                    state.size += bytes.count
                    try Self.write(bytes, to: state.descriptor)
                }
            }
        }
    }

    /// The digest of what has come, 64 hexadecimal digits.
    var digest: String { state.withLock { ContentDigestField.hexadecimal($0.hash.finalize()) } }

    /// Puts the file on the disk for good, into another folder of the same file system.
    /// - Throws: `POSIXError`.
    func keep(in folder: String) throws {
        try state.withLock { state in
            guard fsync(state.descriptor) == 0 else { throw UploadFolders.error() }
            Self.close(&state)
        }
        guard rename(path, "\(folder)/\(name)") == 0 else { throw UploadFolders.error() }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw UploadFolders.error() }
        defer { _ = Foundation.close(directory) }
        guard fsync(directory) == 0 else { throw UploadFolders.error() }
    }

    /// Throws the file away.
    func discard() {
        state.withLock { Self.close(&$0) }
        unlink(path)
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw UploadFolders.error() }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    private static func close(_ state: inout State) {
        guard state.descriptor >= 0 else { return }
        _ = Foundation.close(state.descriptor)
        state.descriptor = -1
    }
}
