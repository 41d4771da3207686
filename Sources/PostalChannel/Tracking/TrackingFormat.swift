import Basics

/// A form that tracking numbers (số hiệu bưu gửi) have or had: one line of a dated rule table.
public struct TrackingFormat: Hashable, Sendable, Codable {
    /// Name of the rule, such as `s10-vn`.
    public var id: String
    /// Who gives out such numbers.
    public var carrier: String
    /// A character each: `L` a letter, `D` a digit, `C` the check digit of S10 over the eight digits before it; any other
    /// character stands for itself. `LLDDDDDDDDCVN` is S10 of Việt Nam.
    public var pattern: String
    /// First day on which such numbers are given out; `nil` when always.
    public var validFrom: CalendarDay?
    /// Last day; `nil` when there is none.
    public var validTo: CalendarDay?
    /// Where the rule comes from.
    public var source: String

    public init(
        id: String, carrier: String, pattern: String, validFrom: CalendarDay? = nil, validTo: CalendarDay? = nil,
        source: String
    ) {
        self.id = id
        self.carrier = carrier
        self.pattern = pattern
        self.validFrom = validFrom
        self.validTo = validTo
        self.source = source
    }

    /// Whether a number of this form can be told from a mistyped one.
    public var hasCheckDigit: Bool { pattern.utf8.contains(UInt8(ascii: "C")) && pattern.utf8.count == S10.length }

    /// Whether a number, in capitals and without blanks, has this form and, where there is one, the right check digit.
    public func accepts(_ number: String) -> Bool { hasShape(number) && (!hasCheckDigit || hasRightCheckDigit(number)) }

    /// Whether a number has letters and digits where this form wants them, whatever its check digit.
    public func hasShape(_ number: String) -> Bool {
        guard number.utf8.count == pattern.utf8.count else { return false }
        return zip(number.utf8, pattern.utf8).allSatisfy { byte, wanted in
            switch wanted {
            case UInt8(ascii: "L"): (0x41...0x5A).contains(byte)
            case UInt8(ascii: "D"), UInt8(ascii: "C"): (0x30...0x39).contains(byte)
            default: byte == wanted
            }
        }
    }

    /// Whether the rule holds on a day.
    public func isInForce(on day: CalendarDay) -> Bool {
        validFrom.map { $0 <= day } ?? true && validTo.map { day <= $0 } ?? true
    }

    private func hasRightCheckDigit(_ number: String) -> Bool {
        let digits = zip(number.utf8, pattern.utf8).filter { $1 == UInt8(ascii: "D") }.map { Int($0.0) - 0x30 }
        let check = zip(number.utf8, pattern.utf8).first { $1 == UInt8(ascii: "C") }.map { Int($0.0) - 0x30 }
        return S10.checkDigit(ofSerial: digits.reduce(0) { $0 * 10 + $1 }) == check
    }
}

/// The forms of tracking numbers that are known.
public struct TrackingFormats: Hashable, Sendable {
    public var formats: [TrackingFormat]

    public init(_ formats: [TrackingFormat]) { self.formats = formats }

    /// What a number is by the table.
    public enum Standing: Hashable, Sendable {
        /// The form has a check digit, and it is right.
        case checked
        /// The form has no check digit.
        case unchecked
        /// Of no form, or its check digit is wrong.
        case wrong
    }

    /// What a number, in capitals and without blanks, is by the table.
    public func standing(of number: String) -> Standing {
        var standing = Standing.wrong
        for format in formats where format.accepts(number) {
            if format.hasCheckDigit { return .checked }
            standing = .unchecked
        }
        return standing
    }

    /// The first form that a number has.
    public func format(of number: String) -> TrackingFormat? { formats.first { $0.accepts(number) } }
}
