import DocumentModel

/// An amount as a cell has it: whole units, and what is left of a unit.
public struct ExactAmount: Hashable, Sendable {
    /// Ten-thousandths of a unit: finer parts are noise of binary floating point.
    public var tenThousandths: Int

    public init(tenThousandths: Int) { self.tenThousandths = tenThousandths }

    public init(_ whole: Int) { tenThousandths = whole * Self.parts }

    static let parts = 10_000

    /// The amount when it is whole, but for less than a thousandth.
    public var whole: Int? {
        let nearest = rounded(.nearest) ?? 0
        return abs(tenThousandths - nearest * Self.parts) < Self.parts / 1_000 ? nearest : nil
    }

    /// In whole units; `nil` where the rule takes no fractions.
    public func rounded(_ rule: FractionRule) -> Int? {
        switch rule {
        case .nearest:
            let half = tenThousandths < 0 ? -Self.parts / 2 : Self.parts / 2
            return (tenThousandths + half) / Self.parts
        case .down: return tenThousandths / Self.parts
        case .refuse: return whole
        }
    }
}

/// What becomes of fractions of a đồng, as charges without tax have them; dated data, since no law says it.
public enum FractionRule: String, Hashable, Sendable, Codable {
    /// The nearest whole đồng, halves away from zero.
    case nearest
    /// Fractions are cut off.
    case down
    /// A cell with a fraction counts as unread.
    case refuse
}

/// Reads whole numbers and amounts out of cells, digit by digit: nothing passes through binary floating point.
public enum AmountCell {
    /// Larger numbers stand for no amount of one item, in đồng or grams: one that was written into the wrong column may be
    /// any. Sums of as many lines as a file can have stay within what an integer holds.
    public static let largest = 100_000_000_000

    /// What a cell says in units of `1 / scale`, when that is a whole number: `1.234.000 đ`, `1,234,000`, `22.500,00`,
    /// `1.35E4`, `5.000-`, `(5.000)`, `5.000 CR`, `-` for nothing.
    /// - Parameters:
    ///   - scale: 1 for đồng and grams; 1000 where the column is in thousands of đồng or in kilograms.
    ///   - isGrouped: whether three digits behind a single sign are a group of thousands, as in amounts of money, and not
    ///     a fraction, as in `0,120` kg.
    /// - Returns: `nil` for an empty cell and for what is no number.
    public static func read(_ cell: SheetCell, scale: Int = 1, isGrouped: Bool = true) -> Int? {
        exact(cell, scale: scale, isGrouped: isGrouped)?.whole
    }

    /// The same with fractions. What is not clear is nothing: two numbers in one cell, groups that are none, a unit that
    /// is not known, parentheses that do not close.
    public static func exact(_ cell: SheetCell, scale: Int = 1, isGrouped: Bool = true) -> ExactAmount? {
        switch cell {
        case .number(let written), .date(let written), .dateTime(let written):
            plainDigits(written).flatMap { whole($0, scale) } ?? DecimalDigits(written)?.amount(scale: scale)
        case .text(let text):
            (plainDigits(text) ?? (isGrouped ? groupedDigits(text) : nil)).flatMap { whole($0, scale) }
                ?? WrittenAmount(text, isGrouped: isGrouped)?.amount(scale: scale)
        case .empty, .boolean, .error: nil
        }
    }

    private static func whole(_ value: Int, _ scale: Int) -> ExactAmount? {
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        return overflow || product > DecimalDigits.largest ? nil : ExactAmount(product)
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

    /// The other common form, `1.234.000` or `1,234,000`, without any other character; `nil` for what has to be looked at
    /// more closely.
    private static func groupedDigits(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes in
            guard (5...19).contains(bytes.count), bytes[0] &- 0x31 < 9 else { return nil }
            var (value, group, sign) = (0, 0, UInt8(0))
            for byte in bytes {
                if byte &- 0x30 < 10 {
                    value = value * 10 + Int(byte - 0x30)
                    group += 1
                } else {
                    guard byte == 0x2E || byte == 0x2C, sign == 0 ? group <= 3 : (group == 3 && byte == sign) else {
                        return nil
                    }
                    (sign, group) = (byte, 0)
                }
            }
            return sign != 0 && group == 3 ? value : nil
        }
    }
}
