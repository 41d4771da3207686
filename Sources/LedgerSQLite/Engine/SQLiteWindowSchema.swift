/// What lets a reconciliation look at a window only: what is open, and not all that ever was.
///
/// `entry_versions` holds the entries of runs, each from the run that first had it (`first_run`) up to, and without, the
/// run that had it no more (`until_run`): a run costs what differs from the run before. Runs of earlier versions, and
/// those up to a day that somebody set, stand whole in `run_entries` (`is_whole`).
///
/// A parcel is in `open_parcels` until it is settled, which its period has to be closed for; then it is in `seals` with
/// the lines that it was paired with. Lines of statements whose days are closed stand in `open_lines` when they are not
/// sealed with a parcel; `days_of_lines` keeps of such a statement what reconciling has to know of all of its lines.
/// What is sealed adds up in `sealed_days`, by the day of the hand-over, and in `sealed_names`, parcels by recipient.
/// `sealing_rules` names the rules by which all seals were made. `mark` grows with each change of a parcel, so that what changed while a run went on is not sealed by what it found.
enum SQLiteWindowSchema {
    static let sql = """
        ALTER TABLE reconciliation_runs ADD COLUMN is_whole INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE statements ADD COLUMN days_of_lines TEXT;
        CREATE INDEX statements_settled ON statements(number) WHERE days_of_lines IS NOT NULL;
        CREATE INDEX case_versions_past ON case_versions(case_code) WHERE superseded_at IS NOT NULL;
        CREATE TABLE entry_versions (
            entry INTEGER NOT NULL PRIMARY KEY,
            parcel_id TEXT,
            parcel_version INTEGER CHECK ((parcel_version IS NULL) = (parcel_id IS NULL)),
            line INTEGER,
            rule INTEGER NOT NULL,
            outcomes INTEGER NOT NULL,
            remarks INTEGER NOT NULL,
            next_parcel INTEGER,
            next_line INTEGER,
            is_further_line INTEGER NOT NULL,
            first_run INTEGER NOT NULL,
            until_run INTEGER CHECK (until_run > first_run),
            CHECK (parcel_id IS NOT NULL OR line IS NOT NULL)
        ) STRICT;
        CREATE INDEX entry_versions_parcel ON entry_versions(parcel_id)
            WHERE until_run IS NULL AND parcel_id IS NOT NULL;
        CREATE INDEX entry_versions_lone ON entry_versions(line) WHERE until_run IS NULL AND parcel_id IS NULL;
        CREATE INDEX entry_versions_first ON entry_versions(first_run);
        CREATE INDEX entry_versions_until ON entry_versions(until_run) WHERE until_run IS NOT NULL;
        CREATE TABLE open_parcels (
            parcel_id TEXT NOT NULL PRIMARY KEY,
            mark INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO open_parcels (parcel_id, mark)
            SELECT parcel_id, 0 FROM parcel_versions WHERE superseded_at IS NULL ORDER BY parcel_id;
        CREATE TABLE open_lines (line INTEGER NOT NULL PRIMARY KEY) STRICT;
        CREATE TABLE seals (
            parcel_id TEXT NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (parcel_id, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX seals_line ON seals(line);
        CREATE TABLE sealed_days (
            day INTEGER NOT NULL PRIMARY KEY,
            totals TEXT NOT NULL
        ) STRICT;
        CREATE TABLE sealed_names (
            recipient TEXT NOT NULL PRIMARY KEY,
            parcel_count INTEGER NOT NULL CHECK (parcel_count >= 0)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sealing_rules (rules TEXT NOT NULL) STRICT;
        INSERT INTO counters (name, value) VALUES ('entry_version', 0), ('parcel_mark', 0);
        """
}
