/// What is known of one signature's bytes. It says nothing yet of trust: neither chain, nor revocation, nor what later
/// revisions changed has been asked, so ``Integrity/intact`` must never be shown as "valid".
public struct SignatureFacts: Codable, Hashable, Sendable {
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
    public var isDocumentTimeStamp = false
    public var byteRange: [Int] = []
    public var coverage = Coverage.other
    public var integrity = Integrity.notVerifiable
    /// Why the signature is broken or not verifiable, as a code or an object identifier.
    public var reason: String?
    public var digest: String?
    /// SHA-1: others may have made a second document with the same digest.
    public var hasWeakDigest = false
    public var signer: String?
    /// The part of the organ that the certificate names (`OU`).
    public var unit: String?
    public var organ: String?
    public var issuer: String?
    /// Whoever runs the issuing authority (`O` of the issuer).
    public var issuerOrgan: String?
    public var taxCode: String?
    public var budgetCode: String?
    /// SHA-256 of the signer's certificate.
    public var certificateDigest: String?
    /// Lower-case hexadecimal digits.
    public var certificateSerial: String?
    /// SHA-256 of the issuer's name in DER, by which evidence that concerns the signature is found.
    public var issuerDigest: String?
    /// When the certificate's term begins and ends, milliseconds since 1970.
    public var certificateFrom: Int64?
    public var certificateTo: Int64?
    /// What the signer's own clock said (`/M`), milliseconds since 1970; nobody vouches for it.
    public var claimedTime: Int64?
    /// The time of an RFC 3161 token over this very signature value whose own signature is right.
    public var tokenTime: Int64?
    /// Who made the token.
    public var timeAuthority: String?
    /// A token is there, but stamps something else or is broken.
    public var hasWrongToken = false
    /// Text that the signature's field draws on its page; number and date often exist nowhere else.
    public var shownText = ""

    public init(field: String) { self.field = field }
}
