import Foundation

/// Why a backup or restore was not made. The codes are stable.
public struct CustodyError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is something already where the backup is to be.
        case destinationExists = "destination_exists"
        /// Another process is writing to the same place.
        case busy
        /// The folder is no backup, or one of a newer program.
        case notABackup = "not_a_backup"
        /// The backup's bytes are not what its manifest says.
        case backupDamaged = "backup_damaged"
        /// A restore must not mix with what a data home holds already.
        case homeNotEmpty = "home_not_empty"
        /// The file system has no room left.
        case noSpace = "no_space"
        /// Files cannot be read or written.
        case failed
    }

    public var code: Code
    /// Technical details in English, one for each thing that is wrong.
    public var details: [String]

    init(_ code: Code, _ details: [String]) {
        self.code = code
        self.details = details
    }

    init(_ code: Code, _ detail: String) { self.init(code, [detail]) }

    /// What a system call said.
    init(step: String, reason: CInt) {
        let isFull = reason == ENOSPC || reason == EDQUOT
        self.init(isFull ? .noSpace : .failed, "\(step): \(String(cString: strerror(reason)))")
    }

    public var description: String { "\(code.rawValue): \(details.joined(separator: "; "))" }
}
