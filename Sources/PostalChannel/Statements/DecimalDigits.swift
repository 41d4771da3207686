/// A decimal number: digits before and behind the point.
struct DecimalDigits {
    var isNegative = false
    /// Digits before the point.
    var whole: [UInt8]
    /// Digits behind it.
    var fraction: [UInt8]

    /// Larger numbers are no amounts, not even sums: ten-thousandths of them must fit an integer.
    static let largest = 900_000_000_000_000
    /// Digits of a fraction that can matter in thousandths of a million.
    private static let usefulFraction = 7

    init(isNegative: Bool, whole: [UInt8], fraction: [UInt8]) {
        self.isNegative = isNegative
        self.whole = whole
        self.fraction = fraction
    }

    /// - Parameter text: as files write numbers: `19444.44`, `-5`, `2.0999999999999996E4`.
    init?(_ text: String) {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let digits = rest.prefix { $0 &- 0x30 < 10 }.map { $0 - 0x30 }
        rest = rest.dropFirst(digits.count)
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
            fraction = rest.dropFirst().prefix { $0 &- 0x30 < 10 }.map { $0 - 0x30 }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard !(digits.isEmpty && fraction.isEmpty), digits.count + fraction.count <= 40 else { return nil }
        self.init(isNegative: isNegative, whole: digits, fraction: fraction)
        guard !rest.isEmpty else { return }
        guard rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e"), let exponent = Int(String(rest.dropFirst()) ?? ""),
            (-30...30).contains(exponent)
        else { return nil }
        shift(by: exponent)
    }

    private mutating func shift(by exponent: Int) {
        for _ in 0..<max(exponent, 0) { whole.append(fraction.isEmpty ? 0 : fraction.removeFirst()) }
        for _ in 0..<max(-exponent, 0) { fraction.insert(whole.popLast() ?? 0, at: 0) }
    }

    /// In units of `1 / scale`; `nil` for what is too large.
    func amount(scale: Int) -> ExactAmount? {
        let digits = whole.drop { $0 == 0 }
        guard digits.count <= 15 else { return nil }
        let (value, overflow) = Self.value(digits).multipliedReportingOverflow(by: scale)
        guard !overflow, value <= Self.largest else { return nil }
        let useful = fraction.prefix(Self.usefulFraction)
        let divisor = useful.reduce(1) { divisor, _ in divisor * 10 }
        let part = Self.value(useful) * scale * ExactAmount.parts
        let amount = value * ExactAmount.parts + (part + divisor / 2) / divisor
        return ExactAmount(tenThousandths: isNegative ? -amount : amount)
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) } }
}
