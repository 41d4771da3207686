import Dossiers
import WorkQueue

/// How the inbox is watched.
public struct InboxSettings: Hashable, Sendable {
    /// Between two looks at a station's folder.
    public var pollInterval: Duration
    /// For how long a batch without `.done` and without digests must not change before it counts as complete.
    public var stableTime: Duration
    /// For how long a folder that cannot be complete (empty, files of its manifest missing, files half copied) must not
    /// change before nobody is expected to go on with it. At least ``stableTime``.
    public var abandonTime: Duration
    /// For how long something that is called like an unfinished copy, a mark, a receipt or a hidden file must not change
    /// before it is looked at all the same: taken when it may hold papers, told of when not. At least ``abandonTime``.
    public var overlookedTime: Duration
    /// Most batches that are taken from one station in one round.
    public var batchesPerRound: Int
    /// For how long receipts stay beside the batches.
    public var receiptRetention: Duration
    /// How long to wait after a failure that is not the batch's fault.
    public var backoff: Backoff
    /// Stations whose spreadsheets are no batches: the postal channel takes them.
    public var spreadsheetStations: Set<StationName> = []

    /// - Parameter abandonTime: at least `stableTime` is used.
    public init(
        pollInterval: Duration = .seconds(2), stableTime: Duration = .seconds(30),
        abandonTime: Duration = .seconds(600), overlookedTime: Duration = .seconds(1_800), batchesPerRound: Int = 4,
        receiptRetention: Duration = .seconds(30 * 86_400),
        backoff: Backoff = Backoff(first: .seconds(4), limit: .seconds(300))
    ) {
        self.pollInterval = pollInterval
        self.stableTime = stableTime
        self.abandonTime = max(abandonTime, stableTime)
        self.overlookedTime = max(overlookedTime, self.abandonTime)
        self.batchesPerRound = max(batchesPerRound, 1)
        self.receiptRetention = receiptRetention
        self.backoff = backoff
    }
}
