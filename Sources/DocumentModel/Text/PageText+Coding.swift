/// Coded by columns instead of word by word: a page has hundreds of words, and naming every edge of every box took most
/// of the time that a reading spends on its way from the recognizer into the store.
extension PageText: Codable {
    private enum CodingKeys: String, CodingKey {
        /// The words of all lines, in reading order.
        case words
        /// How many of the words each line has.
        case wordsOfLines
        /// Left, top, width and height of each word, one after the other.
        case boxes
        /// The same of each line.
        case boxesOfLines
        /// Of each word.
        case confidences
        /// Which words were corrected, by their place in ``words``, and what was read there.
        case corrected, recognized
        /// Word by word, as texts were coded before; still read.
        case lines
    }

    public func encode(to encoder: any Encoder) throws {
        let words = words
        let corrected = words.indices.filter { words[$0].recognized != nil }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(words.map(\.text), forKey: .words)
        try container.encode(lines.map(\.words.count), forKey: .wordsOfLines)
        try container.encode(words.flatMap(\.box.edges), forKey: .boxes)
        try container.encode(lines.flatMap(\.box.edges), forKey: .boxesOfLines)
        try container.encode(words.map(\.confidence), forKey: .confidences)
        guard !corrected.isEmpty else { return }
        try container.encode(corrected, forKey: .corrected)
        try container.encode(corrected.compactMap { words[$0].recognized }, forKey: .recognized)
    }

    /// - Throws: `DecodingError`, also when the columns do not fit each other.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let lines = try container.decodeIfPresent([TextLine].self, forKey: .lines) {
            self.init(lines: lines)
            return
        }
        let texts = try container.decode([String].self, forKey: .words)
        let counts = try container.decode([Int].self, forKey: .wordsOfLines)
        let boxes = try container.decode([Int].self, forKey: .boxes)
        let lineBoxes = try container.decode([Int].self, forKey: .boxesOfLines)
        let confidences = try container.decode([Double].self, forKey: .confidences)
        let corrected = try container.decodeIfPresent([Int].self, forKey: .corrected) ?? []
        let recognized = try container.decodeIfPresent([String].self, forKey: .recognized) ?? []
        guard counts.allSatisfy({ $0 > 0 && $0 <= texts.count }),
            counts.reduce(0, +) == texts.count, boxes.count == 4 * texts.count, lineBoxes.count == 4 * counts.count,
            confidences.count == texts.count, corrected.count == recognized.count,
            corrected.allSatisfy(texts.indices.contains)
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .wordsOfLines, in: container, debugDescription: "columns of unequal length")
        }
        var words = texts.indices.map {
            Word(text: texts[$0], box: PixelBox(edges: boxes, at: $0), confidence: confidences[$0])
        }
        for (place, text) in zip(corrected, recognized) { words[place].recognized = text }
        var rest = words[...]
        self.init(
            lines: counts.indices.map { line in
                defer { rest = rest.dropFirst(counts[line]) }
                return TextLine(words: Array(rest.prefix(counts[line])), box: PixelBox(edges: lineBoxes, at: line))
            })
    }
}

extension PixelBox {
    fileprivate var edges: [Int] { [x, y, width, height] }

    /// The box whose edges stand as the `place`th four of a column.
    fileprivate init(edges: [Int], at place: Int) {
        self.init(
            x: edges[4 * place], y: edges[4 * place + 1], width: edges[4 * place + 2], height: edges[4 * place + 3])
    }
}
