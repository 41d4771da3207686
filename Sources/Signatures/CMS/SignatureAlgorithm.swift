import Crypto
import CryptoExtras
import Foundation
import SwiftASN1

/// Digest algorithms that are known here.
public enum DigestName: String, Codable, Sendable, CaseIterable {
    case sha1, sha256, sha384, sha512

    init?(oid: String?) {
        switch oid {
        case "1.3.14.3.2.26": self = .sha1
        case "2.16.840.1.101.3.4.2.1": self = .sha256
        case "2.16.840.1.101.3.4.2.2": self = .sha384
        case "2.16.840.1.101.3.4.2.3": self = .sha512
        default: return nil
        }
    }

    /// Collisions can be made.
    public var isWeak: Bool { self == .sha1 }

    func digest(_ parts: [ArraySlice<UInt8>]) -> [UInt8] {
        func run<H: HashFunction>(_ type: H.Type) -> [UInt8] {
            var hash = H()
            for part in parts { part.withUnsafeBytes { hash.update(bufferPointer: $0) } }
            return Array(hash.finalize())
        }
        switch self {
        case .sha1: return run(Insecure.SHA1.self)
        case .sha256: return run(SHA256.self)
        case .sha384: return run(SHA384.self)
        case .sha512: return run(SHA512.self)
        }
    }
}

/// What checking a signature value came to.
enum SignatureCheck: Equatable {
    case right
    case wrong
    /// Not an algorithm that is known here: its object identifier or a word for what is unusual.
    case unknown(String)
}

/// Checks signature values: RSA with PKCS #1 v1.5 and PSS, ECDSA over P-256, P-384, P-521.
enum SignatureAlgorithm {
    /// - Parameters:
    ///   - algorithm: The `AlgorithmIdentifier`.
    ///   - digest: What the CMS structure calls its digest; used where the algorithm names none.
    static func check(
        _ signature: [UInt8], over content: ArraySlice<UInt8>, algorithm: ASN1Node, digest: DigestName?, key: ASN1Node
    ) -> SignatureCheck {
        let parts = algorithm.children
        guard let oid = parts.first?.oid else { return .unknown("algorithm") }
        switch oid {
        case "1.2.840.113549.1.1.1":
            guard let digest else { return .unknown("digest") }
            return rsa(signature, content, digest, .insecurePKCS1v1_5, key)
        case "1.2.840.113549.1.1.5": return rsa(signature, content, .sha1, .insecurePKCS1v1_5, key)
        case "1.2.840.113549.1.1.11": return rsa(signature, content, .sha256, .insecurePKCS1v1_5, key)
        case "1.2.840.113549.1.1.12": return rsa(signature, content, .sha384, .insecurePKCS1v1_5, key)
        case "1.2.840.113549.1.1.13": return rsa(signature, content, .sha512, .insecurePKCS1v1_5, key)
        case "1.2.840.113549.1.1.10":
            guard let digest = pssDigest(parts.dropFirst().first) else { return .unknown("PSS parameters") }
            return rsa(signature, content, digest, .PSS, key)
        case "1.2.840.10045.2.1":
            guard let digest else { return .unknown("digest") }
            return ecdsa(signature, content, digest, key)
        case "1.2.840.10045.4.1": return ecdsa(signature, content, .sha1, key)
        case "1.2.840.10045.4.3.2": return ecdsa(signature, content, .sha256, key)
        case "1.2.840.10045.4.3.3": return ecdsa(signature, content, .sha384, key)
        case "1.2.840.10045.4.3.4": return ecdsa(signature, content, .sha512, key)
        default: return .unknown(oid)
        }
    }

    /// The digest that an algorithm identifier names by itself.
    static func namedDigest(_ algorithm: ASN1Node) -> DigestName? {
        switch algorithm.children.first?.oid {
        case "1.2.840.113549.1.1.5", "1.2.840.10045.4.1": .sha1
        case "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2": .sha256
        case "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3": .sha384
        case "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4": .sha512
        case "1.2.840.113549.1.1.10": pssDigest(algorithm.children.dropFirst().first)
        default: nil
        }
    }

