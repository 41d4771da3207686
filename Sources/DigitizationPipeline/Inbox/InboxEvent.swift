import Basics
import Dossiers
import Foundation
import Ledger
import Office

/// What the inbox tells about its work. Without names of batches and files, unless said otherwise.
public enum InboxEvent: Hashable, Sendable {
    /// A batch was taken, or known again.
    case taken(StationName, BatchID)
    case quarantined(StationName, InboxFault.Code)
    /// A batch can neither be taken nor moved into quarantine; others go on.
    case stuck(StationName, InboxFault.Code)
    /// Taking failed for a reason that is not the batch's: a full disk, a ledger that cannot be written. It is tried
    /// again with growing pauses; `failures` counts those in a row.
    case interrupted(StationName, JobError, failures: Int)
    /// Something in `inbox/` that is no station's folder. `name` is what somebody called it: for the administrator's
    /// console.
    case ignored(name: String, reason: IgnoredReason)
    /// `inbox/` cannot be listed.
    case inboxUnreadable(JobError)

    public enum IgnoredReason: String, Hashable, Sendable, Codable, CaseIterable {
        /// A symbolic link is not followed.
        case symbolicLink = "symbolic_link"
        /// No folder.
        case notAFolder = "not_a_folder"
        /// Not a `Dossiers.StationName`.
        case badName = "bad_name"
    }
}

/// What happens at one station's folder.
public struct StationActivity: Hashable, Sendable, Codable {
    public var station: StationName
    /// When a batch last appeared; `nil` before the first since the start.
    public var lastSeen: Instant?
    /// When one was last taken; `nil` before the first since the start.
    public var lastTaken: Instant?
    /// Batches that are not complete, or cannot be touched.
    public var incomplete = 0
    /// Batches that are complete and wait for their turn, or are claimed and being retried.
    public var waiting = 0
    /// Batches in quarantine.
    public var quarantined = 0
    /// Code of what keeps the station's batches from being taken; `nil` when all is well.
    public var trouble: String?

    public init(station: StationName) { self.station = station }
}

extension JobError {
    init(_ error: InboxFileError) {
        let isFull = error.reason == ENOSPC || error.reason == EDQUOT
        self.init(code: isFull ? "no_space" : "file_failed", detail: error.detail)
    }
}
