import DocumentModel

/// Asks all that is asked of a certificate at one moment: way to a root, purpose, revocation.
struct CertificateCheck {
    let chains: CertificateChains
    let evidence: RevocationEvidence

    struct Outcome {
        var chain: [ParsedCertificate] = []
        /// Why it is not believed; `nil` when it is.
        var refusal: String?
        /// A certificate of the way has a SHA-1 signature.
        var isWeak = false
        var isRevocationKnown = true
        /// The earliest revocation after the moment.
        var revokedLater: Int64?
        /// The certificates of the way, and what was said of their revocation.
        var evidence: [EvidenceItem] = []
    }

    /// - Parameter time: Milliseconds since 1970.
    func check(
        _ certificate: ParsedCertificate, at time: Int64, refusal purpose: (ParsedCertificate) -> String?
    ) -> Outcome {
        var outcome = Outcome()
        switch chains.chain(for: certificate, at: time) {
        case .noRoot:
            outcome.refusal = "unknown_issuer"
            return outcome
        case .refused(let why):
            outcome.refusal = why
            return outcome
        case .trusted(let chain):
            outcome.chain = chain
            outcome.evidence = chain.map { EvidenceItem(.certificate, $0.der) }
        }
        if let why = purpose(certificate) {
            outcome.refusal = why
            return outcome
        }
        let chain = outcome.chain
        for (index, item) in chain.enumerated() {
            if CertificatePurpose.refusalOfKey(item) != nil {
                outcome.refusal = "key_too_short"
                return outcome
            }
            // Nobody asks for the signature of a root: it is trusted because the caller says so.
            guard index + 1 < chain.count else { break }
            if SignatureAlgorithm.namedDigest(item.algorithm)?.isWeak != false { outcome.isWeak = true }
            let (finding, source) = evidence.finding(on: item, issuer: chain[index + 1], at: time)
            if let source { outcome.evidence.append(source) }
            switch finding {
            case .good: break
            case .unknown: outcome.isRevocationKnown = false
            case .unusable:
                outcome.refusal = "revocation_evidence_unusable"
                return outcome
            case .revoked(let since) where since <= time:
                outcome.refusal = index == 0 ? "certificate_revoked" : "issuer_revoked"
                return outcome
            case .revoked(let since): outcome.revokedLater = min(outcome.revokedLater ?? since, since)
            }
        }
        return outcome
    }
}
