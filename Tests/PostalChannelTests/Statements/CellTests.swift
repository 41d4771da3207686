import Basics
import PostalChannel
import Testing

/// Amounts and days as the post writes them.
struct CellTests {
    @Test(arguments: [
        ("1.234.000", 1_234_000), ("1,234,000", 1_234_000), ("1234000", 1_234_000), ("1.234.000 đ", 1_234_000),
        ("1 234 000", 1_234_000), ("1\u{A0}234\u{A0}000", 1_234_000), ("1,234,000 VND", 1_234_000),
        ("22.500", 22_500), ("22500.0", 22_500), ("22.500,00", 22_500), ("2.25E4", 22_500), ("2,25E+04", 22_500),
        ("22.500đ", 22_500), ("22.500 đồng", 22_500), ("-", 0), ("–", 0), ("0", 0), ("0 đ", 0), ("", nil),
        ("-5.000", -5_000), ("(5.000)", -5_000), ("abc", nil), ("Tổng", nil), ("22,55", nil),
        // Signs on either side, of all widths, parentheses, credit.
        ("5.000-", -5_000), ("\u{2212}5.000", -5_000), ("–5.000", -5_000), ("5.000\u{2212}", -5_000),
        ("5.000 CR", -5_000),
        ("(5.000 đ)", -5_000), ("+5.000", 5_000), ("5.000 DR", 5_000), ("5.000,-", nil), ("-5.000-", nil),
        ("(5.000", nil),
        // More digits than a group before an only sign: a fraction of three digits.
        ("21000,000", 21_000), ("21000.000", 21_000), ("1.234.56", nil), ("12.34.567", nil), ("1.234,567.89", nil),
        // Two numbers are none; a unit of the cell's own counts.
        ("21.000 22.000", nil), ("21.000-22.000", nil), ("21.000 + 5.000", nil), ("21 nghìn", 21_000),
        ("0,5 triệu", 500_000),
        ("1'234'000", 1_234_000), ("21.000 (đã gồm VAT)", nil), ("#REF!", nil),
        ("VND 21,000", 21_000), ("21.000₫", 21_000),
        // What is left of a file whose quotation mark is not closed.
        ("22.500" + String(repeating: ";", count: 100_000), nil),
    ])
    func amounts(text: String, amount: Int?) {
        #expect(AmountCell.read(text.isEmpty ? .empty : .text(text)) == amount)
    }

    /// Fractions of a đồng, as charges without tax have them, by the rule; noise of binary floating point is none.
    @Test(arguments: [
        ("19444.44", FractionRule.nearest, 19_444 as Int?), ("19444.5", .nearest, 19_445),
        ("-19444.5", .nearest, -19_445),
        ("19444.99", .down, 19_444), ("19444.44", .refuse, nil), ("19444", .refuse, 19_444),
        ("20999.999999999996", .refuse, 21_000), ("2.0999999999999996E4", .nearest, 21_000),
    ])
    func fractions(number: String, rule: FractionRule, amount: Int?) {
        #expect(AmountCell.exact(.number(number))?.rounded(rule) == amount)
    }

    @Test(arguments: [
        ("22,5", 1000, true, 22_500), ("22.5", 1000, true, 22_500), ("1.250", 1000, true, 1_250_000),
        ("0,120", 1000, false, 120), ("1,5", 1000, false, 1_500),
    ])
    func thousandsAndKilograms(text: String, scale: Int, isGrouped: Bool, amount: Int) {
        #expect(AmountCell.read(.text(text), scale: scale, isGrouped: isGrouped) == amount)
        #expect(AmountCell.read(.number("22.5"), scale: 1000) == 22_500)
    }

    @Test(arguments: [
        ("24/10/2026 05:32", "2026-10-24 05:32"), ("24-10-2026 05:32:00", "2026-10-24 05:32"),
        ("24.10.2026 05:32", "2026-10-24 05:32"), ("05:32 24/10/2026", "2026-10-24 05:32"),
        ("05:32:00 24/10/2026", "2026-10-24 05:32"), ("5h32 24/10/2026", "2026-10-24 05:32"),
        ("2026-10-24T05:32:00", "2026-10-24 05:32"), ("2026-10-24T05:32:00.000+07:00", "2026-10-24 05:32"),
        ("2026-10-23T22:32:00Z", "2026-10-24 05:32"), ("24/10/26 05:32", "2026-10-24 05:32"),
        ("24/10/2026 05:32:00 SA", "2026-10-24 05:32"), ("24/10/2026 05:32:00 CH", "2026-10-24 17:32"),
        ("5:32 24/10", "2026-10-24 05:32"), ("24/10 05:32", "2026-10-24 05:32"), ("05:12 04/10", "2026-10-04 05:12"),
        ("46319.2305555556", "2026-10-24 05:32"),
    ])
    func times(text: String, moment expected: String) throws {
        let near = try #require(CalendarDay(year: 2026, month: 10, day: 31))
        #expect(DateCell.read(.text(text), near: near) == PostalTime(try moment(expected)))
    }

