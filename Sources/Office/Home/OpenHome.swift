import ArtifactStore
import Basics
import Foundation
import Ledger
import LedgerEngines

/// A data home that is open: its ledger, which this process owns or reaches through the one that does, and the store
/// beside it.
public struct OpenHome: Sendable {
    public let home: DataHome
    public private(set) var ledger: Ledger
    /// Who does the chores of this home.
    public var leadership: any Leadership { opened }
    public let store: ArtifactStore
    /// What time it is, for everything that is recorded here.
    public let clock: TimeSource
    /// What keeps the ledger.
    let engine: any LedgerEngine
    private let opened: any OpenLedger

    /// Opens a data home and makes it when there is none.
    ///
    /// When another process owns and shares it, all work on the ledger runs over there. Blocks for as long as the file
    /// system needs.
    /// - Throws: `LedgerError` (another process has it open and does not share it, …), `ArtifactStoreError`, the file system's error.
    public init(
        home: DataHome, engine: any LedgerEngine = LedgerEngines.standard, actor: Actor = .program,
        clock: TimeSource = .system
    ) throws {
        try self.init(home: home, engine, mustLead: false, actor, clock)
    }

    /// Opens a data home as its owner, for a process that works unattended.
    /// - Throws: as ``init(home:engine:actor:clock:)``; `LedgerError` also when the process that has it open would share it.
    public init(
        owning home: DataHome, engine: any LedgerEngine = LedgerEngines.standard, actor: Actor = .program,
        clock: TimeSource = .system
    ) throws {
        try self.init(home: home, engine, mustLead: true, actor, clock)
    }

    private init(
        home: DataHome, _ engine: any LedgerEngine, mustLead: Bool, _ actor: Actor, _ clock: TimeSource
    ) throws {
        try home.prepare()
        self.home = home
        self.engine = engine
        opened = try engine.open(URL(fileURLWithPath: home.path), mustLead: mustLead)
        ledger = opened.ledger.acting(as: actor)
        self.clock = clock
        store = try ArtifactStore(directory: URL(fileURLWithPath: home.artifacts))
    }

    /// The same data home, with another actor for what is recorded through it.
    /// - Parameter context: in which session and with which rights, as JSON; `nil` where the account says it all.
    public func acting(as actor: Actor, context: String? = nil) -> OpenHome {
        var home = self
        home.ledger = ledger.acting(as: actor, context: context)
        return home
    }

    /// The present moment.
    public func now() -> Instant { clock.now() }

    /// Lets other processes of this user work with the ledger, where this one has it open itself. Blocks.
    /// - Returns: the service, to be stopped before the ledger is closed.
    /// - Throws: `LedgerError` when that cannot be.
    public func serve() throws -> (any LedgerSharing)? { try opened.serve() }
}
