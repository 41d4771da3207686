import Basics
import PostalChannel
import Testing

struct ManifestNumberTests {
    private static func number(_ sequence: Int, office: String = "700100", year: Int = 2026) throws
        -> HandoverListNumber
    {
        try #require(HandoverListNumber(office: office, year: year, sequence: sequence))
    }

    @Test(arguments: [
        ("BG-700100-2026-0001", true), ("BG-700100-2026-12345", true), ("BG-700100-2026-1", false),
        ("BG-700100-2026-00001", false), ("BG-700100-2026-0000", false), ("bg-700100-2026-0001", false),
        ("BG--2026-0001", false), ("BG-700100-26-0001", false), ("BG-700100-2026", false), ("", false),
        ("BG-700 100-2026-0001", false), ("BG-700100-2026-0001-1", false), ("BG-700100-+2026-0001", false),
    ])
    func numbersHaveOneForm(text: String, isNumber: Bool) {
        #expect(HandoverListNumber(rawValue: text)?.rawValue == (isNumber ? text : nil))
    }

    @Test func numbersHaveNoGaps() throws {
        func begin(_ number: HandoverListNumber, after previous: HandoverListNumber?) throws(HandoverListRefusal) {
            guard let day = CalendarDay(year: number.year, month: 11, day: 18) else { return }
            _ = try HandoverList(
                number: number, after: previous, direction: .return, day: day, drafted: Instant(milliseconds: 0))
        }
        let second = try Self.number(2)
        #expect(throws: Never.self) { try begin(Self.number(1), after: nil) }
        #expect(throws: Never.self) { try begin(Self.number(3), after: second) }
        #expect(throws: Never.self) { try begin(Self.number(1, year: 2027), after: nil) }
        let wrong: [(HandoverListNumber, HandoverListNumber?)] = try [
            (Self.number(2), nil), (Self.number(2), second), (Self.number(4), second), (Self.number(1), second),
            (Self.number(3, office: "700200"), second), (Self.number(3, year: 2027), second),
        ]
        for (number, previous) in wrong {
            let refusal = #expect(throws: HandoverListRefusal.self) { try begin(number, after: previous) }
            #expect(refusal?.code == .gapInNumbers)
        }
        let expected = #expect(throws: HandoverListRefusal.self) { try begin(Self.number(4), after: second) }
        #expect(expected?.vietnamese.contains("BG-700100-2026-0003") == true)
    }

    @Test func theNumbersYearIsTheDays() throws {
        let refusal = #expect(throws: HandoverListRefusal.self) {
            try HandoverList(
                number: Self.number(1), after: nil, direction: .return, day: day("2027-01-02"),
                drafted: moment("2027-01-02 08:00"))
        }
        #expect(refusal?.code == .wrongYear)
    }
}