    @Test(arguments: [
        "24-Oct-26", "24 October 2026", "Oct 24, 2026", "Sat, 24 Oct 2026", "2026-Oct-24", "20261024", "24102026",
        "241026",
        "261024", "46319,0",
    ])
    func namedMonthsAndDigitsOnly(text: String) throws {
        let near = try #require(CalendarDay(year: 2026, month: 10, day: 31))
        let day = PostalTime(try moment("2026-10-24 00:00"), isWholeDay: true)
        #expect(DateCell.read(.text(text), near: near) == day)
    }

    /// Numbers lose the zero in front.
    @Test(arguments: ["3112026", "31126", "20261103"])
    func daysKeptAsNumbers(number: String) throws {
        let day = PostalTime(try moment("2026-11-03 00:00"), isWholeDay: true)
        #expect(DateCell.read(.number(number)) == day)
    }

    @Test(arguments: [
        ("2026-10-24T05:32:00+07:00", "2026-10-24 05:32"), ("2026-10-23T22:32:00+00:00", "2026-10-24 05:32"),
        ("2026-10-23 17:32:00 -0500", "2026-10-24 05:32"), ("24/10/2026 07:32 +09", "2026-10-24 05:32"),
        ("05:32 24-10-2026", "2026-10-24 05:32"), ("24/10/2026 24:00", "2026-10-24 23:59"),
        ("46319,2305555556", "2026-10-24 05:32"), ("24-Oct-26 05:32", "2026-10-24 05:32"),
        ("20261024 05:32", "2026-10-24 05:32"),
        ("20261024053200", "2026-10-24 05:32"), ("20261024T053200", "2026-10-24 05:32"),
        ("202610240532", "2026-10-24 05:32"),
    ])
    func offsetsAndEnds(text: String, moment expected: String) throws {
        #expect(DateCell.read(.text(text)) == PostalTime(try moment(expected)))
    }

    @Test(arguments: ["24/10/2026", "2026-10-24", "24-10-26", "24.10.2026", "ngày 24 tháng 10 năm 2026", "46319"])
    func days(text: String) throws {
        let day = try #require(DateCell.read(.text(text)))
        #expect(day == PostalTime(try moment("2026-10-24 00:00"), isWholeDay: true))
    }

    /// A format that shows hours makes a midnight of a whole serial; a fraction just below a day is the next one.
    @Test func serials() throws {
        let midnight = PostalTime(try moment("2026-10-24 00:00"))
        #expect(DateCell.read(.dateTime("46319")) == midnight)
        #expect(DateCell.read(.dateTime("46318.9999999")) == midnight)
        #expect(DateCell.read(.date("46319")) == PostalTime(midnight.instant, isWholeDay: true))
        #expect(DateCell.read(.date("46318.9999999")) == PostalTime(midnight.instant, isWholeDay: true))
        #expect(DateCell.read(.date("46319.2305555556")) == PostalTime(try moment("2026-10-24 05:32")))
    }

    @Test(arguments: ["", "-", "24/13/2026", "24/10/2026 25:00", "Tổng cộng", "1.234.000", "24/10", "05:32 24/10"])
    func noDays(text: String) { #expect(DateCell.read(.text(text)) == nil) }

    /// A day without a year lies in the year that is nearest to the statement.
    @Test(arguments: [("31/12", "2025-12-31 00:00"), ("02/01", "2026-01-02 00:00")])
    func turnOfTheYear(text: String, moment expected: String) throws {
        let near = try #require(CalendarDay(year: 2026, month: 1, day: 4))
        #expect(
            DateCell.read(.text(text), near: near) == PostalTime(try moment(expected), isWholeDay: true))
    }
}
