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

    /// A page of jobs in the order in which they were enqueued, the newest of those that are wanted.
    /// - Parameters:
    ///   - states: only in these.
    ///   - kind: only of this kind.
    ///   - place: only those before this one: the first of the page that came before.
    ///   - limit: most jobs, 1 to 10,000.
    public func jobs(
        states: Set<JobState>, kind: JobKind? = nil, before place: JobPlace? = nil, limit: Int = 1_000
    ) throws -> [Job] {
        // State by state, as the index has them: the newest of all are among the newest of each.
        let pages = try states.sorted { $0.rawValue < $1.rawValue }.map {
            try jobs("state = '\($0.rawValue)'", kind, before: place, limit)
        }
        return Array(pages.joined().sorted { $0.place < $1.place }.suffix(Self.bounded(limit)))
    }

    /// The jobs that were given up and wait for a person, in the order in which they were enqueued.
    public func deadLetters(
        kind: JobKind? = nil, before place: JobPlace? = nil, limit: Int = 1_000
    ) throws -> [Job] {
        try jobs("state = 'discarded' AND needs_person = 1", kind, before: place, limit)
    }

    /// How many jobs were given up and wait for a person.
    public func deadLetterCount() throws -> Int { try last(.deadLetter) }

    /// The jobs that were put off for a reason and wait for their time, in the order in which they were enqueued.
    public func jobsPutOff(limit: Int = 100) throws -> [Job] {
        try jobs("state = 'scheduled' AND error_code IS NOT NULL", nil, before: nil, limit)
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

    private func jobs(_ condition: String, _ kind: JobKind?, before place: JobPlace?, _ limit: Int) throws -> [Job] {
        var (condition, values) = (condition, [SQLValue]())
        if let kind {
            condition += " AND kind = ?"
            values.append(SQLValue(kind))
        }
        if let place {
            condition += " AND ordinal < ?"
            values.append(SQLValue(place.ordinal))
        }
        return try sql.rows(
            "SELECT * FROM jobs WHERE \(condition) ORDER BY ordinal DESC LIMIT ?",
            values + [SQLValue(Self.bounded(limit))]
        ).reversed().map(JobSQL.job)
    }

    private static func bounded(_ limit: Int) -> Int { min(max(limit, 1), 10_000) }
}
