import DocumentModel

/// Judges signers of one file: their certificates, their times, what is known of revocation.
struct SignerJudgement {
    let trust: PreparedTrust
    let now: Int64
    var intermediates: [ParsedCertificate]
    var revocations: RevocationEvidence
    /// On what the verdicts so far rest, each once.
    private(set) var evidence: [EvidenceItem] = []
    private var known: Set<EvidenceItem> = []

    init(_ trust: PreparedTrust, now: Int64) {
        self.trust = trust
        self.now = now
        intermediates = trust.intermediates
        revocations = trust.evidence
    }

    /// Ends a verdict on a signature whose bytes and changes were looked at.
    /// - Parameter hasChanges: whether what is shown now is more than what was signed.
    mutating func judge(_ found: SignatureReader.Found, hasChanges: Bool, in verdict: inout SignatureVerdict) {
        keep(found)
        if found.facts.integrity != .intact, let signer = found.signed?.signer,
            let refusal = CertificatePurpose.refusalOfKey(signer)
        {
            verdict.reason = refusal
        }
        guard found.facts.integrity == .intact, verdict.reason == nil, let signed = found.signed,
            let signer = signed.signer
        else { return }
        let outcome = check(signer, found, in: &verdict)
        verdict.chain = outcome.chain.map(\.digest)
        note(outcome.evidence)
        if let refusal = outcome.refusal {
            verdict.reason = refusal
            return
        }
        if !outcome.isRevocationKnown { verdict.warnings.append(.revocationNotAsked) }
        if outcome.revokedLater != nil { verdict.warnings.append(.revokedLater) }
        if hasChanges {
            verdict.outcome = .changedAfterwards
        } else {
            verdict.outcome = found.facts.hasWeakDigest || outcome.isWeak ? .validWithWeakDigest : .valid
        }
    }

    /// Keeps the certificate and the token of a signature, whatever is said of it.
    mutating func keep(_ found: SignatureReader.Found) {
        if let signer = found.signed?.signer { note([EvidenceItem(.certificate, signer.der)]) }
        if let token = found.token { note([EvidenceItem(.timeStamp, token.der)]) }
    }

    private mutating func note(_ items: [EvidenceItem]) {
        for item in items where known.insert(item).inserted { evidence.append(item) }
    }

    private mutating func check(
        _ signer: ParsedCertificate, _ found: SignatureReader.Found, in verdict: inout SignatureVerdict
    ) -> CertificateCheck.Outcome {
        if found.facts.isDocumentTimeStamp {
            verdict.checkedAt = now
            return stampCheck(found.token) ?? CertificateCheck.Outcome(refusal: "cms")
        }
        var time = now
        if found.facts.hasWrongToken { return CertificateCheck.Outcome(refusal: "time_stamp_wrong") }
        if let token = found.token {
            // Who shows a time that nobody can believe is not asked as if he had shown none.
            let stamp = stampCheck(token) ?? CertificateCheck.Outcome(refusal: "wrong")
            note(stamp.evidence)
            if let refusal = stamp.refusal { return CertificateCheck.Outcome(refusal: "time_stamp_" + refusal) }
            if stamp.isWeak || token.signedData.digest?.isWeak != false || token.digest?.isWeak != false {
                return CertificateCheck.Outcome(refusal: "time_stamp_weak")
            }
            time = token.milliseconds
            if let claimed = found.facts.claimedTime, abs(claimed - time) > 300_000 {
                verdict.warnings.append(.claimedTimeDiffers)
            }
        } else {
            verdict.warnings.append(.noTrustedTime)
        }
        verdict.checkedAt = time
        return certificateCheck(found.signed, roots: trust.roots).check(
            signer, at: time, refusal: CertificatePurpose.refusalToSign)
    }

    /// A time stamp is believed while its authority's certificate holds: now, and when it stamped.
    private func stampCheck(_ token: TimeStampToken?) -> CertificateCheck.Outcome? {
        guard let token, let authority = token.signedData.signer else { return nil }
        guard token.milliseconds <= now + 300_000 else {
            return CertificateCheck.Outcome(refusal: "time_stamp_in_future")
        }
        let check = certificateCheck(token.signedData, roots: trust.timeStampRoots)
        let then = check.check(authority, at: token.milliseconds, refusal: CertificatePurpose.refusalToStamp)
        if then.refusal != nil { return then }
        return check.check(authority, at: now, refusal: CertificatePurpose.refusalToStamp)
    }

    private func certificateCheck(_ signed: SignedData?, roots: [ParsedCertificate]) -> CertificateCheck {
        var evidence = revocations
        if let signed { evidence.add(from: signed) }
        return CertificateCheck(
            chains: CertificateChains(roots: roots, intermediates: (signed?.certificates ?? []) + intermediates),
            evidence: evidence)
    }
}
