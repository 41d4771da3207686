/// The tables of scan stations: who may hand over batches through the HTTP API, and what they are handing over.
///
/// A token's secret is never stored, only its SHA-256 digest. The files of an upload stand in `upload_files` while it is
/// open; afterwards the batch has them.
enum SQLiteStationsSchema {
    static let sql = """
        CREATE TABLE stations (
            name TEXT NOT NULL PRIMARY KEY,
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE station_tokens (
            id TEXT NOT NULL PRIMARY KEY,
            station TEXT NOT NULL REFERENCES stations(name),
            secret_digest TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            last_used_at INTEGER,
            revoked_at INTEGER,
            revoked_by TEXT CHECK ((revoked_by IS NOT NULL) = (revoked_at IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX station_tokens_station ON station_tokens(station);
        CREATE TABLE uploads (
            id TEXT NOT NULL PRIMARY KEY,
            station TEXT NOT NULL REFERENCES stations(name),
            idempotency_key TEXT NOT NULL,
            name TEXT NOT NULL,
            is_urgent INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'completed', 'abandoned')),
            batch_id TEXT REFERENCES batches(id) CHECK ((batch_id IS NOT NULL) = (state = 'completed')),
            file_count INTEGER NOT NULL CHECK (file_count >= 0),
            byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            closed_at INTEGER CHECK ((closed_at IS NOT NULL) = (state <> 'open')),
            UNIQUE (station, idempotency_key)
        ) STRICT;
        CREATE INDEX uploads_open ON uploads(station) WHERE state = 'open';
        CREATE INDEX uploads_batch ON uploads(batch_id) WHERE batch_id IS NOT NULL;
        CREATE TABLE upload_files (
            upload_id TEXT NOT NULL REFERENCES uploads(id),
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            byte_count INTEGER NOT NULL,
            stored_as TEXT NOT NULL,
            stored_at INTEGER NOT NULL,
            PRIMARY KEY (upload_id, name)
        ) STRICT, WITHOUT ROWID;
        """
}
