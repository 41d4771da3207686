/// Files of a batch that are no pages: what systems, scanners and copying programs left. They are kept like all others.
/// And the index by which the parts of one folder find each other.
enum SQLiteAsidesSchema {
    static let sql = """
        ALTER TABLE batch_files ADD COLUMN is_aside INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX batch_handovers_name ON batch_handovers(name, recorded_at);
        """
}
