import Crypto
import SwiftASN1

/// The answer of an OCSP responder (RFC 6960).
struct StatusAnswer {
    let der: [UInt8]
    private let signedBytes: ArraySlice<UInt8>
    private let algorithm: ASN1Node
    private let signature: [UInt8]
    let producedAt: Int64
    private let responses: [ASN1Node]
    private let certificates: [ParsedCertificate]

    /// A whole `OCSPResponse`, or the `BasicOCSPResponse` inside.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= ASN1Tree.longest, let root = try? DER.parse(bytes) else { return nil }
        var basic = root
        if root.children.first?.identifier == .enumerated {
            guard root.children.count == 2, root.children[0].smallInteger == 0,
                let inner = root.children[1].children.first, inner.children.count == 2,
                inner.children[0].oid == "1.3.6.1.5.5.7.48.1.1", let parsed = try? DER.parse(inner.children[1].bytes)
            else { return nil }
            basic = parsed
        }
        let parts = basic.children
        guard (3...4).contains(parts.count) else { return nil }
        var fields = parts[0].children[...]
        if fields.first?.isTagged(0) == true { fields = fields.dropFirst() }
        // Whoever answers is found by the signature, whatever the name says.
        guard fields.count >= 3, let responder = fields.popFirst(), responder.isTagged(1) || responder.isTagged(2),
            let time = fields.popFirst()?.milliseconds, let list = fields.popFirst()
        else { return nil }
        for item in fields.first?.children.first?.children ?? [] where item.children.count == 3 {
            if item.children[1].bytes.first ?? 0 != 0 { return nil }
        }
        der = bytes
        signedBytes = parts[0].encodedBytes
        algorithm = parts[1]
        signature = Array(parts[2].bytes.dropFirst())
        producedAt = time
        responses = list.children
        certificates = (parts.count == 4 ? parts[3].children.first?.children ?? [] : []).prefix(10)
            .compactMap { ParsedCertificate(Array($0.encodedBytes)) }
    }

    /// Serial numbers of the certificates that it is about.
    var serials: [[UInt8]] {
        responses.prefix(100).compactMap { $0.children.first?.children.last?.bytes }
    }

    /// What the answer says; `nil` when it says nothing of this certificate. It counts if it is the issuer's, or that of
    /// somebody whom the issuer named for it.
    func status(of certificate: ParsedCertificate, issuer: ParsedCertificate) -> RevocationStatus? {
        guard let response = responses.first(where: { Self.isAbout(certificate, issuer, $0) }) else { return nil }
        let parts = response.children
        guard isSigned(for: issuer), parts.count >= 3, let from = parts[2].milliseconds else { return .unusable }
        if parts[1].isTagged(1) { return parts[1].children.first?.milliseconds.map { .revoked(at: $0) } ?? .unusable }
        guard parts[1].isTagged(0) else { return .unusable }
        for item in parts.dropFirst(3).first(where: { $0.isTagged(1) })?.children.first?.children ?? []
        where item.children.count == 3 && item.children[1].bytes.first ?? 0 != 0 {
            return .unusable
        }
        let next = parts.dropFirst(3).first { $0.isTagged(0) }?.children.first?.milliseconds
        return .good(from: from, to: next ?? producedAt)
    }

    private func isSigned(for issuer: ParsedCertificate) -> Bool {
        guard SignatureAlgorithm.namedDigest(algorithm)?.isWeak == false else { return false }
        func isRight(_ key: ASN1Node) -> Bool {
            SignatureAlgorithm.check(signature, over: signedBytes, algorithm: algorithm, digest: nil, key: key)
                == .right
        }
        if isRight(issuer.key) { return true }
        return certificates.contains { responder in
            responder.extendedUsages?.contains("1.3.6.1.5.5.7.3.9") == true && responder.isValid(at: producedAt)
                && responder.unknownCriticalExtension == nil && responder.isSigned(by: issuer)
                && isRight(responder.key)
        }
    }

    private static func isAbout(
        _ certificate: ParsedCertificate, _ issuer: ParsedCertificate, _ response: ASN1Node
    ) -> Bool {
        guard let identifier = response.children.first?.children, identifier.count == 4,
            let digest = DigestName(oid: identifier[0].children.first?.oid), issuer.key.children.count == 2
        else { return false }
        return identifier[1].bytes == digest.digest([issuer.subject[...]])
            && identifier[2].bytes == digest.digest([issuer.key.children[1].bytes.dropFirst()])
            && identifier[3].bytes == certificate.serial
    }
}
