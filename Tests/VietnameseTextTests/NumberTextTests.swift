import Testing

@testable import VietnameseText

@Suite struct NumberTextTests {
    @Test(arguments: [
        ("1.784.000.000 đồng", 1_784_000_000, true),
        ("8.000 đ", 8_000, true),
        ("45 000 VNĐ", 45_000, true),
        ("100,000đ", 100_000, true),
        ("Tổng cộng 39.250.000", 39_250_000, false),
        ("50.O00 đồng", 50_000, true),
    ])
    func readsAmounts(text: String, amount: Int, hasUnit: Bool) {
        let match = AmountText.all(in: ScannableText(text)).first
        #expect(match?.amount == amount)
        #expect(match?.hasUnit == hasUnit)
    }

    @Test(arguments: [
        ("Số: 907/QĐ-UBND", ["907/QĐ-UBND"]),
        ("Số:326/QĐ-UBND Hợp Đức Thượng, ngày 13 tháng 02", ["326/QĐ-UBND"]),
        ("Số: 693/2026/HĐCN", ["693/2026/HĐCN"]),
        ("202/2021", ["202/2021"]),
        ("Tờ trình số 86/ TTr-KTHT và 12/NQ-HĐND", ["86/TTr-KTHT", "12/NQ-HĐND"]),
        ("ngày 17/07/2026", []),
        ("Số: /QĐ-UBND", []),
        ("tỷ lệ 1/500", []),
        ("Số 27 – ngày 13", []),
        ("3O/TB-UBND", ["30/TB-UBND"]),
    ])
    func readsDocumentNumbers(text: String, numbers: [String]) {
        #expect(DocumentNumber.all(in: ScannableText(text)).map(\.number) == numbers)
    }

    @Test(arguments: [
        ("000187621365", ["000187621365"]),
        ("Căn cước số 000 187 621 365 cấp", ["000187621365"]),
        ("CMND: 012345678.", ["012345678"]),
        ("00018762136", []),
        ("0001876213650", []),
        ("OOO187621365", []),
        ("00O187621365", ["000187621365"]),
        ("0900217073", []),
    ])
    func readsIdentityNumbers(text: String, numbers: [String]) {
        #expect(CitizenNumber.all(in: ScannableText(text)).map(\.number.digits) == numbers)
    }

    @Test(arguments: [("000187621365", 1987, true), ("000099321243", 1999, false), ("000321387580", 2021, true)])
    func identityNumberTellsBirthAndSex(digits: String, year: Int, isFemale: Bool) {
        #expect(CitizenNumber(digits)?.birthYear == year)
        #expect(CitizenNumber(digits)?.isFemale == isFemale)
    }
}
