import Glibc

/// The cell that is being read: what its tag says, and its text so far.
struct CellBuilder: ~Copyable {
    enum Kind { case number, shared, text, boolean, error, isoDate, unknown }

    var kind = Kind.number
    /// Index of the cell's format.
    var style = 0
    /// The address as written; `nil` where the file leaves it out.
    var reference: CellReference?
    /// Whether an address is written but is none.
    var hasBadReference = false
    /// Whether the cell has a formula.
    var hasFormula = false
    var text = ByteBuffer()

    mutating func begin(_ attributes: XMLAttributes) {
        kind = .number
        style = 0
        reference = nil
        hasBadReference = false
        hasFormula = false
        text.removeAll()
        guard var pair = attributes.pairs else { return }
        while let key = pair[0], let value = pair[1] {
            if key[0] != 0, key[1] == 0 {
                switch UInt8(bitPattern: key[0]) {
                case UInt8(ascii: "r"): takeReference(value)
                case UInt8(ascii: "s"): style = CellDigits.value(value) ?? -1
                case UInt8(ascii: "t"): kind = Self.kind(value)
                default: break
                }
            }
            pair += 2
        }
    }

    private mutating func takeReference(_ value: UnsafePointer<CChar>) {
        let bytes = UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self)
        reference = CellReference(UnsafeBufferPointer(start: bytes, count: strnlen(value, 16)))
        hasBadReference = reference == nil
    }

    private static func kind(_ value: UnsafePointer<CChar>) -> Kind {
        switch (UInt8(bitPattern: value[0]), value[0] == 0 ? 0 : value[1]) {
        case (UInt8(ascii: "n"), 0): .number
        case (UInt8(ascii: "s"), 0): .shared
        case (UInt8(ascii: "b"), 0): .boolean
        case (UInt8(ascii: "e"), 0): .error
        case (UInt8(ascii: "d"), 0): .isoDate
        default: strcmp(value, "str") == 0 || strcmp(value, "inlineStr") == 0 ? .text : .unknown
        }
    }
}

/// Digits in XML values.
enum CellDigits {
    /// The number that up to nine digits write; `nil` for anything else.
    static func value(_ text: UnsafePointer<CChar>) -> Int? {
        value(
            UnsafeBufferPointer(
                start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strnlen(text, 10)))
    }

    static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count < 10 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// Whether the bytes are a number as XML Schema's double writes it: sign, digits with a point, exponent.
    static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        func digits() -> Int {
            let start = index
            while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
            return index - start
        }
        func sign() {
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
        }
        sign()
        var count = digits()
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            count += digits()
        }
        guard count > 0 else { return false }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            sign()
            if digits() == 0 { return false }
        }
        return index == bytes.count
    }
}
