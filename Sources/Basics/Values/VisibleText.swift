/// Text from outside, made harmless for a screen, a sheet or a receipt: whoever named a file must not be able to clear a
/// terminal, forge a line, or turn the direction of what stands beside it.
///
/// Escaped are control characters, line and paragraph separators, marks that change direction, and characters that
/// cannot be seen. What people write stays as it is, Vietnamese in either form included.
extension StringProtocol {
    /// The text on one line, with what is escaped as `\n`, `\t` or `\u{202E}`.
    public var visible: String {
        guard unicodeScalars.contains(where: \.isTreacherous) else { return String(self) }
        var shown = ""
        for scalar in unicodeScalars {
            if scalar.isTreacherous { shown += scalar.escape } else { shown.unicodeScalars.append(scalar) }
        }
        return shown
    }
}

extension Unicode.Scalar {
    /// Whether it does something other than being seen.
    fileprivate var isTreacherous: Bool {
        // Nearly all text.
        if value >= 0x20, value < 0x7F || (value > 0xA0 && value < 0x300 && value != 0xAD) { return false }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        // Direction marks, joiners, byte order marks, tags, soft hyphens.
        case .format: return true
        case .privateUse, .surrogate: return false
        // Fillers of Hangul, of Braille and the grapheme joiner have no shape either.
        default: return [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0].contains(value)
        }
    }

    fileprivate var escape: String {
        switch value {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x1B: "\\e"
        default: "\\u{\(String(value, radix: 16, uppercase: true))}"
        }
    }
}

/// Text that is about to be shown: what stands in the program is shown as it is, line breaks included, and everything that
/// is put into it is made `StringProtocol.visible` first. A door that takes this type cannot be forgotten.
public struct ShownText: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// Ready to be shown.
    public var text: String

    public init(stringLiteral value: String) { text = value }

    public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// One line, whatever it is made of.
    public init(line: some StringProtocol) { text = line.visible }

    /// Lines that the program has put together, each of which may hold text from outside.
    public init(lines: some StringProtocol) {
        text = lines.split(separator: "\n", omittingEmptySubsequences: false).map(\.visible).joined(separator: "\n")
    }

    public static func + (a: ShownText, b: ShownText) -> ShownText {
        var sum = a
        sum.text += b.text
        return sum
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ value: some StringProtocol) { text += value.visible }

        public mutating func appendInterpolation(_ value: ShownText) { text += value.text }

        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += value.description.visible
        }
    }
}
