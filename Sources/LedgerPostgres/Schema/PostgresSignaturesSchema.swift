/// What was found of the signatures of files, as SQLite's migration 37 makes it.
enum PostgresSignaturesSchema {
    static let sql = trust + checks + state + earlier

    private static let trust = """
        CREATE TABLE trust_items (
            number bigint NOT NULL PRIMARY KEY,
            artifact text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL
                CHECK (kind IN ('root', 'time_stamp_root', 'intermediate', 'revocation_list', 'status_answer')),
            subject text COLLATE "C" NOT NULL,
            authority text COLLATE "C" NOT NULL,
            holds_from bigint,
            holds_to bigint,
            source text COLLATE "C" NOT NULL,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            recorded_by text COLLATE "C" NOT NULL
        );
        CREATE INDEX trust_items_artifact ON trust_items(artifact, kind);
        CREATE INDEX trust_items_kind ON trust_items(kind, authority, number);
        CREATE TABLE trust_withdrawals (
            number bigint NOT NULL PRIMARY KEY REFERENCES trust_items(number),
            reason text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL,
            recorded_by text COLLATE "C" NOT NULL
        );

        """

    private static let checks = """
        CREATE TABLE signature_checks (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            artifact text COLLATE "C" NOT NULL,
            outcome text COLLATE "C" NOT NULL,
            fault text COLLATE "C",
            report text COLLATE "C" NOT NULL,
            trust text COLLATE "C" NOT NULL,
            trust_revision bigint NOT NULL,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL
        );
        CREATE INDEX signature_checks_artifact ON signature_checks(artifact, id);
        CREATE TABLE signature_evidence (
            check_id text COLLATE "C" NOT NULL REFERENCES signature_checks(id),
            ordinal bigint NOT NULL,
            kind text COLLATE "C" NOT NULL,
            artifact text COLLATE "C" NOT NULL,
            PRIMARY KEY (check_id, ordinal)
        );
        CREATE INDEX signature_evidence_artifact ON signature_evidence(artifact, check_id);

        """

    private static let state = """
        CREATE TABLE signed_files (
            artifact text COLLATE "C" NOT NULL PRIMARY KEY,
            check_id text COLLATE "C" REFERENCES signature_checks(id),
            outcome text COLLATE "C" NOT NULL,
            awaits text COLLATE "C",
            awaits_of text COLLATE "C" NOT NULL,
            trust_revision bigint NOT NULL,
            checked_at bigint
        );
        CREATE INDEX signed_files_awaiting ON signed_files(awaits, awaits_of, trust_revision, artifact)
            WHERE awaits IS NOT NULL;
        CREATE INDEX signed_files_outcome ON signed_files(outcome, artifact);
        CREATE INDEX signed_files_check ON signed_files(check_id) WHERE check_id IS NOT NULL;
        CREATE TABLE file_signatures (
            artifact text COLLATE "C" NOT NULL REFERENCES signed_files(artifact),
            place bigint NOT NULL,
            authority text COLLATE "C" NOT NULL,
            serial text COLLATE "C" NOT NULL,
            PRIMARY KEY (artifact, place)
        );
        CREATE INDEX file_signatures_certificate ON file_signatures(serial, authority, artifact);
        CREATE INDEX file_signatures_authority ON file_signatures(authority, artifact);
        CREATE TABLE signer_words (
            word text COLLATE "C" NOT NULL,
            artifact text COLLATE "C" NOT NULL REFERENCES signed_files(artifact),
            PRIMARY KEY (word, artifact)
        );
        CREATE INDEX signer_words_artifact ON signer_words(artifact);
        CREATE TABLE signature_counts (
            outcome text COLLATE "C" NOT NULL PRIMARY KEY,
            files bigint NOT NULL
        );
        CREATE INDEX documents_signed ON documents(signed_original) WHERE signed_original IS NOT NULL;
        CREATE TRIGGER signature_checks_stay BEFORE DELETE ON signature_checks
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('what was found of a signature stays');
        CREATE TRIGGER signature_checks_are_not_edited BEFORE UPDATE ON signature_checks
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('what was found of a signature stays');
        CREATE TRIGGER signature_evidence_stays BEFORE DELETE ON signature_evidence
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('evidence stays');
        CREATE TRIGGER signature_evidence_is_not_edited BEFORE UPDATE ON signature_evidence
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('evidence stays');

        """

    private static let earlier = """
        INSERT INTO signed_files (artifact, outcome, awaits, awaits_of, trust_revision)
            SELECT DISTINCT sha256, 'unchecked', 'attempt', '', -1 FROM batch_files WHERE is_signed = 1;
        INSERT INTO signature_counts (outcome, files) SELECT 'unchecked', COUNT(*) FROM signed_files;

        """
}
