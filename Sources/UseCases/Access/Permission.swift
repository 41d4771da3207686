import Basics

/// What can be allowed. Each use case asks for one.
public enum Permission: String, Hashable, Sendable, CaseIterable {
    /// Handing batches in, and seeing what became of one's own.
    case handIn
    case registerCases
    /// Cases, documents, what waits, and searching in them.
    case readPapers
    /// Deciding what waits, leaving pages out, putting them back.
    case decide
    /// Finding held papers for a case, and having them serve it.
    case reusePapers
    /// Recording what happened to cases, asking for approval, entering them in registers.
    case workCases
    /// Approving of moves, closing registers, freezing reports.
    case approveCases
    /// Making derivatives anew.
    case redo
    case readPost
    case workPost
    /// Approving what another account proposed; closing and reopening periods.
    case approvePost
    case manageStations
    case manageJobs
    /// Backups, verification and repair.
    case keepHome
    case readStatus
    case readAudit
    /// Who may sign in, and with what rights.
    case manageAccounts

    /// Whether it is about people's papers and parcels, of which an account sees those of its agencies.
    var isBoundByScope: Bool {
        switch self {
        case .registerCases, .readPapers, .decide, .reusePapers, .workCases, .approveCases, .redo, .readPost, .workPost,
            .approvePost:
            true
        case .handIn, .manageStations, .manageJobs, .keepHome, .readStatus, .readAudit, .manageAccounts: false
        }
    }
}

extension Role {
    /// Least privilege: whoever runs the machine sees no papers by that, and whoever reads the record of acts changes
    /// nothing.
    public var permissions: Set<Permission> {
        switch self {
        case .station: [.handIn]
        case .reviewer: [.readPapers, .decide, .workCases, .readStatus]
        case .reuse: [.readPapers, .reusePapers]
        case .liaison: [.readPapers, .readPost, .workPost, .readStatus]
        case .supervisor:
            [
                .readPapers, .decide, .reusePapers, .workCases, .approveCases, .readPost, .workPost, .approvePost,
                .readStatus,
            ]
        case .administrator:
            [
                .handIn, .registerCases, .redo, .manageStations, .manageJobs, .keepHome, .readStatus,
                .manageAccounts,
            ]
        case .auditor: [.readAudit, .readStatus]
        }
    }
}
