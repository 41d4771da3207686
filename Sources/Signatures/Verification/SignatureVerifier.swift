/// Judges the signatures of a PDF by what a caller trusts.
public struct SignatureVerifier: Sendable {
    private let trust: TrustStore
    private let now: Int64

    /// - Parameter now: Milliseconds since 1970.
    public init(trust: TrustStore, now: Int64) {
        self.trust = trust
        self.now = now
    }

    /// A verdict for each filled signature field, in the order of the revisions they cover.
    public func verdict(on bytes: [UInt8]) throws(SignatureReader.Fault) -> DocumentVerdict {
        do {
            let revision = try SignatureReader.lastRevision(of: bytes)
            let found = try SignatureReader().found(in: revision)
            guard !found.isEmpty else { return DocumentVerdict(signatures: []) }
            return DocumentVerdict(signatures: try Judgement(trust, now: now, last: revision).verdicts(on: found))
        } catch {
            throw SignatureReader.Fault(error)
        }
    }
}

/// The work of one call: evidence and history of one file.
private struct Judgement {
    private let now: Int64
    private let last: PDFRevision
    private let history: RevisionHistory
    private let roots: [ParsedCertificate]
    private let timeStampRoots: [ParsedCertificate]
    private let intermediates: [ParsedCertificate]
    private let evidence: RevocationEvidence

    init(_ trust: TrustStore, now: Int64, last: PDFRevision) throws(PDFFault) {
        self.now = now
        self.last = last
        history = RevisionHistory(last: last)
        roots = trust.roots.compactMap(ParsedCertificate.init)
        timeStampRoots = trust.timeStampRoots.compactMap(ParsedCertificate.init)
        let catalog = try last.resolve(last.trailer["Root"]).entries ?? [:]
        let store = try last.resolve(catalog["DSS"]).entries ?? [:]
        intermediates = (trust.intermediates + (try RevocationEvidence.streams(store["Certs"], in: last)))
            .compactMap(ParsedCertificate.init)
        var evidence = RevocationEvidence(lists: trust.revocationLists, answers: trust.statusAnswers)
        try evidence.add(fromStoreOf: last)
        self.evidence = evidence
    }

    func verdicts(on found: [SignatureReader.Found]) throws(PDFFault) -> [SignatureVerdict] {
        // What was added in a signature's place without being one is no signature.
        var wrong: Set<String> = []
        for signature in found where try !isWhole(signature) { wrong.insert(signature.facts.field) }
        var verdicts: [SignatureVerdict] = []
        for signature in found { verdicts.append(try verdict(on: signature, wrong: wrong)) }
        return verdicts
    }

    private func verdict(on found: SignatureReader.Found, wrong: Set<String>) throws(PDFFault) -> SignatureVerdict {
        var verdict = SignatureVerdict(
            facts: found.facts, outcome: .notVerifiable, reason: found.facts.reason, warnings: [], changes: [],
            chain: [])
        if found.facts.integrity == .broken {
            verdict.outcome = .broken
            return verdict
        }
        let hasChanges = try addChanges(to: &verdict, found, wrong)
        // Conditions of whoever made the field, and times stamped before signing, are not looked at here.
        if found.field.entries["SV"] != nil { verdict.reason = verdict.reason ?? "seed_value" }
        if found.signed?.signed["1.2.840.113549.1.9.16.2.20"] != nil {
            verdict.reason = verdict.reason ?? "content_time_stamp"
        }
        if found.facts.integrity != .intact, let signer = found.signed?.signer,
            let refusal = CertificatePurpose.refusalOfKey(signer)
        {
            verdict.reason = refusal
        }
        guard found.facts.integrity == .intact, verdict.reason == nil, let signed = found.signed,
            let signer = signed.signer
        else { return verdict }
        let outcome = check(signer, found, in: &verdict)
        verdict.chain = outcome.chain.map(\.digest)
        if let refusal = outcome.refusal {
            verdict.reason = refusal
            return verdict
        }
        if !outcome.isRevocationKnown { verdict.warnings.append(.revocationNotAsked) }
        if outcome.revokedLater != nil { verdict.warnings.append(.revokedLater) }
        if hasChanges {
            verdict.outcome = .changedAfterwards
        } else {
            verdict.outcome = found.facts.hasWeakDigest || outcome.isWeak ? .validWithWeakDigest : .valid
        }
        return verdict
    }

