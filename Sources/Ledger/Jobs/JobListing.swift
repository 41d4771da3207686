extension LedgerTransaction {
    /// One job.
    public func job(_ id: JobID) throws -> Job? {
        try sql.row("SELECT * FROM jobs WHERE id = ?", [SQLValue(id)]).map(JobSQL.job)
    }

    /// What happened to a job, oldest first.
    public func jobHistory(_ id: JobID) throws -> [JobEvent] {
        try sql.rows("SELECT * FROM job_events WHERE job_id = ? ORDER BY ordinal, id", [SQLValue(id)]).map { row in
            JobEvent(
                kind: try row.parsed("kind"), attempt: try row.integer("attempt"), error: try JobSQL.error(row),
                person: try row.optionalText("decided_by"), recordedAt: try row.instant("recorded_at"))
        }
    }

    /// Jobs in the order in which they were enqueued.
    /// - Parameters:
    ///   - states: only in these.
    ///   - kind: only of this kind.
    ///   - limit: most jobs, 1 to 10,000; the newest ones are given.
    public func jobs(states: Set<JobState>, kind: JobKind? = nil, limit: Int = 1_000) throws -> [Job] {
        try jobs("state IN (\(Self.literals(states)))", kind, limit)
    }

    /// The jobs that were given up and wait for a person, in the order in which they were enqueued.
    public func deadLetters(kind: JobKind? = nil, limit: Int = 1_000) throws -> [Job] {
        try jobs("state = 'discarded' AND needs_person = 1", kind, limit)
    }

    /// The jobs that were put off for a reason and wait for their time, in the order in which they were enqueued.
    public func jobsPutOff(limit: Int = 100) throws -> [Job] {
        try jobs("state = 'scheduled' AND error_code IS NOT NULL", nil, limit)
    }

    /// How many jobs of each kind are in each state; kinds and states without jobs are left out.
    public func jobCounts() throws -> [JobCount] {
        try sql.rows(
            """
            SELECT kind, state, COUNT(*) AS total, MIN(state_at) AS oldest FROM jobs
            GROUP BY state, kind ORDER BY kind, state
            """, []
        ).map { row in
            JobCount(
                kind: try row.parsed("kind"), state: try row.parsed("state"), count: try row.integer("total"),
                oldestSince: try row.instant("oldest"))
        }
    }

    /// How many live jobs each lane has; lanes without are left out.
    public func laneCounts() throws -> [LaneCount] {
        try sql.rows(
            """
            SELECT lane, COUNT(*) AS total, SUM(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS running,
                MIN(created_at) AS oldest
            FROM jobs WHERE \(JobSQL.isLive) GROUP BY lane ORDER BY lane
            """, []
        ).map { row in
            let running = try row.integer("running")
            return LaneCount(
                lane: try row.text("lane"), waiting: try row.integer("total") - running, running: running,
                oldestCreatedAt: try row.instant("oldest"))
        }
    }

    private func jobs(_ condition: String, _ kind: JobKind?, _ limit: Int) throws -> [Job] {
        let rows = try sql.rows(
            """
            SELECT * FROM jobs WHERE \(condition)\(kind == nil ? "" : " AND kind = ?")
            ORDER BY ordinal DESC, id DESC LIMIT ?
            """, (kind.map { [SQLValue($0)] } ?? []) + [SQLValue(min(max(limit, 1), 10_000))])
        return try rows.reversed().map(JobSQL.job)
    }

    private static func literals(_ states: Set<JobState>) -> String {
        // An empty list is no SQL; no state is called so.
        (states.map(\.rawValue).sorted() + [""]).map { "'\($0)'" }.joined(separator: ", ")
    }
}
