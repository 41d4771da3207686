import Basics
import Testing

@Suite struct LoginNameTests {
    @Test(arguments: [
        ("lan", "lan"), (" Lan.Le ", "lan.le"), ("lan@h40.gov.vn", "lan@h40.gov.vn"), ("a1", "a1"),
        ("\tLAN_2-x\n", "lan_2-x"),
    ])
    func whatIsTyped(text: String, name: String) { #expect(LoginName(typed: text)?.rawValue == name) }

    @Test(arguments: [
        "", "a", "1a", ".lan", "lan le", "lân", "038095012345", "lan\u{200B}", "lan/le", "ｌａｎ",
        String(repeating: "a", count: 65),
    ])
    func whatIsNone(text: String) {
        #expect(LoginName(typed: text) == nil)
        #expect(LoginName(rawValue: text) == nil)
    }

    @Test func aScopeContainsWhatIsBelowIt() throws {
        let scope = { (texts: [String]) in Scope.agencies(Set(texts.compactMap { AgencyScope(rawValue: $0) })) }
        #expect(Scope.everything.contains(.everything))
        #expect(Scope.everything.contains(scope(["H40"])))
        #expect(!scope(["H40"]).contains(.everything))
        #expect(scope(["H40"]).contains(scope(["H40.16", "000.00.17.H40"])))
        #expect(!scope(["H40.16"]).contains(scope(["H40.16", "H40.17"])))
        #expect(!scope(["H40.16"]).contains(scope(["H40.160"])))
        #expect(!scope(["H40.16"]).contains(scope(["H40"])))
        #expect(scope(["H40.16"]).contains(scope([])))
    }
}
