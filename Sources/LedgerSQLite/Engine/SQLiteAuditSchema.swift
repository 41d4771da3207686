/// The record of acts. Triggers keep programs from changing it; the chain of hashes shows when something else did.
enum SQLiteAuditSchema {
    static let sql = """
        CREATE TABLE audit_entries (
            number INTEGER NOT NULL PRIMARY KEY,
            recorded_at INTEGER NOT NULL,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            act TEXT NOT NULL,
            subject TEXT NOT NULL,
            facts TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_entries_subject ON audit_entries(subject, number);
        CREATE TABLE audit_head (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
            BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END;
        CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
            BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END;
        ALTER TABLE break_events ADD COLUMN account TEXT;
        """
}
