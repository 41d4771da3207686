import Basics

/// The code of a case (mã hồ sơ thủ tục hành chính) as the one-stop system gives it.
///
/// Two forms are in use: `000.00.16.H40-261118-0042` and, newer and shorter, `H40.16-261118-0042`; both end in the day
/// of receipt as yymmdd and a daily counter. There is no check digit, so a code that was read from paper counts only
/// if the register knows it.
public struct CaseCode: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    /// Takes a code in exactly one of the two forms, with a day that exists; anything else gives `nil`.
    public init?(rawValue: String) {
        // Statements name cases by the million: byte by byte, without a piece of text on the way.
        var text = rawValue
        guard text.withUTF8({ Self.isCode($0) }) else { return nil }
        self.rawValue = text
    }

    /// The agency part before the first hyphen: `000.00.16.H40` or `H40.16`.
    public var agency: String { String(rawValue.prefix { $0 != "-" }) }

    public var description: String { rawValue }

    public static func < (a: CaseCode, b: CaseCode) -> Bool { a.rawValue < b.rawValue }

    private static let maximumLength = 64

    /// Bytes of `-yymmdd-nnnn`.
    private static let tailLength = 12

    private static func isCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (tailLength...maximumLength).contains(text.count) else { return false }
        let tail = UnsafeBufferPointer(rebasing: text[(text.count - tailLength)...])
        guard tail[0] == hyphen, tail[7] == hyphen, let day = number(tail[1...6]), number(tail[8...11]) != nil,
            CalendarDay(year: 2000 + day / 10_000, month: day / 100 % 100, day: day % 100) != nil
        else { return false }
        return isAgency(UnsafeBufferPointer(rebasing: text[..<(text.count - tailLength)]))
    }

    private static func isAgency(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // 000.00.16.H40
        if text.count == 13, text[3] == dot, text[6] == dot, text[9] == dot, number(text[0...2]) != nil {
            return number(text[4...5]) != nil && number(text[7...8]) != nil && isOffice(text[10...12])
        }
        // H40 and any number of further numbers, each after a dot.
        guard text.count >= 3, text[0] == UInt8(ascii: "H"), isOffice(text[0...2]) else { return false }
        var isAfterDot = false
        for (place, byte) in text[3...].enumerated() {
            let isDot = byte == dot
            let isExpected = isDot ? !isAfterDot : isDigit(byte) && place > 0
            guard isExpected else { return false }
            isAfterDot = isDot
        }
        return !isAfterDot
    }

    /// A capital letter and two digits, as in `H40`.
    private static func isOffice(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let letter = text.first, (0x41...0x5A).contains(letter) else { return false }
        return number(text.dropFirst()) != nil
    }

    /// The number that digits make, and nothing else but digits.
    private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var number = 0
        for byte in text {
            guard isDigit(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let dot = UInt8(ascii: ".")

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
