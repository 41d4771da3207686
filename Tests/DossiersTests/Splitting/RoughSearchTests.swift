import Testing

@testable import Dossiers

@Suite("Phrases are found although a letter in so many is misread")
struct RoughSearchTests {
    @Test(
        arguments: [
            ("hom nay phieu phan tach ho so", "phieu phan tach", 8, true),
            // One letter in eight: one wrong, left out, too many.
            ("phieu phon tach ho so", "phieu phan tach", 8, true), ("phieu phn tach", "phieu phan tach", 8, true),
            ("phieu phaan tach", "phieu phan tach", 8, true), ("phieu phon toch", "phieu phan tach", 8, false),
            ("phieu phon toch", "phieu phan tach", 7, true), ("", "ma ho so", 6, false),
            ("ma ho s", "ma ho so", 6, true),
            ("sohoa1/0", "sohoa1/", .max, true), ("sohoal/0", "sohoa1/", .max, false),
            ("số tờ phân cách", "to phan cach", 6, false), ("thanh phan", "thanh phan thu muoi", 6, false),
        ] as [(String, String, Int, Bool)])
    func finds(text: String, phrase: String, lettersPerFault: Int, isFound: Bool) {
        let found = RoughSearch(text).contains(RoughSearch.Phrase(phrase), lettersPerFault: lettersPerFault)
        #expect(found == isFound, "\(phrase) in \(text)")
    }

    /// The recurrence that the bit vectors stand for (Sellers).
    private func fewestEdits(_ phrase: String, in text: String) -> Int {
        let pattern = Array(phrase.unicodeScalars)
        var column = Array(0...pattern.count)
        var best = pattern.count
        for character in text.unicodeScalars {
            var diagonal = column[0]
            for row in 1...pattern.count {
                let substitution = diagonal + (pattern[row - 1] == character ? 0 : 1)
                diagonal = column[row]
                column[row] = min(substitution, column[row] + 1, column[row - 1] + 1)
            }
            best = min(best, column[pattern.count])
        }
        return best
    }

    @Test("The fewest edits are those of the textbook")
    func agrees() {
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        func random(_ length: Int) -> String { String((0..<length).map { _ in Character(["a", "b", "c"][next(3)]) }) }
        for _ in 0..<200 {
            let (phrase, text) = (random(1 + next(64)), random(next(120)))
            let edits = fewestEdits(phrase, in: text)
            for allowed in 1...6 {
                let found = RoughSearch(text).contains(.init(phrase), lettersPerFault: allowed)
                #expect(found == (!text.isEmpty && edits <= phrase.count / allowed), "\(phrase) in \(text)")
            }
        }
    }
}
