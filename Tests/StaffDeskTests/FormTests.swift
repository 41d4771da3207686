import Basics
import Foundation
import Testing

@testable import StaffDesk

@Suite struct FormTests {
    static let forms: [(String, String, String?)] = [
        ("q=nguyen+van", "q", "nguyen van"), ("q=%C4%90%C3%B4ng", "q", "Đông"), ("q=a%2Bb", "q", "a+b"),
        ("q=%zz", "q", "%zz"), ("q=%F", "q", "%F"), ("q=%+F", "q", "% F"), ("q=%FF", "q", "\u{FFFD}"),
        ("q=++", "q", nil), ("q", "q", nil),
        ("a=1&q=2&q=3", "q", "2"), ("", "q", nil), ("q=x=y", "q", "x=y"),
    ]

    @Test(arguments: forms) func fieldsAreDecoded(text: String, name: String, value: String?) {
        #expect(FormFields(text)[name] == value)
    }

    @Test func severalOfOneName() {
        #expect(FormFields("role=a&role=b").all("role") == ["a", "b"])
        #expect(FormFields("p=+x+").exact("p") == " x ")
    }

    @Test func whatIsWrittenIsReadBack() {
        let text = "Đơn & \"phụ lục\" + 100% /?#"
        let address = Address("/search").with("q", text).with("person", nil).with("case", "")
        let query = address.text.split(separator: "?", maxSplits: 1)
        #expect(query.count == 2 && FormFields(query[1])["q"] == text)
        #expect(!address.text.contains("person") && !address.text.contains("case"))
    }

    static let addresses: [(String?, String?)] = [
        ("/cases/x?y=1", "/cases/x?y=1"), ("//evil.example", nil), ("https://evil.example", nil),
        ("/\\evil.example", nil),
        ("/a\r\nSet-Cookie: x", nil), ("javascript:alert(1)", nil), (nil, nil),
        ("/" + String(repeating: "x", count: 2_000), nil),
    ]

    @Test(arguments: addresses) func afterSigningInNobodyIsSentElsewhere(address: String?, local: String?) {
        #expect(SignInPages.local(address) == local)
    }

    static let names: [(String, String)] = [
        ("scan.pdf", "attachment; filename=\"scan.pdf\"; filename*=UTF-8''scan.pdf"),
        ("Đơn \"1\".pdf", "attachment; filename=\"__n _1_.pdf\"; filename*=UTF-8''%C4%90%C6%A1n%20%221%22.pdf"),
        ("../../etc/passwd", "attachment; filename=\".._.._etc_passwd\"; filename*=UTF-8''.._.._etc_passwd"),
        ("a\r\nb", "attachment; filename=\"a_r_nb\"; filename*=UTF-8''a_r_nb"),
    ]

    @Test(arguments: names) func aFilesNameIsOnlyAName(name: String, field: String) {
        let made = Download.disposition(name)
        #expect(made == field)
        #expect(!made.contains("\r") && !made.contains("\n"))
    }

    static let scopes: [(String?, Set<String>?)] = [
        (nil, []), ("H40.16", ["H40.16"]), ("000.00.16.H40, H40.23", ["H40.16", "H40.23"]), ("H40;x", nil),
        ("abc", nil),
    ]

    @Test(arguments: scopes) func scopesOfForms(text: String?, agencies: Set<String>?) {
        let scope = Scope(form: text)
        guard let agencies else {
            #expect(scope == nil)
            return
        }
        #expect(
            scope
                == (agencies.isEmpty ? .everything : .agencies(Set(agencies.compactMap { AgencyScope(rawValue: $0) }))))
    }

    static let days: [(String, CalendarDay?)] = [
        ("06/10/2026", CalendarDay(year: 2026, month: 10, day: 6)),
        ("6-1-2026", CalendarDay(year: 2026, month: 1, day: 6)),
        ("31/02/2026", nil), ("2026", nil), ("", nil),
    ]

    @Test(arguments: days) func daysAsClerksWriteThem(text: String, day: CalendarDay?) {
        #expect(SearchAsked.day(text) == day)
    }
}
