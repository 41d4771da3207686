import DocumentModel
import VietnameseText

/// UTF-8 that a program took for Windows-1252 and saved so: `Sá»‘ hiá»‡u` for *Số hiệu*. The letters give the bytes back,
/// but for five bytes that stand for nothing in Windows-1252 and that some programs replace by U+FFFD: of what they may
/// have been, only one must make Vietnamese.
struct Mojibake {
    /// Words that were repaired already; names and places come again and again.
    private var known: [String: String?] = [:]

    private static let knownLimit = 50_000
    /// Bytes without a letter in Windows-1252.
    private static let lost: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    /// In a word; more of them leave too many ways to read it.
    private static let maxLost = 3

    /// Whether most of what is not ASCII in some rows is such text, and none of it makes sense as it is.
    static func isRecognized(in rows: [SheetRow]) -> Bool {
        var (broken, whole) = (0, 0)
        for row in rows {
            for case .text(let text) in row.cells where text.utf8.contains(where: { $0 >= 0x80 }) {
                if isBroken(text) { broken += 1 } else { whole += 1 }
                if broken + whole >= enough { return broken > whole * 2 }
            }
        }
        return broken >= 2 && broken > whole * 2
    }

    private static let enough = 400

    /// Whether a text has two letters that are the first bytes of Vietnamese letters in UTF-8, each with a second that
    /// follows no vowel of any language.
    private static func isBroken(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return zip(scalars, scalars.dropFirst()).contains { first, second in
            switch first.value {
            // áº áº, Æ°, Ä‘, Å©, Ã¢
            case 0xE1: second.value == 0xBA || second.value == 0xBB
            case 0xC3, 0xC4, 0xC5, 0xC6, 0x102: (0x80...0xBF).contains(byte(of: second) ?? 0) || second.value == 0xFFFD
            default: false
            }
        }
    }

    /// The text as it was meant; `nil` when that cannot be proved. Text that is whole stays.
    mutating func repaired(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var result = ""
        var word = ""
        for character in text.unicodeScalars {
            // A blank of the middle may be the second byte of a letter (à).
            if character.isASCII, !(0x41...0x5A).contains(character.value & 0xDF) {
                guard let whole = repairedWord(word) else { return nil }
                result += whole
                result.unicodeScalars.append(character)
                word = ""
            } else {
                word.unicodeScalars.append(character)
            }
        }
        return repairedWord(word).map { result + $0 }
    }

    private mutating func repairedWord(_ word: String) -> String? {
        if word.isEmpty || word.utf8.allSatisfy({ $0 < 0x80 }) { return word }
        if let met = known[word] { return met }
        let found = Self.repair(word)
        if known.count < Self.knownLimit { known[word] = found }
        return found
    }

    private static func repair(_ word: String) -> String? {
        var bytes: [UInt8] = []
        var gaps: [Int] = []
        for scalar in word.unicodeScalars {
            if scalar == "\u{FFFD}" {
                gaps.append(bytes.count)
                bytes.append(0)
            } else if let byte = byte(of: scalar) {
                bytes.append(byte)
            } else {
                // A letter that no byte stands for: this word was never broken.
                return word.contains("\u{FFFD}") ? nil : word
            }
        }
        guard gaps.count <= maxLost else { return nil }
        guard !gaps.isEmpty else { return String(validating: bytes, as: UTF8.self).map(Folding.composed) }
        let candidates = Set(fillings(bytes, gaps[...]).compactMap { String(validating: $0, as: UTF8.self) })
            .map(Folding.composed).filter(isVietnamese)
        return candidates.count == 1 ? candidates[0] : nil
    }

    private static func fillings(_ bytes: [UInt8], _ gaps: ArraySlice<Int>) -> [[UInt8]] {
        guard let gap = gaps.first else { return [bytes] }
        return lost.flatMap { byte in
            var filled = bytes
            filled[gap] = byte
            return fillings(filled, gaps.dropFirst())
        }
    }

    /// A syllable, written in one case or with a capital in front.
    private static func isVietnamese(_ word: String) -> Bool {
        let parts = word.split { !$0.isLetter }.map(String.init)
        return !parts.isEmpty
            && parts.allSatisfy { part in
                let isOneCase = part == part.uppercased() || part.dropFirst() == part.dropFirst().lowercased()
                return isOneCase && Syllables.isValid(part)
            }
    }

    /// The byte that a program took a scalar from: Windows-1252, with the bytes that it leaves out as controls.
    private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        if let byte = LegacyTable.windows1252Byte(of: scalar) { return byte }
        // Of the first bytes of Vietnamese letters Windows-1258 has one differently.
        if scalar == "\u{102}" { return 0xC3 }
        return (0x80...0x9F).contains(scalar.value) ? UInt8(scalar.value) : nil
    }
}
