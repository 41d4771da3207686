/// The course of cases, approvals, registers and frozen reports.
///
/// `case_events`, `approval_requests`, `approval_decisions`, `case_book_entries`, `case_book_closings`, `report_freezes`
/// and `report_frozen_rows` are facts: rows are added, never changed. `case_lives` follows from facts and can be made
/// anew, but for when a case is booked; `lives_due` names the cases of which a fact came that it does not have yet.
enum SQLiteOneStopSchema {
    static let sql = [approvals, events, lives, books, reports, due].joined(separator: "\n")

    private static let approvals = """
        CREATE TABLE approval_requests (
            id TEXT NOT NULL PRIMARY KEY,
            case_code TEXT NOT NULL REFERENCES cases(code),
            kind TEXT NOT NULL,
            notice TEXT NOT NULL,
            reason TEXT NOT NULL,
            content TEXT NOT NULL,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            requested_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX approval_requests_case ON approval_requests(case_code, id);
        CREATE TABLE approval_decisions (
            request_id TEXT NOT NULL PRIMARY KEY REFERENCES approval_requests(id),
            is_consent INTEGER NOT NULL CHECK (is_consent IN (0, 1)),
            note TEXT NOT NULL,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            decided_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE open_approvals (
            request_id TEXT NOT NULL PRIMARY KEY REFERENCES approval_requests(id),
            agency TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX open_approvals_agency ON open_approvals(agency, request_id);
        """

    private static let events = """
        CREATE TABLE case_events (
            number INTEGER NOT NULL PRIMARY KEY,
            case_code TEXT NOT NULL REFERENCES cases(code),
            source TEXT NOT NULL,
            source_key TEXT NOT NULL,
            digest TEXT NOT NULL,
            kind TEXT NOT NULL,
            state INTEGER,
            new_due INTEGER,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            evidence TEXT NOT NULL,
            paper TEXT NOT NULL,
            approval_id TEXT REFERENCES approval_requests(id),
            approval TEXT,
            supersedes TEXT,
            UNIQUE (source, source_key, digest)
        ) STRICT;
        CREATE INDEX case_events_case ON case_events(case_code, number);
        CREATE UNIQUE INDEX case_events_approval ON case_events(approval_id) WHERE approval_id IS NOT NULL;
        CREATE TRIGGER case_events_stay BEFORE DELETE ON case_events
            BEGIN SELECT RAISE(ABORT, 'what happened to a case is superseded, never removed'); END;
        CREATE TRIGGER case_events_are_not_edited BEFORE UPDATE ON case_events
            BEGIN SELECT RAISE(ABORT, 'what happened to a case is superseded, never edited'); END;
        INSERT INTO counters (name, value) VALUES ('case_event', 0);
        """

    /// `due_order` is the last moment, or the greatest number without one; `booked_ended` the same for what pends.
    private static let lives = """
        CREATE TABLE case_lives (
            case_code TEXT NOT NULL PRIMARY KEY REFERENCES cases(code),
            agency TEXT NOT NULL,
            procedure_code TEXT NOT NULL,
            channel TEXT NOT NULL,
            state INTEGER NOT NULL,
            received_at INTEGER,
            received_known_at INTEGER,
            ended_at INTEGER,
            ended_known_at INTEGER,
            due_order INTEGER NOT NULL,
            restarted_at INTEGER,
            subtracted_at INTEGER,
            is_due_doubtful INTEGER NOT NULL,
            is_paused INTEGER NOT NULL,
            has_apology INTEGER NOT NULL,
            unapproved INTEGER NOT NULL,
            is_running INTEGER NOT NULL,
            awaits_supplement INTEGER NOT NULL,
            awaits_transfer INTEGER NOT NULL,
            has_incomplete_slip INTEGER NOT NULL,
            needs_return INTEGER NOT NULL,
            needs_recording INTEGER NOT NULL,
            is_archive_incomplete INTEGER NOT NULL,
            needs_publishing INTEGER NOT NULL,
            booked_received INTEGER,
            booked_ended INTEGER NOT NULL
        ) STRICT;
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
            agency TEXT NOT NULL,
            register TEXT NOT NULL,
            year INTEGER NOT NULL,
            last_number INTEGER NOT NULL,
            PRIMARY KEY (agency, register, year)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_book_entries (
            id TEXT NOT NULL PRIMARY KEY,
            agency TEXT NOT NULL,
            register TEXT NOT NULL,
            year INTEGER NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            case_code TEXT NOT NULL REFERENCES cases(code),
            recorded_at INTEGER NOT NULL,
            entry TEXT NOT NULL,
            corrects INTEGER,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            UNIQUE (agency, register, year, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_book_entries_case ON case_book_entries(case_code, register, year, number);
        CREATE UNIQUE INDEX case_book_entries_once ON case_book_entries(case_code, register) WHERE corrects IS NULL;
        CREATE TRIGGER case_book_entries_stay BEFORE DELETE ON case_book_entries
            BEGIN SELECT RAISE(ABORT, 'an entry of a register is corrected by another, never removed'); END;
        CREATE TRIGGER case_book_entries_are_not_edited BEFORE UPDATE ON case_book_entries
            BEGIN SELECT RAISE(ABORT, 'an entry of a register is corrected by another, never edited'); END;
        CREATE TABLE case_book_closings (
            id TEXT NOT NULL PRIMARY KEY,
            agency TEXT NOT NULL,
            register TEXT NOT NULL,
            year INTEGER NOT NULL,
            entry_count INTEGER NOT NULL,
            first_number INTEGER NOT NULL,
            last_number INTEGER NOT NULL,
            digest TEXT NOT NULL,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            closed_at INTEGER NOT NULL,
            UNIQUE (agency, register, year)
        ) STRICT, WITHOUT ROWID;
        """

    private static let reports = """
        CREATE TABLE report_freezes (
            id TEXT NOT NULL PRIMARY KEY,
            start_at INTEGER NOT NULL,
            end_at INTEGER NOT NULL,
            frozen_at INTEGER NOT NULL,
            actor_kind TEXT NOT NULL,
            account TEXT NOT NULL,
            claimed TEXT,
            UNIQUE (end_at, start_at),
            CHECK (start_at < end_at)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE report_frozen_rows (
            freeze_id TEXT NOT NULL REFERENCES report_freezes(id),
            reading TEXT NOT NULL,
            agency TEXT NOT NULL,
            procedure_code TEXT NOT NULL,
            channel TEXT NOT NULL,
            figures TEXT NOT NULL,
            PRIMARY KEY (freeze_id, reading, agency, procedure_code, channel)
        ) STRICT, WITHOUT ROWID;
        """

    /// Whatever verb records a fact, its case is noted: what is kept beside the cases is renewed by that, and costs what
    /// changed.
    private static let due =
        """
        CREATE TABLE lives_due (
            case_code TEXT NOT NULL PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
        INSERT INTO lives_due (case_code) SELECT code FROM cases;
        """ + note("case_versions_lives", "INSERT ON case_versions", "NEW.case_code")
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
        // Not of `documents`: a row that others refer to is looked for in all of them where a trigger stands on it.
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

        CREATE TRIGGER \(name) AFTER \(event) \(condition.map { "WHEN \($0) " } ?? "")BEGIN
            INSERT INTO lives_due (case_code) SELECT \(code)
            WHERE NOT EXISTS (SELECT 1 FROM lives_due d WHERE d.case_code = \(code));
        END;
        """
    }
}
