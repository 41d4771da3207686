import Basics
import Foundation
import GRDB
import Ledger

/// The tables of the ledger, in SQLite's types. A change is a new migration; those that were released stay as they are.
///
/// Times are milliseconds since 1970-01-01 UTC: `occurred_at` is when something happened, `recorded_at` when the ledger
/// was told. Rows that a correction supersedes keep standing with `superseded_at`.
enum SQLiteSchema {
    private static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 cases, batches, documents, search") { db in
            for sql in [cases, batches, pages, documents, waiting, search] { try db.execute(sql: sql) }
        }
        migrator.registerMigration("2 jobs") { try $0.execute(sql: SQLiteJobsSchema.sql) }
        migrator.registerMigration("3 stations") { try $0.execute(sql: SQLiteStationsSchema.sql) }
        migrator.registerMigration("4 intake") { try $0.execute(sql: SQLiteIntakeSchema.sql) }
        migrator.registerMigration("5 derivations") { try $0.execute(sql: SQLiteDerivationsSchema.sql) }
        migrator.registerMigration("6 postal channel") { try $0.execute(sql: SQLitePostalSchema.sql) }
        migrator.registerMigration("7 evidence of differences") { try $0.execute(sql: SQLitePostalSchema.evidence) }
        migrator.registerMigration("8 separator evidence") {
            try $0.execute(sql: "ALTER TABLE pages ADD COLUMN evidence TEXT")
        }
        migrator.registerMigration("9 doubts of statement lines") { try $0.execute(sql: SQLitePostalSchema.doubts) }
        migrator.registerMigration("10 unfinished work") { try $0.execute(sql: SQLiteUnfinishedSchema.sql) }
        migrator.registerMigration("11 files beside the pages") { try $0.execute(sql: SQLiteAsidesSchema.sql) }
        migrator.registerMigration("12 bounded work") { try $0.execute(sql: SQLiteBoundedSchema.sql) }
        migrator.registerMigration("13 statements over time", migrate: SQLiteStatementKeys.migrate)
        migrator.registerMigration("14 window of reconciling") { try $0.execute(sql: SQLiteWindowSchema.sql) }
        // After all tables whose rows the record of acts vouches for.
        migrator.registerMigration("15 record of acts") { db in
            try db.execute(sql: SQLiteAuditSchema.sql)
            try transaction(db).beginAudit(at: now)
        }
        migrator.registerMigration("16 derivatives and references", migrate: SQLiteDerivativesSchema.migrate)
        migrator.registerMigration("17 counters of jobs") { try $0.execute(sql: SQLiteCountersSchema.sql) }
        migrator.registerMigration("18 scopes of search", migrate: SQLiteScopesSchema.migrate)
        migrator.registerMigration("19 old runs, pages of lists, more facts") { db in
            try db.execute(sql: SQLiteCompactionSchema.sql)
            try transaction(db).extendAudit(to: 1, at: now)
        }
        migrator.registerMigration("20 agencies", migrate: SQLiteAgenciesSchema.migrate)
        migrator.registerMigration("21 pages of lists, jobs that were given up") {
            try $0.execute(sql: SQLiteListsSchema.sql)
        }
        migrator.registerMigration("22 batches by station") {
            try $0.execute(sql: "CREATE INDEX batches_station ON batches(station, id)")
        }
        migrator.registerMigration("23 accounts") { try $0.execute(sql: SQLiteAccountsSchema.accounts) }
        migrator.registerMigration("24 sessions and links") { db in
            for sql in [SQLiteAccountsSchema.sessions, SQLiteAccountsSchema.links] { try db.execute(sql: sql) }
        }
        migrator.registerMigration("25 record of looks") { try $0.execute(sql: SQLiteAccountsSchema.looks) }
        migrator.registerMigration("26 context of acts") { try $0.execute(sql: SQLiteAccountsSchema.context) }
        migrator.registerMigration("27 corrections") { try $0.execute(sql: SQLiteReviewSchema.corrections) }
        migrator.registerMigration("28 review queue") { try $0.execute(sql: SQLiteReviewSchema.queue) }
        migrator.registerMigration("29 reuse of held papers") { db in
            try db.execute(sql: SQLiteReuseSchema.sql)
            try transaction(db).indexAllPapers()
            try transaction(db).extendAudit(to: 29, at: now)
        }
        migrator.registerMigration("30 identities at providers") {
            try $0.execute(sql: SQLiteAccountsSchema.identities)
        }
        migrator.registerMigration("31 kinds of pages that people decided") {
            try $0.execute(sql: SQLiteReviewSchema.decidedKinds)
        }
        migrator.registerMigration("32 acts and drafts of reviewing") {
            try $0.execute(sql: SQLiteReviewSchema.acts)
        }
        migrator.registerMigration("34 acts on pages") { try $0.execute(sql: SQLitePageActsSchema.sql) }
        return migrator
    }()

    private static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    private static func transaction(_ db: Database) -> LedgerTransaction {
        let session = SQLiteSession(db: db)
        return LedgerTransaction(
            sql: session, searchIndex: SQLiteSearchIndex(sql: session), identifiers: IdentifierGenerator())
    }

    /// Names of the migrations, in order.
    static var migrations: [String] { migrator.migrations }

    /// Brings the tables up to date.
    /// - Throws: ``LedgerError/Code/newerSchema``; `DatabaseError`.
    static func migrate(_ writer: some DatabaseWriter) throws {
        let isNewer = try writer.read { try migrator.hasBeenSuperseded($0) }
        guard !isNewer else { throw LedgerError(.newerSchema, "the ledger was written by a newer program") }
        try migrator.migrate(writer)
        try renewSearchIndex(writer)
    }

    /// Makes the full-text index anew where it is of an earlier version: minutes for a million pages.
    private static func renewSearchIndex(_ writer: some DatabaseWriter) throws {
        let version = "SELECT value FROM counters WHERE name = 'search_index'"
        guard try writer.read({ try Int.fetchOne($0, sql: version) }) != SQLiteSearchIndex.version else { return }
        try writer.write { db in
            try transaction(db).rebuildSearchIndex()
            try db.execute(
                sql: "UPDATE counters SET value = ? WHERE name = 'search_index'",
                arguments: [SQLiteSearchIndex.version])
        }
    }

    private static let cases = """
        CREATE TABLE cases (
            code TEXT NOT NULL PRIMARY KEY,
            recorded_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_versions (
            id TEXT NOT NULL PRIMARY KEY,
            case_code TEXT NOT NULL REFERENCES cases(code),
            procedure_code TEXT NOT NULL,
            procedure_name TEXT NOT NULL,
            agency TEXT NOT NULL,
            applicant TEXT NOT NULL,
            id_number TEXT NOT NULL,
            phone TEXT NOT NULL,
            address TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            due TEXT,
            channel TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            superseded_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX case_versions_current ON case_versions(case_code) WHERE superseded_at IS NULL;
        CREATE TABLE case_components (
            version_id TEXT NOT NULL REFERENCES case_versions(id),
            ordinal INTEGER NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            form TEXT NOT NULL,
            is_required INTEGER NOT NULL,
            must_digitize INTEGER NOT NULL,
            PRIMARY KEY (version_id, ordinal),
            UNIQUE (version_id, code)
        ) STRICT, WITHOUT ROWID;
        """

    private static let batches = """
        CREATE TABLE batches (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            station TEXT,
            content_digest TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            taken_at INTEGER NOT NULL,
            finished_at INTEGER,
            declared_pages INTEGER
        ) STRICT;
        CREATE TABLE batch_handovers (
            id TEXT NOT NULL PRIMARY KEY,
            batch_id TEXT NOT NULL REFERENCES batches(id),
            name TEXT NOT NULL,
            station TEXT,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX batch_handovers_batch ON batch_handovers(batch_id);
        CREATE TABLE batch_files (
            batch_id TEXT NOT NULL REFERENCES batches(id),
            ordinal INTEGER NOT NULL,
            name TEXT NOT NULL,
            nfc_name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            byte_count INTEGER NOT NULL,
            format TEXT,
            is_manifest INTEGER NOT NULL,
            is_signed INTEGER NOT NULL,
            page_count INTEGER,
            PRIMARY KEY (batch_id, ordinal)
        ) STRICT;
        CREATE TABLE issues (
            batch_id TEXT NOT NULL REFERENCES batches(id),
            file_name TEXT NOT NULL,
            page_index INTEGER NOT NULL,
            code TEXT NOT NULL,
            stage TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            detail TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            withdrawn_at INTEGER,
            PRIMARY KEY (batch_id, file_name, page_index, code, stage)
        ) STRICT;
        """

    private static let pages = """
        CREATE TABLE page_readings (
            key TEXT NOT NULL PRIMARY KEY,
            artifact TEXT NOT NULL,
            image_artifact TEXT,
            text TEXT NOT NULL,
            rotation INTEGER NOT NULL,
            skew REAL NOT NULL,
            is_blank INTEGER NOT NULL,
            confidence REAL,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE pages (
            id TEXT NOT NULL PRIMARY KEY,
            batch_id TEXT NOT NULL REFERENCES batches(id),
            file_ordinal INTEGER NOT NULL,
            file_name TEXT NOT NULL,
            page_index INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL,
            reading_key TEXT,
            rotation INTEGER NOT NULL,
            skew REAL NOT NULL,
            confidence REAL,
            duplicate_of TEXT,
            case_code TEXT,
            component TEXT,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX pages_batch ON pages(batch_id, ordinal);
        CREATE INDEX pages_case ON pages(case_code) WHERE case_code IS NOT NULL;
        """

    private static let documents = """
        CREATE TABLE documents (
            id TEXT NOT NULL PRIMARY KEY,
            case_code TEXT NOT NULL REFERENCES cases(code),
            component TEXT NOT NULL,
            batch_id TEXT NOT NULL REFERENCES batches(id),
            content_digest TEXT NOT NULL,
            pdf TEXT,
            signed_original TEXT,
            fields TEXT NOT NULL,
            state TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            UNIQUE (case_code, component, content_digest)
        ) STRICT;
        CREATE INDEX documents_batch ON documents(batch_id);
        CREATE TABLE document_pages (
            document_id TEXT NOT NULL REFERENCES documents(id),
            ordinal INTEGER NOT NULL,
            page_id TEXT NOT NULL REFERENCES pages(id),
            original TEXT NOT NULL,
            page_index INTEGER NOT NULL,
            reading_key TEXT NOT NULL REFERENCES page_readings(key),
            PRIMARY KEY (document_id, ordinal),
            UNIQUE (document_id, original, page_index)
        ) STRICT;
        CREATE INDEX document_pages_page ON document_pages(page_id);
        CREATE TABLE document_history (
            id TEXT NOT NULL PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents(id),
            state TEXT NOT NULL,
            decided_by TEXT,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX document_history_document ON document_history(document_id);
        """

    private static let waiting = """
        CREATE TABLE waiting_items (
            id TEXT NOT NULL PRIMARY KEY,
            batch_id TEXT NOT NULL REFERENCES batches(id),
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            proposed_case TEXT,
            proposed_component TEXT,
            document_id TEXT UNIQUE REFERENCES documents(id),
            created_at INTEGER NOT NULL,
            resolved_at INTEGER,
            resolution TEXT,
            resolved_by TEXT
        ) STRICT;
        CREATE INDEX waiting_items_batch ON waiting_items(batch_id);
        CREATE INDEX waiting_items_case ON waiting_items(proposed_case) WHERE resolved_at IS NULL;
        CREATE TABLE waiting_pages (
            waiting_id TEXT NOT NULL REFERENCES waiting_items(id),
            ordinal INTEGER NOT NULL,
            page_id TEXT NOT NULL REFERENCES pages(id),
            PRIMARY KEY (waiting_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX waiting_pages_page ON waiting_pages(page_id);
        CREATE TABLE page_assignments (
            id TEXT NOT NULL PRIMARY KEY,
            page_id TEXT NOT NULL REFERENCES pages(id),
            waiting_id TEXT NOT NULL REFERENCES waiting_items(id),
            case_code TEXT NOT NULL REFERENCES cases(code),
            component TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            superseded_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX page_assignments_current ON page_assignments(page_id) WHERE superseded_at IS NULL;
        CREATE INDEX page_assignments_case ON page_assignments(case_code);
        """

    /// The index keeps no text of its own (`content=''`): a row is taken out by the words that it was made of, and
    /// snippets come from the readings in their original spelling.
    private static let search = """
        CREATE TABLE search_entries (
            id INTEGER NOT NULL PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents(id),
            page_number INTEGER NOT NULL,
            UNIQUE (document_id, page_number)
        ) STRICT;
        CREATE VIRTUAL TABLE search_text USING fts5(
            exact, folded, exact_fields, folded_fields, case_word,
            content='', tokenize="unicode61 remove_diacritics 0"
        );
        """
}
