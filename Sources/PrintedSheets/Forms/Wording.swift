import Basics
import VietnameseText

/// How days, amounts and counts are put into words on sheets.
enum Wording {
    /// `ngày 19 tháng 10 năm 2026`, with a nought before days below 10 and months below 3 (Decree 30/2020/NĐ-CP).
    static func long(_ day: CalendarDay) -> String {
        let dayText = day.day < 10 ? "0\(day.day)" : String(day.day)
        let month = day.month < 3 ? "0\(day.month)" : String(day.month)
        return "ngày \(dayText) tháng \(month) năm \(day.year)"
    }

    /// `1.234.000 đồng`.
    static func amount(_ amount: Dong) -> String { "\(amount.digits) đồng" }

    /// `Một triệu hai trăm ba mươi tư nghìn đồng`.
    static func words(_ amount: Dong) -> String {
        let words = NumberWords.spelled(amount.rawValue) + " đồng"
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// With dots between the thousands.
    static func count(_ number: Int) -> String { Dong(number).digits }
}
