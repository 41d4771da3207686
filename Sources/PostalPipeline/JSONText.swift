/// JSON text made piece by piece (RFC 8259), for what comes by the million: no object and no dictionary for each value.
///
/// Commas are put where they belong; that keys and values take turns is up to the caller.
public struct JSONText: Sendable {
    /// UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Whether a value stands before the place where the next goes.
    private var isBehindValue = false

    /// - Parameter capacity: bytes that are expected.
    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Takes out what was written, and goes on behind it.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    // MARK: Structure

    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    public mutating func beginList() { open(UInt8(ascii: "[")) }

    public mutating func endList(onNewLine: Bool = false) {
        if onNewLine { bytes.append(UInt8(ascii: "\n")) }
        close(UInt8(ascii: "]"))
    }

    /// - Parameter name: ASCII without quotes and backslashes.
    public mutating func key(_ name: StaticString) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        isBehindValue = false
    }

    /// The next value begins on a line of its own.
    public mutating func newLine() {
        if isBehindValue { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\n"))
        isBehindValue = false
    }

    // MARK: Values

    public mutating func null() { value { $0.append(contentsOf: "null".utf8) } }

    public mutating func boolean(_ flag: Bool) { value { $0.append(contentsOf: (flag ? "true" : "false").utf8) } }

    public mutating func integer(_ number: Int) { value { $0.append(contentsOf: String(number).utf8) } }

    /// - Parameter written: a number by JSON's grammar.
    mutating func number(_ written: String) { value { Self.append(written, to: &$0) } }

    /// - Parameter text: ASCII without quotes and backslashes.
    public mutating func string(_ text: StaticString) {
        value { bytes in
            bytes.append(UInt8(ascii: "\""))
            text.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    public mutating func string(_ text: String) {
        value { bytes in
            bytes.append(UInt8(ascii: "\""))
            Self.appendEscaped(text, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    // MARK: Bytes

    private mutating func open(_ bracket: UInt8) {
        value { $0.append(bracket) }
        isBehindValue = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        isBehindValue = true
    }

    private mutating func value(_ write: (inout [UInt8]) -> Void) {
        if isBehindValue { bytes.append(UInt8(ascii: ",")) }
        write(&bytes)
        isBehindValue = true
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    private static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { text in
            guard text.contains(where: needsEscape) else { return bytes.append(contentsOf: text) }
            for byte in text {
                if !needsEscape(byte) {
                    bytes.append(byte)
                } else if byte >= 0x20 {
                    bytes += [UInt8(ascii: "\\"), byte]
                } else {
                    bytes += "\\u00".utf8
                    bytes += [hexadecimal(byte >> 4), hexadecimal(byte & 15)]
                }
            }
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
