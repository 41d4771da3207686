import Basics

/// What keeps the queue going. Each verb has a question beside it that only reads, so that an idle service does not
/// write; and each copes with a clock that was set back, after which recorded instants lie in the future.
extension LedgerTransaction {
    // MARK: Schedule

    /// Whether ``promoteDueJobs(at:)`` would change anything.
    public func hasDueJob(at now: Instant) throws -> Bool {
        try sql.row("SELECT 1 AS found FROM jobs WHERE \(Self.isDue) LIMIT 1", Self.pastAndFuture(now)) != nil
    }

    /// Makes the scheduled and retryable jobs available whose time has come. Waiting times that began in the future
    /// begin now: none becomes longer than it was when it was set.
    /// - Returns: how many became available.
    @discardableResult
    public func promoteDueJobs(at now: Instant) throws -> Int {
        try sql.run(
            """
            UPDATE jobs SET scheduled_at = scheduled_at - (state_at - ?), state_at = ?
            WHERE \(JobSQL.waitsForItsTime) AND state_at > ?
            """, [SQLValue(now), SQLValue(now), SQLValue(Self.future(now))])
        return try sql.run(
            """
            UPDATE jobs SET state = 'available', state_at = ?, scheduled_at = NULL
            WHERE \(JobSQL.waitsForItsTime) AND scheduled_at <= ?
            """, [SQLValue(now), SQLValue(now)])
    }

    // MARK: Rescue

    /// Whether ``rescueJobs(_:at:retryAt:)`` with ``AbandonedLeases/expired`` would change anything.
    public func hasExpiredLease(at now: Instant) throws -> Bool {
        try sql.row("SELECT 1 AS found FROM jobs WHERE \(Self.isExpired) LIMIT 1", Self.pastAndFuture(now)) != nil
    }

    /// Takes jobs away from workers that are gone. A lease that was not extended counts as a failed attempt; the end of
    /// a whole process is counted apart, up to ``Job/maxCrashes``.
    ///
    /// A lease that was given in the future is first cut to its length from now on: a living worker will extend it, a
    /// dead one's expires.
    /// - Parameter retryAt: when to try again, by the job as it was.
    /// - Returns: the jobs as they were.
    @discardableResult
    public func rescueJobs(
        _ leases: AbandonedLeases = .expired, at now: Instant, retryAt: (Job) -> Instant
    ) throws -> [Job] {
        try sql.run(
            """
            UPDATE jobs SET lease_until = lease_until - (heartbeat_at - ?), heartbeat_at = ?
            WHERE state = 'running' AND heartbeat_at > ?
            """, [SQLValue(now), SQLValue(now), SQLValue(Self.future(now))])
        let (condition, values): (String, [SQLValue]) =
            switch leases {
            case .all: ("", [])
            case .expired: ("AND lease_until <= ?", [SQLValue(now)])
            }
        let jobs = try sql.rows("SELECT * FROM jobs WHERE state = 'running' \(condition) ORDER BY ordinal", values)
            .map(JobSQL.job)
        for job in jobs {
            switch leases {
            case .expired: try fail(job, as: .rescued, .leaseExpired, retryAt: retryAt(job), at: now)
            case .all: try abandon(job, retryAt: retryAt(job), at: now)
            }
        }
        return jobs
    }

    // MARK: Prune

    /// Whether ``pruneJobs(finishedBefore:limit:)`` would remove anything.
    public func hasJobToPrune(finishedBefore limit: Instant) throws -> Bool {
        try sql.row("SELECT 1 AS found FROM jobs WHERE \(Self.isFinished) LIMIT 1", [SQLValue(limit)]) != nil
    }

    /// Removes finished jobs and their history. Dead letters stay until a person has decided about them.
    /// - Parameter limit: most jobs of one transaction, so that others need not wait for long.
    /// - Returns: how many were removed.
    @discardableResult
    public func pruneJobs(finishedBefore instant: Instant, limit: Int = 1_000) throws -> Int {
        let chosen = "SELECT id FROM jobs WHERE \(Self.isFinished) ORDER BY ordinal LIMIT ?"
        let values = [SQLValue(instant), SQLValue(max(limit, 1))]
        try sql.run("DELETE FROM job_events WHERE job_id IN (\(chosen))", values)
        return try sql.run("DELETE FROM jobs WHERE id IN (\(chosen))", values)
    }

    // MARK: Parts

    private static let isDue = "\(JobSQL.waitsForItsTime) AND (scheduled_at <= ? OR state_at > ?)"
    private static let isExpired = "state = 'running' AND (lease_until <= ? OR heartbeat_at > ?)"
    private static let isFinished =
        "state IN ('completed', 'cancelled', 'discarded') AND needs_person = 0 AND state_at < ?"

    private static func pastAndFuture(_ now: Instant) -> [SQLValue] { [SQLValue(now), SQLValue(future(now))] }

    /// What lies later was recorded before the clock was set back.
    private static func future(_ now: Instant) -> Instant { now.adding(milliseconds: JobSQL.clockTolerance) }
}

/// Which leases have nobody behind them.
public enum AbandonedLeases: Hashable, Sendable {
    /// Those that were not extended in time.
    case expired
    /// All: what a process knows that has just opened a ledger which no other process can have open.
    case all
}
