import PostalChannel
import Testing

struct DeclaredPeriodTests {
    @Test(arguments: [
        ("Từ ngày 09/11/2026 đến ngày 15/11/2026", "2026-11-09", "2026-11-15"),
        ("Kỳ đối soát: 1/10/2026 - 31/10/2026", "2026-10-01", "2026-10-31"),
        ("ky4_20261109_20261115.xlsx", "2026-11-09", "2026-11-15"),
        ("doi-soat 2026-11-01_2026-11-07.csv", "2026-11-01", "2026-11-07"),
        ("Tháng 02 năm 2028", "2028-02-01", "2028-02-29"),
        ("BẢNG KÊ THÁNG 11/2026", "2026-11-01", "2026-11-30"),
    ])
    func isFound(text: String, first: String, last: String) {
        let days = DeclaredPeriod.find(in: ["BẢNG KÊ ĐỐI SOÁT", text])
        #expect(days?.lowerBound.rawValue == first)
        #expect(days?.upperBound.rawValue == last)
    }

    @Test(arguments: [
        "Sơn Định, ngày 16/11/2026", "Số: 123/BK-BĐ", "Từ ngày 15/11/2026 đến ngày 09/11/2026", "Tháng 13/2026",
    ])
    func isNotGuessed(text: String) { #expect(DeclaredPeriod.find(in: [text]) == nil) }

    @Test func daysGoBeforeMonths() {
        let days = DeclaredPeriod.find(in: ["Tháng 11/2026", "ky4_20261109_20261115.xlsx"])
        #expect(days?.lowerBound.rawValue == "2026-11-09")
    }
}
