/// The course of cases, approvals, registers and frozen reports, as SQLite's migration 36 makes them.
enum PostgresOneStopSchema {
    static let sql = [approvals, events, lives, books, reports, due].joined(separator: "\n")

    private static let approvals = """
        CREATE TABLE approval_requests (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            case_code text COLLATE "C" NOT NULL REFERENCES cases(code),
            kind text COLLATE "C" NOT NULL,
            notice text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL,
            content text COLLATE "C" NOT NULL,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            requested_at bigint NOT NULL
        );
        CREATE INDEX approval_requests_case ON approval_requests(case_code, id);
        CREATE TABLE approval_decisions (
            request_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES approval_requests(id),
            is_consent bigint NOT NULL CHECK (is_consent IN (0, 1)),
            note text COLLATE "C" NOT NULL,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            decided_at bigint NOT NULL
        );
        CREATE TABLE open_approvals (
            request_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES approval_requests(id),
            agency text COLLATE "C" NOT NULL
        );
        CREATE INDEX open_approvals_agency ON open_approvals(agency, request_id);
        """

    private static let events = """
        CREATE TABLE case_events (
            number bigint NOT NULL PRIMARY KEY,
            case_code text COLLATE "C" NOT NULL REFERENCES cases(code),
            source text COLLATE "C" NOT NULL,
            source_key text COLLATE "C" NOT NULL,
            digest text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            state bigint,
            new_due bigint,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            evidence text COLLATE "C" NOT NULL,
            paper text COLLATE "C" NOT NULL,
            approval_id text COLLATE "C" REFERENCES approval_requests(id),
            approval text COLLATE "C",
            supersedes text COLLATE "C",
            UNIQUE (source, source_key, digest)
        );
        CREATE INDEX case_events_case ON case_events(case_code, number);
        CREATE UNIQUE INDEX case_events_approval ON case_events(approval_id) WHERE approval_id IS NOT NULL;
        CREATE TRIGGER case_events_stay BEFORE DELETE ON case_events
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('what happened to a case is superseded, never removed');
        CREATE TRIGGER case_events_are_not_edited BEFORE UPDATE ON case_events
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('what happened to a case is superseded, never edited');
        INSERT INTO counters (name, value) VALUES ('case_event', 0);
        """

    private static let lives = """
        CREATE TABLE case_lives (
            case_code text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cases(code),
            agency text COLLATE "C" NOT NULL,
            procedure_code text COLLATE "C" NOT NULL,
            channel text COLLATE "C" NOT NULL,
            state bigint NOT NULL,
            received_at bigint,
            received_known_at bigint,
            ended_at bigint,
            ended_known_at bigint,
            due_order bigint NOT NULL,
            restarted_at bigint,
            subtracted_at bigint,
            is_due_doubtful bigint NOT NULL,
            is_paused bigint NOT NULL,
            has_apology bigint NOT NULL,
            unapproved bigint NOT NULL,
            is_running bigint NOT NULL,
            awaits_supplement bigint NOT NULL,
            awaits_transfer bigint NOT NULL,
            has_incomplete_slip bigint NOT NULL,
            needs_return bigint NOT NULL,
            needs_recording bigint NOT NULL,
            is_archive_incomplete bigint NOT NULL,
            needs_publishing bigint NOT NULL,
            booked_received bigint,
            booked_ended bigint NOT NULL
        );
        CREATE INDEX case_lives_running ON case_lives(agency, due_order, case_code) WHERE is_running = 1;
        CREATE INDEX case_lives_unexcused ON case_lives(agency, due_order, case_code)
            WHERE is_running = 1 AND has_apology = 0;
        CREATE INDEX case_lives_supplement ON case_lives(agency, due_order, case_code) WHERE awaits_supplement = 1;
        CREATE INDEX case_lives_transfer ON case_lives(agency, due_order, case_code) WHERE awaits_transfer = 1;
        CREATE INDEX case_lives_slips ON case_lives(agency, due_order, case_code) WHERE has_incomplete_slip = 1;
        CREATE INDEX case_lives_unapproved ON case_lives(agency, due_order, case_code) WHERE unapproved > 0;
        CREATE INDEX case_lives_unreturned ON case_lives(agency, due_order, case_code) WHERE needs_return = 1;
        CREATE INDEX case_lives_unrecorded ON case_lives(agency, due_order, case_code) WHERE needs_recording = 1;
        CREATE INDEX case_lives_unarchived ON case_lives(agency, due_order, case_code)
            WHERE is_archive_incomplete = 1;
        CREATE INDEX case_lives_unpublished ON case_lives(agency, due_order, case_code) WHERE needs_publishing = 1;
        CREATE INDEX case_lives_booked ON case_lives(agency, booked_ended, booked_received)
            WHERE booked_received IS NOT NULL;
        CREATE INDEX case_lives_doubtful ON case_lives(case_code) WHERE is_due_doubtful = 1;
        """

