/// Reads little-endian values from a part of a model; every access is checked.
struct ModelBytes {
    let part: ModelPart
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>, part: ModelPart) {
        rest = bytes
        self.part = part
    }

    /// All that is left.
    var remaining: ArraySlice<UInt8> { rest }

    /// The next bytes.
    mutating func bytes(_ count: Int) throws(LineModelFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw .truncated(in: part) }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(LineModelFault) -> Value {
        let taken = try bytes(MemoryLayout<Value>.size)
        var value: Value = 0
        for byte in taken.reversed() { value = value << 8 | Value(truncatingIfNeeded: byte) }
        return value
    }

    /// A 32-bit number within a range; the range is what bounds memory and loops.
    mutating func number(_ what: String, in range: ClosedRange<Int>) throws(LineModelFault) -> Int {
        let value = Int(try integer(Int32.self))
        guard range.contains(value) else { throw fault("\(what) of \(value)", range) }
        return value
    }

    mutating func double() throws(LineModelFault) -> Double {
        Double(bitPattern: try integer(UInt64.self))
    }

    /// A text with its length before it.
    mutating func text() throws(LineModelFault) -> String {
        let count = try number("a text length", in: 0...4096)
        return String(decoding: try bytes(count), as: UTF8.self)
    }

    private func fault(_ found: String, _ range: ClosedRange<Int>) -> LineModelFault {
        .unsupported(part, found: found, expected: "\(range.lowerBound) to \(range.upperBound)")
    }
}
