/// Reads times of day as registers write them.
enum LocalDateTime {
    /// Takes `yyyy-MM-ddTHH:mm`, with seconds, with a blank for the `T`, with an offset (`Z`, `+07:00`) or without,
    /// which means +07:00.
    static func instant(_ text: String) -> Instant? {
        guard text.utf8.count <= 32, let separator = text.firstIndex(where: { $0 == "T" || $0 == " " }),
            let day = CalendarDay(rawValue: String(text[..<separator]))
        else { return nil }
        let rest = text[text.index(after: separator)...]
        let clock = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
        guard let seconds = secondsOfDay(clock), let offset = offset(rest[clock.endIndex...]) else { return nil }
        return Instant(milliseconds: (Int64(day.daysSinceEpoch) * 86_400 + Int64(seconds)) * 1000 - offset)
    }

    private static func secondsOfDay(_ clock: Substring) -> Int? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60, numbers.count < 3 || numbers[2] < 60
        else {
            return nil
        }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    /// The offset from UTC in milliseconds.
    private static func offset(_ text: Substring) -> Int64? {
        if text.isEmpty { return LocalTime.offset }
        if text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-", let seconds = secondsOfDay(text.dropFirst()),
            text.utf8.count == 6
        else { return nil }
        return Int64(seconds) * (sign == "+" ? 1000 : -1000)
    }
}
