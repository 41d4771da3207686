import Basics

extension LedgerTransaction {
    /// Enqueues a job, in the same transaction as what makes it necessary.
    ///
    /// When a live job of its kind has the same unique key, that one is returned; a higher priority is passed on to it.
    /// When that one runs already, it is done once more after its end, unless the new job says that this is not needed:
    /// see ``NewJob/whileRunning``.
    /// - Throws: ``LedgerError/Code/tooLarge``.
    @discardableResult
    public func enqueue(_ new: NewJob, at now: Instant) throws -> EnqueuedJob {
        try new.check()
        let id = newID(Job.self, at: now)
        let isLater = new.scheduledAt.map { $0 > now } ?? false
        let inserted = try sql.run(
            """
            INSERT INTO jobs (id, ordinal, kind, payload, unique_key, lane, priority, state, attempt, failures,
                max_attempts, needs_person, created_at, state_at, scheduled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [
                SQLValue(id), SQLValue(next(.job)), SQLValue(new.kind), SQLValue(new.payload),
                SQLValue(new.uniqueKey), SQLValue(new.lane), SQLValue(new.priority.rawValue),
                SQLValue(isLater ? JobState.scheduled : .available),
                SQLValue(new.maximumAttempts), SQLValue(now), SQLValue(now), SQLValue(isLater ? new.scheduledAt : nil),
            ])
        if inserted == 0 { try passOn(new, at: now) }
        guard let job = inserted > 0 ? try job(id) : try liveJob(new.kind, uniqueKey: new.uniqueKey) else {
            throw LedgerError(.conflict, "the job with this unique key ended at the same time")
        }
        return EnqueuedJob(job: job, isNew: inserted > 0)
    }

    /// Gives a live job what a new one with its key wants of it.
    private func passOn(_ new: NewJob, at now: Instant) throws {
        try sql.run(
            """
            UPDATE jobs SET priority = ?
            WHERE kind = ? AND unique_key = ? AND priority > ? AND \(JobSQL.isLive)
            """,
            [
                SQLValue(new.priority.rawValue), SQLValue(new.kind), SQLValue(new.uniqueKey),
                SQLValue(new.priority.rawValue),
            ])
        guard new.whileRunning == .runsAgain else { return }
        let wanted = max(new.scheduledAt ?? now, now)
        // One that only waits is written, too, as it is: where workers take jobs beside this transaction, none takes it, and
        // reads its input, before that is recorded.
        try sql.run(
            """
            UPDATE jobs SET again_at = CASE
                WHEN state <> 'running' THEN NULL WHEN again_at < ? THEN again_at ELSE ? END
            WHERE kind = ? AND unique_key = ? AND \(JobSQL.isLive)
            """, [SQLValue(wanted), SQLValue(wanted), SQLValue(new.kind), SQLValue(new.uniqueKey)])
    }

    /// Enqueues the like of a job that has ended, when somebody asked for it while it ran.
    /// - Parameter job: as it was while it ran.
    func enqueueAgain(_ job: Job, at now: Instant) throws {
        guard let wanted = job.againAt else { return }
        try enqueue(
            NewJob(
                kind: job.kind, payload: job.payload, uniqueKey: job.uniqueKey, lane: job.lane, priority: job.priority,
                maximumAttempts: job.maximumAttempts, scheduledAt: wanted), at: now)
    }

    /// The live job of a kind with a unique key.
    public func liveJob(_ kind: JobKind, uniqueKey: String?) throws -> Job? {
        try sql.row(
            "SELECT * FROM jobs WHERE kind = ? AND unique_key = ? AND \(JobSQL.isLive)",
            [SQLValue(kind), SQLValue(uniqueKey)]
        ).map(JobSQL.job)
    }
}
