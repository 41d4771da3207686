/// What was read from the picture of a line.
public struct LineReading: Hashable, Sendable {
    /// Words from left to right.
    public var words: [ReadWord]

    public init(words: [ReadWord] = []) { self.words = words }

    /// The words joined by single blanks.
    public var text: String { words.map(\.text).joined(separator: " ") }
}

/// A word of a line.
public struct ReadWord: Hashable, Sendable {
    /// The characters as the model writes them; never empty and without white space.
    public var text: String
    /// How sure the network is, 0 to 100 on Tesseract's scale: 97 at most for words of the model's lexicon, 93 for
    /// others. The least sure character or space beside the word counts.
    public var confidence: Double
    /// Where it stands: columns of pixels of the line's picture.
    public var columns: Range<Double>
    /// Whether it is a word or number of the model's lexicon, with or without punctuation.
    public var isInLexicon: Bool
    public var characters: [ReadCharacter]
}

/// A character of a word.
public struct ReadCharacter: Hashable, Sendable {
    public var text: String
    /// 0 to 100, on the scale of a word's.
    public var confidence: Double
    /// Columns of pixels of the line's picture.
    public var columns: Range<Double>
    /// What the network would have read otherwise, with its probability, 0 to 1.
    public var alternative: Alternative?

    public struct Alternative: Hashable, Sendable {
        public var text: String
        public var probability: Double
    }
}
