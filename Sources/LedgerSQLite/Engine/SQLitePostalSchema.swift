/// The tables of the postal channel that come by the million; the others stand in ``SQLitePostalWorkSchema``.
///
/// They have whole numbers for keys that grow with time, so that storing it stays linear: a row goes
/// to the end of its table. Days are numbers `yyyymmdd`, amounts whole đồng. Secondary indexes hold what is in force
/// only.
enum SQLitePostalSchema {
    static let sql = parcels + statements + runs + SQLitePostalWorkSchema.sql

    /// What both sides had when a run found a difference; empty for what was recorded before.
    static let evidence = "ALTER TABLE break_events ADD COLUMN evidence TEXT;"

    /// What of a line was not read, as bits: `LineDoubts`. Lines from before were read without telling.
    static let doubts = "ALTER TABLE statement_lines ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;"

    /// `cases` holds the codes in order, separated by blanks. Numbers and codes come in any order: `parcel_keys`, by which
    /// parcels are found, takes them sorted, many at a time, where an index on the columns would jump about for each.
    private static let parcels = """
        CREATE TABLE parcel_versions (
            version INTEGER NOT NULL PRIMARY KEY,
            parcel_id TEXT NOT NULL,
            direction TEXT NOT NULL,
            cases TEXT NOT NULL,
            tracking TEXT NOT NULL,
            service TEXT NOT NULL,
            recipient TEXT NOT NULL,
            address TEXT NOT NULL,
            province TEXT NOT NULL,
            phone TEXT NOT NULL,
            weight INTEGER,
            fee INTEGER,
            due INTEGER NOT NULL,
            handed_over_at INTEGER,
            deadline INTEGER,
            manifest TEXT,
            status TEXT NOT NULL,
            delivered_at INTEGER,
            recorded_at INTEGER NOT NULL,
            superseded_at INTEGER CHECK (superseded_at >= recorded_at)
        ) STRICT;
        CREATE UNIQUE INDEX parcel_versions_current ON parcel_versions(parcel_id) WHERE superseded_at IS NULL;
        CREATE INDEX parcel_versions_past ON parcel_versions(parcel_id) WHERE superseded_at IS NOT NULL;
        CREATE INDEX parcel_versions_handed_over ON parcel_versions(handed_over_at)
            WHERE superseded_at IS NULL AND handed_over_at IS NOT NULL;
        CREATE INDEX parcel_versions_manifest ON parcel_versions(manifest)
            WHERE superseded_at IS NULL AND manifest IS NOT NULL;
        CREATE TABLE parcel_keys (
            key TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (key, version)
        ) STRICT, WITHOUT ROWID;

        """

    /// The key of a line is made of its statement's number, sheet and row: the lines of a statement stand together, in
    /// order, and need no index. `load` counts the attempts to store a statement's lines; only the last may.
    private static let statements = """
        CREATE TABLE statements (
            id TEXT NOT NULL PRIMARY KEY,
            number INTEGER NOT NULL UNIQUE,
            artifact TEXT NOT NULL,
            file_name TEXT NOT NULL,
            operator TEXT NOT NULL,
            sheet TEXT NOT NULL,
            encoding TEXT NOT NULL,
            first_day INTEGER,
            last_day INTEGER CHECK ((last_day IS NULL) = (first_day IS NULL) AND last_day >= first_day),
            column_map TEXT,
            state TEXT NOT NULL CHECK (state IN ('loading', 'awaiting_columns', 'complete', 'superseded')),
            load INTEGER NOT NULL,
            supersedes TEXT REFERENCES statements(id),
            line_count INTEGER NOT NULL,
            left_out_count INTEGER NOT NULL,
            fee_sum INTEGER NOT NULL,
            surcharge_sum INTEGER NOT NULL,
            collected_sum INTEGER NOT NULL,
            remitted_sum INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            completed_at INTEGER CHECK ((completed_at IS NOT NULL) = (state IN ('complete', 'superseded'))),
            superseded_at INTEGER CHECK ((superseded_at IS NOT NULL) = (state = 'superseded'))
        ) STRICT;
        CREATE UNIQUE INDEX statements_complete ON statements(artifact) WHERE state = 'complete';
        CREATE UNIQUE INDEX statements_begun ON statements(artifact) WHERE state IN ('loading', 'awaiting_columns');
        CREATE INDEX statements_superseded ON statements(artifact) WHERE state = 'superseded';
        CREATE TABLE statement_lines (
            line INTEGER NOT NULL PRIMARY KEY,
            tracking_form INTEGER NOT NULL,
            tracking TEXT NOT NULL,
            tracking_low INTEGER,
            tracking_high INTEGER,
            case_code TEXT,
            accepted_at INTEGER,
            accepted_is_day INTEGER NOT NULL,
            delivered_at INTEGER,
            delivered_is_day INTEGER NOT NULL,
            status TEXT NOT NULL,
            recipient TEXT NOT NULL,
            signer TEXT NOT NULL,
            weight INTEGER,
            fee INTEGER,
            surcharge INTEGER,
            collected INTEGER,
            remitted INTEGER,
            attempts INTEGER,
            raw_cells TEXT NOT NULL
        ) STRICT;
        CREATE TABLE statement_left_out (
            line INTEGER NOT NULL PRIMARY KEY,
            reason TEXT NOT NULL,
            raw_cells TEXT NOT NULL
        ) STRICT;
        CREATE TABLE statement_columns (
            id TEXT NOT NULL PRIMARY KEY,
            operator TEXT NOT NULL,
            header TEXT NOT NULL,
            column_map TEXT NOT NULL,
            confirmed_by TEXT NOT NULL,
            confirmed_at INTEGER NOT NULL,
            superseded_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX statement_columns_current ON statement_columns(operator, header)
            WHERE superseded_at IS NULL;

        """

    /// The key of an entry is made of its run's number and its place in the run.
    private static let runs = """
        CREATE TABLE reconciliation_runs (
            id TEXT NOT NULL PRIMARY KEY,
            number INTEGER NOT NULL UNIQUE,
            input_digest TEXT NOT NULL UNIQUE,
            rules_version TEXT NOT NULL,
            cut_off INTEGER,
            further_input TEXT NOT NULL,
            parcel_count INTEGER NOT NULL,
            line_count INTEGER NOT NULL,
            entry_count INTEGER NOT NULL,
            pair_count INTEGER NOT NULL,
            break_count INTEGER NOT NULL,
            our_fee_sum INTEGER NOT NULL,
            our_due_sum INTEGER NOT NULL,
            fee_sum INTEGER NOT NULL,
            surcharge_sum INTEGER NOT NULL,
            collected_sum INTEGER NOT NULL,
            remitted_sum INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE run_statements (
            run_id TEXT NOT NULL REFERENCES reconciliation_runs(id),
            ordinal INTEGER NOT NULL,
            statement_id TEXT NOT NULL REFERENCES statements(id),
            PRIMARY KEY (run_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE run_entries (
            entry INTEGER NOT NULL PRIMARY KEY,
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

        """
}
