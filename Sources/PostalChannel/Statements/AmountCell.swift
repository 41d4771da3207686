import DocumentModel
import Dossiers

/// Reads whole numbers and amounts out of cells.
public enum AmountCell {
    /// Larger numbers stand for no amount of one item, in đồng or grams: one that was written into the wrong column may be
    /// any. Sums of as many lines as a file can have stay within what an integer holds.
    public static let largest = 100_000_000_000

    /// A longer text is no number, in bytes: a cell whose quotation mark is never closed holds the rest of its file.
    private static let longest = 80

    /// What a cell says in units of `1 / scale`, rounded to whole ones where a floating-point number is off by less than
    /// a thousandth: `1.234.000 đ`, `1,234,000`, `22.500,00`, `1.35E4`, `-` for nothing.
    /// - Parameters:
    ///   - scale: 1 for đồng and grams; 1000 where the column is in thousands of đồng or in kilograms.
    ///   - isGrouped: whether three digits behind a single sign are a group of thousands, as in amounts of money, and not
    ///     a fraction, as in `0,120` kg.
    /// - Returns: `nil` for an empty cell and for what is no number.
    public static func read(_ cell: SheetCell, scale: Int = 1, isGrouped: Bool = true) -> Int? {
        switch cell {
        case .number(let written), .date(let written), .dateTime(let written):
            plainDigits(written).map { scaled($0, scale) } ?? floating(written, scale: scale)
        case .text(let text): read(text: text, scale: scale, isGrouped)
        case .empty, .boolean, .error: nil
        }
    }

    private static func scaled(_ value: Int, _ scale: Int) -> Int? {
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        return overflow ? nil : product
    }

    /// The common form without anything but digits, read without further ado.
    private static func plainDigits(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes in
            guard (1...15).contains(bytes.count) else { return nil }
            var value = 0
            for byte in bytes {
                guard byte &- 0x30 < 10 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
    }

    private static func floating(_ written: String, scale: Int) -> Int? {
        guard let value = Double(written), abs(value) < 1e15 else { return nil }
        let scaled = value * Double(scale)
        let whole = scaled.rounded()
        return abs(scaled - whole) < 0.001 ? Int(whole) : nil
    }

    private static func read(text: String, scale: Int, _ isGrouped: Bool) -> Int? {
        if let value = plainDigits(text) { return scaled(value, scale) }
        guard text.utf8.count <= longest else { return nil }
        var digits: [UInt8] = []
        var separators: [(place: Int, byte: UInt8)] = []
        var isNegative = false
        var hasWords = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: digits.append(UInt8(scalar.value))
            case 0x2E, 0x2C: separators.append((digits.count, UInt8(scalar.value)))
            case 0x2D where digits.isEmpty, 0x2212 where digits.isEmpty, 0x28 where digits.isEmpty: isNegative = true
            case 0x20, 0xA0, 0x202F, 0x09, 0x29, 0x2D, 0x2013, 0x20AB: continue
            default: hasWords = true
            }
        }
        // The unit after the number, or a word that makes the cell no number.
        if hasWords, !isUnit(text) { return scientific(text, scale: scale) }
        guard digits.count <= 15 else { return nil }
        if digits.isEmpty { return isNegative && separators.isEmpty ? 0 : nil }
        let fraction = fractionDigits(separators, count: digits.count, isGrouped)
        guard let value = value(digits, fraction: fraction, scale: scale) else { return nil }
        return isNegative ? -value : value
    }

    /// `2.25E4`, `1,35E+6`.
    private static func scientific(_ text: String, scale: Int) -> Int? {
        guard text.utf8.count <= 24, text.utf8.contains(where: { $0 | 0x20 == 0x65 }) else { return nil }
        return floating(String(text.trimmed.map { $0 == "," ? "." : $0 }), scale: scale)
    }

    private static func isUnit(_ text: String) -> Bool {
        let words = FoldedWords(text).words.map { $0.filter { !$0.isNumber } }.filter { !$0.isEmpty }
        return words.isEmpty || (words.count == 1 && units.contains(words[0]))
    }

    private static let units: Set<String> = ["d", "vnd", "dong", "g", "gr", "gram", "gam", "kg"]

    /// How many of the digits stand after the decimal sign: none where all separators part groups of three.
    private static func fractionDigits(
        _ separators: [(place: Int, byte: UInt8)], count: Int, _ isGrouped: Bool
    ) -> Int {
        guard let last = separators.last else { return 0 }
        let after = count - last.place
        let isOnlyOne = separators.filter { $0.byte == last.byte }.count == 1
        if after != 3 { return isOnlyOne ? after : 0 }
        // `22.500,000`: another separator before it parts the thousands.
        return isOnlyOne && (separators.count > 1 || !isGrouped) ? after : 0
    }

    private static func value(_ digits: [UInt8], fraction: Int, scale: Int) -> Int? {
        let whole = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard let product = scaled(whole, scale) else { return nil }
        let divisor = (0..<fraction).reduce(1) { value, _ in value * 10 }
        return product.isMultiple(of: divisor) ? product / divisor : nil
    }
}
