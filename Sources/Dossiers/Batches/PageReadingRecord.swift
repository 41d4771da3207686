import Basics
import DocumentModel

/// What the ledger remembers of one reading of a page: where the whole reading lies and what lists and search need.
///
/// The key is the digest of everything that the reading depends on (original, page, options, model, program version):
/// a hit means that the page need not be read again.
public struct PageReadingRecord: Hashable, Sendable, Codable {
    public var key: String
    /// The encoded reading in the artifact store.
    public var artifact: ContentDigest
    /// The picture for the PDF in the artifact store, when it is not a part of the original.
    public var imageArtifact: ContentDigest?
    /// The page's text, lines joined by line feeds, NFC.
    public var text: String
    public var rotation: QuarterTurn
    /// Degrees, clockwise.
    public var skew: Double
    public var isBlank: Bool
    /// Mean word confidence, 0 to 100; `nil` without words.
    public var confidence: Double?
    /// What of the text a person has to see; `nil` for readings from before this was kept.
    public var doubts: WordDoubts?

    public init(
        key: String, artifact: ContentDigest, imageArtifact: ContentDigest? = nil, text: String,
        rotation: QuarterTurn, skew: Double, isBlank: Bool, confidence: Double?, doubts: WordDoubts? = nil
    ) {
        self.key = key
        self.artifact = artifact
        self.imageArtifact = imageArtifact
        self.text = text
        self.rotation = rotation
        self.skew = skew
        self.isBlank = isBlank
        self.confidence = confidence
        self.doubts = doubts
    }

    /// Takes from a reading what the ledger keeps.
    public init(key: String, artifact: ContentDigest, imageArtifact: ContentDigest?, reading: PageReading) {
        self.init(
            key: key, artifact: artifact, imageArtifact: imageArtifact, text: reading.text.plain,
            rotation: reading.rotation, skew: reading.skew, isBlank: reading.isBlank,
            confidence: reading.text.confidence, doubts: WordDoubts(reading.text))
    }
}
