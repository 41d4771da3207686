import Crypto
import DocumentModel
import Foundation
import SwiftASN1

/// A file that an administrator feeds in: a certificate, a revocation list, an OCSP answer; DER or PEM.
public struct TrustFile: Sendable {
    /// Most bytes of a file. The lists of large authorities have some ten.
    public static let maxBytes = 64 << 20

    /// What is to be kept.
    public let der: [UInt8]
    public let description: TrustDescription

    /// - Returns: `nil` for what is none of them.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.maxBytes, let der = Self.der(bytes) else { return nil }
        let digest = Self.hex(SHA256.hash(data: der))
        if let certificate = ParsedCertificate(der) {
            let isRoot = certificate.isSelfIssued && certificate.isSigned(by: certificate)
            guard certificate.authority.isAuthority || isRoot else { return nil }
            description = TrustDescription(
                subject: ParsedCertificate.shownName(certificate.subjectNames),
                authority: Self.hex(SHA256.hash(data: certificate.subject)), from: certificate.notBefore,
                to: certificate.notAfter, digest: digest,
                kinds: isRoot ? [.root, .timeStampRoot] : [.intermediate, .root, .timeStampRoot])
        } else if let list = RevocationList(der) {
            let revoked = list.revoked.keys.map { $0.map(PDFHex.byte).joined() }.sorted()
            description = TrustDescription(
                subject: list.issuerName, authority: Self.hex(SHA256.hash(data: list.issuer)), from: list.thisUpdate,
                to: list.nextUpdate, digest: digest, revoked: Array(revoked.prefix(TrustDescription.maxRevoked)),
                hasMoreRevoked: revoked.count > TrustDescription.maxRevoked, kinds: [.revocationList])
        } else if let answer = StatusAnswer(der) {
            // It names its certificates by digests of their issuer: whom it concerns is found by serial number.
            description = TrustDescription(
                subject: "OCSP", authority: "", from: answer.producedAt, to: nil, digest: digest,
                revoked: answer.serials.map { $0.map(PDFHex.byte).joined() }, kinds: [.statusAnswer])
        } else {
            return nil
        }
        self.der = der
    }

    private static func der(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.first != 0x30 else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let begin = text.range(of: "-----BEGIN "), let head = text[begin.upperBound...].range(of: "-----"),
            let end = text[head.upperBound...].range(of: "-----END ")
        else { return nil }
        // One item a file: whoever trusts a bundle does not see what is in it.
        guard text[end.upperBound...].range(of: "-----BEGIN ") == nil else { return nil }
        let body = text[head.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
        return Data(base64Encoded: String(body)).map { [UInt8]($0) }
    }

    private static func hex(_ digest: SHA256.Digest) -> String { digest.map { PDFHex.byte($0) }.joined() }
}
