import Basics

extension LedgerTransaction {
    /// Whether ``claimJobs(_:limit:worker:at:)`` would find one. Only reads: what an idle worker asks.
    public func hasAvailableJob(_ filter: JobFilter) throws -> Bool {
        try filter.check()
        guard !filter.isEmpty else { return false }
        let condition = filter.condition
        return try sql.row(
            "SELECT 1 AS found FROM jobs WHERE state = 'available' AND \(condition.sql) LIMIT 1", condition.values
        ) != nil
    }

    /// Whether any of these jobs still will be, or is being, worked on.
    public func hasLiveJob(_ filter: JobFilter) throws -> Bool {
        try filter.check()
        guard !filter.isEmpty else { return false }
        let condition = filter.condition
        return try sql.row(
            "SELECT 1 AS found FROM jobs WHERE \(JobSQL.isLive) AND \(condition.sql) LIMIT 1", condition.values
        ) != nil
    }

    /// Takes available jobs: urgent ones first, then of the lane with the fewest running jobs, then of the lane that
    /// was served longest ago, then the one that was enqueued first.
    /// - Parameters:
    ///   - limit: most jobs, 1 to 100.
    ///   - worker: who takes them, to be shown to people.
    public func claimJobs(
        _ filter: JobFilter, limit: Int = 1, worker: String, at now: Instant
    ) throws -> [ClaimedJob] {
        try filter.check()
        guard !filter.isEmpty else { return [] }
        let worker = JobError.bounded(worker, NewJob.maximumNameLength)
        let lease = now.adding(milliseconds: ClaimedJob.leaseMilliseconds)
        return try jobClaiming.claim(
            filter, limit: min(max(limit, 1), 100), worker: worker, until: lease, at: now
        ).map(JobSQL.claimedJob)
    }

    /// Extends the leases that are still held.
    /// - Returns: those that are lost.
    public func heartbeat(_ claims: [ClaimedJob], at now: Instant) throws -> [ClaimedJob] {
        let lease = now.adding(milliseconds: ClaimedJob.leaseMilliseconds)
        return try claims.filter { claim in
            try sql.run(
                "UPDATE jobs SET heartbeat_at = ?, lease_until = ? WHERE \(JobSQL.isHeld)",
                [SQLValue(now), SQLValue(lease)] + Self.fence(claim)) == 0
        }
    }

    /// Records that an attempt got somewhere for good, so that what failed before no longer counts. To be called in the
    /// transaction that commits a part of the work which no later attempt will have to do again.
    /// - Throws: ``JobLeaseLost``.
    public func recordProgress(_ claim: ClaimedJob) throws {
        try update(claim, "failures = 0, abandonments = 0", [])
    }

    /// Ends a job with success. To be called in the transaction that commits its effect.
    /// - Throws: ``JobLeaseLost``, as all verbs that end an attempt.
    public func complete(_ claim: ClaimedJob, at now: Instant) throws {
        try end(claim, as: .completed, at: now)
    }

    /// Records that an attempt failed. When it was the last one, the job is given up and waits for a person.
    /// - Parameter retryAt: when to try again.
    /// - Returns: ``JobState/retryable`` or ``JobState/discarded``.
    @discardableResult
    public func retry(_ claim: ClaimedJob, _ error: JobError, retryAt: Instant, at now: Instant) throws -> JobState {
        try fail(held(claim), as: .failed, error, retryAt: retryAt, at: now)
    }

    /// Puts a job off; no attempt is used up.
    /// - Parameter error: why, to be shown beside the job.
    public func snooze(
        _ claim: ClaimedJob, until: Instant, because error: JobError? = nil, at now: Instant
    ) throws {
        guard until > now else { return try release(claim, at: now) }
        try end(claim, as: .scheduled, scheduledAt: until, error: error, at: now)
    }

    /// Gives a job back, as at the end of the program; no attempt is used up.
    public func release(_ claim: ClaimedJob, at now: Instant) throws {
        try end(claim, as: .available, at: now)
    }

    /// Gives a job up because another attempt would not help.
    /// - Parameter needsPerson: whether it is to stand among the dead letters until a person decides.
    public func discard(_ claim: ClaimedJob, _ error: JobError, needsPerson: Bool, at now: Instant) throws {
        try end(claim, as: .discarded, error: error, needsPerson: needsPerson, at: now)
        try recordEvent(.discarded, of: claim.id, attempt: claim.attempt, error: error, at: now)
    }

    /// Ends a job because it is no longer wanted.
    public func cancel(_ claim: ClaimedJob, _ error: JobError, at now: Instant) throws {
        try end(claim, as: .cancelled, error: error, at: now)
        try recordEvent(.cancelled, of: claim.id, attempt: claim.attempt, error: error, at: now)
    }

    // MARK: Parts

    private static func fence(_ claim: ClaimedJob) -> [SQLValue] { [SQLValue(claim.id), SQLValue(claim.attempt)] }

    private func update(_ claim: ClaimedJob, _ changes: String, _ values: [SQLValue]) throws {
        let changed = try sql.run("UPDATE jobs SET \(changes) WHERE \(JobSQL.isHeld)", values + Self.fence(claim))
        guard changed == 1 else { throw JobLeaseLost(id: claim.id, attempt: claim.attempt) }
    }

    private func held(_ claim: ClaimedJob) throws -> Job {
        guard let row = try sql.row("SELECT * FROM jobs WHERE \(JobSQL.isHeld)", Self.fence(claim)) else {
            throw JobLeaseLost(id: claim.id, attempt: claim.attempt)
        }
        return try JobSQL.job(row)
    }

    private func end(
        _ claim: ClaimedJob, as state: JobState, scheduledAt: Instant? = nil, error: JobError? = nil,
        needsPerson: Bool = false, at now: Instant
    ) throws {
        let job = try held(claim)
        try update(
            claim,
            """
            state = ?, state_at = ?, scheduled_at = ?, heartbeat_at = NULL, lease_until = NULL, again_at = NULL,
            worker = NULL, needs_person = ?, error_code = COALESCE(?, error_code), error_detail = COALESCE(?, error_detail)
            """,
            [
                SQLValue(state), SQLValue(now), SQLValue(scheduledAt), SQLValue(needsPerson), SQLValue(error?.code),
                SQLValue(error?.detail),
            ])
        // One that goes back into the queue reads its input anew in any case.
        if !state.isLive { try enqueueAgain(job, at: now) }
    }
}
