import DocumentModel
import VietnameseText

/// A tracking number as somebody wrote or a spreadsheet program kept it.
public enum WrittenTracking: Hashable, Sendable {
    /// As it should be: characters, in capitals and without blanks.
    case written(String)
    /// Kept as a floating-point number of which all digits are still there.
    case numeric(String)
    /// Kept as a number that has lost digits, like `2,61924E+12`: any whole number of the range may have been meant.
    case lossy(String, ClosedRange<Int>)
    /// Several numbers in one cell, each as it should be.
    case several([String])
    /// No number at all.
    case none

    /// What a cell of a statement holds.
    public init(_ cell: SheetCell) {
        switch cell {
        case .text(let text): self.init(text: text)
        case .number(let written), .date(let written), .dateTime(let written): self.init(number: written)
        case .empty, .boolean, .error: self = .none
        }
    }

    /// What a text says.
    public init(text: String) {
        let cleaned = Self.cleaned(text)
        guard let first = cleaned.utf8.first else {
            self = .none
            return
        }
        if (0x30...0x39).contains(first), cleaned.utf8.contains(where: { $0 == 0x2E || $0 == 0x2C || $0 == 0x45 }),
            let decimal = DecimalNotation(cleaned)
        {
            self.init(decimal, as: cleaned)
        } else {
            let number = Self.withoutDots(cleaned)
            self = number.isEmpty ? .none : .written(number)
        }
    }

    /// What a cell with a number says.
    private init(number written: String) {
        guard let decimal = DecimalNotation(Self.cleaned(written)) else {
            self = .none
            return
        }
        self.init(decimal, as: written)
    }

    private init(_ decimal: DecimalNotation, as written: String) {
        guard let range = decimal.wholeNumbers else {
            self = .none
            return
        }
        self = range.lowerBound == range.upperBound ? .numeric(String(range.lowerBound)) : .lossy(written, range)
    }

    /// The number to look for; the written form where digits are lost; empty for none.
    public var text: String {
        switch self {
        case .written(let text), .numeric(let text), .lossy(let text, _): text
        case .several(let numbers): numbers.joined(separator: " ")
        case .none: ""
        }
    }

    /// Capitals only, without blanks, quotes and dashes that people and programs put in.
    private static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }) { return text }
        let kept = text.unicodeScalars.compactMap { scalar -> UInt8? in
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x2E, 0x2C, 0x2B: UInt8(scalar.value)
            case 0x61...0x7A: UInt8(scalar.value) - 0x20
            default: nil
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private static func withoutDots(_ text: String) -> String {
        let kept = text.utf8.filter { $0 != 0x2E && $0 != 0x2C && $0 != 0x2B }
        return String(decoding: kept, as: UTF8.self)
    }
}

/// A number in decimal or scientific notation, digit by digit.
struct DecimalNotation {
    /// Digits before and after the point.
    private let digits: [UInt8]
    /// How many of the digits stand after the point.
    private let fraction: Int
    private let exponent: Int

    /// - Parameter text: `2.619E+12`, `2,619E12`, `2619229635178.0`, `2619229635178`.
    init?(_ text: String) {
        var digits = [UInt8]()
        var fraction = 0
        var hasPoint = false
        var rest = text.utf8[...]
        while let byte = rest.first, byte != 0x45 {
            switch byte {
            case 0x30...0x39:
                digits.append(byte - 0x30)
                fraction += hasPoint ? 1 : 0
            case 0x2E where !hasPoint, 0x2C where !hasPoint: hasPoint = true
            default: return nil
            }
            rest = rest.dropFirst()
        }
        guard !digits.isEmpty, digits.count <= 40, let exponent = Self.exponent(rest) else { return nil }
        self.digits = digits
        self.fraction = fraction
        self.exponent = exponent
    }

    private static func exponent(_ text: Substring.UTF8View) -> Int? {
        guard text.first == 0x45 else { return text.isEmpty ? 0 : nil }
        let digits = text.dropFirst().drop { $0 == 0x2B }
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// The whole numbers that may have been meant: one, when no digit is lost; else all that are shown so when rounded
    /// or cut. `nil` for none below a thousand million million, for fractions, and for one digit (which says nothing).
    var wholeNumbers: ClosedRange<Int>? {
        let shift = exponent - fraction
        if shift < 0 {
            guard digits.count > -shift, digits.suffix(-shift).allSatisfy({ $0 == 0 }) else { return nil }
            return Self.value(digits.dropLast(-shift)).map { $0...$0 }
        }
        guard digits.count + shift <= 18, let mantissa = Self.value(digits[...]) else { return nil }
        if shift == 0 { return mantissa...mantissa }
        guard digits.count >= 3 else { return nil }
        let unit = (0..<shift).reduce(1) { product, _ in product * 10 }
        return (mantissa * unit - unit / 2)...(mantissa * unit + unit - 1)
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.count <= 18 else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) }
    }
}
