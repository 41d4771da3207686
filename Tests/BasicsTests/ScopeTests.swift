import Basics
import Testing

@Suite struct ScopeTests {
    @Test(arguments: [
        ("000.00.16.H40", ["H40", "16"]), ("000.00.00.H40", ["H40"]), ("103.04.16.H40", ["H40", "16", "04", "103"]),
        ("000.04.16.H40", ["H40", "16", "04"]), ("H40.16", ["H40", "16"]), ("H61.103.4", ["H61", "103", "4"]),
        ("H40", ["H40"]), ("000.16.10.G15", ["G15", "10", "16"]),
    ])
    func codesAreReadFromTheHighestLevelDown(code: String, levels: [String]) {
        #expect(AgencyPath(code: code).levels == levels)
    }

    @Test(arguments: [
        ("H40", "000.00.16.H40", true), ("000.00.16.H40", "000.04.16.H40", true),
        ("000.00.16.H40", "000.00.17.H40", false), ("000.04.16.H40", "000.00.16.H40", false),
        ("H40", "000.00.16.H41", false), ("H4", "H40", false), ("", "H40", false),
    ])
    func anAgencyCoversWhatIsBelowIt(own: String, other: String, isCovered: Bool) {
        #expect(Scope.agencies([AgencyPath(code: own)]).covers(other) == isCovered)
    }

    @Test func nothingIsOutsideOfEverything() {
        #expect(Scope.everything.covers("000.00.16.H40"))
        #expect(!Scope.agencies([]).covers("H40"))
    }
}
