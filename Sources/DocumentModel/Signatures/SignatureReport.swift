/// What came of verifying the signatures of one file: of a PDF, of a CMS signature beside a paper.
public struct SignatureReport: Codable, Hashable, Sendable {
    /// Why no signature of the file could be judged.
    public enum Fault: String, Codable, Sendable, CaseIterable {
        /// Not written as the standard says, or in two ways that readers may understand differently.
        case malformed
        /// Larger, deeper or longer to follow than is allowed.
        case limit
        /// Encrypted after it was signed: what was signed cannot be seen without the key.
        case encrypted
        /// No PDF, and no signature of a kind that is known here.
        case unknownForm = "unknown_form"
        /// Cannot be opened.
        case unreadable
        /// The file was said to be signed, and no filled signature field is found in it.
        case noSignature = "no_signature"
        /// The paper that a signature beside it covers is not there.
        case contentMissing = "content_missing"
        /// Whoever verified it ended without an answer.
        case crashed
        case timedOut = "timed_out"
        case outOfMemory = "out_of_memory"
    }

    /// Most signatures that are told of one file.
    public static let maxSignatures = 200
    /// Most changes that are told of one signature.
    public static let maxChanges = 500

    /// In the order of the revisions they cover.
    public var signatures: [SignatureVerdict]
    public var fault: Fault?
    /// What exactly is wrong, English, for logs and whoever looks into the file.
    public var detail: String
    /// On what the verdicts rest.
    public var evidence: [SignatureEvidence]
    /// As of when they were judged, milliseconds since 1970.
    public var judgedAt: Int64

    public init(
        signatures: [SignatureVerdict] = [], fault: Fault? = nil, detail: String = "",
        evidence: [SignatureEvidence] = [], judgedAt: Int64
    ) {
        self.signatures = signatures
        self.fault = fault
        self.detail = detail
        self.evidence = evidence
        self.judgedAt = judgedAt
    }

    /// The worst of all signatures; not verifiable where none could be judged, `nil` where there is none.
    public var outcome: SignatureVerdict.Outcome? {
        (signatures.map(\.outcome) + (fault == nil || fault == .noSignature ? [] : [.notVerifiable])).max()
    }

    /// Which evidence could still make it better; `nil` when none can.
    public var awaited: AwaitedEvidence? {
        switch fault {
        case .crashed, .timedOut, .outOfMemory, .unreadable: return .attempt
        case nil, .malformed, .limit, .encrypted, .unknownForm, .noSignature, .contentMissing: break
        }
        let awaited = Set(signatures.compactMap(\.awaited))
        return [.chain, .revocation].first(where: awaited.contains)
    }

    /// The report without what differs each time that it is made.
    public var timeless: SignatureReport {
        var report = self
        report.judgedAt = 0
        for place in report.signatures.indices where report.signatures[place].warnings.contains(.noTrustedTime) {
            report.signatures[place].checkedAt = nil
        }
        return report
    }
}

/// Something on which a verdict rests.
public struct SignatureEvidence: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// X.509, DER.
        case certificate
        case revocationList = "revocation_list"
        /// The answer of an OCSP responder.
        case statusAnswer = "status_answer"
        /// An RFC 3161 token.
        case timeStamp = "time_stamp"
    }

    public var kind: Kind
    /// SHA-256 of its bytes, lower-case hexadecimal.
    public var digest: String

    public init(kind: Kind, digest: String) {
        self.kind = kind
        self.digest = digest
    }
}
