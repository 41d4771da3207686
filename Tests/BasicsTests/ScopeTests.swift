import Basics
import Testing

@Suite struct ScopeTests {
    @Test(arguments: [
        ("H40", "000.00.16.H40", true), ("000.00.16.H40", "000.04.16.H40", true),
        ("000.00.16.H40", "000.00.17.H40", false), ("000.04.16.H40", "000.00.16.H40", false),
        ("H40", "000.00.16.H41", false),
        ("H40", "no code", false),
    ])
    func anAgencyCoversWhatIsBelowIt(own: String, other: String, isCovered: Bool) throws {
        #expect(Scope.agencies([try #require(AgencyScope(rawValue: own))]).covers(other) == isCovered)
    }

    @Test func nothingIsOutsideOfEverything() {
        #expect(Scope.everything.covers("000.00.16.H40"))
        #expect(!Scope.agencies([]).covers("H40"))
    }
}
