import Crypto
import DigitizationPipeline
import DocumentModel
import Foundation
import RecognizerProtocol

/// Judges files by their first line: `signed` has a signature that is valid once any root is trusted, and of which a list
/// says that it is not revoked; `signed crash` ends the recognizer, `signed odd` is no answer.
struct ScriptedSignatures {
    /// Files that were looked at.
    private(set) var asked = 0

    mutating func answer(_ request: VerifySignaturesRequest, _ lines: [String]) throws -> RecognizerResponse {
        asked += 1
        if lines.first == "signed crash" { throw RecognizerError.crashed(signal: 11, diagnostics: "") }
        if lines.first == "signed odd" { return .previewRendered(Preview(width: 1, height: 1)) }
        var facts = SignatureFacts(field: "Chữ ký 1")
        (facts.signer, facts.organ, facts.integrity) = ("Nguyễn Văn Ánh", "UBND xã Đông Lĩnh", .intact)
        (facts.issuerDigest, facts.certificateSerial) = (Self.authority, "0a0b")
        let isRooted = request.trusted.contains { $0.kind == .root }
        let lists = request.trusted.filter { $0.kind == .revocationList }
        var verdict = SignatureVerdict(facts: facts, outcome: .notVerifiable, reason: "unknown_issuer")
        if isRooted {
            let isRevoked = try lists.contains { try Self.text($0.path).contains("0a0b") }
            (verdict.outcome, verdict.reason) = isRevoked ? (.notVerifiable, "certificate_revoked") : (.valid, nil)
            verdict.warnings = lists.isEmpty ? [.revocationNotAsked] : []
        }
        let evidence = try request.evidencePath.map { prefix in
            let bytes = Data("certificate".utf8)
            let item = SignatureEvidence(kind: .certificate, digest: Self.digest(bytes))
            try bytes.write(to: URL(filePath: prefix + item.digest))
            return [item, SignatureEvidence(kind: .timeStamp, digest: Self.digest(Data("never written".utf8)))]
        }
        return .signaturesVerified(
            SignatureReport(signatures: [verdict], evidence: evidence ?? [], judgedAt: request.moment))
    }

    /// A file says what it is: `root`, or `list` and the serial numbers that are revoked.
    func describe(_ request: DescribeTrustRequest) throws -> TrustAnswer {
        let words = try Self.text(request.path).split(separator: " ").map(String.init)
        let kinds: [TrustKind]
        switch words.first {
        case "root": kinds = [.root, .timeStampRoot]
        case "list": kinds = [.revocationList]
        default: return .unknown
        }
        let data = try Data(contentsOf: URL(filePath: request.path))
        try data.write(to: URL(filePath: request.outputPath))
        return .described(
            TrustDescription(
                subject: words[0], authority: words[0] == "root" ? "root" : Self.authority, from: 1, to: nil,
                digest: Self.digest(data), revoked: Array(words.dropFirst()), kinds: kinds))
    }

    static let authority = String(repeating: "ab", count: 32)

    private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    static func digest(_ data: Data) -> String {
        SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
