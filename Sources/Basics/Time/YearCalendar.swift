/// The days off of one year and the weekend days worked instead, as decided and announced each year: data, not code.
public struct YearCalendar: Hashable, Sendable, Codable {
    /// A day off that is no ordinary weekend.
    public struct Holiday: Hashable, Sendable, Codable {
        public var day: CalendarDay
        /// `Tết Nguyên đán`, `Nghỉ bù Giỗ Tổ Hùng Vương`.
        public var name: String
        /// The law or announcement that makes it one.
        public var source: String

        public init(day: CalendarDay, name: String, source: String) {
            self.day = day
            self.name = name
            self.source = source
        }
    }

    /// A Saturday or Sunday that is worked in exchange for a day off.
    public struct WorkedDay: Hashable, Sendable, Codable {
        public var day: CalendarDay
        /// The day off that it makes up for.
        public var insteadOf: CalendarDay
        public var source: String

        public init(day: CalendarDay, insteadOf: CalendarDay, source: String) {
            self.day = day
            self.insteadOf = insteadOf
            self.source = source
        }

        private enum CodingKeys: String, CodingKey {
            case day, source
            case insteadOf = "instead_of"
        }
    }

    public var year: Int
    /// Days off; a holiday on a weekend stands beside the day off that makes up for it.
    public var holidays: [Holiday]
    public var workedDays: [WorkedDay]

    public init(year: Int, holidays: [Holiday], workedDays: [WorkedDay] = []) {
        self.year = year
        self.holidays = holidays
        self.workedDays = workedDays
    }

    private enum CodingKeys: String, CodingKey {
        case year, holidays
        case workedDays = "worked_days"
    }
}

/// Why a calendar cannot answer.
public struct CalendarFault: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// No calendar for that year: the answer would be a guess.
        case yearMissing = "calendar_year_missing"
        case yearTwice = "calendar_year_twice"
        /// A day stands in the calendar of another year.
        case dayOutsideYear = "calendar_day_outside_year"
        case dayTwice = "calendar_day_twice"
        /// A day that is worked anyway is listed as worked in exchange.
        case notAWeekend = "calendar_not_a_weekend"
        /// A day is worked for one that is no day off.
        case notADayOff = "calendar_not_a_day_off"
        case outOfRange = "calendar_out_of_range"
    }

    public var code: Code
    public var year: Int
    public var day: CalendarDay?

    public init(_ code: Code, year: Int, day: CalendarDay? = nil) {
        self.code = code
        self.year = year
        self.day = day
    }

    public var stableCode: String { code.rawValue }

    public var vietnamese: String {
        let day = day.map { LocalTime.text($0) } ?? ""
        return switch code {
        case .yearMissing: "Chưa có lịch làm việc năm \(year); hãy bổ sung tệp lịch trước khi tính ngày làm việc."
        case .yearTwice: "Lịch năm \(year) được khai hai lần."
        case .dayOutsideYear: "Ngày \(day) không thuộc năm \(year) của lịch."
        case .dayTwice: "Ngày \(day) được khai hai lần trong lịch năm \(year)."
        case .notAWeekend: "Ngày làm bù \(day) không phải thứ Bảy, Chủ nhật."
        case .notADayOff: "Ngày \(day) được làm bù nhưng không có trong danh sách ngày nghỉ."
        case .outOfRange: "Ngày hoặc số ngày nằm ngoài phạm vi tính được."
        }
    }

    public var english: String {
        let day = day?.rawValue ?? ""
        return switch code {
        case .yearMissing: "There is no calendar for \(year); add its file before working days are counted."
        case .yearTwice: "The year \(year) has two calendars."
        case .dayOutsideYear: "\(day) is not a day of the calendar's year \(year)."
        case .dayTwice: "\(day) is listed twice in the calendar of \(year)."
        case .notAWeekend: "\(day) is listed as worked in exchange and is no weekend."
        case .notADayOff: "\(day) is made up for and is not listed as a day off."
        case .outOfRange: "A day or a number of days is outside of what can be computed."
        }
    }
}
