import VietnameseText

/// What the words before a value on a form announce. The raw values are those of `Data/labels.yaml`.
enum LabelMeaning: String, Sendable, CaseIterable {
    // Persons
    case holder, name, otherPerson, birthDate, idNumber, address, residence, seat, place
    // The paper
    case number, serial, otherNumber, issueDate, otherDate, addressee, registrar
    // Money
    case total, amount, amountInWords
    // Land
    case parcel, mapSheet, area
    /// Anything else: ends the value before it.
    case stop

    /// Whether a person's name follows that can be the one whom the paper is about.
    var isName: Bool { self == .holder || self == .name }

    /// Whether where a person lives follows.
    var isAddress: Bool { self == .address || self == .residence }

    /// Whether a number follows that can be the paper's own.
    var isNumber: Bool { self == .number || self == .serial }

    /// Whether a sum follows.
    var isAmount: Bool { self == .total || self == .amount }
}

/// A label of a form, folded.
struct FieldLabel: Sendable {
    var meaning: LabelMeaning
    var text: [UInt8]
    /// Whether the value follows without a colon even in running text.
    var isBare: Bool
    /// One bit for each letter that occurs.
    var letters: UInt32
}

/// All labels, to be looked up by their bytes.
struct LabelIndex: Sendable {
    let labels: [FieldLabel]
    /// Length of the longest.
    let longest: Int
    private let byHash: [UInt64: [Int]]
    private let nearByLength: [Int: [Int]]

    /// - Parameter omitted: folded labels that are left out.
    /// - Throws: ``FieldVocabulary/Fault``.
    init(_ groups: [FieldVocabulary.LabelGroup], without omitted: Set<String> = []) throws {
        var labels: [FieldLabel] = []
        var seen = Set(omitted.map { Array($0.utf8) })
        for group in groups {
            guard let meaning = LabelMeaning(rawValue: group.means) else {
                throw FieldVocabulary.Fault(file: "labels", detail: "means: \(group.means)")
            }
            for pattern in group.texts {
                guard let phrases = PhrasePattern.phrases(of: pattern) else {
                    throw FieldVocabulary.Fault(file: "labels", detail: "texts: \(pattern)")
                }
                for phrase in phrases {
                    let text = Array(Folding.folded(phrase).utf8.map(Self.bracket))
                    guard seen.insert(text).inserted else { continue }
                    labels.append(
                        FieldLabel(
                            meaning: meaning, text: text, isBare: group.bare ?? false, letters: Self.letters(text[...]))
                    )
                }
            }
        }
        guard labels.count <= FieldVocabulary.maximumCount else {
            throw FieldVocabulary.Fault(file: "labels", detail: "more than \(FieldVocabulary.maximumCount)")
        }
        self.labels = labels
        longest = labels.map(\.text.count).max() ?? 0
        byHash = Dictionary(grouping: labels.indices) { Self.hash(labels[$0].text[...]) }
        nearByLength = Self.near(labels)
    }

    /// In patterns round brackets hold alternatives, so that printed ones are written square.
    private static func bracket(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "["): UInt8(ascii: "(")
        case UInt8(ascii: "]"): UInt8(ascii: ")")
        default: byte
        }
    }

    // MARK: Exact

    /// Ends of all labels at the offset, the longest first.
    func matches(in scan: ScannableText, at start: Int) -> [(label: FieldLabel, end: Int)] {
        var hash = Self.seed
        var found: [(FieldLabel, Int)] = []
        var offset = start
        let limit = min(scan.count, start + longest)
        while offset < limit {
            hash = Self.next(hash, scan.bytes[offset])
            offset += 1
            guard scan.isWordEnd(offset), let candidates = byHash[hash] else { continue }
            for index in candidates where scan.matches(labels[index].text, at: start) {
                found.append((labels[index], start + labels[index].text.count))
            }
        }
        return found.reversed()
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    private static func hash(_ text: ArraySlice<UInt8>) -> UInt64 { text.reduce(seed, next) }

    // MARK: With wrong letters

    /// Most wrong letters of a label, however long.
    private static let maxEdits = 4

    /// The label nearest to a chunk with at most one wrong letter in six; `nil` when none is near.
    func nearest(to chunk: ArraySlice<UInt8>) -> (label: FieldLabel, edits: Int)? {
        let letters = Self.letters(chunk)
        var best: (label: FieldLabel, edits: Int)?
        for index in nearByLength[chunk.count] ?? [] {
            let label = labels[index]
            let limit = min(label.text.count / 6, Self.maxEdits, (best?.edits ?? Int.max) - 1)
            // Recognition rarely mistakes both ends of a label; each edit changes at most two of the letters that occur.
            guard limit >= 0, label.text.first == chunk.first || label.text.last == chunk.last,
                (label.letters ^ letters).nonzeroBitCount <= 2 * limit,
                let edits = EditDistance.distance(label.text[...], chunk, limit: limit)
            else { continue }
            best = (label, edits)
        }
        return best
    }

    private static func near(_ labels: [FieldLabel]) -> [Int: [Int]] {
        var table: [Int: [Int]] = [:]
        for (index, label) in labels.enumerated() where label.text.count >= 7 {
            let limit = min(label.text.count / 6, maxEdits)
            for length in (label.text.count - limit)...(label.text.count + limit) {
                table[length, default: []].append(index)
            }
        }
        return table
    }

    private static func letters(_ text: ArraySlice<UInt8>) -> UInt32 {
        text.reduce(0) { ScannableText.isLetterByte($1) ? $0 | 1 << UInt32($1 - 0x61) : $0 }
    }
}
