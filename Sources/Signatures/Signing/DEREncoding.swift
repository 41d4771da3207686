/// Writes ASN.1 values in DER: the few kinds that a signature needs.
enum DEREncoding {
    /// One value: its tag, its length, its content.
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
        let length = bigEndian(content.count)
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }

    /// A SET OF in the order that DER demands.
    static func set(of parts: [[UInt8]]) -> [UInt8] {
        value(0x31, parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self))
    }

    /// - Parameter dotted: an object identifier of arcs below 2^28, as all that stand in this target.
    static func oid(_ dotted: String) -> [UInt8] {
        let arcs = dotted.split(separator: ".").compactMap { Int($0) }
        guard arcs.count >= 2 else { return value(0x06, []) }
        return value(0x06, base128(arcs[0] * 40 + arcs[1]) + arcs.dropFirst(2).flatMap(base128))
    }

    /// A whole number that is not negative.
    static func integer(_ number: Int) -> [UInt8] {
        let bytes = number == 0 ? [0] : bigEndian(number)
        return value(0x02, bytes[0] & 0x80 == 0 ? bytes : [0] + bytes)
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }

    static let null: [UInt8] = [0x05, 0x00]

    /// Wraps a value into a tag of its context.
    static func tagged(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { value(0xA0 | number, content) }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        var (left, bytes) = (number, [UInt8]())
        while left > 0 {
            bytes.insert(UInt8(left & 0xFF), at: 0)
            left >>= 8
        }
        return bytes
    }

    private static func base128(_ number: Int) -> [UInt8] {
        var (left, bytes) = (number >> 7, [UInt8(number & 0x7F)])
        while left > 0 {
            bytes.insert(UInt8(left & 0x7F) | 0x80, at: 0)
            left >>= 7
        }
        return bytes
    }
}