    private static let books = """
        CREATE TABLE case_books (
            agency text COLLATE "C" NOT NULL,
            register text COLLATE "C" NOT NULL,
            year bigint NOT NULL,
            last_number bigint NOT NULL,
            PRIMARY KEY (agency, register, year)
        );
        CREATE TABLE case_book_entries (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            agency text COLLATE "C" NOT NULL,
            register text COLLATE "C" NOT NULL,
            year bigint NOT NULL,
            number bigint NOT NULL CHECK (number > 0),
            case_code text COLLATE "C" NOT NULL REFERENCES cases(code),
            recorded_at bigint NOT NULL,
            entry text COLLATE "C" NOT NULL,
            corrects bigint,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            UNIQUE (agency, register, year, number)
        );
        CREATE INDEX case_book_entries_case ON case_book_entries(case_code, register, year, number);
        CREATE UNIQUE INDEX case_book_entries_once ON case_book_entries(case_code, register) WHERE corrects IS NULL;
        CREATE TRIGGER case_book_entries_stay BEFORE DELETE ON case_book_entries
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an entry of a register is corrected by another, never removed');
        CREATE TRIGGER case_book_entries_are_not_edited BEFORE UPDATE ON case_book_entries
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an entry of a register is corrected by another, never edited');
        CREATE TABLE case_book_closings (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            agency text COLLATE "C" NOT NULL,
            register text COLLATE "C" NOT NULL,
            year bigint NOT NULL,
            entry_count bigint NOT NULL,
            first_number bigint NOT NULL,
            last_number bigint NOT NULL,
            digest text COLLATE "C" NOT NULL,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            closed_at bigint NOT NULL,
            UNIQUE (agency, register, year)
        );
        """

    private static let reports = """
        CREATE TABLE report_freezes (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            start_at bigint NOT NULL,
            end_at bigint NOT NULL,
            frozen_at bigint NOT NULL,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            UNIQUE (end_at, start_at),
            CHECK (start_at < end_at)
        );
        CREATE TABLE report_frozen_rows (
            freeze_id text COLLATE "C" NOT NULL REFERENCES report_freezes(id),
            reading text COLLATE "C" NOT NULL,
            agency text COLLATE "C" NOT NULL,
            procedure_code text COLLATE "C" NOT NULL,
            channel text COLLATE "C" NOT NULL,
            figures text COLLATE "C" NOT NULL,
            PRIMARY KEY (freeze_id, reading, agency, procedure_code, channel)
        );
        """

    /// Whatever verb records a fact, its case is noted.
    private static let due =
        """
        CREATE TABLE lives_due (
            case_code text COLLATE "C" NOT NULL PRIMARY KEY
        );
        INSERT INTO lives_due (case_code) SELECT code FROM cases;
        """
        + note("case_versions_lives", "INSERT ON case_versions", "NEW.case_code")
        + note("case_events_lives", "INSERT ON case_events", "NEW.case_code")
        + note("approval_requests_lives", "INSERT ON approval_requests", "NEW.case_code")
        + note(
            "approval_decisions_lives", "INSERT ON approval_decisions",
            "(SELECT r.case_code FROM approval_requests r WHERE r.id = NEW.request_id)")
        + note(
            "legs_lives", "UPDATE OF state ON legs", "NEW.case_code",
            when: "OLD.state IS NULL OR NEW.state IN (\(telling)) OR OLD.state IN (\(telling))")
        + note(
            "leg_evidence_lives", "INSERT ON leg_evidence",
            "(SELECT l.case_code FROM legs l WHERE l.id = NEW.leg_id)")
        + note(
            "document_history_lives", "INSERT ON document_history",
            "(SELECT d.case_code FROM documents d WHERE d.id = NEW.document_id)")
        + note("reuse_links_lives", "INSERT ON reuse_links", "NEW.case_code")
        + note(
            "reuse_undoings_lives", "INSERT ON reuse_undoings",
            "(SELECT r.case_code FROM reuse_links r WHERE r.id = NEW.link_id)")

    /// States of a leg by which a case is filed or its result returned.
    private static let telling = """
        'intake.handed_over', 'intake.closed', 'return.delivered', 'return.fee_remitted', 'return.closed', \
        'return.returned_to_agency'
        """

    private static func note(_ name: String, _ event: String, _ code: String, when condition: String? = nil) -> String {
        """

        CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO lives_due (case_code) SELECT \(code) ON CONFLICT (case_code) DO NOTHING;
                RETURN NULL;
            END $$;
        CREATE TRIGGER \(name) AFTER \(event)
            FOR EACH ROW \(condition.map { "WHEN (\($0)) " } ?? "")EXECUTE FUNCTION \(name)();
        """
    }
}
