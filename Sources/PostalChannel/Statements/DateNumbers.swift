import Basics

/// The numbers of a text that may be a day, and which of them are the time of day.
struct DateNumbers {
    private var values: (Int, Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0, 0)
    private var digits: (Int, Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0, 0)
    private(set) var count = 0
    /// Places of hour, minute and second; `nil` without a time.
    private(set) var time: Range<Int>?
    private(set) var isUTC = false
    /// Whether a slash or a dash parts the first two numbers of the day.
    private var hasDaySign = false
    private var isAfternoon: Bool?

    private static let maxNumbers = 9

    /// - Returns: whether the text may be a day: one to nine numbers, hardly any letters.
    mutating func scan(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var isInNumber = false
            var letters = 0
            for (place, byte) in bytes.enumerated() {
                if byte &- 0x30 < 10 {
                    guard append(byte - 0x30, isNew: !isInNumber) else { return false }
                    isInNumber = true
                    continue
                }
                let next = place + 1 < bytes.count ? bytes[place + 1] : 0
                if !note(byte, next: next, isBehindNumber: isInNumber) { letters += 1 }
                isInNumber = false
            }
            return count >= 1 && letters <= 24
        }
    }

    /// - Returns: whether the character is one of those that days and times are written with.
    private mutating func note(_ byte: UInt8, next: UInt8, isBehindNumber: Bool) -> Bool {
        switch byte {
        case 0x3A where isBehindNumber: addToTime(hasMore: next &- 0x30 < 10)
        case 0x68 where isBehindNumber, 0x48 where isBehindNumber, 0x67 where isBehindNumber:
            // `5h30`, `5g30`, `5h`
            addToTime(hasMore: next &- 0x30 < 10)
        case 0x41, 0x61, 0x50, 0x70:
            if next | 0x20 == 0x6D, count > 0 { isAfternoon = byte | 0x20 == 0x70 }
        case 0x53, 0x73:
            // SA, sáng
            if next | 0x20 == 0x61, count > 0 { isAfternoon = false }
        case 0x43, 0x63:
            // CH, chiều
            if next | 0x20 == 0x68, count > 0 { isAfternoon = true }
        case 0x5A: isUTC = true
        case 0x2D, 0x2F:
            if isBehindNumber, next &- 0x30 < 10 { hasDaySign = true }
        case 0x20, 0x2E, 0x2C, 0x54, 0x4D, 0x6D, 0x09: break
        default: return false
        }
        return true
    }

    private mutating func addToTime(hasMore: Bool) {
        let last = count - 1
        if let known = time {
            if known.upperBound == count, known.count < 3, hasMore { time = known.lowerBound..<count + 1 }
        } else {
            time = last..<(hasMore ? count + 1 : count)
        }
    }

    private mutating func append(_ digit: UInt8, isNew: Bool) -> Bool {
        if isNew {
            guard count < Self.maxNumbers else { return false }
            count += 1
        }
        let place = count - 1
        return withUnsafeMutableBytes(of: &values) { values in
            withUnsafeMutableBytes(of: &digits) { digits in
                let values = values.bindMemory(to: Int.self)
                let digits = digits.bindMemory(to: Int.self)
                values[place] = values[place] * 10 + Int(digit)
                digits[place] += 1
                return digits[place] <= 17
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
        case 6: (values.6, digits.6)
        case 7: (values.7, digits.7)
        default: (values.8, digits.8)
        }
    }

    /// The day, which stands before the time or behind it.
    func day(_ order: DateCell.Order, near: CalendarDay?) -> CalendarDay? {
        let start = time?.lowerBound == 0 ? time?.upperBound ?? 0 : 0
        let end = start == 0 ? time?.lowerBound ?? count : count
        if end - start >= 3 { return fullDay(from: start, order) }
        // `20261103 09:51`
        if end - start == 1 { return CompactDate(String(value(start).value))?.day(near: near) }
        guard end - start == 2, hasDaySign, let near else { return nil }
        return day(value(start), value(start + 1), order, near)
    }

    private func fullDay(from start: Int, _ order: DateCell.Order) -> CalendarDay? {
        let (a, b, c) = (value(start), value(start + 1), value(start + 2))
        if a.digits == 4 { return CalendarDay(year: a.value, month: b.value, day: c.value) }
        guard c.digits == 4 || c.digits == 2 else { return nil }
        let year = c.digits == 2 ? 2000 + c.value : c.value
        return order == .dayFirst
            ? CalendarDay(year: year, month: b.value, day: a.value)
            : CalendarDay(year: year, month: a.value, day: b.value)
    }

    /// The day without a year that lies nearest to another one.
    private func day(
        _ a: (value: Int, digits: Int), _ b: (value: Int, digits: Int), _ order: DateCell.Order, _ near: CalendarDay
    ) -> CalendarDay? {
        guard a.digits <= 2, b.digits <= 2 else { return nil }
        let (day, month) = order == .dayFirst ? (a.value, b.value) : (b.value, a.value)
        let days = (near.year - 1...near.year + 1).compactMap { CalendarDay(year: $0, month: month, day: day) }
        return days.min {
            abs($0.daysSinceEpoch - near.daysSinceEpoch) < abs($1.daysSinceEpoch - near.daysSinceEpoch)
        }
    }

    /// Seconds since midnight; 0 without a time; `nil` for an impossible one.
    var seconds: Int? {
        guard let time else { return 0 }
        var hour = value(time.lowerBound).value
        let minute = time.count > 1 ? value(time.lowerBound + 1).value : 0
        let second = time.count > 2 ? value(time.lowerBound + 2).value : 0
        if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        // The end of a day belongs to it: its last minute.
        if hour == 24, minute == 0, second == 0 { return 86_340 }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}
