import Basics
import Foundation

/// A database engine as whoever opens data homes knows it: how a home's ledger is opened, and how a copy of one is looked
/// at. What it does for an open ledger is its `LedgerDriver`.
public protocol LedgerEngine: Sendable {
    /// Under which name a backup holds the copy of a ledger.
    var copyName: String { get }

    /// Whether a data home has a ledger.
    /// - Parameter home: the folder; need not exist.
    func hasLedger(in home: URL) -> Bool

    /// Opens the ledger of a data home, makes it when there is none, and brings its schema up to date. Blocks for as long
    /// as that takes.
    /// - Parameters:
    ///   - home: made, for its owner only, when it does not exist.
    ///   - mustLead: whether it will not do that another process does the chores of this home.
    /// - Throws: ``LedgerError`` with `homeInUse` when another process has the ledger and does not share it, or leads though
    ///   `mustLead`; `homeUnusable`, `newerSchema`, `ownerDiffers`.
    func open(_ home: URL, mustLead: Bool) throws -> any OpenLedger

    /// A copy that ``Ledger/backup(to:)`` made.
    func copy(at file: URL) -> any LedgerCopy
}

/// The ledger of a data home as this process has it: by itself, or through the process that does.
public protocol OpenLedger: Leadership {
    var ledger: Ledger { get }

    /// Lets other processes of this user work with the ledger, where this one has it for itself. Blocks.
    /// - Returns: the service, to be stopped before the ledger is closed; `nil` where nobody needs one.
    /// - Throws: ``LedgerError``.
    func serve() throws -> (any LedgerSharing)?
}

/// A service by which other processes work with this one's ledger.
public protocol LedgerSharing: Sendable {
    /// Takes nothing new, rolls back what is under way, and waits until that is done, but not for longer than `limit`.
    /// Blocks.
    /// - Returns: whether all of it has ended.
    @discardableResult
    func stop(within limit: Duration) -> Bool
}

extension LedgerSharing {
    /// Stops within three seconds.
    @discardableResult
    public func stop() -> Bool { stop(within: .seconds(3)) }
}

/// A copy of a ledger, to be looked at and, but for ``endSignIns()``, not changed. All calls block and throw
/// ``LedgerError``.
public protocol LedgerCopy {
    /// Every artifact that the copy names, ascending; see ``LedgerTransaction/referencedArtifacts(startingWith:)``.
    func referencedArtifacts(startingWith start: String) throws -> [ContentDigest]

    /// What is wrong with the copy itself. It can be asked of one that an earlier program made, whose tables are others.
    func storageFaults() throws -> [LedgerFault]

    /// What is wrong with it, as ``Ledger/faults()`` tells.
    func faults() throws -> [LedgerFault]

    /// Ends all sign-ins and one-time links of a copy that becomes a data home: what was ended or used after the copy was
    /// made must not be good again. A copy of an earlier program has none.
    func endSignIns() throws
}
