import Glibc

/// Takes the rows out of a worksheet's XML, so that what stands after them is reached at the speed of inflating.
///
/// It goes by the bytes of the tags `sheetData`, which text cannot hold unescaped but a comment could; a part that is no
/// XML after this has to be read whole.
struct RowSkipper: ~Copyable {
    private enum Position { case before, inside, after }

    private var position = Position.before
    /// Bytes that are not decided on yet.
    private var window = ByteBuffer()

    /// More than a tag with a prefix and white space needs.
    private static let tagLength = 256
    private static let name: StaticString = "sheetData"

    /// Appends what remains of the next bytes.
    mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into kept: inout ByteBuffer) {
        window.append(bytes)
        if position == .before { passStart(into: &kept) }
        if position == .inside { passRows() }
        if position == .after || isLast { keep(window.count, &kept) }
    }

    private mutating func passStart(into kept: inout ByteBuffer) {
        guard let name = find(from: 0) else {
            return keep(max(0, window.count - Self.tagLength), &kept)
        }
        guard let end = window.bytes[name...].firstIndex(of: UInt8(ascii: ">")) else { return keep(name, &kept) }
        position = window.bytes[end - 1] == UInt8(ascii: "/") ? .after : .inside
        keep(end + 1, &kept)
    }

    private mutating func passRows() {
        var start = 0
        while let name = find(from: start) {
            let before = window.bytes[max(0, name - Self.tagLength)..<name]
            if let tag = before.lastIndex(of: UInt8(ascii: "<")), window.bytes[tag + 1] == UInt8(ascii: "/") {
                window.removeFirst(tag)
                position = .after
                return
            }
            start = name + 1
        }
        window.removeFirst(max(0, window.count - Self.tagLength))
    }

    private mutating func keep(_ count: Int, _ kept: inout ByteBuffer) {
        kept.append(UnsafeBufferPointer(rebasing: window.bytes[..<count]))
        window.removeFirst(count)
    }

    /// Where the tag's name stands next. It is looked for by its D, which cells' tags seldom have.
    private func find(from start: Int) -> Int? {
        let bytes = window.bytes
        guard let base = bytes.baseAddress else { return nil }
        var index = start + 5
        while index + 4 <= bytes.count, let found = memchr(base + index, 0x44, bytes.count - index - 3) {
            let letter = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
            if memcmp(base + letter - 5, Self.name.utf8Start, 9) == 0 { return letter - 5 }
            index = letter + 1
        }
        return nil
    }
}
