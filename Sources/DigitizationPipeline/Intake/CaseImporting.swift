import Basics
import Dossiers
import Ledger
import WorkQueue

/// Takes a register of cases over: all of it or nothing, and without keeping others from writing.
///
/// A small register is one transaction; so is any where no other process is served. A large one beside a service goes in
/// parts: see `CaseImport`.
public struct CaseImporting: Sendable {
    /// What became of a register.
    public struct Outcome: Hashable, Sendable {
        public var summary: CaseImportSummary
        /// Batches of which pages waited for these cases.
        public var batches: Int
    }

    private let ledger: Ledger
    private let isShared: Bool
    private let now: @Sendable () -> Instant

    /// Cases that are one transaction in any case.
    public static let small = 400

    /// - Parameter isShared: whether other processes may be at work on the ledger, so that no transaction may be long.
    public init(ledger: Ledger, isShared: Bool = true, now: @escaping @Sendable () -> Instant = TimeSource.system.now) {
        self.ledger = ledger
        self.isShared = isShared
        self.now = now
    }

    /// - Parameter progress: told how many steps of how many are done, two for each case.
    /// - Throws: `LedgerError`; `CancellationError`, after which a register that was decided is published all the same.
    public func take(
        _ cases: [CaseRecord], progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> Outcome {
        guard cases.count > Self.small, isShared else { return try await takeAtOnce(cases) }
        let id = try await gather(cases, progress)
        var published = 0
        try await publish(until: id) { part in
            guard part.id == id else { return }
            published += part.cases
            progress(cases.count + published, cases.count * 2)
        }
        guard let done = try await ledger.read({ try $0.caseImport(id) }) else {
            throw LedgerError(.notFound, "import of cases \(id)")
        }
        return Outcome(summary: done.summary, batches: done.batches)
    }

    /// Publishes what was decided earlier and not carried to its end.
    /// - Returns: whether there was anything.
    @discardableResult
    public func finishDecided() async throws -> Bool {
        guard try await ledger.read({ try $0.hasDecidedCaseImport() }) else { return false }
        try await publish(until: nil) { _ in }
        return true
    }

    private func takeAtOnce(_ cases: [CaseRecord]) async throws -> Outcome {
        while true {
            let instant = now()
            let outcome = try await ledger.write { tx -> Outcome? in
                // What was decided before must not come after.
                guard try !tx.hasDecidedCaseImport() else { return nil }
                return Outcome(
                    summary: try tx.importCases(cases, at: instant),
                    batches: try tx.enqueueBatchesWithNewPlaces(at: instant))
            }
            if let outcome { return outcome }
            try await finishDecided()
        }
    }

    // MARK: Parts

    private func gather(
        _ cases: [CaseRecord], _ progress: @Sendable (Int, Int) -> Void
    ) async throws -> Identifier<CaseImport> {
        let begun = now()
        let id = try await ledger.write { try $0.beginCaseImport(at: begun) }
        var (rest, size) = (cases[...], PartSize(first: 500, most: 4_000))
        while !rest.isEmpty {
            let (part, first, instant) = (rest.prefix(size.count), cases.count - rest.count, now())
            size.adapt(to: try await ledger.timedWrite { try $0.gather(part, from: first, into: id, at: instant) }.time)
            rest = rest.dropFirst(part.count)
            progress(cases.count - rest.count, cases.count * 2)
        }
        let instant = now()
        try await ledger.write { try $0.decide(id, at: instant) }
        return id
    }

    /// - Parameter id: up to the end of which import; all of them when `nil`.
    private func publish(until id: Identifier<CaseImport>?, _ note: (PublishedCases) -> Void) async throws {
        var size = PartSize(first: 100, most: 1_000)
        while true {
            let (count, instant) = (size.count, now())
            let (part, time) = try await ledger.timedWrite { tx -> PublishedCases? in
                guard let part = try tx.publishCases(limit: count, at: instant) else { return nil }
                if part.isLast {
                    try tx.recordBatches(try tx.enqueueBatchesWithNewPlaces(at: instant), of: part.id)
                }
                return part
            }
            guard let part else { return }
            note(part)
            if part.isLast, part.id == id { return }
            size.adapt(to: time)
        }
    }
}

/// Carries imports of cases to their end whose process has ended after they were decided, and removes what one has
/// gathered that was not.
public struct CaseImportCompletion: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let signal: any Notifier
    private let now: @Sendable () -> Instant

    /// For how long an import may rest before it is decided, milliseconds.
    static let timeout: Int64 = 600_000

    public init(
        ledger: Ledger, signal: any Notifier, interval: Duration = .seconds(15),
        now: @escaping @Sendable () -> Instant = TimeSource.system.now
    ) {
        self.ledger = ledger
        self.signal = signal
        self.interval = interval
        self.now = now
    }

    /// An importer that is alive does not mind: each part is published by one or the other.
    public func round() async throws -> Int {
        var done = 0
        if try await CaseImporting(ledger: ledger, now: now).finishDecided() {
            signal.notify()
            done += 1
        }
        let limit = Instant(milliseconds: now().milliseconds - Self.timeout)
        while try await ledger.read({ try $0.hasAbandonedCaseImport(untouchedSince: limit) }) {
            try await ledger.write { try $0.sweepCaseImports(untouchedSince: limit) }
            done += 1
        }
        return done
    }
}
