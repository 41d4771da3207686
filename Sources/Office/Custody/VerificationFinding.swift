import Ledger

/// Something that verification found.
public struct VerificationFinding: Hashable, Sendable {
    /// What was found. The raw values are stable; those of the ledger are `LedgerFault.Code`.
    public enum Code: Hashable, Sendable {
        /// The bytes of an artifact are not what its name says, or cannot be read.
        case artifactDamaged
        /// A record names an artifact that the store does not have.
        case artifactMissing
        /// No record names an artifact; left over from interrupted work.
        case artifactOrphan
        /// A file that interrupted work left behind.
        case temporaryFile
        /// A fault of the ledger itself.
        case ledger(LedgerFault.Code)
    }

    public var code: Code
    /// The artifact or record.
    public var subject: String
    /// Technical detail in English, without personal data.
    public var detail: String
    /// Whether something that cannot be made again is concerned.
    public var concernsOriginal = false

    /// Whether it is left over rather than wrong: nothing is missing, and it goes by itself.
    public var isLeftover: Bool {
        switch code {
        case .artifactOrphan, .temporaryFile, .ledger(.legsNotFollowed), .ledger(.importUnfinished),
            .ledger(.correctionsNotApplied):
            true
        case .artifactDamaged, .artifactMissing, .ledger: false
        }
    }

    /// Whether ``Verification/repair(_:)`` can put it right.
    public var isRepairable: Bool {
        switch code {
        case .artifactOrphan, .temporaryFile: true
        case .artifactDamaged, .artifactMissing: false
        case .ledger(let code): Self.searchCodes.contains(code)
        }
    }

    private static let searchCodes: Set<LedgerFault.Code> = [
        .searchIndexDamaged, .searchEntryMissing, .searchEntryOrphan, .searchEntryDiffers,
    ]
}

extension VerificationFinding.Code {
    /// As it is printed.
    public var rawValue: String {
        switch self {
        case .artifactDamaged: "artifact_damaged"
        case .artifactMissing: "artifact_missing"
        case .artifactOrphan: "artifact_orphan"
        case .temporaryFile: "temporary_file"
        case .ledger(let code): code.rawValue
        }
    }
}

/// What verification found, and what it looked at.
public struct VerificationReport: Hashable, Sendable {
    /// Artifacts whose bytes were read again.
    public var artifacts = 0
    public var findings: [VerificationFinding] = []

    /// Whether nothing is wrong; what interrupted work left behind is not wrong.
    public var isClean: Bool { findings.allSatisfy(\.isLeftover) }
}

/// What a repair did.
public struct RepairReport: Hashable, Sendable {
    public var removedArtifacts = 0
    public var removedTemporaryFiles = 0
    /// Pages that were indexed again; `nil` when the index was sound.
    public var indexedPages: Int?
    /// What a person has to put right.
    public var left: [VerificationFinding] = []
}
