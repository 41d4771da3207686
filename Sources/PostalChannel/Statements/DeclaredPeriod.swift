import Basics

/// Finds out which days a statement says that it covers.
public enum DeclaredPeriod {
    /// The period of the first text that names one: two days (`Từ ngày 09/11/2026 đến ngày 15/11/2026`,
    /// `ky4_20261109_20261115.xlsx`), else a month (`Tháng 11/2026`).
    /// - Parameter texts: titles above the table, the sheet's name, the file's name; those that count more first.
    public static func find(in texts: [String]) -> ClosedRange<CalendarDay>? {
        texts.lazy.compactMap(twoDays).first ?? texts.lazy.compactMap(month).first
    }

    /// A longer period is no statement's.
    private static let longest = 400

    private static func twoDays(_ text: String) -> ClosedRange<CalendarDay>? {
        let days = days(in: numbers(in: text))
        guard days.count >= 2, days[0] <= days[1], days[1].daysSinceEpoch - days[0].daysSinceEpoch <= longest else {
            return nil
        }
        return days[0]...days[1]
    }

    private static func days(in numbers: [(value: Int, digits: Int)]) -> [CalendarDay] {
        var days: [CalendarDay] = []
        var place = 0
        while place < numbers.count {
            if let day = compact(numbers[place]) {
                days.append(day)
                place += 1
            } else if place + 2 < numbers.count,
                let day = parted(numbers[place], numbers[place + 1], numbers[place + 2])
            {
                days.append(day)
                place += 3
            } else {
                place += 1
            }
        }
        return days
    }

    /// `20261109` or `09112026`.
    private static func compact(_ number: (value: Int, digits: Int)) -> CalendarDay? {
        guard number.digits == 8 else { return nil }
        let value = number.value
        return plausible(CalendarDay(year: value / 10_000, month: value / 100 % 100, day: value % 100))
            ?? plausible(CalendarDay(year: value % 10_000, month: value / 10_000 % 100, day: value / 1_000_000))
    }

    private static func parted(
        _ a: (value: Int, digits: Int), _ b: (value: Int, digits: Int), _ c: (value: Int, digits: Int)
    ) -> CalendarDay? {
        guard b.digits <= 2 else { return nil }
        if a.digits == 4, c.digits <= 2 { return plausible(CalendarDay(year: a.value, month: b.value, day: c.value)) }
        guard a.digits <= 2, c.digits == 4 || c.digits == 2 else { return nil }
        let year = c.digits == 2 ? 2000 + c.value : c.value
        return plausible(CalendarDay(year: year, month: b.value, day: a.value))
    }

    private static func month(_ text: String) -> ClosedRange<CalendarDay>? {
        let words = FoldedWords(text)
        guard let place = words.words.firstIndex(of: "thang") else { return nil }
        let numbers = numbers(in: words.words[(place + 1)...].joined(separator: " "))
        guard numbers.count >= 2, numbers[1].digits == 4,
            let first = plausible(CalendarDay(year: numbers[1].value, month: numbers[0].value, day: 1)),
            let last = (28...31).reversed().lazy.compactMap({
                CalendarDay(year: first.year, month: first.month, day: $0)
            }).first
        else { return nil }
        return first...last
    }

    private static func plausible(_ day: CalendarDay?) -> CalendarDay? {
        guard let day, (2015...2100).contains(day.year) else { return nil }
        return day
    }

    private static func numbers(in text: String) -> [(value: Int, digits: Int)] {
        text.split { !($0.isASCII && $0.isNumber) }.compactMap { run in
            run.utf8.count <= 9 ? Int(run).map { ($0, run.utf8.count) } : nil
        }
    }
}
