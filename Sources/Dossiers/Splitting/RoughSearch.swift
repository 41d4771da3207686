/// A text in which phrases are looked for that may be misread here and there.
struct RoughSearch {
    private let text: [Unicode.Scalar]

    init(_ text: String) { self.text = Array(text.unicodeScalars) }

    /// Whether a phrase occurs with at most one letter in so many misread, left out or added.
    ///
    /// - Parameter phrase: at most 64 characters.
    func contains(_ phrase: Phrase, lettersPerFault: Int = 6) -> Bool {
        let most = phrase.length / lettersPerFault
        // Myers' bit vectors (J. ACM 46, 1999): the fewest edits that make the phrase equal to some stretch of the text
        // that ends here, as differences from one character of the phrase to the next.
        let last = UInt64(1) << UInt64(phrase.length - 1)
        var (plus, minus) = (UInt64.max, UInt64(0))
        var score = phrase.length
        for character in text {
            let equal = phrase.places(of: character)
            let vertical = equal | minus
            let diagonal = ((equal & plus) &+ plus) ^ plus | equal
            var up = minus | ~(diagonal | plus)
            var down = plus & diagonal
            if up & last != 0 { score += 1 } else if down & last != 0 { score -= 1 }
            if score <= most { return true }
            (up, down) = (up << 1, down << 1)
            (plus, minus) = (down | ~(vertical | up), up & vertical)
        }
        return false
    }

    /// A phrase made ready to be looked for.
    struct Phrase: Sendable {
        let length: Int
        /// For each ASCII character the bits of its places in the phrase.
        private let places: [UInt64]

        /// - Parameter text: 1 to 64 ASCII characters.
        init(_ text: String) {
            var places = [UInt64](repeating: 0, count: 128)
            let characters = Array(text.utf8.prefix(64))
            for (place, character) in characters.enumerated() { places[Int(character & 127)] |= 1 << UInt64(place) }
            self.places = places
            length = max(1, characters.count)
        }

        fileprivate func places(of character: Unicode.Scalar) -> UInt64 {
            character.value < 128 ? places[Int(character.value)] : 0
        }
    }
}
