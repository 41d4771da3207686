import DocumentModel
import Foundation

extension SignatureVerifier {
    /// All that can be said of a file, whatever it is: what is wrong with it is part of the answer.
    /// - Parameters:
    ///   - bytes: a PDF, or a CMS signature.
    ///   - content: what a CMS signature that does not hold it covers.
    /// - Returns: the report, and the bytes of its evidence.
    public func report(on bytes: [UInt8], content: [UInt8]? = nil) -> (SignatureReport, [EvidenceItem]) {
        var report = SignatureReport(judgedAt: now)
        if Self.isPDF(bytes) {
            do {
                let (verdict, evidence) = try verify(bytes)
                return Self.filled(report, verdict, evidence)
            } catch {
                (report.fault, report.detail) = error.reported
                return (report, [])
            }
        }
        guard let cms = Self.cms(bytes) else {
            (report.fault, report.detail) = (.unknownForm, Self.isXML(bytes) ? "XML" : "")
            return (report, [])
        }
        switch verify(cms: cms, content: content) {
        case .success(let (verdict, evidence)): return Self.filled(report, verdict, evidence)
        case .failure(let failure):
            (report.fault, report.detail) = (failure.fault, failure.detail)
            return (report, [])
        }
    }

    /// Readers look for the mark within the first kilobyte.
    private static func isPDF(_ bytes: [UInt8]) -> Bool {
        Data(bytes.prefix(1024)).range(of: Data("%PDF-".utf8)) != nil
    }

    private static func isXML(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(256).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }.first == 0x3C
    }

    private static func filled(
        _ report: SignatureReport, _ verdict: DocumentVerdict, _ evidence: [EvidenceItem]
    ) -> (SignatureReport, [EvidenceItem]) {
        var report = report
        guard !verdict.signatures.isEmpty else {
            report.fault = .noSignature
            return (report, [])
        }
        if verdict.signatures.count > SignatureReport.maxSignatures {
            (report.fault, report.detail) = (.limit, "\(verdict.signatures.count) signatures")
        }
        report.signatures = verdict.signatures.prefix(SignatureReport.maxSignatures).map(bounded)
        report.evidence = evidence.map(\.named)
        return (report, evidence)
    }

    /// Files of hostile make may have names of any length, and any number of changes.
    private static func bounded(_ verdict: SignatureVerdict) -> SignatureVerdict {
        func cut(_ text: String?) -> String? { text.map { String($0.prefix(maxText)) } }
        var verdict = verdict
        verdict.facts.field = cut(verdict.facts.field) ?? ""
        verdict.facts.byteRange = Array(verdict.facts.byteRange.prefix(16))
        for path in [\SignatureFacts.signer, \.unit, \.organ, \.issuer, \.issuerOrgan, \.taxCode, \.budgetCode] {
            verdict.facts[keyPath: path] = cut(verdict.facts[keyPath: path])
        }
        for path in [\SignatureFacts.digest, \.reason, \.certificateSerial, \.timeAuthority] {
            verdict.facts[keyPath: path] = cut(verdict.facts[keyPath: path])
        }
        verdict.reason = cut(verdict.reason)
        let end = verdict.changes.last?.revisionEnd ?? 0
        let cutShort = verdict.changes.count > SignatureReport.maxChanges
        verdict.changes = verdict.changes.prefix(SignatureReport.maxChanges).map {
            RevisionChange(kind: $0.kind, subject: cut($0.subject), revisionEnd: $0.revisionEnd)
        }
        if cutShort { verdict.changes.append(RevisionChange(kind: .other, subject: "…", revisionEnd: end)) }
        return verdict
    }

    /// Characters.
    private static let maxText = 300
}

extension SignatureReader.Fault {
    fileprivate var reported: (SignatureReport.Fault, String) {
        switch self {
        case .malformed(let what): (.malformed, what)
        case .limit(let what): (.limit, what)
        case .encrypted: (.encrypted, "")
        }
    }
}