    // MARK: Later increments

    /// Whether what is shown now is more than what was signed. Sets a reason where that cannot be known.
    private func addChanges(
        to verdict: inout SignatureVerdict, _ found: SignatureReader.Found, _ wrong: Set<String>
    ) throws(PDFFault) -> Bool {
        guard let count = found.coveredCount, found.facts.coverage != .other,
            let base = try history.revision(ofFirst: count)
        else {
            verdict.reason = verdict.reason ?? "coverage"
            return false
        }
        // A signature that its own revision does not hold was brought in from elsewhere.
        guard try isHeld(found, by: base) else {
            verdict.reason = verdict.reason ?? "not_in_its_revision"
            return false
        }
        let permission = try ModificationPermission(signature: found.entries, in: base)
        if permission.isUnknown { verdict.reason = verdict.reason ?? "permission" }
        guard found.facts.coverage == .revision else { return false }
        verdict.changes = try history.changes(after: base).map { change in
            guard change.kind == .signature || change.kind == .documentTimeStamp, wrong.contains(change.subject ?? "")
            else { return change }
            return RevisionChange(kind: .form, subject: change.subject, revisionEnd: change.revisionEnd)
        }
        let isForbidden = verdict.changes.contains { change in
            !permission.allows(change) && (change.isHarmless || change.kind == .formField || permission.level != nil)
        }
        if isForbidden { verdict.warnings.append(.changeForbidden) }
        return isForbidden || verdict.changes.contains { !$0.isHarmless }
    }

    /// Whether it is right for the bytes of a revision that holds it.
    private func isWhole(_ found: SignatureReader.Found) throws(PDFFault) -> Bool {
        guard found.facts.integrity == .intact, found.facts.coverage != .other, let count = found.coveredCount,
            let base = try history.revision(ofFirst: count)
        else { return false }
        return try isHeld(found, by: base)
    }

    private func isHeld(_ found: SignatureReader.Found, by base: PDFRevision) throws(PDFFault) -> Bool {
        let fields = try FormFieldReader(revision: base).fields()
        guard let field = fields.first(where: { $0.reference == found.field.reference && $0.name == found.field.name }),
            let value = field.value, let entries = try base.resolve(value).entries
        else { return false }
        let values = ValueComparison(old: base, new: last)
        // What it refers to for its permissions (`/Data`) is the catalog, which later increments may continue.
        if let root = base.trailer["Root"]?.reference { values.comparedApart = [root.number] }
        return try values.isSame(.dictionary(entries), .dictionary(found.entries))
    }

    // MARK: Certificate and time

    private func check(
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
        return certificateCheck(found.signed, roots: roots).check(
            signer, at: time, refusal: CertificatePurpose.refusalToSign)
    }

    /// A time stamp is believed while its authority's certificate holds: now, and when it stamped.
    private func stampCheck(_ token: TimeStampToken?) -> CertificateCheck.Outcome? {
        guard let token, let authority = token.signedData.signer else { return nil }
        guard token.milliseconds <= now + 300_000 else {
            return CertificateCheck.Outcome(refusal: "time_stamp_in_future")
        }
        let check = certificateCheck(token.signedData, roots: timeStampRoots)
        let then = check.check(authority, at: token.milliseconds, refusal: CertificatePurpose.refusalToStamp)
        if then.refusal != nil { return then }
        return check.check(authority, at: now, refusal: CertificatePurpose.refusalToStamp)
    }

    private func certificateCheck(_ signed: SignedData?, roots: [ParsedCertificate]) -> CertificateCheck {
        var evidence = evidence
        if let signed { evidence.add(from: signed) }
        return CertificateCheck(
            chains: CertificateChains(roots: roots, intermediates: (signed?.certificates ?? []) + intermediates),
            evidence: evidence)
    }
}
