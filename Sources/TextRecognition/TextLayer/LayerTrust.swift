import VietnameseText

/// What the whole of a page says about its text layer.
struct LayerTrust {
    /// Letters of words that are read as the layer has them, and of words that are surely read otherwise.
    private var (agreeing, contradicted) = (0, 0)
    private var (agreeingWords, contradictedWords) = (0, 0)
    /// Letters that were read with confidence, and all.
    private var (surelyRead, read) = (0, 0)
    /// How often a letter of the layer is surely read as which.
    private var readAs: [Character: [Character: Int]] = [:]

    /// From this confidence on a reading that says otherwise counts against the layer.
    private static let sure = 80.0
    /// Share of the letters that may be contradicted in a layer that is believed. Print that a program has drawn is read
    /// with one wrong word in a hundred, but small and odd faces with several more: what looks like text of a language is
    /// rather right then.
    private let contradictedShare: Double

    /// - Parameter isSound: whether the layer looks like text of some language.
    init(_ lines: [LayerLine], isSound: Bool) {
        contradictedShare = isSound ? 0.12 : 0.06
        for word in lines.flatMap(\.read) {
            read += word.text.count
            surelyRead += word.confidence >= Self.sure ? word.text.count : 0
        }
        for line in lines where line.pairs.allSatisfy(\.letters.isEmpty) {
            // Signs where letters are seen.
            let words = line.read.filter { $0.confidence >= Self.sure && $0.letterOrDigitCount >= 2 }
            contradicted += words.letterCount
            contradictedWords += words.count
        }
        for pair in lines.flatMap(\.pairs) where !pair.letters.isEmpty && !pair.reading.isEmpty {
            if pair.isBorneOut {
                agreeing += pair.letters.count
                agreeingWords += 1
            } else if pair.confidence >= Self.sure, pair.reading.allSatisfy(\.text.isPlausibleWord) {
                contradicted += pair.letters.count
                contradictedWords += 1
            }
            guard pair.confidence >= Self.sure || pair.isBorneOut else { continue }
            for (letter, read) in zip(pair.letters, pair.partners) {
                if let read { readAs[letter, default: [:]][read, default: 0] += 1 }
            }
        }
    }

    /// Whether the layer says on the whole what is seen: a reading that differs somewhere is then rather wrong itself.
    var isBelieved: Bool {
        guard agreeingWords > 0 else { return false }
        if contradictedWords == 1, agreeingWords >= 4 { return true }
        return Double(contradicted) <= contradictedShare * Double(agreeing + contradicted)
    }

    /// Whether the page is in a script and face that the reader knows.
    var isReadable: Bool { 3 * surelyRead >= read && read > 0 }

    /// Whether one letter of the layer stands for another one wherever it occurs, as in fonts whose table of characters
    /// is wrong.
    func isKnownToLie(_ letter: Character, for seen: Character) -> Bool {
        guard let counts = readAs[letter], let times = counts[seen], times >= 2 else { return false }
        return times > counts.reduce(0) { $0 + (ComparableText.lookAlike(letter, $1.key) ? $1.value : 0) }
    }
}
