/// The code of a case (mã hồ sơ thủ tục hành chính) as the one-stop system gives it.
///
/// Two forms are in use: `000.00.16.H40-261118-0042` and, newer and shorter, `H40.16-261118-0042`; both end in the day
/// of receipt as yymmdd and a daily counter. There is no check digit, so a code that was read from paper counts only
/// if the register knows it.
public struct CaseCode: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    /// Takes a code in exactly one of the two forms, with a day that exists; anything else gives `nil`.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= Self.maximumLength else { return nil }
        let parts = rawValue.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isAgency(parts[0]), Self.isDay(parts[1]), Self.isDigits(parts[2], count: 4) else {
            return nil
        }
        self.rawValue = rawValue
    }

    /// The agency part before the first hyphen: `000.00.16.H40` or `H40.16`.
    public var agency: String { String(rawValue.prefix { $0 != "-" }) }

    public var description: String { rawValue }

    public static func < (a: CaseCode, b: CaseCode) -> Bool { a.rawValue < b.rawValue }

    private static let maximumLength = 64

    private static func isAgency(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first else { return false }
        if parts.count == 4, isDigits(first, count: 3) {
            return isDigits(parts[1], count: 2) && isDigits(parts[2], count: 2) && isOffice(parts[3])
        }
        return first.first == "H" && isOffice(first)
            && parts.dropFirst().allSatisfy { isDigits($0, count: $0.utf8.count) && !$0.isEmpty }
    }

    /// A capital letter and two digits, as in `H40`.
    private static func isOffice(_ text: Substring) -> Bool {
        guard let letter = text.utf8.first, (0x41...0x5A).contains(letter) else { return false }
        return isDigits(text.dropFirst(), count: 2)
    }

    private static func isDay(_ text: Substring) -> Bool {
        guard isDigits(text, count: 6), let number = Int(text) else { return false }
        return CalendarDay(year: 2000 + number / 10_000, month: number / 100 % 100, day: number % 100) != nil
    }

    private static func isDigits(_ text: Substring, count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
