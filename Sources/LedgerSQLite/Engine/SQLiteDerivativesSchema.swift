import GRDB
import Ledger

/// What is made of documents, and which artifacts records name.
///
/// `derivatives` has a row for everything that was made of a document: the reading of each page (`key` is its key in
/// `page_readings`), the fields (`content`), the searchable PDF (`artifact`, none where a signed original stands for
/// itself), and whatever later rooms make. What was made at once has one `generation`. Rows never change but for the key,
/// which is renewed when the same comes of other inputs, and for `superseded_at`; what a person made no machine replaces,
/// what is signed nothing.
///
/// `artifact_references` has a row for each record that names an artifact of the store.
enum SQLiteDerivativesSchema {
    static func migrate(_ db: Database) throws {
        try db.execute(sql: tables)
        try db.execute(sql: derivatives)
        try db.execute(sql: references)
        try db.execute(sql: slimmer)
        try db.execute(sql: triggers)
    }

    private static let tables = """
        CREATE TABLE derivatives (
            generation TEXT NOT NULL,
            document_id TEXT NOT NULL REFERENCES documents(id),
            kind TEXT NOT NULL,
            place INTEGER NOT NULL CHECK (place >= 0),
            content TEXT,
            artifact TEXT,
            key TEXT,
            maker TEXT NOT NULL CHECK (maker IN ('machine', 'person', 'signature')),
            recorded_at INTEGER NOT NULL,
            superseded_at INTEGER,
            PRIMARY KEY (generation, kind, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE artifact_references (
            artifact TEXT NOT NULL,
            role TEXT NOT NULL,
            owner TEXT NOT NULL,
            PRIMARY KEY (artifact, role, owner)
        ) STRICT, WITHOUT ROWID;
        """

    /// Earlier ones stood in columns of documents and pages, and those before them in a table of their own. The
    /// identity of the document, or of that table's row, stands for the generation.
    private static let derivatives = """
        INSERT INTO derivatives (generation, document_id, kind, place, content, key, maker, recorded_at)
            SELECT id, id, 'fields', 0, fields, fields_key, 'machine', COALESCE(derived_at, recorded_at) FROM documents;
        INSERT INTO derivatives (generation, document_id, kind, place, artifact, key, maker, recorded_at)
            SELECT id, id, 'pdf', 0, pdf, pdf_key, 'machine', COALESCE(derived_at, recorded_at)
            FROM documents WHERE pdf IS NOT NULL OR pdf_key IS NOT NULL;
        INSERT INTO derivatives (generation, document_id, kind, place, key, maker, recorded_at)
            SELECT d.id, d.id, 'reading', p.ordinal, p.reading_key, 'machine', COALESCE(d.derived_at, d.recorded_at)
            FROM documents d JOIN document_pages p ON p.document_id = d.id;
        INSERT INTO derivatives (generation, document_id, kind, place, content, key, maker, recorded_at, superseded_at)
            SELECT id, document_id, 'fields', 0, fields, fields_key, 'machine', recorded_at, superseded_at
            FROM document_derivatives;
        INSERT INTO derivatives (generation, document_id, kind, place, artifact, key, maker, recorded_at, superseded_at)
            SELECT id, document_id, 'pdf', 0, pdf, pdf_key, 'machine', recorded_at, superseded_at
            FROM document_derivatives WHERE pdf IS NOT NULL OR pdf_key IS NOT NULL;
        INSERT INTO derivatives (generation, document_id, kind, place, key, maker, recorded_at, superseded_at)
            SELECT v.id, v.document_id, 'reading', k.key, k.value, 'machine', v.recorded_at, v.superseded_at
            FROM document_derivatives v, json_each(v.reading_keys) k;
        CREATE UNIQUE INDEX derivatives_in_force ON derivatives(document_id, kind, place) WHERE superseded_at IS NULL;
        CREATE INDEX derivatives_past ON derivatives(document_id) WHERE superseded_at IS NOT NULL;
        """

