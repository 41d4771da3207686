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
        CREATE INDEX batch_handovers_due ON batch_handovers(id) WHERE receipt_due = 1;
        """
}
