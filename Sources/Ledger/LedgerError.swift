/// What can go wrong with the ledger itself. The codes are stable.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Another process has this data home open.
        case homeInUse = "home_in_use"
        /// The process that owns this data home has gone, or closed the connection, before it answered: whether the last
        /// change was recorded is not known, and the same call can be made again.
        case ownerGone = "owner_gone"
        /// The process that owns this data home is another version of the program.
        case ownerDiffers = "owner_differs"
        /// Others have kept the ledger busy for longer than the call may wait; nothing was recorded, and the same call can
        /// be made again.
        case busy
        /// A transaction of another process took longer than it may; nothing of it was recorded.
        case transactionTooLong = "transaction_too_long"
        /// The data home cannot be made or opened.
        case homeUnusable = "home_unusable"
        /// The ledger was written by a newer program.
        case newerSchema = "newer_schema"
        /// A stored value is not what this program writes.
        case damagedRecord = "damaged_record"
        /// The record that a call names does not exist.
        case notFound = "not_found"
        /// The call contradicts what is recorded: a decision on an item that was decided otherwise, pages of another
        /// batch, a document without pages.
        case conflict
        /// The file system has no room left.
        case noSpace = "no_space"
        /// The ledger cannot be read or written.
        case storageFailed = "storage_failed"
        /// The days that a call would change are closed.
        case periodClosed = "period_closed"
        /// A value exceeds a limit.
        case tooLarge = "too_large"
    }

    public var code: Code
    /// Technical detail in English, without personal data.
    public var detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { "\(code.rawValue): \(detail)" }
}