    private static let references = """
        INSERT INTO artifact_references (artifact, role, owner)
            SELECT sha256, 'original', batch_id || ', file ' || name FROM batch_files
            UNION SELECT artifact, 'reading', key FROM page_readings
            UNION SELECT image_artifact, 'picture', key FROM page_readings WHERE image_artifact IS NOT NULL
            UNION SELECT signed_original, 'original', id FROM documents WHERE signed_original IS NOT NULL
            UNION SELECT artifact, kind, document_id FROM derivatives WHERE artifact IS NOT NULL
            UNION SELECT artifact, 'original', 'statement ' || id FROM statements
            UNION SELECT artifact, 'original', 'leg ' || leg_id FROM leg_evidence WHERE artifact IS NOT NULL;
        """

    /// Documents and their pages without what was made of them.
    private static let slimmer = """
        DROP TABLE document_derivatives;
        CREATE TABLE new_documents (
            id TEXT NOT NULL PRIMARY KEY,
            case_code TEXT NOT NULL REFERENCES cases(code),
            component TEXT NOT NULL,
            batch_id TEXT NOT NULL REFERENCES batches(id),
            content_digest TEXT NOT NULL,
            signed_original TEXT,
            state TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            UNIQUE (case_code, component, content_digest)
        ) STRICT;
        INSERT INTO new_documents
            SELECT id, case_code, component, batch_id, content_digest, signed_original, state, occurred_at, recorded_at
            FROM documents ORDER BY id;
        DROP TABLE documents;
        ALTER TABLE new_documents RENAME TO documents;
        CREATE INDEX documents_batch ON documents(batch_id);
        CREATE INDEX documents_in_force ON documents(id) WHERE state IN ('current', 'beside');
        CREATE TABLE new_document_pages (
            document_id TEXT NOT NULL REFERENCES documents(id),
            ordinal INTEGER NOT NULL,
            page_id TEXT NOT NULL REFERENCES pages(id),
            original TEXT NOT NULL,
            page_index INTEGER NOT NULL,
            PRIMARY KEY (document_id, ordinal),
            UNIQUE (document_id, original, page_index)
        ) STRICT;
        INSERT INTO new_document_pages
            SELECT document_id, ordinal, page_id, original, page_index FROM document_pages ORDER BY document_id, ordinal;
        DROP TABLE document_pages;
        ALTER TABLE new_document_pages RENAME TO document_pages;
        CREATE INDEX document_pages_page ON document_pages(page_id);
        """

    private static let triggers = """
        CREATE TRIGGER derivatives_stay BEFORE DELETE ON derivatives
            BEGIN SELECT RAISE(ABORT, 'what was made of a document is superseded, never removed'); END;
        CREATE TRIGGER derivatives_are_not_edited
            BEFORE UPDATE OF generation, document_id, kind, place, content, artifact, maker, recorded_at ON derivatives
            BEGIN SELECT RAISE(ABORT, 'what was made of a document is superseded, never edited'); END;
        CREATE TRIGGER derivatives_are_frozen BEFORE INSERT ON derivatives
            WHEN NEW.maker = 'machine' AND (
                EXISTS (SELECT 1 FROM derivatives d WHERE d.document_id = NEW.document_id AND d.kind = NEW.kind
                    AND d.place = NEW.place AND d.superseded_at IS NULL AND d.maker <> 'machine')
                OR EXISTS (SELECT 1 FROM derivatives d WHERE d.document_id = NEW.document_id AND d.kind = NEW.kind
                    AND d.place = NEW.place AND d.superseded_at IS NOT NULL AND d.maker <> 'machine'))
            BEGIN SELECT RAISE(ABORT, 'what a person made is not made again by a machine'); END;
        CREATE TRIGGER derivatives_are_signed BEFORE UPDATE OF superseded_at ON derivatives
            WHEN OLD.maker = 'signature' OR OLD.superseded_at IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'what is signed is not superseded, and nothing is twice'); END;
        CREATE TRIGGER artifact_references_stay BEFORE DELETE ON artifact_references
            BEGIN SELECT RAISE(ABORT, 'an artifact that a record named stays named'); END;
        CREATE TRIGGER artifact_references_are_not_edited BEFORE UPDATE ON artifact_references
            BEGIN SELECT RAISE(ABORT, 'an artifact that a record named stays named'); END;
        """
}
