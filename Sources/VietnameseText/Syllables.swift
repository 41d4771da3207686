/// The structure of Vietnamese syllables: initial consonant, rhyme, tone.
///
/// Nearly every word of Vietnamese print is one syllable of some 160 rhymes, so that the share of valid syllables tells
/// text from noise without a dictionary.
public enum Syllables {
    /// Whether the word can be a Vietnamese syllable, in either case and either placing of the tone mark.
    public static func isValid(_ word: String) -> Bool {
        guard word.utf8.count <= 24, let (letters, tone) = toneless(Folding.exact(word)) else { return false }
        return initials.contains { initial in
            guard letters.hasPrefix(initial) else { return false }
            let rhyme = String(letters.dropFirst(initial.count))
            return agree(initial: initial, rhyme: rhyme) && agree(rhyme: rhyme, tone: tone)
        }
    }

    /// Share of the words made of letters that are valid syllables, 0 to 1; `nil` without any such word.
    public static func validShare(of words: some Sequence<String>) -> Double? {
        var (valid, all) = (0, 0)
        for word in words {
            let letters = word.trimming { !$0.isLetter }
            guard !letters.isEmpty, letters.allSatisfy(\.isLetter) else { continue }
            all += 1
            valid += isValid(String(letters)) ? 1 : 0
        }
        return all == 0 ? nil : Double(valid) / Double(all)
    }

    /// The letters of a syllable without its tone mark, and the tone after them: alike wherever the mark is placed.
    /// `nil` when two letters bear one.
    static func canonical(_ word: String) -> String? {
        guard let (letters, tone) = toneless(Folding.exact(word)) else { return nil }
        return "\(letters)\(tone.rawValue)"
    }

    // MARK: Tables

    private enum Tone: Int { case level, acute, grave, hook, tilde, dot }

    /// Longest first.
    private static let initials = [
        "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
        "n", "p", "r", "s", "t", "v", "x", "",
    ]

    private static let rhymes = Set(
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
        y ych yêm yên yêng yêt yêu ynh yt
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot
        ooc oong ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt
        u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
        uynh uyp uyt uyu ư ưa ưc ưi ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
        """.split { $0.isWhitespace }.map(String.init))

    private static func agree(initial: String, rhyme: String) -> Bool {
        let beforeFront = rhyme.first.map { "eêiy".contains($0) } ?? false
        switch initial {
        case "gi": return rhyme.isEmpty || rhymes.contains(rhyme) || ["êng", "êc"].contains(rhyme)
        case "k", "gh", "ngh": return beforeFront && rhymes.contains(rhyme)
        case "c", "g", "ng": return !beforeFront && rhymes.contains(rhyme)
        default: return rhymes.contains(rhyme)
        }
    }

    /// Syllables closed by a stop have the acute or the dot.
    private static func agree(rhyme: String, tone: Tone) -> Bool {
        let isStopped = ["c", "ch", "p", "t"].contains { rhyme.hasSuffix($0) }
        return !isStopped || tone == .acute || tone == .dot
    }

    private static let marks: [(mark: String, tone: Tone)] = [
        ("\u{301}", .acute), ("\u{300}", .grave), ("\u{309}", .hook), ("\u{303}", .tilde), ("\u{323}", .dot),
    ]

    /// The vowels that bear a tone mark: without it, and the tone.
    private static let tonedVowels: [Character: (letter: Character, tone: Tone)] = {
        var table: [Character: (letter: Character, tone: Tone)] = [:]
        for vowel in "aăâeêioôơuưy" {
            for (mark, tone) in marks {
                for character in Folding.composed(String(vowel) + mark) { table[character] = (vowel, tone) }
            }
        }
        return table
    }()

    /// The letters without their tone mark, and the tone; `nil` when two letters bear one.
    private static func toneless(_ word: String) -> (letters: String, tone: Tone)? {
        var letters = ""
        var found: Tone?
        for character in word {
            guard let vowel = tonedVowels[character] else {
                letters.append(character)
                continue
            }
            guard found == nil else { return nil }
            found = vowel.tone
            letters.append(vowel.letter)
        }
        return (letters, found ?? .level)
    }
}

extension String {
    /// The text without the characters at either end that satisfy the condition.
    func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let first = rest.first, isTrimmed(first) { rest.removeFirst() }
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
