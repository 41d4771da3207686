import Basics

/// A day written in digits only: `20261103`, `03112026`, `031126`, and the same as numbers, which lose a zero in front.
struct CompactDate {
    private let value: Int
    private let digits: Int

    /// - Returns: `nil` for what is no number of five to eight digits.
    init?(_ text: String) {
        var (value, digits) = (0, 0)
        for byte in text.utf8 {
            if byte == 0x20, digits == 0 || digits >= 5 { continue }
            guard byte &- 0x30 < 10, digits < 8 else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        guard digits >= 5 else { return nil }
        self.value = value
        self.digits = digits
    }

    /// A day and a time in digits only, `20261103095100`, `20261103T0951`, with the signs between them; `nil` for anything
    /// else.
    static func stamp(_ text: String) -> String? {
        guard (12...15).contains(text.utf8.count) else { return nil }
        let digits = text.utf8.filter { $0 &- 0x30 < 10 }
        let others = text.utf8.count - digits.count
        guard digits.count == 12 || digits.count == 14, digits.first == 0x32, digits.dropFirst().first == 0x30,
            others == 0 || others == 1 && text.utf8.dropFirst(8).first.map({ $0 == 0x54 || $0 == 0x20 }) == true
        else { return nil }
        let parts = String(decoding: digits, as: UTF8.self)
        let time = parts.dropFirst(8)
        return "\(parts.prefix(8)) \(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(time.dropFirst(4))"
    }

    /// Years of statements. No eight digits are a day of these years both from the front and from behind.
    static let years = 2015...2040

    /// The day; of two that are possible the nearer, or that which is written day first.
    func day(near: CalendarDay?) -> CalendarDay? {
        let days =
            switch digits {
            case 8: [day(value / 10_000, value / 100 % 100, value % 100), dayFirst(fullYear: value % 10_000)]
            case 7: [dayFirst(fullYear: value % 10_000)]
            case 6:
                [
                    day(2000 + value % 100, value / 100 % 100, value / 10_000),
                    day(2000 + value / 10_000, value / 100 % 100, value % 100),
                ]
            default: [isSerial ? nil : day(2000 + value % 100, value / 100 % 100, value / 10_000)]
            }
        let possible = days.compactMap(\.self)
        guard let near else { return possible.first }
        return possible.min {
            abs($0.daysSinceEpoch - near.daysSinceEpoch) < abs($1.daysSinceEpoch - near.daysSinceEpoch)
        }
    }

    /// Whether five digits are rather a spreadsheet's serial of one of the years.
    private var isSerial: Bool { (42_005...49_674).contains(value) }

    private func dayFirst(fullYear: Int) -> CalendarDay? { day(fullYear, value / 10_000 % 100, value / 1_000_000) }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
        Self.years.contains(year) ? CalendarDay(year: year, month: month, day: day) : nil
    }
}
