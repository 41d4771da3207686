/// What runs the network that reads lines of print.
public enum RecognitionEngine: String, Hashable, Sendable, Codable, CaseIterable {
    /// This program itself, as far as it can run the model; else Tesseract.
    case sohoa
    /// Tesseract's library.
    case tesseract
}

/// How pages are read; part of a page's idempotence key, so that a change reads again just what it touches.
public struct RecognitionOptions: Hashable, Sendable, Codable {
    /// Tesseract model, as in `vie` or `vie+eng`.
    public var language: String
    /// What runs the model.
    public var engine: RecognitionEngine
    /// Resolution at which PDF pages that are no plain scans are drawn, dots per inch.
    public var drawingResolution: Int
    /// Whether words that were read with doubtful marks are corrected by what administrative papers say.
    public var corrects: Bool
    /// How the upright page is turned in its file, as a person found it; `nil` where the words decide.
    public var turn: QuarterTurn?

    public init(
        language: String = "vie", engine: RecognitionEngine = .sohoa, drawingResolution: Int = 300,
        corrects: Bool = true, turn: QuarterTurn? = nil
    ) {
        self.language = language
        self.engine = engine
        self.drawingResolution = drawingResolution
        self.corrects = corrects
        self.turn = turn
    }
}