    /// The digest of RSASSA-PSS parameters whose mask uses the same digest and whose salt is as long as the digest: what
    /// TT 15/2025/TT-BKHCN expects, and all that the library checks.
    private static func pssDigest(_ parameters: ASN1Node?) -> DigestName? {
        var digest = DigestName.sha1
        var mask = DigestName.sha1
        var salt = 20
        for parameter in parameters?.children ?? [] {
            guard let value = parameter.children.first else { return nil }
            if parameter.isTagged(0) {
                guard let name = DigestName(oid: value.children.first?.oid) else { return nil }
                digest = name
            } else if parameter.isTagged(1) {
                guard value.children.first?.oid == "1.2.840.113549.1.1.8",
                    let name = DigestName(oid: value.children.dropFirst().first?.children.first?.oid)
                else { return nil }
                mask = name
            } else if parameter.isTagged(2) {
                guard let count = value.smallInteger else { return nil }
                salt = count
            }
        }
        return digest == mask && salt == digest.digest([]).count ? digest : nil
    }

    private static func rsa(
        _ signature: [UInt8], _ content: ArraySlice<UInt8>, _ digest: DigestName, _ padding: _RSA.Signing.Padding,
        _ key: ASN1Node
    ) -> SignatureCheck {
        guard let key = try? _RSA.Signing.PublicKey(derRepresentation: Data(key.encodedBytes)) else {
            return .unknown("RSA key")
        }
        guard key.keySizeInBits <= 8192 else { return .unknown("RSA key size") }
        let value = _RSA.Signing.RSASignature(rawRepresentation: Data(signature))
        let data = Data(content)
        let isRight =
            switch digest {
            case .sha1: key.isValidSignature(value, for: Insecure.SHA1.hash(data: data), padding: padding)
            case .sha256: key.isValidSignature(value, for: SHA256.hash(data: data), padding: padding)
            case .sha384: key.isValidSignature(value, for: SHA384.hash(data: data), padding: padding)
            case .sha512: key.isValidSignature(value, for: SHA512.hash(data: data), padding: padding)
            }
        return isRight ? .right : .wrong
    }

    private static func ecdsa(
        _ signature: [UInt8], _ content: ArraySlice<UInt8>, _ digest: DigestName, _ key: ASN1Node
    ) -> SignatureCheck {
        let curve = key.children.first?.children.dropFirst().first?.oid
        let der = Data(key.encodedBytes)
        let data = Data(content)
        func run<D: Digest>(_ digest: D) -> SignatureCheck {
            switch curve {
            case "1.2.840.10045.3.1.7":
                guard let key = try? P256.Signing.PublicKey(derRepresentation: der) else { return .unknown("EC key") }
                guard let value = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return .wrong }
                return key.isValidSignature(value, for: digest) ? .right : .wrong
            case "1.3.132.0.34":
                guard let key = try? P384.Signing.PublicKey(derRepresentation: der) else { return .unknown("EC key") }
                guard let value = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return .wrong }
                return key.isValidSignature(value, for: digest) ? .right : .wrong
            case "1.3.132.0.35":
                guard let key = try? P521.Signing.PublicKey(derRepresentation: der) else { return .unknown("EC key") }
                guard let value = try? P521.Signing.ECDSASignature(derRepresentation: signature) else { return .wrong }
                return key.isValidSignature(value, for: digest) ? .right : .wrong
            default: return .unknown(curve ?? "curve")
            }
        }
        switch digest {
        case .sha1: return run(Insecure.SHA1.hash(data: data))
        case .sha256: return run(SHA256.hash(data: data))
        case .sha384: return run(SHA384.hash(data: data))
        case .sha512: return run(SHA512.hash(data: data))
        }
    }
}
