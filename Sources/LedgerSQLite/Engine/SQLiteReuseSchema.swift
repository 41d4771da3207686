import GRDB
import Ledger

/// Held papers that serve other cases.
///
/// `paper_index` follows the fields of documents and can be made anew; `reuse_links`, `reuse_undoings` and `paper_events`
/// are facts: rows are added, never changed.
enum SQLiteReuseSchema {
    static let sql = """
        CREATE TABLE paper_index (
            document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents(id),
            kind TEXT NOT NULL,
            title_key TEXT NOT NULL,
            number TEXT NOT NULL,
            number_key TEXT NOT NULL,
            id_number TEXT NOT NULL,
            birth_date TEXT,
            issued TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX paper_index_id_number ON paper_index(id_number, document_id) WHERE id_number <> '';
        CREATE INDEX paper_index_number ON paper_index(number_key, document_id) WHERE number_key <> '';
        CREATE INDEX paper_index_birth_date ON paper_index(birth_date, document_id) WHERE birth_date IS NOT NULL;
        CREATE TABLE reuse_links (
            id TEXT NOT NULL PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents(id),
            case_code TEXT NOT NULL,
            component TEXT NOT NULL,
            purpose TEXT NOT NULL,
            legal_basis TEXT NOT NULL,
            evidence TEXT NOT NULL,
            linked_at INTEGER NOT NULL,
            linked_by TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reuse_links_case ON reuse_links(case_code, id);
        CREATE INDEX reuse_links_document ON reuse_links(document_id, id);
        CREATE TABLE reuse_undoings (
            link_id TEXT NOT NULL PRIMARY KEY REFERENCES reuse_links(id),
            undone_at INTEGER NOT NULL,
            undone_by TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE paper_events (
            id TEXT NOT NULL PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents(id),
            is_revoked INTEGER NOT NULL CHECK (is_revoked IN (0, 1)),
            reason TEXT NOT NULL,
            recorded_by TEXT NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX paper_events_document ON paper_events(document_id, id);
        """
}
