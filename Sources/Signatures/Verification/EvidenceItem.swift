import Crypto
import DocumentModel

/// Bytes on which a verdict rests.
public struct EvidenceItem: Hashable, Sendable {
    public var kind: SignatureEvidence.Kind
    /// DER.
    public var bytes: [UInt8]

    init(_ kind: SignatureEvidence.Kind, _ bytes: [UInt8]) { (self.kind, self.bytes) = (kind, bytes) }

    /// How the verdict names it.
    public var named: SignatureEvidence {
        SignatureEvidence(kind: kind, digest: SHA256.hash(data: bytes).map { PDFHex.byte($0) }.joined())
    }
}
