/// What keeps the cost of a verb at what changed, however long the ledger has been kept.
///
/// `counters` gives numbers that grow, without a look at the largest one. `legs_due` holds the pairs of a case and
/// one of its parcels of which the leg has to hear: the verbs that register either put them there, in their transaction.
/// `station_totals` counts what was handed in; batches without a station stand under an empty name.
enum SQLiteBoundedSchema {
    static let sql = """
        CREATE TABLE counters (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO counters (name, value) SELECT 'parcel_version', COALESCE(MAX(version), 0) FROM parcel_versions;
        INSERT INTO counters (name, value) SELECT 'reconciliation_run', COALESCE(MAX(number), 0) FROM reconciliation_runs;
        INSERT INTO counters (name, value) SELECT 'statement', COALESCE(MAX(number), 0) FROM statements;
        CREATE TABLE legs_due (
            case_code TEXT NOT NULL,
            parcel_id TEXT NOT NULL,
            PRIMARY KEY (case_code, parcel_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO legs_due (case_code, parcel_id)
            SELECT c.code, p.parcel_id FROM cases c CROSS JOIN parcel_keys k CROSS JOIN parcel_versions p
            WHERE k.key = c.code AND p.version = k.version AND p.superseded_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM parcel_legs pl JOIN legs l ON l.id = pl.leg_id
                WHERE pl.parcel_id = p.parcel_id AND l.case_code = c.code);
        CREATE TABLE station_totals (
            station TEXT NOT NULL PRIMARY KEY,
            batch_count INTEGER NOT NULL,
            last_handed_in_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO station_totals (station, batch_count, last_handed_in_at)
            SELECT COALESCE(station, ''), COUNT(*), MAX(taken_at) FROM batches GROUP BY COALESCE(station, '');
        CREATE INDEX batches_name ON batches(name);
        CREATE INDEX waiting_items_open ON waiting_items(created_at, id) WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_reasons ON waiting_items(reason, created_at) WHERE resolved_at IS NULL;
        CREATE INDEX breaks_line ON breaks(line) WHERE line IS NOT NULL;
        CREATE INDEX leg_events_recalled ON leg_events(leg_id) WHERE kind = 'note.paper_recalled';
        CREATE INDEX statements_state ON statements(state, number);
        """
}
