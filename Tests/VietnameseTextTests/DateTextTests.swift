import Testing

@testable import VietnameseText

@Suite struct DateTextTests {
    @Test(arguments: [
        ("ngày 17 tháng 7 năm 2026", "2026-07-17"),
        ("Ngày 05 tháng 12 năm 2025.", "2025-12-05"),
        ("Bến Thủy Tây, ngày 03 tháng 02 năm 2026", "2026-02-03"),
        ("ngày17tháng 07 năm2026", "2026-07-17"),
        ("ngày 0l tháng l2 năm 2026", "2026-12-01"),
        ("ngày 9 tháng 9 năm 20 26", "2026-09-09"),
        ("17/07/2026", "2026-07-17"),
        ("sinh ngày 7-1-1985,", "1985-01-07"),
        ("17.7.2026", "2026-07-17"),
        ("17/12/ 1953", "1953-12-17"),
        ("29/02/2024", "2024-02-29"),
        ("06I08I2025", "2025-08-06"),
        ("28/0111965", "1965-01-28"),
    ])
    func readsDates(text: String, iso: String) {
        #expect(DateText.first(in: text)?.iso == iso)
    }

    @Test(arguments: [
        "31/04/2026", "29/02/2025", "00/01/2026", "12/13/2026", "1/1/1899", "17/07-2026", "2801111965", "số 123/2026",
        "ngày tháng năm 2026", "12.345.678", "",
    ])
    func refusesWhatIsNoDate(text: String) {
        #expect(DateText.first(in: text) == nil)
    }

    @Test func tellsWhereTheDateStands() throws {
        let text = ScannableText("Căn cứ đơn ngày 01/02/2026 và ngày 3 tháng 4 năm 2026;")
        let matches = DateText.all(in: text)
        #expect(matches.map { text.printed($0.range) } == ["01/02/2026", "ngày 3 tháng 4 năm 2026"])
    }
}
