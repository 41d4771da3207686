/// Which syllables stand beside each other in administrative papers: pairs and triples out of
/// ``AdministrativePhrases``.
struct PhraseModel: Sendable {
    typealias ID = UInt32

    static let administrative = PhraseModel(phrases: AdministrativePhrases.text)

    private var ids: [String: ID] = [:]
    /// As the phrases write them, by ID.
    private(set) var spellings: [String] = []
    /// By the letters without any marks.
    private var lookAlikes: [String: [ID]] = [:]
    private var pairs: Set<UInt64> = []
    private var triples: Set<UInt64> = []
    private var common: Set<ID> = []

    init(phrases: String) {
        for line in phrases.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ").map { id(adding: String($0)) }
            for (first, second) in zip(words, words.dropFirst()) { pairs.insert(Self.key(first, second)) }
            for index in words.indices.dropLast(2) {
                triples.insert(Self.key(words[index], words[index + 1], words[index + 2]))
            }
        }
        common = Set(Self.commonWords.split(separator: " ").compactMap { ids[Self.canonical(String($0))] })
    }

    private mutating func id(adding word: String) -> ID {
        let key = Self.canonical(word)
        if let id = ids[key] { return id }
        let id = ID(spellings.count)
        ids[key] = id
        spellings.append(word)
        lookAlikes[Folding.folded(word), default: []].append(id)
        return id
    }

    /// Words that stand beside nearly any other and say little of it.
    private static let commonWords = "và các của có về tại theo từ là được cho với để do trong không này đã số một ngày"

    /// Wherever the tone mark is placed (hòa, hoà), a word is the same.
    static func canonical(_ word: String) -> String { Syllables.canonical(word) ?? Folding.exact(word) }

    func id(of word: String) -> ID? { ids[Self.canonical(word)] }

    /// The words of the phrases with the same letters, whatever their marks.
    func lookAlikes(of word: String) -> [ID] { lookAlikes[Folding.folded(word)] ?? [] }

    func isCommon(_ id: ID) -> Bool { common.contains(id) }

    func hasPair(_ first: ID, _ second: ID) -> Bool { pairs.contains(Self.key(first, second)) }

    func hasTriple(_ first: ID, _ second: ID, _ third: ID) -> Bool { triples.contains(Self.key(first, second, third)) }

    private static func key(_ first: ID, _ second: ID) -> UInt64 { UInt64(first) << 20 | UInt64(second) }

    private static func key(_ first: ID, _ second: ID, _ third: ID) -> UInt64 {
        key(first, second) << 20 | UInt64(third)
    }
}
