/// What is under way and must not be forgotten when a process ends.
///
/// `again_at` is when a job's like is wanted once more that was asked for while it ran. `legs_followed_at` is when the
/// legs had followed a reconciliation, which happens after it is recorded and in parts. An import of cases that goes in
/// parts is gathered in `case_import_rows`, where nobody sees it; from `decided_at` on it is carried to its end, whoever
/// has to do it, and its rows go as they are published.
enum SQLiteUnfinishedSchema {
    static let sql = """
        ALTER TABLE jobs ADD COLUMN again_at INTEGER CHECK (again_at IS NULL OR state = 'running');
        ALTER TABLE reconciliation_runs ADD COLUMN legs_followed_at INTEGER;
        UPDATE reconciliation_runs SET legs_followed_at = recorded_at;
        CREATE INDEX reconciliation_runs_unfollowed ON reconciliation_runs(number) WHERE legs_followed_at IS NULL;
        CREATE TABLE case_imports (
            id TEXT NOT NULL PRIMARY KEY,
            ordinal INTEGER UNIQUE,
            new_count INTEGER NOT NULL DEFAULT 0,
            changed_count INTEGER NOT NULL DEFAULT 0,
            unchanged_count INTEGER NOT NULL DEFAULT 0,
            batch_count INTEGER NOT NULL DEFAULT 0,
            touched_at INTEGER NOT NULL,
            decided_at INTEGER,
            finished_at INTEGER
        ) STRICT;
        CREATE INDEX case_imports_open ON case_imports(ordinal, touched_at) WHERE finished_at IS NULL;
        CREATE TABLE case_import_rows (
            import_id TEXT NOT NULL REFERENCES case_imports(id),
            ordinal INTEGER NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (import_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        """
}
