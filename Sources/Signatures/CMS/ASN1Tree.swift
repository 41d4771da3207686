import SwiftASN1

/// Looks into a parsed ASN.1 value without assuming anything of it.
extension ASN1Node {
    /// The values inside, at most a thousand; none for a primitive value.
    var children: [ASN1Node] {
        guard case .constructed(let nodes) = content else { return [] }
        return Array(nodes.prefix(1000))
    }

    /// The bytes of a primitive value, or of the pieces of a constructed string.
    var bytes: [UInt8] {
        switch content {
        case .primitive(let bytes): Array(bytes)
        case .constructed(let nodes): nodes.prefix(1000).flatMap(\.bytes)
        }
    }

    func isTagged(_ number: UInt) -> Bool {
        identifier.tagClass == .contextSpecific && identifier.tagNumber == number
    }

    /// The dotted number of an object identifier.
    var oid: String? {
        guard identifier == .objectIdentifier else { return nil }
        var arcs: [UInt64] = []
        var value: UInt64 = 0
        for byte in bytes {
            guard value < 1 << 56 else { return nil }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 {
                if arcs.isEmpty {
                    let first = min(value / 40, 2)
                    arcs = [first, value - first * 40]
                } else {
                    arcs.append(value)
                }
                value = 0
            }
        }
        return arcs.isEmpty ? nil : arcs.map(String.init).joined(separator: ".")
    }

    /// A small whole number.
    var smallInteger: Int? {
        let bytes = bytes
        guard identifier == .integer || identifier == .enumerated, (1...4).contains(bytes.count), bytes[0] < 0x80 else {
            return nil
        }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// `UTCTime` or `GeneralizedTime` in UTC, in milliseconds since 1970; fractions are cut.
    var milliseconds: Int64? {
        let text = bytes
        let digits = text.prefix { (0x30...0x39).contains($0) }.map { Int($0 - 0x30) }
        guard text.last == 0x5A else { return nil }
        func number(_ start: Int, _ count: Int) -> Int {
            digits[start..<(start + count)].reduce(0) { $0 * 10 + $1 }
        }
        let year: Int
        let start: Int
        if identifier == .utcTime, digits.count == 12 {
            year = number(0, 2) < 50 ? 2000 + number(0, 2) : 1900 + number(0, 2)
            start = 2
        } else if identifier == .generalizedTime, digits.count == 14 {
            year = number(0, 4)
            start = 4
        } else {
            return nil
        }
        return CivilTime.seconds(
            year, number(start, 2), number(start + 2, 2), number(start + 4, 2), number(start + 6, 2),
            number(start + 8, 2)
        ).map { $0 * 1000 }
    }
}

/// Reads one ASN.1 value in front of what may follow it (a signature's hole is filled up with zeros).
enum ASN1Tree {
    static let longest = 16 << 20

    static func first(in bytes: [UInt8]) -> ASN1Node? {
        guard let count = count(bytes), count <= longest, count <= bytes.count else {
            return bytes.count <= longest ? try? BER.parse(withoutZeros(bytes)) : nil
        }
        return try? BER.parse(bytes[..<count])
    }

    /// Bytes of the first value, head included; `nil` for an indefinite length.
    static func count(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2 else { return nil }
        if bytes[1] < 0x80 { return 2 + Int(bytes[1]) }
        let more = Int(bytes[1] & 0x7F)
        guard (1...4).contains(more), bytes.count >= 2 + more else { return nil }
        return 2 + more + bytes[2..<(2 + more)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Without the filling; of an indefinite length the end is two zeros for each level, which stay as long as needed.
    private static func withoutZeros(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let last = bytes.lastIndex(where: { $0 != 0 }) else { return [] }
        for extra in stride(from: 2, through: 32, by: 2) where last + 1 + extra <= bytes.count {
            if (try? BER.parse(bytes[...(last + extra)])) != nil { return bytes[...(last + extra)] }
        }
        return bytes[...last]
    }
}
