import Foundation
import Ledger
import Synchronization

/// Leadership by a row with a lease: who holds it leads until the lease ends, and another can have it from then on. Times
/// are the database's; how long one's own lease still lasts is counted by a clock that nobody sets, from before it was
/// asked for, so that a process that was only paused finds itself no leader when it goes on.
public final class PostgresLeadership: Leadership {
    /// For how long a lease is given, and how often it is renewed.
    public struct Lease: Sendable, Hashable {
        public var length: Duration
        public var renewal: Duration
        /// By how much earlier than the database the holder takes it for over.
        public var margin: Duration

        public init(length: Duration = .seconds(10), renewal: Duration = .seconds(3), margin: Duration = .seconds(1)) {
            (self.length, self.renewal, self.margin) = (length, renewal, margin)
        }
    }

    private struct Held {
        var until: ContinuousClock.Instant
        var term: Int
    }

    private let thread: PostgresThread
    private let lease: Lease
    private let holder: String
    private let held = Mutex<Held?>(nil)

    /// - Parameter home: a ledger's database, whose tables are up to date.
    public init(_ address: PostgresAddress, lease: Lease = Lease(), limits: PostgresLimits = PostgresLimits()) {
        thread = PostgresThread(address, limits, name: "ledger leadership")
        self.lease = lease
        holder = "\(ProcessInfo.processInfo.hostName) \(getpid()) \(UInt32.random(in: .min ... .max))"
    }

    public var isLeader: Bool { term != nil }

    /// Grows with each change of leaders; `nil` when this process does not lead.
    public var term: Int? { held.withLock { held in held.flatMap { $0.until > .now ? $0.term : nil } } }

    /// Tries to lead, and to go on leading, until the task is cancelled; then lets another lead.
    public func run() async {
        while !Task.isCancelled {
            // What fails is tried again in time: a lease that is not renewed ends by itself. Sleeping ends with the task.
            _ = try? await renew()
            try? await Task.sleep(for: lease.renewal)
        }
        await resign()
    }

    /// Asks for the lease, or for a longer one.
    /// - Returns: whether this process leads.
    /// - Throws: ``LedgerError`` when the database cannot be asked; a lease that is held lasts to its end.
    public func renew() async throws -> Bool {
        let asked = ContinuousClock.now
        let (holder, length) = (holder, lease.length.wholeMilliseconds)
        let term = try await thread.transact(.jobs) { session in
            try session.row(
                """
                INSERT INTO leaderships AS l (name, holder, term, lease_until) VALUES ('ledger', ?, 1, \(Self.now) + ?)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until,
                    term = CASE WHEN l.holder = excluded.holder THEN l.term ELSE l.term + 1 END
                WHERE l.holder = excluded.holder OR l.lease_until < \(Self.now)
                RETURNING term
                """, [SQLValue(holder), SQLValue(length)])?.integer("term")
        }
        let until = asked + lease.length - lease.margin
        held.withLock { $0 = term.map { Held(until: until, term: $0) } }
        return isLeader
    }

    /// Lets another lead at once.
    public func resign() async {
        held.withLock { $0 = nil }
        let holder = holder
        // A lease that cannot be given back ends by itself.
        _ = try? await thread.transact(.jobs) { session in
            try session.run("UPDATE leaderships SET lease_until = 0 WHERE holder = ?", [SQLValue(holder)])
        }
    }

    /// Milliseconds since 1970 by the database's clock.
    private static let now = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"
}
