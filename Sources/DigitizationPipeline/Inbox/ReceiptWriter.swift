import Basics
import Dossiers
import Foundation
import Ledger
import Office
import WorkQueue

/// Tells stations, by a file beside their batches, what becomes of these: once when a batch is taken, again when it is
/// finished or given up. Removes old receipts.
public actor ReceiptWriter: HousekeepingService {
    public let interval: Duration
    private let home: DataHome
    private let ledger: Ledger
    private let settings: InboxSettings
    private let wording: ReceiptWording
    private let clock: TimeSource
    private let files = BlockingWork(label: "sohoa.receipts")
    private let checkpoint: @Sendable (InboxStep) throws -> Void
    /// What the stations were told, by hand-over.
    private var told: [Identifier<Handover>: Stage] = [:]
    /// Rounds to leave stations out whose folder could not be written.
    private var resting: [String: Int] = [:]
    private var lastSweep: Instant?

    /// How far a batch has come, as far as a receipt tells.
    private enum Stage: Hashable, Sendable {
        /// With the code of what it waits for, if its job was put off.
        case underWay(BatchRecord.State, putOff: String?)
        case failed
        case finished

        init(_ due: DueReceipt) {
            // A batch that is finished may be looked at again, when the register has learnt of new cases.
            self =
                due.hasLiveJob
                ? .underWay(due.state, putOff: due.putOffBecause)
                : due.state == .finished ? .finished : .failed
        }
    }

    /// Most receipts of one round.
    private static let slice = 100
    private static let rest = 15
    private static let sweepInterval = Duration.seconds(3_600)

    public init(
        office: OpenHome, wording: ReceiptWording, settings: InboxSettings = InboxSettings(),
        clock: TimeSource? = nil
    ) {
        self.init(
            office: office, wording: wording, settings: settings, clock: clock ?? office.clock, checkpoint: { _ in })
    }

    init(
        office: OpenHome, wording: ReceiptWording, settings: InboxSettings, clock: TimeSource,
        checkpoint: @escaping @Sendable (InboxStep) throws -> Void
    ) {
        interval = settings.pollInterval
        home = office.home
        ledger = office.ledger
        self.wording = wording
        self.settings = settings
        self.clock = clock
        self.checkpoint = checkpoint
    }

    /// - Returns: how many receipts were written, or removed for their age.
    /// - Throws: errors of the ledger; that of a station's folder after all others were told.
    public func round() async throws -> Int {
        let due = try await ledger.read { try $0.dueReceipts() }
        let open = Set(due.map(\.handover.id))
        told = told.filter { open.contains($0.key) }
        resting = resting.mapValues { $0 - 1 }.filter { $0.value > 0 }
        let changed = due.filter { told[$0.handover.id] != Stage($0) && resting[$0.handover.station ?? ""] == nil }
        var (ended, written, failure): ([Identifier<Handover>], Int, (any Error)?) = ([], 0, nil)
        for due in changed.prefix(Self.slice) {
            do {
                let hasWritten = try await tell(due)
                if hasWritten { written += 1 }
                told[due.handover.id] = Stage(due)
                if Stage(due) == .finished { ended.append(due.handover.id) }
            } catch let error as InboxFileError {
                failure = JobError(error)
                resting[due.handover.station ?? ""] = Self.rest
                if isOld(due.handover) { ended.append(due.handover.id) }
            }
        }
        try await note(ended)
        written += try await sweep()
        if let failure { throw failure }
        return written
    }

    // MARK: Parts

    /// - Returns: whether there was somebody to tell.
    private func tell(_ due: DueReceipt) async throws -> Bool {
        guard let station = due.handover.station.flatMap(StationName.init(rawValue:)) else { return false }
        let receipt = try await ledger.read { tx -> BatchReceipt? in
            guard let batch = try tx.batch(due.handover.batchID) else { return nil }
            return try BatchReceipt.make(of: batch, handover: due.handover, in: tx)
        }
        guard let receipt else { return false }
        let folder = home.inbox + "/" + station.rawValue
        try await files.run { [wording] in
            guard InboxFiles.kind(folder) == .folder else { throw InboxFileError(step: "station", reason: ENOENT) }
            try ReceiptFiles(folder: folder, wording: wording).write(receipt)
        }
        try checkpoint(.receiptWritten)
        return true
    }

    private func note(_ ended: [Identifier<Handover>]) async throws {
        guard !ended.isEmpty else { return }
        try await ledger.write { tx in for id in ended { try tx.receiptIsWritten(id) } }
    }

    /// Whether nobody will look for the receipt any more.
    private func isOld(_ handover: Handover) -> Bool {
        let age = Duration.milliseconds(clock.now().milliseconds - handover.recordedAt.milliseconds)
        return age > settings.receiptRetention
    }

    private func sweep() async throws -> Int {
        let now = clock.now()
        // The clock may have been set back.
        if let lastSweep, Duration.milliseconds(abs(now.milliseconds - lastSweep.milliseconds)) < Self.sweepInterval {
            return 0
        }
        lastSweep = now
        let age = settings.receiptRetention.milliseconds
        let limit = Date(timeIntervalSince1970: (Double(now.milliseconds) - age) / 1_000)
        return try await files.run { [inbox = home.inbox, wording] in
            let stations = try InboxFiles.names(in: inbox).filter { StationName(rawValue: $0.text) != nil }
            return stations.reduce(0) { removed, station in
                // A folder that cannot be cleared out now can be at the next time.
                let receipts = ReceiptFiles(folder: "\(inbox)/\(station.text)", wording: wording)
                return removed + ((try? receipts.removeOld(before: limit)) ?? 0)
            }
        }
    }
}
