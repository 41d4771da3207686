/// Shows instants as clerks read them: at +07:00, which Việt Nam keeps all year.
public enum LocalTime {
    /// Offset of Indochina Time from UTC in milliseconds.
    public static let offset: Int64 = 7 * 3600 * 1000

    /// `dd/MM/yyyy HH:mm`.
    public static func text(_ instant: Instant) -> String {
        let local = instant.milliseconds + offset
        let dayLength: Int64 = 86_400_000
        let day = local >= 0 ? local / dayLength : (local - dayLength + 1) / dayLength
        let minute = Int((local - day * dayLength) / 60_000)
        let date = civilDate(daysSinceEpoch: Int(day))
        return "\(two(date.day))/\(two(date.month))/\(date.year) \(two(minute / 60)):\(two(minute % 60))"
    }

    /// `dd/MM/yyyy`.
    public static func text(_ day: CalendarDay) -> String { "\(two(day.day))/\(two(day.month))/\(day.year)" }

    /// The calendar day of an instant; `nil` outside the years that ``CalendarDay`` knows.
    public static func day(of instant: Instant) -> CalendarDay? {
        let day = Int((instant.milliseconds + offset) / 86_400_000)
        let date = civilDate(daysSinceEpoch: day)
        return CalendarDay(year: date.year, month: date.month, day: date.day)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// Inverse of ``CalendarDay/daysSinceEpoch``, without its limits.
    private static func civilDate(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
