/// How a signature value is made: what TT 15/2025/TT-BKHCN allows and tokens can do.
public enum SigningScheme: String, Codable, Sendable, CaseIterable {
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256, a salt of 32 bytes.
    case rsaPSSWithSHA256
    /// ECDSA over P-256, P-384 or P-521 with SHA-256; the value is the DER sequence of both numbers.
    case ecdsaWithSHA256

    /// The `AlgorithmIdentifier`.
    var identifier: [UInt8] {
        typealias D = DEREncoding
        switch self {
        case .ecdsaWithSHA256: return D.sequence(D.oid("1.2.840.10045.4.3.2"))
        case .rsaPSSWithSHA256:
            let mask = D.sequence(D.oid("1.2.840.113549.1.1.8"), Self.sha256)
            return D.sequence(
                D.oid("1.2.840.113549.1.1.10"),
                D.sequence(D.tagged(0, Self.sha256), D.tagged(1, mask), D.tagged(2, D.integer(32))))
        }
    }

    static let sha256 = DEREncoding.sequence(DEREncoding.oid("2.16.840.1.101.3.4.2.1"), DEREncoding.null)
}

/// Whoever signs. Keys are never ours to read: a token, an HSM, a service.
public protocol DocumentSigner: Sendable {
    /// DER.
    var certificate: [UInt8] { get }
    /// Certificates between it and its root, DER.
    var intermediates: [[UInt8]] { get }
    var scheme: SigningScheme { get }

    /// The signature value over these bytes, which are hashed by SHA-256.
    func sign(_ bytes: [UInt8]) async throws -> [UInt8]
}
