import Crypto
import SwiftASN1

/// An X.509 certificate (RFC 5280), as far as a verdict needs it.
struct ParsedCertificate {
    let der: [UInt8]
    let signedBytes: ArraySlice<UInt8>
    let serial: [UInt8]
    let issuer: [UInt8]
    let subject: [UInt8]
    let notBefore: Int64
    let notAfter: Int64
    let key: ASN1Node
    let algorithm: ASN1Node
    let signature: [UInt8]
    let subjectNames: [(oid: String, value: String)]
    let issuerNames: [(oid: String, value: String)]
    let extensions: [String: (critical: Bool, value: [UInt8])]

    init?(_ bytes: [UInt8]) {
        guard let root = try? DER.parse(bytes) else { return nil }
        let parts = root.children
        guard root.identifier == .sequence, parts.count == 3, parts[0].identifier == .sequence else { return nil }
        var fields = parts[0].children[...]
        if fields.first?.isTagged(0) == true { fields = fields.dropFirst() }
        let list = Array(fields)
        guard list.count >= 6, list[0].identifier == .integer,
            list[1].encodedBytes.elementsEqual(parts[1].encodedBytes), list[3].children.count == 2,
            let from = list[3].children[0].milliseconds, let to = list[3].children[1].milliseconds
        else { return nil }
        der = bytes
        signedBytes = parts[0].encodedBytes
        serial = list[0].bytes
        issuer = Array(list[2].encodedBytes)
        subject = Array(list[4].encodedBytes)
        notBefore = from
        notAfter = to
        key = list[5]
        algorithm = parts[1]
        signature = Array(parts[2].bytes.dropFirst())
        subjectNames = Self.names(list[4])
        issuerNames = Self.names(list[2])
        var found: [String: (critical: Bool, value: [UInt8])] = [:]
        for node in list.dropFirst(6) where node.isTagged(3) {
            for item in node.children.first?.children ?? [] {
                let parts = item.children
                guard parts.count >= 2, let oid = parts[0].oid, let value = parts.last else { return nil }
                let critical = parts.count == 3 && parts[1].bytes.first ?? 0 != 0
                guard found.updateValue((critical, value.bytes), forKey: oid) == nil else { return nil }
            }
        }
        extensions = found
    }

    var digest: String { SHA256.hash(data: der).map { PDFHex.byte($0) }.joined() }

    var isSelfIssued: Bool { issuer == subject }

    /// Basic constraints: nil for an end entity; the allowed number of CA certificates below, where limited.
    var authority: (isAuthority: Bool, pathLength: Int?) {
        guard let value = extensions["2.5.29.19"]?.value, let node = try? DER.parse(value) else { return (false, nil) }
        let parts = node.children
        let isAuthority = parts.first.map { $0.identifier == .boolean && $0.bytes.first ?? 0 != 0 } ?? false
        return (isAuthority, parts.last?.smallInteger)
    }

    /// Key usage bits by RFC 5280, 4.2.1.3; `nil` when the certificate says nothing.
    func mayUse(bit: Int) -> Bool? {
        guard let value = extensions["2.5.29.15"]?.value, let node = try? DER.parse(value) else { return nil }
        let bytes = node.bytes
        guard bytes.count > 1 + bit / 8 else { return false }
        return bytes[1 + bit / 8] & (0x80 >> UInt8(bit % 8)) != 0
    }

    var extendedUsages: [String]? {
        guard let value = extensions["2.5.29.37"]?.value, let node = try? DER.parse(value) else { return nil }
        return node.children.compactMap(\.oid)
    }

    /// A critical extension that is not looked at here.
    var unknownCriticalExtension: String? {
        extensions.filter { $0.value.critical && !Self.known.contains($0.key) }.keys.min()
    }

    func isValid(at time: Int64) -> Bool { notBefore <= time && time <= notAfter }

