/// What is known of one signature's bytes. It says nothing yet of trust: neither chain, nor revocation, nor what later
/// revisions changed has been asked, so ``Integrity/intact`` must never be shown as "valid".
public struct SignatureFacts: Codable, Equatable, Sendable {
    public enum Integrity: String, Codable, Sendable {
        /// The covered bytes are those that were signed, with the key of the certificate inside.
        case intact
        case broken
        /// See ``SignatureFacts/reason``.
        case notVerifiable
    }

    public enum Coverage: String, Codable, Sendable {
        /// All bytes of the file but the signature's own hole.
        case wholeFile
        /// A whole earlier state of the file; something was added afterwards.
        case revision
        /// Neither: no reader should believe what such a file shows.
        case other
    }

    public var field: String
    /// A time stamp over the whole document (`ETSI.RFC3161`), by which nobody declares anything.
    public var isDocumentTimeStamp: Bool
    public var byteRange: [Int]
    public var coverage: Coverage
    public var integrity: Integrity
    /// Why the signature is broken or not verifiable, as a code or an object identifier.
    public var reason: String?
    public var digest: String?
    /// SHA-1: others may have made a second document with the same digest.
    public var hasWeakDigest: Bool
    public var signer: String?
    public var organ: String?
    public var issuer: String?
    public var taxCode: String?
    public var budgetCode: String?
    /// SHA-256 of the signer's certificate.
    public var certificateDigest: String?
    /// What the signer's own clock said (`/M`), milliseconds since 1970; nobody vouches for it.
    public var claimedTime: Int64?
    /// The time of an RFC 3161 token over this very signature value whose own signature is right.
    public var tokenTime: Int64?
    /// A token is there, but stamps something else or is broken.
    public var hasWrongToken: Bool
    /// Text that the signature's field draws on its page; number and date often exist nowhere else.
    public var shownText: String
}
