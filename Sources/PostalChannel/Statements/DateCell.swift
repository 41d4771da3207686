import DocumentModel
import Dossiers

/// Reads days and times out of cells.
public enum DateCell {
    /// In which order a column writes its numbers.
    public enum Order: String, Sendable, Codable {
        case dayFirst = "day_first"
        case monthFirst = "month_first"
    }

    /// What a cell says: a serial of a spreadsheet (days since 1899-12-30), or a text like `24/10/2026 05:32`,
    /// `05:32 24/10/2026`, `2026-10-24T05:32:10`, `24-10-26`. Times are those of Việt Nam.
    /// - Returns: `nil` for an empty cell and for what is no day.
    public static func read(_ cell: SheetCell, order: Order = .dayFirst, epoch: Epoch = .y1900) -> PostalTime? {
        switch cell {
        case .date(let serial), .number(let serial): Double(serial).flatMap { time(serial: $0, epoch) }
        case .text(let text): read(text: text, order: order, epoch)
        case .empty, .boolean, .error: nil
        }
    }

    /// What day a spreadsheet counts from.
    public enum Epoch: String, Sendable, Codable {
        case y1900
        case y1904

        /// Days from the epoch's day zero to 1970-01-01. 1900-02-29, which spreadsheets believe in, lies long before any
        /// statement.
        var daysBefore1970: Int { self == .y1900 ? 25_569 : 24_107 }
    }

    private static func time(serial: Double, _ epoch: Epoch) -> PostalTime? {
        // 1982 to 2173: other numbers are no dates.
        guard (30_000.0..<100_000.0).contains(serial) else { return nil }
        let seconds = ((serial - serial.rounded(.down)) * 86_400).rounded()
        let day = Int(serial.rounded(.down)) - epoch.daysBefore1970
        return time(day: day, seconds: Int(seconds), isWholeDay: seconds == 0)
    }

    private static func time(day: Int, seconds: Int, isWholeDay: Bool) -> PostalTime {
        let local = Int64(day) * 86_400_000 + Int64(seconds) * 1_000
        return PostalTime(Instant(milliseconds: local - LocalTime.offset), isWholeDay: isWholeDay)
    }

    private static func read(text: String, order: Order, _ epoch: Epoch) -> PostalTime? {
        var numbers = Numbers()
        guard numbers.scan(text) else { return nil }
        if numbers.count <= 2, numbers.timeStart == nil, let serial = Double(text) {
            return time(serial: serial, epoch)
        }
        guard let day = numbers.day(order) else { return nil }
        guard let seconds = numbers.seconds else { return nil }
        return time(day: day.daysSinceEpoch, seconds: seconds, isWholeDay: numbers.timeStart == nil)
    }

    /// Seconds since midnight of a cell that holds a time only: `05:32`, or a fraction of a day.
    static func readTime(_ cell: SheetCell) -> Int? {
        switch cell {
        case .date(let serial), .number(let serial):
            return Double(serial).flatMap { (0..<1).contains($0) ? Int(($0 * 86_400).rounded()) : nil }
        case .text(let text):
            var numbers = Numbers()
            guard numbers.scan(text), numbers.timeStart == 0 else { return nil }
            return numbers.seconds
        case .empty, .boolean, .error: return nil
        }
    }

    /// The numbers of a text, and where the time of day begins among them.
    private struct Numbers {
        private var values: (Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0)
        private var digits: (Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0)
        private(set) var count = 0
        /// Place of the hour.
        private(set) var timeStart: Int?
        private var isAfternoon: Bool?

        /// - Returns: whether the text may be a day: three to seven numbers, hardly any letters.
        mutating func scan(_ text: String) -> Bool {
            var text = text
            return text.withUTF8 { bytes in
                var isInNumber = false
                var letters = 0
                for (place, byte) in bytes.enumerated() {
                    switch byte {
                    case 0x30...0x39:
                        if !isInNumber {
                            guard count < 7 else { return false }
                            count += 1
                        }
                        isInNumber = true
                        guard append(byte - 0x30) else { return false }
                        continue
                    case 0x3A, 0x68, 0x48, 0x67, 0x47:
                        // `5:30`, `5h30`, `5g30`
                        if isInNumber, timeStart == nil { timeStart = count - 1 }
                    case 0x41, 0x61, 0x50, 0x70:
                        let isMark = place + 1 < bytes.count && bytes[place + 1] | 0x20 == 0x6D
                        if isMark, count > 0 { isAfternoon = byte | 0x20 == 0x70 }
                    case 0x20, 0x2D, 0x2E, 0x2F, 0x2C, 0x54, 0x5A, 0x4D, 0x6D, 0x09: break
                    default: letters += 1
                    }
                    isInNumber = false
                }
                return count >= 1 && letters <= 24
            }
        }

        private mutating func append(_ digit: UInt8) -> Bool {
            withUnsafeMutableBytes(of: &values) { values in
                withUnsafeMutableBytes(of: &digits) { digits in
                    let values = values.bindMemory(to: Int.self)
                    let digits = digits.bindMemory(to: Int.self)
                    values[count - 1] = values[count - 1] * 10 + Int(digit)
                    digits[count - 1] += 1
                    return digits[count - 1] <= 9
                }
            }
        }

        private func value(_ place: Int) -> (value: Int, digits: Int) {
            switch place {
            case 0: (values.0, digits.0)
            case 1: (values.1, digits.1)
            case 2: (values.2, digits.2)
            case 3: (values.3, digits.3)
            case 4: (values.4, digits.4)
            case 5: (values.5, digits.5)
            default: (values.6, digits.6)
            }
        }

        func day(_ order: Order) -> CalendarDay? {
            let start = timeStart == 0 ? count - 3 : 0
            guard start >= 0, start + 3 <= (timeStart == 0 ? count : timeStart ?? count) else { return nil }
            let (a, b, c) = (value(start), value(start + 1), value(start + 2))
            if a.digits == 4 { return CalendarDay(year: a.value, month: b.value, day: c.value) }
            guard c.digits == 4 || c.digits == 2 else { return nil }
            let year = c.digits == 2 ? 2000 + c.value : c.value
            return order == .dayFirst
                ? CalendarDay(year: year, month: b.value, day: a.value)
                : CalendarDay(year: year, month: a.value, day: b.value)
        }

        /// Seconds since midnight; 0 without a time; `nil` for an impossible one.
        var seconds: Int? {
            guard let timeStart else { return 0 }
            let end = timeStart == 0 ? max(count - 3, min(count, 3)) : count
            var hour = value(timeStart).value
            let minute = timeStart + 1 < end ? value(timeStart + 1).value : 0
            let second = timeStart + 2 < end ? value(timeStart + 2).value : 0
            if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
            guard hour < 24, minute < 60, second < 60 else { return nil }
            return hour * 3600 + minute * 60 + second
        }
    }
}
