/// Jobs, stations and their uploads, counters.
enum PostgresWorkSchema {
    static let sql = """
        CREATE TABLE counters (
            name text COLLATE "C" NOT NULL PRIMARY KEY,
            value bigint NOT NULL
        );
        CREATE TABLE jobs (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            ordinal bigint NOT NULL UNIQUE,
            kind text COLLATE "C" NOT NULL,
            payload text COLLATE "C" NOT NULL,
            unique_key text COLLATE "C",
            lane text COLLATE "C" NOT NULL,
            priority bigint NOT NULL,
            state text COLLATE "C" NOT NULL
                CHECK (state IN ('available', 'scheduled', 'running', 'retryable', 'completed', 'cancelled',
                    'discarded')),
            attempt bigint NOT NULL,
            failures bigint NOT NULL CHECK (failures BETWEEN 0 AND max_attempts),
            max_attempts bigint NOT NULL,
            abandonments bigint NOT NULL DEFAULT 0,
            needs_person bigint NOT NULL CHECK (needs_person = 0 OR state = 'discarded'),
            created_at bigint NOT NULL,
            state_at bigint NOT NULL,
            scheduled_at bigint CHECK ((scheduled_at IS NOT NULL) = (state IN ('scheduled', 'retryable'))),
            heartbeat_at bigint CHECK ((heartbeat_at IS NOT NULL) = (state = 'running')),
            lease_until bigint CHECK ((lease_until IS NOT NULL) = (state = 'running')),
            worker text COLLATE "C",
            error_code text COLLATE "C",
            error_detail text COLLATE "C",
            again_at bigint CHECK (again_at IS NULL OR state = 'running')
        );
        CREATE UNIQUE INDEX jobs_unique_key ON jobs(kind, unique_key)
            WHERE unique_key IS NOT NULL AND state IN ('available', 'scheduled', 'running', 'retryable');
        CREATE INDEX jobs_available ON jobs(priority, lane, ordinal, kind, id) WHERE state = 'available';
        CREATE INDEX jobs_running ON jobs(lane) WHERE state = 'running';
        CREATE INDEX jobs_scheduled ON jobs(scheduled_at) WHERE state IN ('scheduled', 'retryable');
        CREATE INDEX jobs_state ON jobs(state, kind, state_at);
        CREATE INDEX jobs_listed ON jobs(state, ordinal);
        CREATE INDEX jobs_dead ON jobs(ordinal) WHERE state = 'discarded' AND needs_person = 1;
        CREATE TABLE job_lanes (
            lane text COLLATE "C" NOT NULL PRIMARY KEY,
            served bigint NOT NULL
        );
        CREATE INDEX job_lanes_served ON job_lanes(served);
        CREATE TABLE job_events (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            job_id text COLLATE "C" NOT NULL REFERENCES jobs(id),
            ordinal bigint NOT NULL,
            kind text COLLATE "C" NOT NULL,
            attempt bigint NOT NULL,
            error_code text COLLATE "C",
            error_detail text COLLATE "C",
            decided_by text COLLATE "C",
            recorded_at bigint NOT NULL
        );
        CREATE INDEX job_events_job ON job_events(job_id, ordinal);
        CREATE TABLE stations (
            name text COLLATE "C" NOT NULL PRIMARY KEY,
            created_at bigint NOT NULL,
            created_by text COLLATE "C" NOT NULL,
            agency text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE TABLE station_tokens (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            station text COLLATE "C" NOT NULL REFERENCES stations(name),
            secret_digest text COLLATE "C" NOT NULL,
            created_at bigint NOT NULL,
            created_by text COLLATE "C" NOT NULL,
            last_used_at bigint,
            revoked_at bigint,
            revoked_by text COLLATE "C" CHECK ((revoked_by IS NOT NULL) = (revoked_at IS NOT NULL))
        );
        CREATE INDEX station_tokens_station ON station_tokens(station);
        CREATE TABLE station_totals (
            station text COLLATE "C" NOT NULL PRIMARY KEY,
            batch_count bigint NOT NULL,
            last_handed_in_at bigint NOT NULL
        );
        CREATE TABLE uploads (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            station text COLLATE "C" NOT NULL REFERENCES stations(name),
            idempotency_key text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            is_urgent bigint NOT NULL,
            state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'completed', 'abandoned')),
            batch_id text COLLATE "C" REFERENCES batches(id) CHECK ((batch_id IS NOT NULL) = (state = 'completed')),
            file_count bigint NOT NULL CHECK (file_count >= 0),
            byte_count bigint NOT NULL CHECK (byte_count >= 0),
            created_at bigint NOT NULL,
            changed_at bigint NOT NULL,
            closed_at bigint CHECK ((closed_at IS NOT NULL) = (state <> 'open')),
            UNIQUE (station, idempotency_key)
        );
        CREATE INDEX uploads_open ON uploads(station) WHERE state = 'open';
        CREATE INDEX uploads_batch ON uploads(batch_id) WHERE batch_id IS NOT NULL;
        CREATE TABLE upload_files (
            upload_id text COLLATE "C" NOT NULL REFERENCES uploads(id),
            name text COLLATE "C" NOT NULL,
            sha256 text COLLATE "C" NOT NULL,
            byte_count bigint NOT NULL,
            stored_as text COLLATE "C" NOT NULL,
            stored_at bigint NOT NULL,
            PRIMARY KEY (upload_id, name)
        );
        """
}
