import SwiftASN1

/// What a certificate's issuer said of it.
enum RevocationStatus: Equatable {
    /// Good from the first moment to the last.
    case good(from: Int64, to: Int64)
    case revoked(at: Int64)
    /// It is named, but what is said of it cannot be believed.
    case unusable
}

/// A certificate revocation list (RFC 5280, 5).
struct RevocationList {
    let der: [UInt8]
    private let signedBytes: ArraySlice<UInt8>
    private let algorithm: ASN1Node
    private let signature: [UInt8]
    let issuer: [UInt8]
    let thisUpdate: Int64
    let nextUpdate: Int64
    let revoked: [[UInt8]: Int64]
    let issuerName: String

    private static let most = 1_000_000

    /// `nil` for what is no list, and for lists with a critical extension: indirect, partial and delta lists.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= ASN1Tree.longest, let root = try? DER.parse(bytes), root.children.count == 3 else {
            return nil
        }
        let parts = root.children
        var fields = parts[0].children[...]
        if fields.first?.identifier == .integer { fields = fields.dropFirst() }
        guard fields.count >= 4, let named = fields.popFirst(),
            named.encodedBytes.elementsEqual(parts[1].encodedBytes), let name = fields.popFirst(),
            let from = fields.popFirst()?.milliseconds,
            // Without a next update nobody can say how long the list holds.
            let to = fields.popFirst()?.milliseconds
        else { return nil }
        var found: [[UInt8]: Int64] = [:]
        if let list = fields.first, list.identifier == .sequence {
            fields = fields.dropFirst()
            guard case .constructed(let entries) = list.content else { return nil }
            for entry in entries {
                let parts = entry.children
                guard found.count < Self.most, parts.count >= 2, let time = parts[1].milliseconds,
                    !Self.hasCriticalExtension(parts.dropFirst(2).first)
                else { return nil }
                let serial = parts[0].bytes
                found[serial] = min(found[serial] ?? time, time)
            }
        }
        if let extensions = fields.first {
            guard extensions.isTagged(0), !Self.hasCriticalExtension(extensions.children.first) else { return nil }
        }
        der = bytes
        issuerName = ParsedCertificate.shownName(ParsedCertificate.names(name))
        signedBytes = parts[0].encodedBytes
        algorithm = parts[1]
        signature = Array(parts[2].bytes.dropFirst())
        issuer = Array(name.encodedBytes)
        thisUpdate = from
        nextUpdate = to
        revoked = found
    }

    /// What the list says; `nil` when it is another issuer's.
    func status(of certificate: ParsedCertificate, issuer authority: ParsedCertificate) -> RevocationStatus? {
        guard issuer == authority.subject, certificate.issuer == issuer else { return nil }
        guard authority.mayUse(bit: 6) != false,
            SignatureAlgorithm.namedDigest(algorithm)?.isWeak == false,
            SignatureAlgorithm.check(
                signature, over: signedBytes, algorithm: algorithm, digest: nil, key: authority.key) == .right
        else { return .unusable }
        if let time = revoked[certificate.serial] { return .revoked(at: time) }
        return .good(from: thisUpdate, to: nextUpdate)
    }

    private static func hasCriticalExtension(_ list: ASN1Node?) -> Bool {
        (list?.children ?? []).contains { item in
            let parts = item.children
            return parts.count == 3 && parts[1].bytes.first ?? 0 != 0
        }
    }
}
