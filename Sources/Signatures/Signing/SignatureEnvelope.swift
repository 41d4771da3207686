import Crypto

/// The CMS structure of a PAdES baseline signature (EN 319 142-1, 6.3): content type, message digest, the signer's
/// certificate named by its digest; no signing time, which stands in the PDF.
struct SignatureEnvelope {
    private typealias D = DEREncoding
    private let certificate: ParsedCertificate
    private let others: [[UInt8]]
    private let scheme: SigningScheme
    private let attributes: [[UInt8]]

    /// - Parameter digest: SHA-256 of what is signed.
    /// - Returns: `nil` when the certificate cannot be read.
    init?(digest: [UInt8], certificate der: [UInt8], intermediates: [[UInt8]], scheme: SigningScheme) {
        guard let certificate = ParsedCertificate(der) else { return nil }
        self.certificate = certificate
        (others, self.scheme) = (intermediates, scheme)
        // SHA-256 is what is meant where no digest is named (RFC 5035, 4).
        let named = D.sequence(D.octets(Array(SHA256.hash(data: der))))
        attributes = [
            Self.attribute("1.2.840.113549.1.9.3", D.oid("1.2.840.113549.1.7.1")),
            Self.attribute("1.2.840.113549.1.9.4", D.octets(digest)),
            Self.attribute("1.2.840.113549.1.9.16.2.47", D.sequence(D.sequence(named))),
        ]
    }

    /// What the signer signs: the attributes as a SET in DER.
    var signedBytes: [UInt8] { D.set(of: attributes) }

    /// The whole structure.
    /// - Parameter token: an RFC 3161 token over the signature value.
    func completed(signature: [UInt8], token: [UInt8]?) -> [UInt8] {
        let serial = D.value(0x02, certificate.serial)
        let unsigned = token.map { D.value(0xA1, Self.attribute("1.2.840.113549.1.9.16.2.14", $0)) } ?? []
        let signer = D.sequence(
            D.integer(1), D.sequence(certificate.issuer, serial), SigningScheme.sha256,
            [0xA0] + signedBytes.dropFirst(), scheme.identifier, D.octets(signature), unsigned)
        let certificates = ([certificate.der] + others).flatMap(\.self)
        let data = D.sequence(
            D.integer(1), D.set(of: [SigningScheme.sha256]), D.sequence(D.oid("1.2.840.113549.1.7.1")),
            D.tagged(0, certificates), D.set(of: [signer]))
        return D.sequence(D.oid("1.2.840.113549.1.7.2"), D.tagged(0, data))
    }

    private static func attribute(_ oid: String, _ value: [UInt8]) -> [UInt8] {
        D.sequence(D.oid(oid), D.set(of: [value]))
    }
}
