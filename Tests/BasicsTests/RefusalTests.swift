import Basics
import Testing

@Suite struct RefusalTests {
    @Test func eachKindHasItsExitCodeAndStatus() {
        for kind in Refusal.Kind.allCases {
            // 1 means that a command did its work and found something; 64 is what the parser of arguments uses.
            #expect(![0, 1, 64].contains(kind.exitCode), "\(kind)")
            #expect((400...599).contains(kind.httpStatus), "\(kind)")
        }
    }

    @Test func aNameFromOutsideCannotForgeALine() {
        let name = "a\u{1B}[2J\n(ok)"
        let refusal = Refusal("bad_name", .badInput, "Tên tệp \(name) sai.", "The file's name \(name) is wrong.")
        #expect(refusal.text.text.split(separator: "\n").count == 2)
        #expect(!refusal.text.text.contains("\u{1B}"))
        #expect(refusal.text.text.hasSuffix(" (bad_name)"))
    }

    @Test func theCodeStandsOnceBehindTheTextWithItsDetail() {
        let cases: [(ShownText, String, String)] = [
            ("The file is empty.", "", "The file is empty. (empty_file)"),
            ("The file is empty.", "0 bytes", "The file is empty. (empty_file: 0 bytes)"),
            ("The file is empty (empty_file).", "", "The file is empty (empty_file)."),
            ("The file is empty (empty_file: 0 bytes)", "", "The file is empty (empty_file: 0 bytes)"),
            ("empty_file: 0 bytes", "", "empty_file: 0 bytes"),
        ]
        for (english, detail, text) in cases {
            let refusal = Refusal("empty_file", .badInput, "Tệp rỗng.", english, detail: detail)
            #expect(refusal.text.text == "Tệp rỗng.\n\(text)")
        }
    }

    @Test func whatMayWorkLaterIsNotCalledTheCallersFault() {
        for kind in [Refusal.Kind.tryAgain, .noSpace, .storage, .homeInUse, .interrupted] {
            #expect(kind.httpStatus >= 500, "\(kind)")
        }
    }
}
