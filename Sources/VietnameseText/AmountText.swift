/// Finds amounts of money in đồng: `1.784.000.000 đồng`, `8.000 đ`, `45 000 VNĐ`, `100,000đ`.
public enum AmountText {
    /// An amount and where it stands.
    public struct Match: Sendable {
        /// Đồng.
        public var amount: Int
        /// Offsets of figures and unit.
        public var range: Range<Int>
        /// Whether a unit (đồng, đ, VNĐ) follows.
        public var hasUnit: Bool
        /// Whether the figures are grouped by threes.
        public var isGrouped: Bool
    }

    /// Nothing that an office takes or grants is larger: a hundred thousand billion đồng.
    public static let limit = 100_000_000_000_000

    /// All numbers that can be amounts, in order.
    public static func all(in text: ScannableText) -> [Match] {
        var matches: [Match] = []
        var offset = 0
        while offset < text.count {
            if let match = match(in: text, at: offset) {
                matches.append(match)
                offset = match.range.upperBound
            } else {
                offset += 1
            }
        }
        return matches
    }

    private static func match(in text: ScannableText, at start: Int) -> Match? {
        guard DigitCursor(text, at: start).startsNumber, ScannableText.isDigit(text.bytes[start]),
            let (amount, groups, end) = figures(in: text, at: start), amount <= limit
        else { return nil }
        let unit = unitEnd(in: text, at: end)
        guard unit != nil || end >= text.count || !ScannableText.isWordByte(text.bytes[end]) else { return nil }
        return Match(amount: amount, range: start..<(unit ?? end), hasUnit: unit != nil, isGrouped: groups > 1)
    }

    /// One to three digits, then groups of exactly three behind `.`, `,` or a blank; or one run of digits.
    private static func figures(in text: ScannableText, at start: Int) -> (amount: Int, groups: Int, end: Int)? {
        guard var (amount, count, end) = run(in: text, at: start), count <= 15 else { return nil }
        guard count <= 3 else { return (amount, 1, end) }
        var groups = 1
        while end < text.count, let next = groupStart(in: text, after: end),
            let (value, digits, groupEnd) = run(in: text, at: next), digits == 3, groups < 6
        {
            amount = amount * 1_000 + value
            groups += 1
            (end, count) = (groupEnd, digits)
        }
        return (amount, groups, end)
    }

    private static func groupStart(in text: ScannableText, after end: Int) -> Int? {
        switch text.bytes[end] {
        case UInt8(ascii: "."), UInt8(ascii: ","): text.skippingSpaces(from: end + 1)
        case ScannableText.blank: end + 1
        default: nil
        }
    }

    private static func run(in text: ScannableText, at start: Int) -> (value: Int, count: Int, end: Int)? {
        var (value, count, certain, end) = (0, 0, 0, start)
        while end < text.count, count < 16, let digit = DigitCursor.digit(text.bytes[end]) {
            value = value * 10 + digit
            count += 1
            certain += ScannableText.isDigit(text.bytes[end]) ? 1 : 0
            end += 1
        }
        guard count > 0, certain * 2 >= count else { return nil }
        return (value, count, end)
    }

    private static let units = ["dong", "vnd", "vnđ", "d"].map { Array($0.utf8) }

    private static func unitEnd(in text: ScannableText, at end: Int) -> Int? {
        let start = text.skippingSpaces(from: end)
        for unit in units where text.matches(unit, at: start) && text.isWordEnd(start + unit.count) {
            return start + unit.count
        }
        return nil
    }
}
