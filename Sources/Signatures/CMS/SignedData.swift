import Crypto
import SwiftASN1

/// CMS SignedData with one of its signers (RFC 5652), as PDF signatures and time-stamp tokens use it.
struct SignedData {
    let certificates: [ParsedCertificate]
    /// Revocation lists that came along, DER; nobody signed that they belong here.
    let revocationLists: [[UInt8]]
    let contentType: String
    let content: [UInt8]?
    let digest: DigestName?
    let digestOID: String
    let algorithm: ASN1Node
    let signature: [UInt8]
    let signer: ParsedCertificate?
    /// The signed attributes as they were signed: a SET in DER.
    let signedBytes: [UInt8]?
    let signed: [String: [ASN1Node]]
    let unsigned: [String: [ASN1Node]]

    init?(_ bytes: [UInt8]) {
        guard let data = Self.data(bytes) else { return nil }
        self.init(signedData: data)
    }

    /// Most signers that are looked at.
    static let mostSigners = 50

    /// One for each signer; `nil` when it is no SignedData, or one of its signers cannot be read.
    static func all(_ bytes: [UInt8]) -> [SignedData]? {
        guard let data = data(bytes), let signers = data.children.last, signers.identifier == .set,
            (1...mostSigners).contains(signers.children.count)
        else { return nil }
        let all = signers.children.indices.compactMap { SignedData(signedData: data, signer: $0) }
        return all.count == signers.children.count ? all : nil
    }

    /// How many signers it has; 0 when it is no SignedData.
    static func signerCount(_ bytes: [UInt8]) -> Int {
        guard let signers = data(bytes)?.children.last, signers.identifier == .set else { return 0 }
        return signers.children.count
    }

    private static func data(_ bytes: [UInt8]) -> ASN1Node? {
        guard let info = ASN1Tree.first(in: bytes), info.identifier == .sequence, info.children.count == 2,
            info.children[1].isTagged(0), info.children[0].oid == "1.2.840.113549.1.7.2"
        else { return nil }
        return info.children[1].children.first
    }

    /// - Parameter place: of the signer; `nil` when it must be the only one.
    init?(signedData data: ASN1Node, signer place: Int? = nil) {
        let parts = data.children
        // Whoever reads more loosely than others may see another signature than they do.
        guard data.identifier == .sequence, parts.count >= 4, parts[0].identifier == .integer,
            parts[1].identifier == .set, parts[2].identifier == .sequence,
            parts[3..<(parts.count - 1)].allSatisfy({ $0.isTagged(0) || $0.isTagged(1) }),
            let signers = parts.last, signers.identifier == .set,
            place == nil ? signers.children.count == 1 : signers.children.indices.contains(place ?? 0),
            signers.children[place ?? 0].identifier == .sequence
        else { return nil }
        let wrapped = parts[2].children
        guard let type = wrapped.first?.oid else { return nil }
        contentType = type
        content = wrapped.dropFirst().first?.children.first?.bytes
        let others = parts.dropFirst(3).filter { $0.isTagged(0) }.flatMap(\.children)
        guard others.allSatisfy({ $0.identifier == .sequence || $0.identifier.tagClass == .contextSpecific }) else {
            return nil
        }
        certificates = parts.dropFirst(3).filter { $0.isTagged(0) }.flatMap(\.children).prefix(50)
            .compactMap { ParsedCertificate(Array($0.encodedBytes)) }
        revocationLists = parts.dropFirst(3).filter { $0.isTagged(1) }.flatMap(\.children).prefix(50)
            .filter { $0.identifier == .sequence }.map { Array($0.encodedBytes) }
        var fields = signers.children[place ?? 0].children[...]
        guard fields.count >= 5, fields.removeFirst().identifier == .integer else { return nil }
        let identifier = fields.removeFirst()
        guard identifier.identifier == .sequence || identifier.isTagged(0),
            fields.first?.identifier == .sequence, let oid = fields.removeFirst().children.first?.oid
        else { return nil }
        // The digests are announced in front (RFC 5652, 5.1), and some readers go by that.
        guard parts[1].children.contains(where: { $0.children.first?.oid == oid }) else { return nil }
        digestOID = oid
        digest = DigestName(oid: oid)
        if let attributes = fields.first, attributes.isTagged(0) {
            fields.removeFirst()
            guard let found = Self.attributes(attributes) else { return nil }
            signed = found
            signedBytes = [0x31] + attributes.encodedBytes.dropFirst()
        } else {
            signed = [:]
            signedBytes = nil
        }
        guard (2...3).contains(fields.count) else { return nil }
        algorithm = fields.removeFirst()
        let value = fields.removeFirst()
        guard algorithm.identifier == .sequence, value.identifier == .octetString else { return nil }
        signature = value.bytes
        if let attributes = fields.first {
            guard attributes.isTagged(1), let found = Self.attributes(attributes) else { return nil }
            unsigned = found
        } else {
            unsigned = [:]
        }
        signer = Self.signer(identifier, certificates)
    }

