import DocumentModel

/// Judges the signatures of a PDF, or of CMS beside a file, by what a caller trusts.
public struct SignatureVerifier: Sendable {
    let trust: PreparedTrust
    let now: Int64

    /// - Parameter now: Milliseconds since 1970.
    public init(trust: TrustStore, now: Int64) { self.init(PreparedTrust(trust), now: now) }

    /// - Parameter now: Milliseconds since 1970.
    public init(_ trust: PreparedTrust, now: Int64) {
        self.trust = trust
        self.now = now
    }

    /// A verdict for each filled signature field, in the order of the revisions they cover.
    public func verdict(on bytes: [UInt8]) throws(SignatureReader.Fault) -> DocumentVerdict {
        try verify(bytes).verdict
    }

    /// A verdict for each filled signature field, in the order of the revisions they cover, with what they rest on.
    public func verify(
        _ bytes: [UInt8]
    ) throws(SignatureReader.Fault) -> (verdict: DocumentVerdict, evidence: [EvidenceItem]) {
        do {
            let revision = try SignatureReader.lastRevision(of: bytes)
            let found = try SignatureReader().found(in: revision)
            guard !found.isEmpty else { return (DocumentVerdict(signatures: []), []) }
            var judgement = try Judgement(trust, now: now, last: revision)
            let verdicts = try judgement.verdicts(on: found)
            return (DocumentVerdict(signatures: verdicts), judgement.signers.evidence)
        } catch {
            throw SignatureReader.Fault(error)
        }
    }
}

/// The work of one call: evidence and history of one file.
private struct Judgement {
    private let last: PDFRevision
    private let history: RevisionHistory
    fileprivate var signers: SignerJudgement

    init(_ trust: PreparedTrust, now: Int64, last: PDFRevision) throws(PDFFault) {
        self.last = last
        history = RevisionHistory(last: last)
        signers = SignerJudgement(trust, now: now)
        let catalog = try last.resolve(last.trailer["Root"]).entries ?? [:]
        let store = try last.resolve(catalog["DSS"]).entries ?? [:]
        signers.intermediates += try RevocationEvidence.streams(store["Certs"], in: last)
            .compactMap(ParsedCertificate.init)
        try signers.revocations.add(fromStoreOf: last)
    }

    mutating func verdicts(on found: [SignatureReader.Found]) throws(PDFFault) -> [SignatureVerdict] {
        // What was added in a signature's place without being one is no signature.
        var wrong: Set<String> = []
        for signature in found where try !isWhole(signature) { wrong.insert(signature.facts.field) }
        var verdicts: [SignatureVerdict] = []
        for signature in found { verdicts.append(try verdict(on: signature, wrong: wrong)) }
        return verdicts
    }

    private mutating func verdict(
        on found: SignatureReader.Found, wrong: Set<String>
    ) throws(PDFFault) -> SignatureVerdict {
        var verdict = SignatureVerdict(facts: found.facts, outcome: .notVerifiable, reason: found.facts.reason)
        if found.facts.integrity == .broken {
            signers.keep(found)
            verdict.outcome = .broken
            return verdict
        }
        let hasChanges = try addChanges(to: &verdict, found, wrong)
        // Conditions of whoever made the field, and times stamped before signing, are not looked at here.
        if found.field.entries["SV"] != nil { verdict.reason = verdict.reason ?? "seed_value" }
        if found.signed?.signed["1.2.840.113549.1.9.16.2.20"] != nil {
            verdict.reason = verdict.reason ?? "content_time_stamp"
        }
        signers.judge(found, hasChanges: hasChanges, in: &verdict)
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
}
