import Basics

/// What people decide about jobs. Who decided, and when, is kept in the job's history.
extension LedgerTransaction {
    /// Lets a job try again at once, with all its attempts. One that is available already stays as it is.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when it runs or is completed, or when
    ///   another live job has its unique key.
    public func retryJob(_ id: JobID, by person: String, at now: Instant) throws {
        let job = try existingJob(id)
        guard job.state != .available else { return }
        guard job.state != .running, job.state != .completed else {
            throw LedgerError(.conflict, "job \(id) is \(job.state.rawValue)")
        }
        if !job.state.isLive, let key = job.uniqueKey, let other = try liveJob(job.kind, uniqueKey: key) {
            throw LedgerError(.conflict, "job \(other.id) does the same")
        }
        try sql.run(
            """
            UPDATE jobs SET state = 'available', state_at = ?, scheduled_at = NULL, failures = 0, abandonments = 0,
                needs_person = 0
            WHERE id = ?
            """, [SQLValue(now), SQLValue(id)])
        acts.note(.jobDecided, id.rawValue, at: now)
        try recordEvent(.retriedByPerson, of: id, attempt: job.attempt, error: nil, by: person, at: now)
    }

    /// Gives a job up that waits, or closes a dead letter. Doing it again changes nothing.
    /// - Parameter reason: technical, without personal data.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when it runs, is completed or cancelled.
    public func discardJob(_ id: JobID, by person: String, reason: String, at now: Instant) throws {
        let job = try existingJob(id)
        guard job.state != .discarded || job.needsPerson else { return }
        guard ![.running, .completed, .cancelled].contains(job.state) else {
            throw LedgerError(.conflict, "job \(id) is \(job.state.rawValue)")
        }
        try sql.run(
            "UPDATE jobs SET state = 'discarded', state_at = ?, scheduled_at = NULL, needs_person = 0 WHERE id = ?",
            [SQLValue(now), SQLValue(id)])
        let error = JobError(code: "discarded_by_person", detail: reason)
        acts.note(.jobDecided, id.rawValue, at: now)
        try recordEvent(.discardedByPerson, of: id, attempt: job.attempt, error: error, by: person, at: now)
    }

    private func existingJob(_ id: JobID) throws -> Job {
        guard let job = try job(id) else { throw LedgerError(.notFound, "job \(id)") }
        return job
    }
}
