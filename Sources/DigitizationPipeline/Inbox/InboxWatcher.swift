import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Synchronization
import WorkQueue

/// Watches `inbox/<station>/<batch>` and takes batches that are complete.
///
/// It looks from time to time rather than being told by the system, since a network share tells nothing. Each station
/// has an inbox of its own, so that one that hands in much does not keep others waiting. Whatever it does can be
/// interrupted at any moment: the next watcher on the same data home goes on.
public actor InboxWatcher {
    private let context: InboxContext
    private var desks: [StationName: StationInbox] = [:]
    private var running: Set<StationName> = []
    /// What was reported already: names that are no stations.
    private var ignored: Set<InboxName> = []
    private var isUnreadable = false

    /// - Parameter report: told of what happens; must return at once.
    public init(
        office: OpenHome, reception: Reception, wording: ReceiptWording, settings: InboxSettings = InboxSettings(),
        signal: any Notifier, clock: TimeSource? = nil, report: @escaping @Sendable (InboxEvent) -> Void = { _ in }
    ) {
        let start = SuspendingClock.now
        self.init(
            InboxContext(
                office: office, reception: reception, settings: settings, wording: wording, signal: signal,
                clock: clock ?? office.clock, elapsed: { SuspendingClock.now - start }, report: report,
                checkpoint: { _ in }))
    }

    init(_ context: InboxContext) { self.context = context }

    /// Watches until the task is cancelled. What is under way then is finished by the next watcher.
    public func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for service in await findDesks() where running.insert(service.station).inserted {
                    group.addTask {
                        await service.run()
                        await self.hasStopped(service)
                    }
                }
                do { try await context.clock.sleep(context.settings.pollInterval) } catch { break }
            }
            group.cancelAll()
        }
    }

    /// Looks once at all stations, side by side, and takes what is due.
    /// - Returns: how many batches were taken or moved into quarantine.
    /// - Throws: `CancellationError`; what goes wrong otherwise is reported.
    public func round() async throws -> Int {
        let desks = await findDesks()
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for service in desks { group.addTask { try await service.round() } }
            return try await group.reduce(0, +)
        }
    }

    /// What happens at each station, by name.
    public var stations: [StationActivity] {
        get async {
            var all: [StationActivity] = []
            for service in desks.values { all.append(await service.activity) }
            return all.sorted { $0.station < $1.station }
        }
    }

    /// Batches in quarantine, of all stations.
    public var quarantinedCount: Int {
        get async { await stations.reduce(0) { $0 + $1.quarantined } }
    }

    // MARK: Parts

    private func hasStopped(_ service: StationInbox) {
        running.remove(service.station)
        desks[service.station] = nil
    }

    private func findDesks() async -> [StationInbox] {
        do {
            let found = try await context.files.run { [inbox = context.office.home.inbox] in try Self.find(in: inbox) }
            isUnreadable = false
            for other in found.others where ignored.insert(other.name).inserted {
                context.report(.ignored(name: other.name.text, reason: other.reason))
            }
            ignored.formIntersection(found.others.map(\.name))
            desks = desks.filter { found.stations.contains($0.key) }
            for station in found.stations where desks[station] == nil {
                desks[station] = StationInbox(station, context)
            }
        } catch {
            if !isUnreadable {
                context.report(.inboxUnreadable((error as? InboxFileError).map { JobError($0) } ?? JobError(error)))
            }
            isUnreadable = true
        }
        return desks.values.sorted { $0.station < $1.station }
    }

    private struct Found: Sendable {
        var stations: Set<StationName> = []
        var others: [(name: InboxName, reason: InboxEvent.IgnoredReason)] = []
    }

    /// Names in `inbox/` that are no stations' folders, as people see them. Blocks.
    public static func strangers(in home: DataHome) -> [String] {
        ((try? find(in: home.inbox))?.others ?? []).map(\.name.text).sorted()
    }

    private static func find(in inbox: String) throws -> Found {
        var found = Found()
        for name in try InboxFiles.names(in: inbox) where !InboxNames.isLitter(name, in: inbox) {
            switch try InboxFiles.status(name, in: inbox)?.kind {
            case .folder:
                if name.isReadable, let station = StationName(rawValue: name.text) {
                    found.stations.insert(station)
                } else {
                    found.others.append((name, .badName))
                }
            case .link: found.others.append((name, .symbolicLink))
            case .file, .other: found.others.append((name, .notAFolder))
            case nil: break
            }
        }
        return found
    }
}
