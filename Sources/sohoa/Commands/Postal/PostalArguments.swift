import ArgumentParser
import Basics
import Office
import PostalChannel

extension HandoverListNumber {
    /// Takes a list's number from the command line.
    static func argument(_ text: String) throws -> HandoverListNumber {
        guard let number = HandoverListNumber(rawValue: text.uppercased()) else {
            throw ValidationError("Số bảng kê không hợp lệ: \(text) — not a list's number, as in BG-700100-2026-0042")
        }
        return number
    }
}

extension PostalTime {
    /// Takes a time, or a day whose hour is not known, from the command line.
    static func argument(_ text: String) throws -> PostalTime {
        guard let time = DateCell.read(.text(text)) else {
            throw ValidationError("Thời điểm không hợp lệ: \(text) — not a time, as in 2026-11-21T09:30")
        }
        return time
    }
}

extension CalendarDay {
    /// The last day that there is.
    static var last: CalendarDay {
        get throws {
            guard let day = CalendarDay(year: 2199, month: 12, day: 31) else { throw ValidationError("no last day") }
            return day
        }
    }
}

extension CalendarDay {
    /// Takes a day from the command line.
    static func argument(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(rawValue: text) else {
            throw ValidationError("Ngày không hợp lệ: \(text) — not a day, as in 2026-11-15")
        }
        return day
    }
}
