import Crypto
import CryptoExtras
import Foundation

@testable import Signatures

/// A root, a signer and a time-stamp authority of one test. Their keys end with it.
struct TestAuthority: Sendable {
    private typealias D = DEREncoding

    let rootKey = P256.Signing.PrivateKey()
    let stampKey = P256.Signing.PrivateKey()
    let root: [UInt8]
    let stamper: [UInt8]

    init() {
        root = Self.certificate(
            "Root", key: rootKey.publicKey.derRepresentation, issuer: "Root", serial: 1, by: rootKey,
            extensions: [
                Self.critical("2.5.29.19", D.sequence(D.value(0x01, [0xFF]))),
                Self.critical("2.5.29.15", D.value(0x03, [1, 0x06])),
            ])
        stamper = Self.certificate(
            "Stamp", key: stampKey.publicKey.derRepresentation, issuer: "Root", serial: 2, by: rootKey,
            extensions: [
                Self.critical("2.5.29.15", D.value(0x03, [7, 0x80])),
                Self.critical("2.5.29.37", D.sequence(D.oid("1.3.6.1.5.5.7.3.8"))),
            ])
    }

    /// Signs with a key of this process.
    struct Signer: DocumentSigner {
        enum Key: Sendable {
            case curve(P256.Signing.PrivateKey)
            case rsa(_RSA.Signing.PrivateKey)
        }
        let certificate: [UInt8]
        var intermediates: [[UInt8]] = []
        let key: Key

        var scheme: SigningScheme {
            switch key {
            case .curve: .ecdsaWithSHA256
            case .rsa: .rsaPSSWithSHA256
            }
        }

        func sign(_ bytes: [UInt8]) async throws -> [UInt8] {
            switch key {
            case .curve(let key): Array(try key.signature(for: Data(bytes)).derRepresentation)
            case .rsa(let key): Array(try key.signature(for: Data(bytes), padding: .PSS).rawRepresentation)
            }
        }
    }

    func signer(_ key: Signer.Key) -> Signer {
        let publicKey =
            switch key {
            case .curve(let key): key.publicKey.derRepresentation
            case .rsa(let key): key.publicKey.derRepresentation
            }
        let certificate = Self.certificate(
            "Nguyễn Văn Ánh", key: publicKey, issuer: "Root", serial: 3, by: rootKey,
            extensions: [Self.critical("2.5.29.15", D.value(0x03, [6, 0xC0]))])
        return Signer(certificate: certificate, key: key)
    }

    /// The answer of the time-stamp authority to a question of ours.
    func answer(to request: [UInt8], at milliseconds: Int64) throws -> [UInt8] {
        let parts = try DERParts.children(of: request)
        let time = D.value(0x18, Array(Self.time(milliseconds).utf8))
        let info = D.sequence(
            D.integer(1), D.oid("1.2.3.4"), parts[1], D.integer(7), time, parts[2])
        let attributes = [
            Self.attribute("1.2.840.113549.1.9.3", D.oid("1.2.840.113549.1.9.16.1.4")),
            Self.attribute("1.2.840.113549.1.9.4", D.octets(Array(SHA256.hash(data: info)))),
            Self.attribute(
                "1.2.840.113549.1.9.16.2.47",
                D.sequence(D.sequence(D.sequence(D.octets(Array(SHA256.hash(data: stamper))))))),
        ]
        let signed = D.set(of: attributes)
        let value = Array(try stampKey.signature(for: Data(signed)).derRepresentation)
        let signer = D.sequence(
            D.integer(1), D.sequence(Self.name("Root"), D.integer(2)), SigningScheme.sha256,
            [0xA0] + signed.dropFirst(),
            SigningScheme.ecdsaWithSHA256.identifier, D.octets(value))
        let data = D.sequence(
            D.integer(3), D.set(of: [SigningScheme.sha256]),
            D.sequence(D.oid("1.2.840.113549.1.9.16.1.4"), D.tagged(0, D.octets(info))), D.tagged(0, stamper),
            D.set(of: [signer]))
        return D.sequence(
            D.sequence(D.integer(0)), D.sequence(D.oid("1.2.840.113549.1.7.2"), D.tagged(0, data)))
    }

    // MARK: Parts

    private static func certificate(
        _ subject: String, key: Data, issuer: String, serial: Int, by signer: P256.Signing.PrivateKey,
        extensions: [[UInt8]]
    ) -> [UInt8] {
        let term = D.sequence(D.value(0x17, Array("250101000000Z".utf8)), D.value(0x17, Array("350101000000Z".utf8)))
        let algorithm = SigningScheme.ecdsaWithSHA256.identifier
        let body = D.sequence(
            D.tagged(0, D.integer(2)), D.integer(serial), algorithm, name(issuer), term, name(subject), [UInt8](key),
            D.tagged(3, D.sequence(extensions.flatMap(\.self))))
        let value = (try? signer.signature(for: Data(body)).derRepresentation).map { [UInt8]($0) } ?? []
        return D.sequence(body, algorithm, D.value(0x03, [0] + value))
    }

    private static func name(_ common: String) -> [UInt8] {
        D.sequence(D.set(of: [D.sequence(D.oid("2.5.4.3"), D.value(0x0C, Array(common.utf8)))]))
    }

    private static func critical(_ oid: String, _ value: [UInt8]) -> [UInt8] {
        D.sequence(D.oid(oid), D.value(0x01, [0xFF]), D.octets(value))
    }

    private static func attribute(_ oid: String, _ value: [UInt8]) -> [UInt8] {
        D.sequence(D.oid(oid), D.set(of: [value]))
    }

    private static func time(_ milliseconds: Int64) -> String {
        let seconds = Int(milliseconds / 1000)
        let (year, month, day) = CivilTime.date(ofDay: seconds / 86_400)
        let parts = [month, day, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
        return "\(year)" + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined() + "Z"
    }
}

/// The values inside a sequence.
enum DERParts {
    struct Fault: Error {}

    static func children(of bytes: [UInt8]) throws -> [[UInt8]] {
        guard let whole = ASN1Tree.first(in: bytes) else { throw Fault() }
        return whole.children.map { Array($0.encodedBytes) }
    }
}
