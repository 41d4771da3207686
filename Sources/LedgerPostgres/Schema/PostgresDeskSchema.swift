/// Acts on pages and the lists of the desk, as SQLite's migrations 34 and 35 make them.
enum PostgresDeskSchema {
    static let pageActs = """
        CREATE TABLE page_acts (
            number bigint NOT NULL PRIMARY KEY,
            verb text COLLATE "C" NOT NULL CHECK (verb IN ('leave_out', 'put_back', 'move', 'split', 'merge', 'reorder',
                'rescan', 'turn', 'send_back', 'undo')),
            before text COLLATE "C" NOT NULL,
            after text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL,
            undoes bigint UNIQUE REFERENCES page_acts(number),
            key text COLLATE "C" NOT NULL,
            content text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            person text COLLATE "C",
            recorded_at bigint NOT NULL,
            UNIQUE (account, key),
            CHECK ((verb = 'undo') = (undoes IS NOT NULL))
        );
        CREATE TRIGGER page_acts_stay BEFORE DELETE ON page_acts
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an act is taken back by another, never removed');
        CREATE TRIGGER page_acts_are_never_changed BEFORE UPDATE ON page_acts
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an act is never changed');
        CREATE TABLE page_act_pages (
            page_id text COLLATE "C" NOT NULL REFERENCES pages(id),
            act bigint NOT NULL REFERENCES page_acts(number),
            ordinal bigint NOT NULL,
            PRIMARY KEY (page_id, act)
        );
        CREATE INDEX page_act_pages_act ON page_act_pages(act, ordinal);
        ALTER TABLE pages ADD COLUMN decided_turn bigint CHECK (decided_turn IN (0, 90, 180, 270));
        ALTER TABLE pages ADD COLUMN decided_reading text COLLATE "C" REFERENCES page_readings(key);
        ALTER TABLE page_assignments ALTER COLUMN waiting_id DROP NOT NULL;
        ALTER TABLE page_assignments ADD COLUMN act bigint REFERENCES page_acts(number);
        ALTER TABLE page_assignments ADD CHECK ((waiting_id IS NULL) <> (act IS NULL));
        INSERT INTO counters (name, value) VALUES ('page_act', 0);
        CREATE INDEX review_acts_recorded ON review_acts(recorded_at);
        """

    static let lists = """
        CREATE TABLE case_progress (
            case_code text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cases(code),
            agency text COLLATE "C" NOT NULL,
            due text COLLATE "C" NOT NULL,
            missing bigint NOT NULL,
            waiting bigint NOT NULL,
            state text COLLATE "C" NOT NULL CHECK (state IN ('complete', 'missing', 'waiting', 'missing_waiting'))
        );
        CREATE INDEX case_progress_listed ON case_progress(state, due, case_code);
        CREATE INDEX case_progress_agency ON case_progress(agency, state, due, case_code);
        ALTER TABLE looks ADD COLUMN cases text COLLATE "C";
        CREATE TABLE look_cases (
            case_code text COLLATE "C" NOT NULL,
            look bigint NOT NULL REFERENCES looks(number),
            PRIMARY KEY (case_code, look)
        );
        CREATE INDEX look_cases_look ON look_cases(look);
        CREATE TRIGGER look_cases_stay BEFORE DELETE ON look_cases
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('the record of looks is never changed');
        CREATE TRIGGER look_cases_are_never_changed BEFORE UPDATE ON look_cases
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('the record of looks is never changed');
        CREATE TABLE backups (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            sums text COLLATE "C" NOT NULL,
            taken_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            size bigint NOT NULL,
            artifacts bigint NOT NULL,
            missing bigint NOT NULL
        );
        DROP INDEX waiting_items_reasons;
        CREATE INDEX waiting_items_reasons ON waiting_items(reason, created_at, id) WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_agency_reasons ON waiting_items(agency, reason, created_at, id)
            WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_case_past ON waiting_items(proposed_case) WHERE resolved_at IS NOT NULL;
        """
}
