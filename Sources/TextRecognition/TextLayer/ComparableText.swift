import VietnameseText

/// The letters and digits of words in a row, without what print may show in more than one way: capitals count as small
/// letters, a raised 2 as a 2, and punctuation and blanks do not count, which readers of print confuse most.
struct ComparableText {
    /// Where a letter comes from.
    struct Origin {
        /// Index of the word.
        var word: Int
        /// Offset of the character in the word's text.
        var offset: Int
    }

    private(set) var letters: [Character] = []
    private(set) var origins: [Origin] = []

    init(_ words: some Sequence<String>) {
        for (word, text) in words.enumerated() {
            for (offset, character) in text.enumerated() where character.isLetter || character.isNumber {
                for letter in Self.plain(character) {
                    letters.append(letter)
                    origins.append(Origin(word: word, offset: offset))
                }
            }
        }
    }

    /// The letters that come from a word.
    func range(ofWord word: Int) -> Range<Int> {
        let start = origins.firstIndex { $0.word >= word } ?? origins.count
        let end = origins[start...].firstIndex { $0.word > word } ?? origins.count
        return start..<end
    }

    private static func plain(_ character: Character) -> [Character] {
        if let known = ligatures[character] { return known }
        return Array(Folding.exact(String(character)))
    }

    private static let ligatures: [Character: [Character]] = [
        "ﬁ": ["f", "i"], "ﬂ": ["f", "l"], "ﬀ": ["f", "f"], "ﬃ": ["f", "f", "i"], "ﬄ": ["f", "f", "l"], "²": ["2"],
        "³": ["3"], "½": ["1", "2"], "№": ["n", "o"],
    ]

    /// Whether a reader of Vietnamese print tells a letter from what it may well have taken it for.
    ///
    /// - Parameters:
    ///   - letter: as the text layer has it.
    ///   - seen: as it was read.
    static func lookAlike(_ letter: Character, _ seen: Character) -> Bool {
        if letter == seen || shapes.contains(where: { $0.contains(letter) && $0.contains(seen) }) { return true }
        // Letters of other languages are read without their marks, or with those of Vietnamese.
        return !letter.isASCII && !vietnamese.contains(letter)
            && Folding.folded(String(letter)) == Folding.folded(String(seen))
    }

    /// Letters that look alike in some print.
    private static let shapes: [Set<Character>] = [["0", "o"], ["1", "l", "i", "|", "í", "ì"]]

    /// The small letters with marks that the reader knows.
    private static let vietnamese: Set<Character> = Set(
        "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
}
