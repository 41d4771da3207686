/// A ``TrustStore`` whose files have been parsed: a revocation list may have a hundred thousand entries, and many papers are
/// judged by the same ones.
public struct PreparedTrust: Sendable {
    let roots: [ParsedCertificate]
    let timeStampRoots: [ParsedCertificate]
    let intermediates: [ParsedCertificate]
    let evidence: RevocationEvidence

    public init(_ trust: TrustStore) {
        roots = trust.roots.compactMap(ParsedCertificate.init)
        timeStampRoots = trust.timeStampRoots.compactMap(ParsedCertificate.init)
        intermediates = trust.intermediates.compactMap(ParsedCertificate.init)
        evidence = RevocationEvidence(lists: trust.revocationLists, answers: trust.statusAnswers)
    }
}
