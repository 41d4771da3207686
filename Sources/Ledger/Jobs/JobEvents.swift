import Basics

extension LedgerTransaction {
    /// Counts the running attempt of a job as failed.
    @discardableResult
    func fail(
        _ job: Job, as event: JobEvent.Kind, _ error: JobError, retryAt: Instant, at now: Instant
    ) throws -> JobState {
        let isUsedUp = job.failures + 1 >= job.maximumAttempts
        let state = isUsedUp ? JobState.discarded : .retryable
        let changed = try sql.run(
            """
            UPDATE jobs SET state = ?, state_at = ?, scheduled_at = ?, heartbeat_at = NULL, lease_until = NULL,
                again_at = NULL, worker = NULL, failures = failures + 1, needs_person = ?, error_code = ?,
                error_detail = ?
            WHERE \(JobSQL.isHeld)
            """,
            [
                SQLValue(state), SQLValue(now), SQLValue(isUsedUp ? nil : retryAt), SQLValue(isUsedUp),
                SQLValue(error.code), SQLValue(error.detail), SQLValue(job.id), SQLValue(job.attempt),
            ])
        guard changed == 1 else { throw JobLeaseLost(id: job.id, attempt: job.attempt) }
        try recordEvent(event, of: job.id, attempt: job.attempt, error: error, at: now)
        if isUsedUp {
            try recordEvent(.discarded, of: job.id, attempt: job.attempt, error: error, at: now)
            try enqueueAgain(job, at: now)
        }
        return state
    }

    /// Counts the running attempt of a job as one whose process ended.
    func abandon(_ job: Job, retryAt: Instant, at now: Instant) throws {
        let isUsedUp = job.crashCount + 1 >= Job.maxCrashes
        let changed = try sql.run(
            """
            UPDATE jobs SET state = ?, state_at = ?, scheduled_at = ?, heartbeat_at = NULL, lease_until = NULL,
                again_at = NULL, worker = NULL, abandonments = abandonments + 1, needs_person = ?, error_code = ?,
                error_detail = ?
            WHERE \(JobSQL.isHeld)
            """,
            [
                SQLValue(isUsedUp ? JobState.discarded : .retryable), SQLValue(now),
                SQLValue(isUsedUp ? nil : retryAt), SQLValue(isUsedUp), SQLValue(JobError.abandoned.code),
                SQLValue(JobError.abandoned.detail), SQLValue(job.id), SQLValue(job.attempt),
            ])
        guard changed == 1 else { throw JobLeaseLost(id: job.id, attempt: job.attempt) }
        try recordEvent(.rescued, of: job.id, attempt: job.attempt, error: .abandoned, at: now)
        if isUsedUp {
            try recordEvent(.discarded, of: job.id, attempt: job.attempt, error: .abandoned, at: now)
            try enqueueAgain(job, at: now)
        }
    }

    func recordEvent(
        _ kind: JobEvent.Kind, of job: JobID, attempt: Int, error: JobError?, by person: String? = nil,
        at now: Instant
    ) throws {
        try sql.run(
            """
            INSERT INTO job_events
                (id, job_id, ordinal, kind, attempt, error_code, error_detail, decided_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(identifiers.next(at: now)), SQLValue(job), SQLValue(next(.jobEvent)), SQLValue(kind),
                SQLValue(attempt),
                SQLValue(error?.code), SQLValue(error?.detail), SQLValue(person), SQLValue(now),
            ])
    }
}
