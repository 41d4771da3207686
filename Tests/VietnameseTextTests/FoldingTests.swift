import TestSupport
import Testing

@testable import VietnameseText

@Suite struct FoldingTests {
    @Test(arguments: [
        ("NGUYỄN Văn Đông", "nguyễn văn đông", "nguyen van dong"),
        ("123/QĐ-UBND", "123/qđ-ubnd", "123/qd-ubnd"),
        ("Ủy ban “nhân dân”…", "ủy ban “nhân dân”…", "uy ban “nhan dan”…"),
        ("", "", ""),
        ("Straße ŁÓDŹ Ǆ", "straße łódź ǆ", "straße łodz ǆ"),
        ("한국 日本", "한국 日本", "한국 日本"),
    ])
    func foldsBothForms(text: String, exact: String, folded: String) {
        #expect(Folding.exact(text) == exact)
        #expect(Folding.folded(text) == folded)
    }

    @Test func decomposedTextGivesTheSameScalars() {
        let composed = "Trần Thị Bưởi, phường Đông Hòa, ngày 5/9, số 12 ngõ 3"
        let decomposed = composed.decomposedStringWithCanonicalMapping
        #expect(Array(decomposed.unicodeScalars) != Array(composed.unicodeScalars))
        #expect(Array(Folding.exact(decomposed).unicodeScalars) == Array(Folding.exact(composed).unicodeScalars))
        #expect(Array(Folding.folded(decomposed).unicodeScalars) == Array(Folding.folded(composed).unicodeScalars))
        let isASCII = Folding.folded(composed).allSatisfy { $0.isASCII }
        #expect(isASCII)
    }

    @Test func formsKeepTheNumberOfCharacters() {
        var random = SeededGenerator(seed: 20_261_121)
        let letters = Array("aAăẰeỂđĐưỮơƠ ,.-–…“1İß한ﬁe\u{301}")
        for _ in 0..<300 {
            let count = Int.random(in: 0...40, using: &random)
            let text = String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
            let original = Folding.composed(text)
            #expect(Folding.exact(text).count == original.count, "seed 20261121: \(text)")
            #expect(Folding.folded(text).count == original.count, "seed 20261121: \(text)")
        }
    }
}