    func isSigned(by issuer: ParsedCertificate) -> Bool {
        self.issuer == issuer.subject
            && SignatureAlgorithm.check(
                signature, over: signedBytes, algorithm: algorithm, digest: nil, key: issuer.key) == .right
    }

    private static let known: Set<String> = [
        "2.5.29.15", "2.5.29.19", "2.5.29.37", "2.5.29.32", "2.5.29.17", "2.5.29.14",
    ]

    /// The most telling of the names of a certificate's owner.
    static func shownName(_ names: [(oid: String, value: String)]) -> String {
        (names.last { $0.oid == "2.5.4.3" } ?? names.last { $0.oid == "2.5.4.10" } ?? names.last)?.value ?? ""
    }

    static func names(_ node: ASN1Node) -> [(oid: String, value: String)] {
        node.children.flatMap(\.children).compactMap { pair in
            guard pair.children.count == 2, let oid = pair.children[0].oid else { return nil }
            let value = pair.children[1]
            let text =
                value.identifier == .bmpString
                ? PDFText.utf16(value.bytes[...], bigEndian: true) : String(decoding: value.bytes, as: UTF8.self)
            return (oid, text)
        }
    }
}

enum PDFHex {
    static func byte(_ value: UInt8) -> String {
        let digits = String(value, radix: 16)
        return value < 16 ? "0" + digits : digits
    }
}

/// Builds the way from a certificate to a root that the caller trusts.
struct CertificateChains {
    let roots: [ParsedCertificate]
    let intermediates: [ParsedCertificate]

    enum Outcome {
        case trusted([ParsedCertificate])
        case noRoot
        /// A way exists, but breaks a rule.
        case refused(String)
    }

    /// - Parameter time: When all certificates of the way must be valid, milliseconds since 1970.
    func chain(for certificate: ParsedCertificate, at time: Int64) -> Outcome {
        var refusal: String?
        var left = 200
        if let chain = extend([certificate], at: time, refusal: &refusal, left: &left) { return .trusted(chain) }
        return refusal.map(Outcome.refused) ?? .noRoot
    }

    private func extend(
        _ chain: [ParsedCertificate], at time: Int64, refusal: inout String?, left: inout Int
    ) -> [ParsedCertificate]? {
        guard let last = chain.last, chain.count <= 8, left > 0 else { return nil }
        if roots.contains(where: { $0.der == last.der }) { return checked(chain, at: time, refusal: &refusal) }
        for (index, issuer) in (roots + intermediates).enumerated()
        where issuer.subject == last.issuer && !chain.contains(where: { $0.der == issuer.der }) {
            left -= 1
            guard left > 0, last.isSigned(by: issuer) else { continue }
            if index < roots.count {
                if let whole = checked(chain + [issuer], at: time, refusal: &refusal) { return whole }
            } else if let whole = extend(chain + [issuer], at: time, refusal: &refusal, left: &left) {
                return whole
            }
        }
        return nil
    }

    private func checked(
        _ chain: [ParsedCertificate], at time: Int64, refusal: inout String?
    ) -> [ParsedCertificate]? {
        for (index, certificate) in chain.enumerated() {
            if !certificate.isValid(at: time) {
                refusal = index == 0 ? "certificate_not_valid_then" : "issuer_not_valid_then"
                return nil
            }
            // Constraints on names and policies are not followed here, so who sets some is not believed.
            if certificate.unknownCriticalExtension != nil || certificate.extensions["2.5.29.30"] != nil
                || certificate.extensions["2.5.29.36"] != nil
            {
                refusal = "critical_extension"
                return nil
            }
            if index > 0 {
                let authority = certificate.authority
                guard authority.isAuthority, certificate.mayUse(bit: 5) != false else {
                    refusal = "issuer_is_no_authority"
                    return nil
                }
                if let limit = authority.pathLength, chain[1..<index].filter({ !$0.isSelfIssued }).count > limit {
                    refusal = "chain_too_long"
                    return nil
                }
            }
        }
        return chain
    }
}
