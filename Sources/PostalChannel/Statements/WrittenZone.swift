/// What a text that may be a day has to be looked at for; asked of every day of a statement, and seldom true.
struct DateMarks {
    /// Whether an offset from UTC may stand behind a time.
    private(set) var mayHaveZone = false
    /// Whether it has three letters in a row.
    private(set) var hasWord = false

    init(_ text: String) {
        var (hasTime, letters) = (false, 0)
        for byte in text.utf8 {
            if (0x61...0x7A).contains(byte | 0x20) {
                letters += 1
                if letters == 3 { hasWord = true }
                continue
            }
            letters = 0
            if byte == UInt8(ascii: ":") {
                hasTime = true
            } else if hasTime, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                mayHaveZone = true
            }
        }
    }
}

/// The offset from UTC behind a time: `+07:00`, `-0530`, `+07`.
struct WrittenZone {
    /// Milliseconds.
    let offset: Int64
    /// The text before it.
    let rest: String

    /// - Returns: `nil` where what stands behind a sign is no offset: `05:32 24-10-2026` has none.
    init?(_ text: String) {
        let bytes = Array(text.trimmed.utf8)
        guard let sign = bytes.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon < sign
        else { return nil }
        let written = bytes[(sign + 1)...].filter { $0 != UInt8(ascii: ":") }
        guard written.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        let before = bytes[..<sign].filter {
            $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".")
        }
        // Behind a time alone a dash begins the day.
        guard bytes[sign] == UInt8(ascii: "+") || before.count >= 2 else { return nil }
        let numbers = written.map { Int($0) - 0x30 }
        switch numbers.count {
        case 2: offset = Self.milliseconds(numbers[0] * 10 + numbers[1], 0, bytes[sign])
        case 4:
            offset = Self.milliseconds(numbers[0] * 10 + numbers[1], numbers[2] * 10 + numbers[3], bytes[sign])
        default: return nil
        }
        guard abs(offset) <= 14 * 3_600_000 else { return nil }
        rest = String(decoding: bytes[..<sign], as: UTF8.self)
    }

    private static func milliseconds(_ hours: Int, _ minutes: Int, _ sign: UInt8) -> Int64 {
        Int64(hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60_000 : 60_000)
    }
}

/// A day whose month is written as an English word, as spreadsheet programs show it by default: `03-Nov-26`.
struct NamedMonth {
    /// The text with the month's number in the place of its name.
    let text: String
    let isBehindDay: Bool

    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// - Returns: `nil` where no word is a month.
    init?(_ text: String) {
        var bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            guard Self.isLetter(bytes[start]) else {
                start += 1
                continue
            }
            let end = bytes[start...].firstIndex { !Self.isLetter($0) } ?? bytes.count
            let word = String(decoding: bytes[start..<end].map { $0 | 0x20 }, as: UTF8.self)
            if word.utf8.count >= 3,
                let month = Self.names.firstIndex(where: {
                    $0 == word || $0.prefix(3) == word || word == "sept" && $0.hasPrefix("sept")
                })
            {
                isBehindDay = bytes[..<start].contains { $0 &- 0x30 < 10 }
                bytes.replaceSubrange(start..<end, with: Array("-\(month + 1)-".utf8))
                self.text = String(decoding: bytes, as: UTF8.self)
                return
            }
            start = end
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 }
}
