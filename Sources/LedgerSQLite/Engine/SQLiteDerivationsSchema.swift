/// What is remembered of the making of a document's fields and PDF.
///
/// `documents` and `document_pages` hold what is in force, with its keys; they are empty for what was made before keys
/// were recorded. `document_derivatives` keeps what was superseded, readings as a JSON list of their keys. It is never
/// pruned: what somebody was given once must be found again, and its artifacts stay referenced.
enum SQLiteDerivationsSchema {
    static let sql = """
        ALTER TABLE documents ADD COLUMN fields_key TEXT;
        ALTER TABLE documents ADD COLUMN pdf_key TEXT;
        ALTER TABLE documents ADD COLUMN derived_at INTEGER;
        CREATE TABLE document_derivatives (
            id TEXT NOT NULL PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents(id),
            reading_keys TEXT NOT NULL,
            fields TEXT NOT NULL,
            pdf TEXT,
            fields_key TEXT,
            pdf_key TEXT CHECK ((pdf_key IS NULL) = (fields_key IS NULL)),
            recorded_at INTEGER NOT NULL,
            superseded_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX document_derivatives_document ON document_derivatives(document_id);
        CREATE INDEX documents_in_force ON documents(id) WHERE state IN ('current', 'beside');
        """
}
