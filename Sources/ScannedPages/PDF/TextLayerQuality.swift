import DocumentModel
import VietnameseText

/// Whether the text of a born-digital page can be believed.
///
/// PDFs made from Vietnamese documents often look right and copy wrong: fonts of the TCVN3 and VNI encodings, fonts
/// without `/ToUnicode`, or with a wrong one. Reading the picture is then the better source.
enum TextLayerQuality {
    /// Share of characters that may be of no known meaning: bullets from symbol fonts are common and harmless.
    private static let strangeShare = 0.01
    /// Share of words that may contain a character which belongs into no Vietnamese or English word.
    private static let foreignShare = 0.04
    /// From so many words on the text can be judged as a text.
    private static let enoughWords = 25
    /// Least share of possible syllables in text with Vietnamese letters; good text has 0.85 and more.
    private static let syllableShare = 0.5
    /// Share of syllables from which text without any Vietnamese letter is Vietnamese that has lost its marks. English
    /// has about 0.35, Vietnamese without marks above 0.9.
    private static let bareSyllableShare = 0.7

    static func isGood(_ text: PageText) -> Bool {
        let words = text.words.map(\.text)
        guard !words.isEmpty else { return false }
        let characters = words.reduce(0) { $0 + $1.count }
        let strange = words.reduce(0) { $0 + $1.unicodeScalars.count(where: isStrange) }
        guard Double(strange) <= strangeShare * Double(characters) else { return false }
        let written = words.filter { $0.contains(where: \.isLetter) }
        guard !written.isEmpty else { return true }
        let foreign = written.count { $0.unicodeScalars.contains(where: isForeign) }
        guard Double(foreign) <= foreignShare * Double(written.count) || foreign <= 1 else { return false }
        return isLanguage(written)
    }

    /// Whether words of letters look like Vietnamese or like another language, and not like a broken encoding.
    private static func isLanguage(_ words: [String]) -> Bool {
        let plain = words.filter { $0.count > 1 }
        guard plain.count >= enoughWords, let share = Syllables.validShare(of: plain) else { return true }
        let hasVietnameseLetters = plain.contains { $0.unicodeScalars.contains(where: isVietnameseOnly) }
        return hasVietnameseLetters ? share >= syllableShare : share < bareSyllableShare
    }

    /// Private use, replacement, unassigned, control.
    private static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .privateUse, .unassigned, .control, .surrogate: true
        default: scalar == "\u{FFFD}"
        }
    }

    /// A letter or sign that stands in no Vietnamese word, as the misread bytes of TCVN3 and VNI do: `®`, `¸`, `ä`, `ø`.
    private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80 else { return false }
        switch scalar.value {
        case 0xA1...0xBF: return ![0xAB, 0xB0, 0xB2, 0xB3, 0xB7, 0xBB].contains(scalar.value)
        case 0xC0...0x24F: return !vietnamese.contains(scalar)
        default: return false
        }
    }

    /// Letters that hardly any other language in Latin script has.
    private static func isVietnameseOnly(_ scalar: Unicode.Scalar) -> Bool {
        (0x1EA0...0x1EF9).contains(scalar.value) || "ĂăĐđƠơƯư".unicodeScalars.contains(scalar)
    }

    private static let vietnamese = Set(
        "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưÐ".unicodeScalars)
}
