import Basics
import Testing

@testable import Dossiers

@Suite struct CodeTests {
    @Test(arguments: [
        "000.00.16.H40-261118-0042", "000.16.10.G15-240229-0001", "H40-261118-0042", "H40.16-261118-0042",
        "H61.103.4-251231-9999",
    ])
    func acceptsBothForms(code: String) {
        #expect(CaseCode(rawValue: code)?.rawValue == code)
    }

    @Test(arguments: [
        "", "0", "000.00.16.H40-261118-042", "000.00.16.H40-261118-00420", "000.00.16.H40-261318-0042",
        "000.00.16.H40-260229-0042", "000.00.16.H40-261100-0042", "00.00.16.H40-261118-0042",
        "000.00.16.h40-261118-0042", "000.00.16.H4O-261118-0042", "000.00.16.H40-261118-0042 ",
        "000.00.16.H40_261118_0042", "000.00.16-261118-0042", "G40-261118-0042", "H40.-261118-0042",
        "H40.1a-261118-0042", "H40..1-261118-0042", "H40-261118-0042-1", "٠٠٠.00.16.H40-261118-0042",
        "H40.\(String(repeating: "1", count: 80))-261118-0042",
    ])
    func refusesWhatIsNoCode(code: String) {
        #expect(CaseCode(rawValue: code) == nil)
    }

    @Test func tellsTheAgency() {
        #expect(CaseCode(rawValue: "000.00.16.H40-261118-0042")?.agency == "000.00.16.H40")
        #expect(CaseCode(rawValue: "H40.16-261118-0042")?.agency == "H40.16")
    }

    @Test(arguments: [
        ("TP01", true), ("KQ.1-A_2", true), ("0", true), (String(repeating: "A", count: 20), true), ("", false),
        ("tp01", false), ("TP 01", false), ("TP01/2", false), ("TPÁ", false),
        (String(repeating: "A", count: 21), false),
    ])
    func judgesComponentCodes(code: String, isValid: Bool) {
        #expect((ComponentCode(rawValue: code) != nil) == isValid)
    }

    @Test(
        arguments: [
            ("1970-01-01T07:00", 0), ("1970-01-01T00:00Z", 0), ("1970-01-01T07:00:01", 1_000),
            ("1970-01-01 07:01", 60_000), ("1970-01-01T09:00+09:00", 0), ("1969-12-31T23:00-01:00", 0),
        ] as [(String, Int64)])
    func readsTimes(text: String, milliseconds: Int64) {
        #expect(LocalDateTime.instant(text) == Instant(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "1970-01-01", "1970-01-01T", "1970-01-01T7:00", "1970-01-01T24:00", "1970-01-01T07:60",
        "1970-01-01T07:00:60",
        "1970-01-01T07:00+7", "1970-01-01T07:00+07:00:00", "1970-01-01T07:00 ", "1970-02-30T07:00",
    ])
    func refusesWhatIsNoTime(text: String) {
        #expect(LocalDateTime.instant(text) == nil)
    }
}