    /// Whether the signature value is the signer's over the attributes, and the attributes name this content.
    func check(content parts: [ArraySlice<UInt8>]) -> SignatureCheck {
        guard let signer else { return .unknown("signer's certificate is missing") }
        guard let digest else { return .unknown(digestOID) }
        // Without signed attributes a signature can be passed off as one over other content, and PAdES forbids it.
        guard let signedBytes else { return .unknown("no signed attributes") }
        guard let named = single("1.2.840.113549.1.9.4")?.bytes, named == digest.digest(parts) else { return .wrong }
        guard single("1.2.840.113549.1.9.3")?.oid == contentType else { return .wrong }
        if let named = SignatureAlgorithm.namedDigest(algorithm), named != digest { return .unknown("two digests") }
        return SignatureAlgorithm.check(
            signature, over: signedBytes[...], algorithm: algorithm, digest: digest, key: signer.key)
    }

    /// Whether `signing-certificate` or its second version (RFC 5035) names the signer; `nil` without either.
    var namesSigner: Bool? {
        guard let signer else { return nil }
        if let value = single("1.2.840.113549.1.9.16.2.47")?.children.first?.children.first {
            let parts = value.children
            guard let first = parts.first else { return false }
            let digest = first.identifier == .sequence ? DigestName(oid: first.children.first?.oid) : .sha256
            let hash = first.identifier == .sequence ? parts.dropFirst().first?.bytes : first.bytes
            return digest.map { $0.digest([signer.der[...]]) == hash } ?? false
        }
        if let value = single("1.2.840.113549.1.9.16.2.12")?.children.first?.children.first {
            return value.children.first?.bytes == DigestName.sha1.digest([signer.der[...]])
        }
        return nil
    }

    func single(_ oid: String) -> ASN1Node? {
        guard let values = signed[oid], values.count == 1 else { return nil }
        return values[0]
    }

    private static func attributes(_ node: ASN1Node) -> [String: [ASN1Node]]? {
        var found: [String: [ASN1Node]] = [:]
        for attribute in node.children {
            guard attribute.identifier == .sequence, attribute.children.count == 2,
                attribute.children[1].identifier == .set, let oid = attribute.children[0].oid,
                found.updateValue(attribute.children[1].children, forKey: oid) == nil
            else { return nil }
        }
        return found
    }

    private static func signer(_ identifier: ASN1Node, _ certificates: [ParsedCertificate]) -> ParsedCertificate? {
        if identifier.isTagged(0) {
            let wanted = identifier.bytes
            return certificates.first {
                $0.extensions["2.5.29.14"].flatMap { try? DER.parse($0.value) }?.bytes == wanted
            }
        }
        guard identifier.children.count == 2 else { return nil }
        let issuer = identifier.children[0].encodedBytes
        let serial = identifier.children[1].bytes
        return certificates.first { $0.issuer.elementsEqual(issuer) && $0.serial == serial }
    }
}

/// An RFC 3161 time-stamp token.
struct TimeStampToken {
    let signedData: SignedData
    let der: [UInt8]
    let milliseconds: Int64
    let imprint: [UInt8]
    let digest: DigestName?

    init?(_ node: ASN1Node) {
        guard node.identifier == .sequence, node.children.count == 2,
            node.children[0].oid == "1.2.840.113549.1.7.2", node.children[1].isTagged(0),
            let data = node.children[1].children.first, let signed = SignedData(signedData: data)
        else { return nil }
        self.init(signed, der: Array(node.encodedBytes))
    }

    /// - Parameter der: the token whole.
    init?(_ signed: SignedData, der: [UInt8]) {
        guard signed.contentType == "1.2.840.113549.1.9.16.1.4", let content = signed.content,
            let info = try? DER.parse(content)
        else { return nil }
        let parts = info.children
        guard parts.count >= 5, parts[2].children.count == 2, let time = parts[4].milliseconds else { return nil }
        signedData = signed
        self.der = der
        milliseconds = time
        digest = DigestName(oid: parts[2].children[0].children.first?.oid)
        imprint = parts[2].children[1].bytes
    }

    /// The token's own signature, and whether it stamps `stamped`.
    func check(stamped: [ArraySlice<UInt8>]) -> SignatureCheck {
        guard let digest else { return .unknown("digest of the time stamp") }
        guard digest.digest(stamped) == imprint else { return .wrong }
        guard signedData.namesSigner == true else { return .wrong }
        return signedData.check(content: [(signedData.content ?? [])[...]])
    }
}
