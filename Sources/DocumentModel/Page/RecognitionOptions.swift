/// How pages are read; part of a page's idempotence key, so that a change reads again just what it touches.
public struct RecognitionOptions: Hashable, Sendable, Codable {
    /// Tesseract model, as in `vie` or `vie+eng`.
    public var language: String
    /// Resolution at which PDF pages that are no plain scans are drawn, dots per inch.
    public var drawingResolution: Int

    public init(language: String = "vie", drawingResolution: Int = 300) {
        self.language = language
        self.drawingResolution = drawingResolution
    }
}
