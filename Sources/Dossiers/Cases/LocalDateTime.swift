import Basics

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

    /// `yyyy-MM-ddTHH:mm:ss`, or only the day, of a moment counted from 1 January 1970.
    static func text(day: Int, milliseconds: Int, isDay: Bool) -> String {
        let start = Instant(milliseconds: Int64(day) * 86_400_000 - LocalTime.offset)
        guard let date = LocalTime.day(of: start) else { return "" }
        guard !isDay else { return date.rawValue }
        let seconds = milliseconds / 1_000
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(date.rawValue)T\(parts.joined(separator: ":"))"
    }

    /// The same of `dd/MM/yyyy HH:mm`, as spreadsheets in Việt Nam show times; `nil` for what is written otherwise.
    static func fromDayFirst(_ text: String, isDay: Bool) -> String? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        let date = (parts.first ?? "").split { $0 == "/" || $0 == "-" || $0 == "." }
        guard (1...2).contains(parts.count), date.count == 3, date[2].count == 4,
            let numbers = try? date.map({ part throws(NotANumber) in try number(part) }),
            let day = CalendarDay(year: numbers[2], month: numbers[1], day: numbers[0])
        else { return nil }
        if isDay { return day.rawValue }
        // A day without an hour is no moment: what is missing is told rather than made up.
        guard parts.count == 2, secondsOfDay(parts[1]) != nil else { return nil }
        return "\(day.rawValue)T\(parts[1])"
    }

    private struct NotANumber: Error {}

    private static func number(_ text: Substring) throws(NotANumber) -> Int {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(text)
        else { throw NotANumber() }
        return number
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
