import GRDB
import Ledger

/// What was found of the signatures of files, on what it rests, and what an administrator trusts.
///
/// `trust_items`, `trust_withdrawals`, `signature_checks` and `signature_evidence` are facts: rows are added, never changed.
/// `signed_files`, `file_signatures`, `signer_words` and `signature_counts` follow the last check of each file and can be
/// made anew from them.
enum SQLiteSignaturesSchema {
    static func migrate(_ db: Database) throws {
        try db.execute(sql: trust)
        try db.execute(sql: checks)
        try db.execute(sql: state)
        try db.execute(sql: earlier)
    }

    private static let trust = """
        CREATE TABLE trust_items (
            number INTEGER NOT NULL PRIMARY KEY,
            artifact TEXT NOT NULL,
            kind TEXT NOT NULL
                CHECK (kind IN ('root', 'time_stamp_root', 'intermediate', 'revocation_list', 'status_answer')),
            subject TEXT NOT NULL,
            authority TEXT NOT NULL,
            holds_from INTEGER,
            holds_to INTEGER,
            source TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            recorded_by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX trust_items_artifact ON trust_items(artifact, kind);
        CREATE INDEX trust_items_kind ON trust_items(kind, authority, number);
        CREATE TABLE trust_withdrawals (
            number INTEGER NOT NULL PRIMARY KEY REFERENCES trust_items(number),
            reason TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            recorded_by TEXT NOT NULL
        ) STRICT;
        """

    private static let checks = """
        CREATE TABLE signature_checks (
            id TEXT NOT NULL PRIMARY KEY,
            artifact TEXT NOT NULL,
            outcome TEXT NOT NULL,
            fault TEXT,
            report TEXT NOT NULL,
            trust TEXT NOT NULL,
            trust_revision INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX signature_checks_artifact ON signature_checks(artifact, id);
        CREATE TABLE signature_evidence (
            check_id TEXT NOT NULL REFERENCES signature_checks(id),
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL,
            artifact TEXT NOT NULL,
            PRIMARY KEY (check_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX signature_evidence_artifact ON signature_evidence(artifact, check_id);
        """

    private static let state = """
        CREATE TABLE signed_files (
            artifact TEXT NOT NULL PRIMARY KEY,
            check_id TEXT REFERENCES signature_checks(id),
            outcome TEXT NOT NULL,
            awaits TEXT,
            awaits_of TEXT NOT NULL,
            trust_revision INTEGER NOT NULL,
            checked_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX signed_files_awaiting ON signed_files(awaits, awaits_of, trust_revision, artifact)
            WHERE awaits IS NOT NULL;
        CREATE INDEX signed_files_outcome ON signed_files(outcome, artifact);
        CREATE INDEX signed_files_check ON signed_files(check_id) WHERE check_id IS NOT NULL;
        CREATE TABLE file_signatures (
            artifact TEXT NOT NULL REFERENCES signed_files(artifact),
            place INTEGER NOT NULL,
            authority TEXT NOT NULL,
            serial TEXT NOT NULL,
            PRIMARY KEY (artifact, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX file_signatures_certificate ON file_signatures(serial, authority, artifact);
        CREATE INDEX file_signatures_authority ON file_signatures(authority, artifact);
        CREATE TABLE signer_words (
            word TEXT NOT NULL,
            artifact TEXT NOT NULL REFERENCES signed_files(artifact),
            PRIMARY KEY (word, artifact)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX signer_words_artifact ON signer_words(artifact);
        CREATE TABLE signature_counts (
            outcome TEXT NOT NULL PRIMARY KEY,
            files INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX documents_signed ON documents(signed_original) WHERE signed_original IS NOT NULL;
        CREATE TRIGGER signature_checks_stay BEFORE DELETE ON signature_checks
            BEGIN SELECT RAISE(ABORT, 'what was found of a signature stays'); END;
        CREATE TRIGGER signature_checks_are_not_edited BEFORE UPDATE ON signature_checks
            BEGIN SELECT RAISE(ABORT, 'what was found of a signature stays'); END;
        CREATE TRIGGER signature_evidence_stays BEFORE DELETE ON signature_evidence
            BEGIN SELECT RAISE(ABORT, 'evidence stays'); END;
        CREATE TRIGGER signature_evidence_is_not_edited BEFORE UPDATE ON signature_evidence
            BEGIN SELECT RAISE(ABORT, 'evidence stays'); END;
        """

    /// What came in before: it is verified as soon as a worker runs.
    private static let earlier = """
        INSERT INTO signed_files (artifact, outcome, awaits, awaits_of, trust_revision)
            SELECT DISTINCT sha256, 'unchecked', 'attempt', '', -1 FROM batch_files WHERE is_signed = 1;
        INSERT INTO signature_counts (outcome, files) SELECT 'unchecked', COUNT(*) FROM signed_files;
        """
}
