/// Text strings and dates of PDF (ISO 32000-1, 7.9.2 and 7.9.4).
enum PDFText {
    /// UTF-16 with byte order mark, UTF-8 with mark, else PDFDocEncoding, of which the part equal to Latin-1 is read.
    static func decode(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: bytes.map { Unicode.Scalar($0) })
        return String(text)
    }

    static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
        var units: [UInt16] = []
        var high: UInt8?
        for byte in bytes {
            if let first = high {
                units.append(bigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first))
                high = nil
            } else {
                high = byte
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The moment that `D:20260423155416+07'00'` names, in milliseconds since 1970; `nil` when it is no date or has no
    /// zone, which says nothing certain.
    static func milliseconds(ofDate bytes: [UInt8]) -> Int64? {
        var digits = decode(bytes).utf8.map { $0 }[...]
        if digits.starts(with: Array("D:".utf8)) { digits = digits.dropFirst(2) }
        func take(_ count: Int) -> Int? {
            guard digits.count >= count else { return nil }
            var value = 0
            for byte in digits.prefix(count) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            digits = digits.dropFirst(count)
            return value
        }
        guard let year = take(4), let month = take(2), let day = take(2), let hour = take(2), let minute = take(2)
        else { return nil }
        let second = take(2) ?? 0
        guard let sign = digits.popFirst() else { return nil }
        var shift = 0
        switch sign {
        case 0x5A: break
        case 0x2B, 0x2D:
            guard let hours = take(2) else { return nil }
            if digits.first == 0x27 { digits = digits.dropFirst() }
            shift = (hours * 60 + (take(2) ?? 0)) * (sign == 0x2B ? 1 : -1)
        default: return nil
        }
        guard let seconds = CivilTime.seconds(year, month, day, hour, minute, second) else { return nil }
        return (seconds - Int64(shift) * 60) * 1000
    }
}

/// Proleptic Gregorian days, without Foundation.
enum CivilTime {
    /// Seconds since 1970-01-01T00:00:00Z; `nil` for what is no date or time.
    static func seconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day >= 1, day <= lengths[month - 1] else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The day that is so many days after 1970-01-01.
    static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = Int((Double(shifted) / 146_097).rounded(.down))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}
