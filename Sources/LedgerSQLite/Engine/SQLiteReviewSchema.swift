/// What people decide about words and fields, and what they have to see.
///
/// `corrections` has a row for each decision; none is ever changed or removed. `corrected_documents` says how far text and
/// PDF of a document follow them, and of which readings, fields and PDF that holds. `review_items` is the queue, one row
/// for a document, with counters by agency and state beside it.
enum SQLiteReviewSchema {
    static let corrections = """
        CREATE TABLE corrections (
            number INTEGER NOT NULL PRIMARY KEY,
            gesture TEXT NOT NULL,
            document_id TEXT NOT NULL REFERENCES documents(id),
            page_id TEXT REFERENCES pages(id),
            reading_key TEXT REFERENCES page_readings(key),
            line INTEGER CHECK (line >= 0),
            word INTEGER CHECK (word >= 0),
            field TEXT,
            decision TEXT NOT NULL CHECK (decision IN ('replaced', 'confirmed', 'not_text', 'emptied', 'undone')),
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            evidence_page INTEGER,
            evidence_box TEXT,
            undoes INTEGER UNIQUE REFERENCES corrections(number),
            account TEXT NOT NULL,
            person TEXT,
            recorded_at INTEGER NOT NULL,
            CHECK ((field IS NULL) = (page_id IS NOT NULL)),
            CHECK ((page_id IS NULL) = (reading_key IS NULL)),
            CHECK ((decision = 'undone') = (undoes IS NOT NULL))
        ) STRICT;
        CREATE INDEX corrections_document ON corrections(document_id, number);
        CREATE INDEX corrections_page ON corrections(page_id, number) WHERE page_id IS NOT NULL;
        CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
            BEGIN SELECT RAISE(ABORT, 'a correction is taken back by another, never removed'); END;
        CREATE TRIGGER corrections_are_never_changed BEFORE UPDATE ON corrections
            BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END;
        CREATE TABLE corrected_documents (
            document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents(id),
            revision INTEGER NOT NULL,
            applied INTEGER NOT NULL CHECK (applied <= revision),
            basis TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX corrected_documents_pending ON corrected_documents(document_id) WHERE applied < revision;
        INSERT INTO counters (name, value) VALUES ('correction', 0);
        """

    static let queue = """
        ALTER TABLE page_readings ADD COLUMN unsure_words INTEGER;
        ALTER TABLE page_readings ADD COLUMN words_below TEXT;
        CREATE TABLE review_policy (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            policy TEXT NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE review_items (
            document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents(id),
            case_code TEXT NOT NULL,
            component TEXT NOT NULL,
            batch_id TEXT NOT NULL,
            agency TEXT NOT NULL,
            due TEXT NOT NULL,
            pages INTEGER NOT NULL,
            unsure_words INTEGER NOT NULL,
            open_words INTEGER NOT NULL,
            open_fields INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'postponed', 'done', 'withdrawn')),
            reason TEXT NOT NULL CHECK (reason IN ('unsure', 'sample', 'asked')),
            leased_by TEXT,
            lease_name TEXT,
            leased_at INTEGER,
            lease_until INTEGER,
            note TEXT,
            noted_by TEXT,
            noted_at INTEGER,
            created_at INTEGER NOT NULL,
            done_at INTEGER,
            done_by TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX review_items_queue ON review_items(state, due, document_id);
        CREATE INDEX review_items_agency ON review_items(agency, state, due, document_id);
        CREATE INDEX review_items_batch ON review_items(batch_id, state, due, document_id);
        CREATE INDEX review_items_case ON review_items(case_code);
        CREATE INDEX review_items_leased ON review_items(lease_until) WHERE lease_until IS NOT NULL;
        CREATE TABLE review_counts (
            state TEXT NOT NULL,
            agency TEXT NOT NULL,
            items INTEGER NOT NULL,
            PRIMARY KEY (state, agency)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER review_items_come AFTER INSERT ON review_items BEGIN
            INSERT INTO review_counts (state, agency, items) VALUES (NEW.state, NEW.agency, 1)
                ON CONFLICT (state, agency) DO UPDATE SET items = items + 1;
        END;
        CREATE TRIGGER review_items_move AFTER UPDATE OF state ON review_items WHEN OLD.state <> NEW.state BEGIN
            UPDATE review_counts SET items = items - 1 WHERE state = OLD.state AND agency = OLD.agency;
            INSERT INTO review_counts (state, agency, items) VALUES (NEW.state, NEW.agency, 1)
                ON CONFLICT (state, agency) DO UPDATE SET items = items + 1;
        END;
        CREATE TRIGGER review_items_stay BEFORE DELETE ON review_items
            BEGIN SELECT RAISE(ABORT, 'an item of the queue is withdrawn, never removed'); END;
        CREATE TRIGGER review_items_follow_deadlines AFTER INSERT ON case_versions BEGIN
            UPDATE review_items SET due = COALESCE(NEW.due, '9999-12-31')
                WHERE case_code = NEW.case_code AND due <> COALESCE(NEW.due, '9999-12-31');
        END;
        """

    /// `review_acts` knows each act of a person by the key that the screen gave it, with the facts that it recorded, so that
    /// an act that is sent twice is done once. `review_drafts` is what somebody typed and has not sent.
    static let acts = """
        CREATE TABLE review_acts (
            account TEXT NOT NULL,
            document_id TEXT NOT NULL REFERENCES documents(id),
            key TEXT NOT NULL,
            content TEXT NOT NULL,
            first INTEGER REFERENCES corrections(number),
            last INTEGER REFERENCES corrections(number),
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (account, document_id, key),
            CHECK ((first IS NULL) = (last IS NULL)),
            CHECK (first <= last)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER review_acts_are_never_changed BEFORE UPDATE ON review_acts
            BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END;
        CREATE TABLE review_drafts (
            account TEXT NOT NULL,
            document_id TEXT NOT NULL REFERENCES documents(id),
            revision INTEGER NOT NULL,
            body TEXT NOT NULL CHECK (length(CAST(body AS BLOB)) <= 16384),
            changed_at INTEGER NOT NULL,
            PRIMARY KEY (account, document_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX review_drafts_changed ON review_drafts(changed_at);
        """

    static let actsByTime = "CREATE INDEX review_acts_recorded ON review_acts(recorded_at)"

    /// Marks pages of which a person said what they are, also before there was the mark: the record of acts knows them.
    static let decidedKinds = """
        ALTER TABLE pages ADD COLUMN is_kind_decided INTEGER NOT NULL DEFAULT 0 CHECK (is_kind_decided IN (0, 1));
        UPDATE pages SET is_kind_decided = 1
            WHERE id IN (SELECT subject FROM audit_entries WHERE act = 'page.kind_changed');
        """
}
