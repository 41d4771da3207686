import VietnameseText

/// Words with letters beyond ASCII, by which the encoding is recognized: in the right one nearly all are Vietnamese
/// syllables, in the wrong ones few.
struct LegacyWords {
    private var words: Set<[UInt8]> = []

    /// More words than this make nothing surer.
    private static let limit = 600
    /// The share of valid syllables that the right encoding has at least, names and abbreviations being none.
    private static let minShare = 0.7
    /// By how much it surpasses every other.
    private static let minLead = 0.15

    var isFull: Bool { words.count >= Self.limit }

    /// Takes the words out of bytes.
    mutating func collect(_ bytes: some Collection<UInt8>) {
        guard !isFull else { return }
        for word in Self.words(of: bytes) {
            words.insert(word)
            if isFull { return }
        }
    }

    /// The words with letters beyond ASCII.
    static func words(of bytes: some Collection<UInt8>) -> [[UInt8]] {
        bytes.split { !isLetter($0) }.compactMap { word in
            word.count <= 40 && word.contains { $0 >= 0x80 } ? Array(word) : nil
        }
    }

    /// The encoding in which the words make sense; `nil` when none or several do, or the words are too few.
    ///
    /// - Parameter orAsWritten: Whether the words may as well be what they seem to be, letters of Windows-1252.
    func encoding(orAsWritten: Bool) -> LegacyText? {
        guard words.count >= 2 else { return nil }
        var shares = LegacyText.allCases.map { ($0 as LegacyText?, validShare(in: $0)) }
        if orAsWritten { shares.append((nil, validShare(in: nil))) }
        shares.sort { $0.1 > $1.1 }
        guard shares[0].1 >= Self.minShare, shares[0].1 - shares[1].1 >= Self.minLead else { return nil }
        return shares[0].0
    }

    private func validShare(in encoding: LegacyText?) -> Double {
        guard !words.isEmpty else { return 0 }
        return Double(words.count { Self.isSyllable($0, in: encoding) }) / Double(words.count)
    }

    /// Whether a word's letters, decoded, or as they are written without an encoding, are Vietnamese syllables.
    static func isSyllable(_ word: [UInt8], in encoding: LegacyText?) -> Bool {
        guard let text = encoding.map({ $0.decoded(word) }) ?? asWritten(word) else { return false }
        let parts = text.split { !$0.isLetter }
        return !parts.isEmpty && parts.allSatisfy { Syllables.isValid(String($0)) }
    }

    private static func asWritten(_ word: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in word {
            text.append(Unicode.Scalar(LegacyTable.windows1252[Int(byte)]) ?? "\u{FFFD}")
        }
        return String(text)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF)
    }
}
