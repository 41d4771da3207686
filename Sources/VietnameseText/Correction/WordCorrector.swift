/// Corrects marks that a reader of print has confused: `chuyên mục đích` to `chuyển mục đích`.
///
/// A word is changed only into one with the same letters, only when words that administrative papers are known to put
/// beside each other speak for it and none for what was read, and only when no other fits as well. The surer the reader
/// was, the more has to speak for the change. Names, numbers and abbreviations are left alone.
public struct WordCorrector {
    /// A word as it was read.
    public struct ReadWord: Hashable, Sendable {
        public var text: String
        /// 0 to 100.
        public var confidence: Double

        public init(text: String, confidence: Double) {
            self.text = text
            self.confidence = confidence
        }
    }

    /// What is known of a word from its letters alone.
    private struct Entry {
        /// The letters, without punctuation around them.
        var core: Range<String.Index>
        var id: PhraseModel.ID?
        /// Other words of the phrases with the same letters.
        var others: [PhraseModel.ID]
        var isSyllable: Bool
        var beginsSentence: Bool
        var endsPhrase: Bool
    }

    private let model: PhraseModel
    /// By the word as read: pages repeat their words, and so do papers of a kind.
    private var entries: [String: Entry?] = [:]

    public init() { model = .administrative }

    init(phrases: String) { model = PhraseModel(phrases: phrases) }

    /// For each word what it is corrected to; `nil` where it stays.
    ///
    /// - Parameter words: in reading order.
    public mutating func corrections(of words: [ReadWord]) -> [String?] {
        let entries = words.map { entry(of: $0.text) }
        var ids = entries.map { $0?.id }
        var corrections = [String?](repeating: nil, count: words.count)
        // A word that was corrected speaks for its neighbours.
        for _ in 0..<2 {
            for index in words.indices {
                guard let entry = entries[index], !entry.others.isEmpty, corrections[index] == nil,
                    let id = better(at: index, entry, words[index], ids, entries)
                else { continue }
                ids[index] = id
                corrections[index] = Self.write(model.spellings[Int(id)], as: words[index].text, entry.core)
            }
        }
        return corrections
    }

    // MARK: Evidence

    /// What the neighbours say for a word.
    private struct Support {
        /// Known pairs, those with a common word counting half.
        var pairs = 0.0
        /// Known triples.
        var triples = 0
        /// Whether a neighbour that the phrases know has nothing to do with the word.
        var isDoubted = false
    }

    private func better(
        at index: Int, _ entry: Entry, _ word: ReadWord, _ ids: [PhraseModel.ID?], _ entries: [Entry?]
    ) -> PhraseModel.ID? {
        let around = Neighbours(of: index, ids, entries)
        // What stands beside anything is not contradicted by anything.
        if let id = entry.id, model.isCommon(id), word.confidence >= Self.sure { return nil }
        let asRead = entry.id.map { support(for: $0, around) } ?? Support()
        guard asRead.triples == 0, asRead.pairs < 1 else { return nil }
        let rivals = entry.others.map { (id: $0, support: support(for: $0, around)) }
            .filter { $0.support.pairs > asRead.pairs || $0.support.triples > 0 }
            .sorted { ($0.support.triples, $0.support.pairs) > ($1.support.triples, $1.support.pairs) }
        guard let best = rivals.first else { return nil }
        if rivals.count > 1, rivals[1].support.triples == best.support.triples,
            rivals[1].support.pairs >= best.support.pairs
        {
            return nil
        }
        return isEnough(best.support, for: entry, word, asRead) ? best.id : nil
    }

    private func isEnough(_ support: Support, for entry: Entry, _ word: ReadWord, _ asRead: Support) -> Bool {
        if word.confidence >= Self.likely, entry.isSyllable, support.isDoubted { return false }
        if support.triples > 0 { return true }
        let gain = support.pairs - asRead.pairs
        // What cannot be a word was read wrongly, however sure the reader was.
        if !entry.isSyllable { return gain >= 0.5 }
        let isName = word.text.first?.isUppercase == true && word.text.contains(where: \.isLowercase)
        if isName || word.confidence >= Self.sure { return gain >= 1.5 }
        return gain >= 1
    }

