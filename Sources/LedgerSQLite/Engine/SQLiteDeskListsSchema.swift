import GRDB
import Ledger

/// What the desk's lists are read from, and whose papers a list showed.
///
/// `case_progress` has a row for each case: until when, what it lacks, what waits. It follows register, documents, held
/// pages and links of reuse in the transaction that changes them, and can be made anew. `look_cases` names the cases that
/// a list showed to somebody; the look beside it has the same codes under its hash. `backups` has a row for each one.
enum SQLiteDeskListsSchema {
    static func migrate(_ db: Database, _ transaction: LedgerTransaction) throws {
        try db.execute(sql: tables)
        try transaction.renewAllProgress()
        try db.execute(sql: indexes)
    }

    private static let tables = """
        CREATE TABLE case_progress (
            case_code TEXT NOT NULL PRIMARY KEY REFERENCES cases(code),
            agency TEXT NOT NULL,
            due TEXT NOT NULL,
            missing INTEGER NOT NULL,
            waiting INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('complete', 'missing', 'waiting', 'missing_waiting'))
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE looks ADD COLUMN cases TEXT;
        CREATE TABLE look_cases (
            case_code TEXT NOT NULL,
            look INTEGER NOT NULL REFERENCES looks(number),
            PRIMARY KEY (case_code, look)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE backups (
            id TEXT NOT NULL PRIMARY KEY,
            sums TEXT NOT NULL,
            taken_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            size INTEGER NOT NULL,
            artifacts INTEGER NOT NULL,
            missing INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX look_cases_look ON look_cases(look);
        CREATE TRIGGER look_cases_stay BEFORE DELETE ON look_cases
            BEGIN SELECT RAISE(ABORT, 'the record of looks is never changed'); END;
        CREATE TRIGGER look_cases_are_never_changed BEFORE UPDATE ON look_cases
            BEGIN SELECT RAISE(ABORT, 'the record of looks is never changed'); END;
        """

    private static let indexes = """
        CREATE INDEX case_progress_listed ON case_progress(state, due, case_code);
        CREATE INDEX case_progress_agency ON case_progress(agency, state, due, case_code);
        DROP INDEX waiting_items_reasons;
        CREATE INDEX waiting_items_reasons ON waiting_items(reason, created_at, id) WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_agency_reasons ON waiting_items(agency, reason, created_at, id)
            WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_case_past ON waiting_items(proposed_case) WHERE resolved_at IS NOT NULL;
        """
}
