/// The tables of the job queue.
///
/// `ordinal` and `served` count up and tell orders that a clock could not: which job was enqueued first, which lane was
/// served last. `attempt` counts every claim and never goes back, `failures` only the attempts that count against the
/// job, `crashCount` those whose process ended.
enum SQLiteJobsSchema {
    static let sql = """
        CREATE TABLE jobs (
            id TEXT NOT NULL PRIMARY KEY,
            ordinal INTEGER NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            unique_key TEXT,
            lane TEXT NOT NULL,
            priority INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('available', 'scheduled', 'running', 'retryable', 'completed', 'cancelled', 'discarded')),
            attempt INTEGER NOT NULL,
            failures INTEGER NOT NULL CHECK (failures BETWEEN 0 AND max_attempts),
            max_attempts INTEGER NOT NULL,
            abandonments INTEGER NOT NULL DEFAULT 0,
            needs_person INTEGER NOT NULL CHECK (needs_person = 0 OR state = 'discarded'),
            created_at INTEGER NOT NULL,
            state_at INTEGER NOT NULL,
            scheduled_at INTEGER CHECK ((scheduled_at IS NOT NULL) = (state IN ('scheduled', 'retryable'))),
            heartbeat_at INTEGER CHECK ((heartbeat_at IS NOT NULL) = (state = 'running')),
            lease_until INTEGER CHECK ((lease_until IS NOT NULL) = (state = 'running')),
            worker TEXT,
            error_code TEXT,
            error_detail TEXT
        ) STRICT;
        CREATE UNIQUE INDEX jobs_unique_key ON jobs(kind, unique_key)
            WHERE unique_key IS NOT NULL AND state IN ('available', 'scheduled', 'running', 'retryable');
        CREATE INDEX jobs_available ON jobs(priority, lane, ordinal, kind, id) WHERE state = 'available';
        CREATE INDEX jobs_running ON jobs(lane) WHERE state = 'running';
        CREATE INDEX jobs_scheduled ON jobs(scheduled_at) WHERE state IN ('scheduled', 'retryable');
        CREATE INDEX jobs_state ON jobs(state, kind, state_at);
        CREATE TABLE job_lanes (
            lane TEXT NOT NULL PRIMARY KEY,
            served INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_lanes_served ON job_lanes(served);
        CREATE TABLE job_events (
            id TEXT NOT NULL PRIMARY KEY,
            job_id TEXT NOT NULL REFERENCES jobs(id),
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            error_code TEXT,
            error_detail TEXT,
            decided_by TEXT,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX job_events_job ON job_events(job_id, ordinal);
        """
}
