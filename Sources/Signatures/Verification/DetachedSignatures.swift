import DocumentModel
import Foundation

extension SignatureVerifier {
    /// A verdict for each signer of a CMS signature beside a file (`.p7s`), or around it (`.p7m`).
    /// - Parameter content: what was signed; `nil` when the signature should hold it.
    func verify(
        cms bytes: [UInt8], content: [UInt8]?
    ) -> Result<(verdict: DocumentVerdict, evidence: [EvidenceItem]), DetachedFault> {
        guard ASN1Tree.count(bytes).map({ $0 == bytes.count }) ?? true, let all = SignedData.all(bytes),
            let first = all.first
        else { return .failure(DetachedFault(fault: .malformed, detail: "CMS")) }
        guard first.contentType == "1.2.840.113549.1.7.1" else {
            return .failure(DetachedFault(fault: .unknownForm, detail: "content type \(first.contentType)"))
        }
        guard let content = content ?? first.content else {
            return .failure(DetachedFault(fault: .contentMissing, detail: "a detached signature without its file"))
        }
        // What was signed stands inside: the file beside it must be the same.
        if let inner = first.content, inner != content {
            return .failure(DetachedFault(fault: .malformed, detail: "the signature holds another file"))
        }
        var judgement = SignerJudgement(trust, now: now)
        let verdicts = all.enumerated().map { place, signed in
            var facts = SignatureFacts(field: String(place + 1))
            facts.coverage = .wholeFile
            facts.claimedTime = signed.single("1.2.840.113549.1.9.5")?.milliseconds
            var found = SignatureReader.Found(
                facts: facts, field: FormField(name: facts.field, entries: [:], widgets: []), entries: [:])
            SignatureReader.readSigner(signed, [content[...]], isPAdES: false, into: &found)
            var verdict = SignatureVerdict(facts: found.facts, outcome: .notVerifiable, reason: found.facts.reason)
            if found.facts.integrity == .broken {
                judgement.keep(found)
                verdict.outcome = .broken
            } else {
                judgement.judge(found, hasChanges: false, in: &verdict)
            }
            return verdict
        }
        return .success((DocumentVerdict(signatures: verdicts), judgement.evidence))
    }

    /// The bytes of a CMS structure, in DER or PEM; `nil` for what is none.
    static func cms(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.first == 0x30 { return SignedData.signerCount(bytes) > 0 ? bytes : nil }
        guard bytes.count <= 32 << 20, bytes.starts(with: Array("-----BEGIN ".utf8)) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let head = lines.first, head.contains("PKCS7") || head.contains("CMS"),
            let data = Data(base64Encoded: lines.dropFirst().prefix { !$0.hasPrefix("-----") }.joined())
        else { return nil }
        return [UInt8](data)
    }
}

/// Why a signature beside a file cannot be judged.
struct DetachedFault: Error {
    var fault: SignatureReport.Fault
    var detail: String
}
