import Basics
import DocumentModel

/// What the ledger remembers of one reading of a page: where the whole reading lies and what lists and search need.
///
/// The key is the digest of everything that the reading depends on (original, page, options, model, program version):
/// a hit means that the page need not be read again.
public struct PageReadingRecord: Hashable, Sendable, PageWithProperties {
    public var key: String
    /// The encoded reading in the artifact store.
    public var artifact: ContentDigest
    /// The picture for the PDF in the artifact store, when it is not a part of the original.
    public var imageArtifact: ContentDigest?
    /// The page's text, lines joined by line feeds, NFC.
    public var text: String
    public var properties: PageProperties
    public var isBlank: Bool
    /// What of the text a person has to see; `nil` for readings from before this was kept.
    public var doubts: WordDoubts?

    public init(
        key: String, artifact: ContentDigest, imageArtifact: ContentDigest? = nil, text: String,
        properties: PageProperties, isBlank: Bool, doubts: WordDoubts? = nil
    ) {
        self.key = key
        self.artifact = artifact
        self.imageArtifact = imageArtifact
        self.text = text
        self.properties = properties
        self.isBlank = isBlank
        self.doubts = doubts
    }

    /// From the parts of its properties.
    public init(
        key: String, artifact: ContentDigest, imageArtifact: ContentDigest? = nil, text: String,
        rotation: QuarterTurn, skew: Double, isBlank: Bool, confidence: Double?, doubts: WordDoubts? = nil
    ) {
        self.init(
            key: key, artifact: artifact, imageArtifact: imageArtifact, text: text,
            properties: PageProperties(rotation: rotation, skew: skew, confidence: confidence), isBlank: isBlank,
            doubts: doubts)
    }

    /// Takes from a reading what the ledger keeps.
    public init(key: String, artifact: ContentDigest, imageArtifact: ContentDigest?, reading: PageReading) {
        self.init(
            key: key, artifact: artifact, imageArtifact: imageArtifact, text: reading.text.plain,
            properties: reading.properties, isBlank: reading.isBlank, doubts: WordDoubts(reading.text))
    }
}
