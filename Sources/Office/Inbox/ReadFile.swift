import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A regular file that is open for reading.
package struct ReadFile: ~Copyable {
    private let descriptor: CInt
    package let size: Int

    /// - Returns: `nil` for what cannot be opened or is no regular file; links are not followed.
    package init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        size = Int(raw.st_size)
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes from a place; fewer at the end.
    package func bytes(at offset: Int, _ count: Int) -> [UInt8] {
        guard offset >= 0, offset < size, count > 0 else { return [] }
        let wanted = min(count, size - offset)
        return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, wanted, off_t(offset)))
        }
    }

    package func tail(_ count: Int) -> [UInt8] { bytes(at: max(0, size - count), count) }

    /// An unsigned number of `width` bytes; `nil` beyond the end.
    package func integer(at offset: Int, _ width: Int, isBigEndian: Bool) -> UInt64? {
        let bytes = bytes(at: offset, width)
        guard bytes.count == width else { return nil }
        return (isBigEndian ? bytes : bytes.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
