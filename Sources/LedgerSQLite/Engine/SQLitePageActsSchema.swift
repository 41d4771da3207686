/// What people did with pages.
///
/// `page_acts` has a row for each act with what was before and after it; none is ever changed or removed, and each is
/// known by the key that the screen gave it, so that one that is sent twice is done once. `page_act_pages` finds the acts
/// about a page. Where a page belongs by an act stands in `page_assignments`, which named an item of what waits before.
/// `pages.decided_turn` is how a person found a page to be turned in its file, and `pages.decided_reading` the machine's
/// reading of it so turned: corrections of other readings of the page are kept and don't count meanwhile.
enum SQLitePageActsSchema {
    static let sql = """
        CREATE TABLE page_acts (
            number INTEGER NOT NULL PRIMARY KEY,
            verb TEXT NOT NULL CHECK (verb IN ('leave_out', 'put_back', 'move', 'split', 'merge', 'reorder', 'rescan',
                'turn', 'send_back', 'undo')),
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            reason TEXT NOT NULL,
            undoes INTEGER UNIQUE REFERENCES page_acts(number),
            key TEXT NOT NULL,
            content TEXT NOT NULL,
            account TEXT NOT NULL,
            person TEXT,
            recorded_at INTEGER NOT NULL,
            UNIQUE (account, key),
            CHECK ((verb = 'undo') = (undoes IS NOT NULL))
        ) STRICT;
        CREATE TRIGGER page_acts_stay BEFORE DELETE ON page_acts
            BEGIN SELECT RAISE(ABORT, 'an act is taken back by another, never removed'); END;
        CREATE TRIGGER page_acts_are_never_changed BEFORE UPDATE ON page_acts
            BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END;
        CREATE TABLE page_act_pages (
            page_id TEXT NOT NULL REFERENCES pages(id),
            act INTEGER NOT NULL REFERENCES page_acts(number),
            ordinal INTEGER NOT NULL,
            PRIMARY KEY (page_id, act)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX page_act_pages_act ON page_act_pages(act, ordinal);
        ALTER TABLE pages ADD COLUMN decided_turn INTEGER CHECK (decided_turn IN (0, 90, 180, 270));
        ALTER TABLE pages ADD COLUMN decided_reading TEXT REFERENCES page_readings(key);
        CREATE TABLE page_assignments_34 (
            id TEXT NOT NULL PRIMARY KEY,
            page_id TEXT NOT NULL REFERENCES pages(id),
            waiting_id TEXT REFERENCES waiting_items(id),
            case_code TEXT NOT NULL REFERENCES cases(code),
            component TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            superseded_at INTEGER,
            act INTEGER REFERENCES page_acts(number),
            CHECK ((waiting_id IS NULL) <> (act IS NULL))
        ) STRICT;
        INSERT INTO page_assignments_34 (id, page_id, waiting_id, case_code, component, decided_by, recorded_at,
                superseded_at)
            SELECT id, page_id, waiting_id, case_code, component, decided_by, recorded_at, superseded_at
            FROM page_assignments;
        DROP TABLE page_assignments;
        ALTER TABLE page_assignments_34 RENAME TO page_assignments;
        CREATE UNIQUE INDEX page_assignments_current ON page_assignments(page_id) WHERE superseded_at IS NULL;
        CREATE INDEX page_assignments_case ON page_assignments(case_code);
        INSERT INTO counters (name, value) VALUES ('page_act', 0);
        """
}
