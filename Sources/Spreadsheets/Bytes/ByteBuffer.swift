import Glibc

/// Bytes that grow at the end. Unlike an array it lets the C library move large blocks by remapping their pages, so that
/// growing a buffer of 200 MB neither copies nor doubles it.
struct ByteBuffer: ~Copyable {
    private(set) var count = 0
    private var capacity = 0
    private var start: UnsafeMutablePointer<UInt8>?

    deinit { free(start) }

    var isEmpty: Bool { count == 0 }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    mutating func removeAll() { count = 0 }

    /// Drops bytes at the front and moves the others there.
    mutating func removeFirst(_ dropped: Int) {
        guard dropped > 0, let start else { return }
        count -= dropped
        start.update(from: start + dropped, count: count)
    }

    mutating func append(_ byte: UInt8) {
        guard let start = room(for: 1) else { return }
        start[count] = byte
        count += 1
    }

    mutating func append(_ added: UnsafeBufferPointer<UInt8>) {
        guard let source = added.baseAddress, let start = room(for: added.count) else { return }
        (start + count).update(from: source, count: added.count)
        count += added.count
    }

    mutating func append(contentsOf text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// The text of a part of the bytes.
    func text(from lower: Int, to upper: Int) -> String {
        precondition(0 <= lower && lower <= upper && upper <= count)
        guard let start else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start + lower, count: upper - lower), as: UTF8.self)
    }

    /// The start of the bytes, with room for some more after the last. Memory that the system refuses ends the
    /// program, as it does for an array.
    private mutating func room(for added: Int) -> UnsafeMutablePointer<UInt8>? {
        if count + added > capacity {
            let wanted = max(count + added, capacity + capacity / 2, 64)
            guard let grown = realloc(start, wanted) else { preconditionFailure("out of memory") }
            start = grown.assumingMemoryBound(to: UInt8.self)
            capacity = wanted
        }
        return start
    }
}
