import SwiftASN1

/// What a certificate may be used for (RFC 5280, 4.2.1.3 and 4.2.1.12).
enum CertificatePurpose {
    private static let signing: Set<String> = [
        "2.5.29.37.0",  // any
        "1.3.6.1.5.5.7.3.36",  // document signing (RFC 9336)
        "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2",  // mail, client
        "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5",  // documents: Microsoft, Adobe
    ]

    /// Why a certificate may not sign documents; `nil` when it may. Non-repudiation must be named: whoever only proves
    /// who he is declares nothing.
    static func refusalToSign(_ certificate: ParsedCertificate) -> String? {
        guard certificate.mayUse(bit: 1) == true else { return "key_usage" }
        if certificate.extensions["2.5.29.37"] != nil,
            certificate.extendedUsages?.contains(where: signing.contains) != true
        {
            return "extended_key_usage"
        }
        return refusalOfKey(certificate)
    }

    /// Why a certificate may not stamp times: that must be its one purpose, and critical (RFC 3161, 2.3).
    static func refusalToStamp(_ certificate: ParsedCertificate) -> String? {
        guard certificate.extendedUsages == ["1.3.6.1.5.5.7.3.8"], certificate.extensions["2.5.29.37"]?.critical == true
        else { return "purpose" }
        if certificate.extensions["2.5.29.15"] != nil, certificate.mayUse(bit: 0) != true,
            certificate.mayUse(bit: 1) != true
        {
            return "purpose"
        }
        return refusalOfKey(certificate)
    }

    /// RSA keys below 2048 bits are not believed.
    static func refusalOfKey(_ certificate: ParsedCertificate) -> String? {
        let parts = certificate.key.children
        guard parts.count == 2 else { return "key" }
        guard let oid = parts[0].children.first?.oid else { return "key" }
        guard oid == "1.2.840.113549.1.1.1" || oid == "1.2.840.113549.1.1.10" else { return nil }
        guard let key = try? DER.parse(Array(parts[1].bytes.dropFirst())), let modulus = key.children.first?.bytes
        else {
            return "key"
        }
        return modulus.drop { $0 == 0 }.count >= 256 ? nil : "key_too_short"
    }
}
