/// What intake remembers beside the originals.
enum SQLiteIntakeSchema {
    static let sql = """
        CREATE TABLE batch_unkept_files (
            batch_id TEXT NOT NULL REFERENCES batches(id),
            ordinal INTEGER NOT NULL,
            place INTEGER,
            name TEXT NOT NULL,
            nfc_name TEXT NOT NULL,
            code TEXT NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (batch_id, ordinal)
        ) STRICT;
        ALTER TABLE batch_handovers ADD COLUMN receipt_due INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX page_readings_recorded ON page_readings(recorded_at);
        CREATE INDEX batches_unfinished ON batches(taken_at) WHERE state <> 'finished';
        CREATE INDEX batch_handovers_due ON batch_handovers(id) WHERE receipt_due = 1;
        """
}
