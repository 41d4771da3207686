import Dossiers

/// Why something about an item of the review queue was not done.
public enum ReviewFault: Error, Hashable, Sendable {
    /// There is no such document, item or page.
    case unknown
    /// The document is superseded or discarded.
    case notInForce
    /// The page was read anew since the person looked at it.
    case readingChanged
    case nothingToUndo
    /// Somebody else works on it.
    case taken(ReviewLease)
    /// Words and fields about which nobody has decided.
    case unfinished(words: Int, fields: Int)
    /// What a person typed cannot stand there: for which word or field, English.
    case badCorrection(String)
    case badNote
    /// The key of an act that asked for something else.
    case actDiffers
    /// A key of an act that is none.
    case badActKey
    /// What was typed and not sent is more than a draft holds.
    case draftTooLarge
}

/// Somebody decided otherwise about the same words or fields since the person looked: what stands stays, and the person
/// is shown both.
public struct ReviewConflict: Error, Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        /// What stands now.
        public var standing: Correction
        /// What the later person wanted there.
        public var wanted: String

        public init(standing: Correction, wanted: String) { (self.standing, self.wanted) = (standing, wanted) }
    }

    public var items: [Item]
    /// Whoever has seen this revision has seen what stands.
    public var revision: Int

    public init(items: [Item], revision: Int) { (self.items, self.revision) = (items, revision) }
}