    /// From here on a reader is rarely wrong.
    private static let sure = 90.0
    /// From here on it is rather right than wrong.
    private static let likely = 84.0

    private func support(for id: PhraseModel.ID, _ around: Neighbours) -> Support {
        var support = Support()
        for (neighbour, isPair) in [
            (around.left, around.left.map { model.hasPair($0, id) }),
            (around.right, around.right.map { model.hasPair(id, $0) }),
        ] {
            guard let neighbour, let isPair else { continue }
            let weight = model.isCommon(neighbour) ? 0.5 : 1
            if isPair { support.pairs += weight } else if weight == 1 { support.isDoubted = true }
        }
        if let left = around.left, let right = around.right, model.hasTriple(left, id, right) { support.triples += 1 }
        if let first = around.beforeLeft, let left = around.left, model.hasTriple(first, left, id) {
            support.triples += 1
        }
        if let right = around.right, let last = around.afterRight, model.hasTriple(id, right, last) {
            support.triples += 1
        }
        return support
    }

    /// The known words about a place, as far as no punctuation stands between.
    private struct Neighbours {
        var beforeLeft: PhraseModel.ID?
        var left: PhraseModel.ID?
        var right: PhraseModel.ID?
        var afterRight: PhraseModel.ID?

        init(of index: Int, _ ids: [PhraseModel.ID?], _ entries: [Entry?]) {
            func isJoined(_ first: Int) -> Bool {
                guard first >= 0, first + 1 < ids.count, let one = entries[first], let two = entries[first + 1] else {
                    return false
                }
                return !one.endsPhrase && !two.beginsSentence
            }
            if isJoined(index - 1) {
                left = ids[index - 1]
                if isJoined(index - 2) { beforeLeft = ids[index - 2] }
            }
            if isJoined(index) {
                right = ids[index + 1]
                if isJoined(index + 1) { afterRight = ids[index + 2] }
            }
        }
    }

    // MARK: Words

    private mutating func entry(of text: String) -> Entry? {
        if let known = entries[text] { return known }
        if entries.count > Self.maxEntries { entries.removeAll(keepingCapacity: true) }
        let made = makeEntry(of: text)
        entries[text] = .some(made)
        return made
    }

    private static let maxEntries = 20_000

    /// `nil` for what is no word: numbers, codes, abbreviations with stops within.
    private func makeEntry(of text: String) -> Entry? {
        guard text.utf8.count <= 30, let first = text.firstIndex(where: \.isLetter),
            let last = text.lastIndex(where: \.isLetter)
        else { return nil }
        let core = first..<text.index(after: last)
        let letters = String(text[core])
        guard letters.allSatisfy(\.isLetter), !text[core.upperBound...].contains(where: \.isNumber),
            !text[..<core.lowerBound].contains(where: \.isNumber)
        else { return nil }
        let id = model.id(of: letters)
        return Entry(
            core: core, id: id, others: model.lookAlikes(of: letters).filter { $0 != id },
            isSyllable: Syllables.isValid(letters), beginsSentence: core.lowerBound > text.startIndex,
            endsPhrase: core.upperBound < text.endIndex)
    }

    /// A word in the capitals and within the punctuation of another.
    private static func write(_ word: String, as text: String, _ core: Range<String.Index>) -> String {
        let letters = text[core]
        var written = word
        if letters.count > 1, letters.allSatisfy(\.isUppercase) {
            written = word.uppercased()
        } else if letters.first?.isUppercase == true {
            written = word.prefix(1).uppercased() + word.dropFirst()
        }
        return text[..<core.lowerBound] + written + text[core.upperBound...]
    }
}
