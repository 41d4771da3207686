import VietnameseText

/// What is to be done with a word of a text layer.
enum LayerVerdict: Hashable {
    /// It stands, with so much confidence.
    case keep(confidence: Double)
    /// What is read stands in its place, with at most so much confidence.
    case replace(confidence: Double)
    case drop
}

extension LayerVerdict {
    /// The confidence of text that a program has drawn and that nothing speaks against.
    static let certain = 100.0
    /// The most confidence of a word of which layer and picture say different things: a person should look.
    static let disputed = 80.0
    /// The same where they say nearly the same and the reader is known to err.
    static let questioned = 90.0
    /// A word that nobody could compare with anything.
    static let unproved = 70.0

    /// - Parameters:
    ///   - pair: a word of the layer beside what is read for it.
    ///   - trust: what is known of the page's layer, which can be believed on the whole or not be judged.
    ///   - isDoubted: whether the word lies on an opaque picture, where text layers are somebody's recognition, or among
    ///     others that are none.
    init(of pair: LayerLine.Pair, trust: LayerTrust, isDoubted: Bool) {
        if pair.isBorneOut {
            self = .keep(confidence: Self.certain)
        } else if isDoubted {
            self = .replace(confidence: Self.certain)
        } else if !trust.isReadable {
            self = .keep(confidence: Self.unproved)
        } else if Self.hasOtherDigits(pair) {
            // Digits are read better than anything else, and nothing else tells a wrong one.
            self =
                pair.confidence >= Self.surelyRead
                ? .replace(confidence: Self.disputed) : .keep(confidence: Self.disputed)
        } else if Self.lies(pair, trust) || Self.isMended(pair) {
            self = .replace(confidence: Self.certain)
        } else {
            let isLikely = pair.isPlausible && pair.confidence < Self.surelyRead
            self = .keep(confidence: isLikely ? Self.certain : pair.isPlausible ? Self.questioned : Self.unproved)
        }
    }

    /// Least confidence of a reading that can stand against a layer that is believed on the whole.
    static let surelyRead = 90.0
    /// Least confidence of a reading that stands against a word that cannot be one.
    private static let read = 60.0

    private static func hasOtherDigits(_ pair: LayerLine.Pair) -> Bool {
        let own = pair.letters.filter(\.isNumber)
        let read = pair.readLetters.filter(\.isNumber)
        if own == read { return false }
        // An o for a 0 and the like is no other digit.
        return own.count + read.count > 0 && pair.letters.count == pair.readLetters.count
            ? zip(pair.letters, pair.readLetters).contains {
                ($0.isNumber || $1.isNumber) && !ComparableText.lookAlike($0, $1)
            } : true
    }

    /// Whether all that differs are letters of which the layer is known to have others, or letters that it leaves out.
    private static func lies(_ pair: LayerLine.Pair, _ trust: LayerTrust) -> Bool {
        var hasLie = false
        for (letter, read) in zip(pair.letters, pair.partners) {
            guard let read else { return false }
            if ComparableText.lookAlike(letter, read) { continue }
            guard trust.isKnownToLie(letter, for: read) else { return false }
            hasLie = true
        }
        return hasLie || pair.confidence >= surelyRead || pair.word.text.hasStrangeCharacters
    }

    /// Whether the reading is a word and what the layer has is none, as in a line of an old encoding.
    static func isMended(_ pair: LayerLine.Pair) -> Bool {
        guard !pair.isPlausible, pair.confidence >= read else { return false }
        return pair.reading.allSatisfy { $0.text.isPlausibleWord }
            && (pair.confidence >= surelyRead || pair.word.text.hasStrangeCharacters)
    }
}

extension LayerLine {
    /// Whether several of its words are none while words are read at their places, so that the others are in doubt: what
    /// is left of an old encoding often makes another word.
    var isGarbled: Bool {
        let differing = pairs.filter { !$0.letters.isEmpty && !$0.reading.isEmpty && !$0.isBorneOut }
        let mended = differing.count(where: LayerVerdict.isMended)
        return mended >= 2 && 2 * mended >= differing.count
    }
}

extension LayerLine.Pair {
    /// Whether the layer's word can be one.
    var isPlausible: Bool { word.text.isPlausibleWord }
}

extension String {
    /// Whether it can be a word: a syllable of Vietnamese, a number or code, a word of unmarked letters.
    var isPlausibleWord: Bool {
        if hasStrangeCharacters { return false }
        let parts = split { !$0.isLetter }
        return parts.allSatisfy { $0.allSatisfy(\.isASCII) || Syllables.isValid(String($0)) }
    }

    /// Whether it has characters that stand in no word, as what is left of other encodings has.
    fileprivate var hasStrangeCharacters: Bool {
        let characters = Array(self)
        return characters.indices.contains { index in
            let character = characters[index]
            if character.isASCII {
                // A mark of interrogation or a box within a word stands for a letter that was lost.
                return character == "?" && index + 1 < characters.count && characters[index + 1].isLetter
            }
            return character == "\u{25A1}" || character == "\u{FFFD}"
                || character.unicodeScalars.contains(where: Self.isStrange)
        }
    }

    private static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .privateUse, .unassigned, .control, .surrogate: true
        default: false
        }
    }
}
