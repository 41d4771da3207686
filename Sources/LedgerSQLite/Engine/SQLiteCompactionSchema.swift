/// Old whole runs, folded into each other; and the orders in which lists are paged.
///
/// `compacted_entries` has the entries of whole runs, each from the whole run that first had it (`first_run`) up to the one
/// that had it last (`last_run`) without one between that had not. Those of a run that is being compacted stand partly
/// here and partly in `run_entries`.
enum SQLiteCompactionSchema {
    static let sql = """
        CREATE TABLE compacted_entries (
            entry INTEGER NOT NULL PRIMARY KEY,
            first_run INTEGER NOT NULL,
            last_run INTEGER NOT NULL CHECK (last_run >= first_run),
            parcel_version INTEGER,
            line INTEGER,
            rule INTEGER NOT NULL,
            outcomes INTEGER NOT NULL,
            remarks INTEGER NOT NULL,
            next_parcel INTEGER,
            next_line INTEGER,
            is_further_line INTEGER NOT NULL,
            CHECK (parcel_version IS NOT NULL OR line IS NOT NULL)
        ) STRICT;
        CREATE INDEX compacted_entries_last ON compacted_entries(last_run, parcel_version, line);
        ALTER TABLE reconciliation_runs ADD COLUMN compacted_at INTEGER;
        CREATE INDEX reconciliation_runs_uncompacted ON reconciliation_runs(number)
            WHERE is_whole = 1 AND compacted_at IS NULL;
        INSERT INTO counters (name, value) VALUES ('compacted_entry', 0);
        CREATE INDEX jobs_listed ON jobs(state, ordinal);
        CREATE INDEX jobs_dead ON jobs(ordinal) WHERE state = 'discarded' AND needs_person = 1;
        """
}
