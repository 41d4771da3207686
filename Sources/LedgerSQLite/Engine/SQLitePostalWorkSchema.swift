/// The tables of what people and couriers do: legs, differences, periods, hand-over lists, item codes.
enum SQLitePostalWorkSchema {
    static let sql = breaks + periods + legs + manifests

    /// Code and subject never change; state, owner and amount follow from the events.
    private static let breaks = """
        CREATE TABLE breaks (
            id TEXT NOT NULL PRIMARY KEY,
            code TEXT NOT NULL,
            day INTEGER NOT NULL,
            case_code TEXT,
            leg_id TEXT,
            parcel_id TEXT,
            tracking TEXT,
            line TEXT,
            run_id TEXT,
            transit_end INTEGER,
            complaint_deadline INTEGER,
            state TEXT NOT NULL,
            owner TEXT,
            amount INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX breaks_open ON breaks(day, id) WHERE state <> 'closed';
        CREATE INDEX breaks_case ON breaks(case_code) WHERE case_code IS NOT NULL;
        CREATE INDEX breaks_parcel ON breaks(parcel_id) WHERE parcel_id IS NOT NULL;
        CREATE TABLE break_events (
            id TEXT NOT NULL PRIMARY KEY,
            break_id TEXT NOT NULL REFERENCES breaks(id),
            kind TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            reason TEXT NOT NULL,
            owner TEXT,
            amount INTEGER,
            resolution TEXT,
            reference TEXT NOT NULL
        ) STRICT;
        CREATE INDEX break_events_break ON break_events(break_id);
        CREATE TABLE match_decisions (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            parcel_id TEXT NOT NULL,
            line TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;

        """

    private static let periods = """
        CREATE TABLE period_events (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL CHECK (last_day >= first_day),
            recorded_at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            reason TEXT NOT NULL,
            carried TEXT NOT NULL
        ) STRICT;

        """

    private static let legs = """
        CREATE TABLE legs (
            id TEXT NOT NULL PRIMARY KEY,
            direction TEXT NOT NULL,
            case_code TEXT NOT NULL,
            state TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX legs_case ON legs(case_code);
        CREATE INDEX legs_state ON legs(state);
        CREATE TABLE leg_events (
            id TEXT NOT NULL PRIMARY KEY,
            leg_id TEXT NOT NULL REFERENCES legs(id),
            kind TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            precision TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            source_kind TEXT NOT NULL,
            source_reference TEXT NOT NULL,
            parcel_id TEXT,
            place TEXT NOT NULL,
            detail TEXT NOT NULL,
            amount INTEGER,
            paper TEXT,
            fault TEXT,
            supersedes TEXT REFERENCES leg_events(id)
        ) STRICT;
        CREATE INDEX leg_events_leg ON leg_events(leg_id);
        CREATE TABLE parcel_legs (
            leg_id TEXT NOT NULL REFERENCES legs(id),
            parcel_id TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (leg_id, parcel_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX parcel_legs_parcel ON parcel_legs(parcel_id);
        CREATE TABLE leg_evidence (
            id TEXT NOT NULL PRIMARY KEY,
            leg_id TEXT NOT NULL REFERENCES legs(id),
            document_id TEXT REFERENCES documents(id),
            artifact TEXT,
            page_index INTEGER NOT NULL,
            tracking TEXT,
            signature_count INTEGER,
            has_hour INTEGER,
            detail TEXT NOT NULL,
            recorded_by TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            CHECK (document_id IS NOT NULL OR artifact IS NOT NULL)
        ) STRICT;
        CREATE INDEX leg_evidence_leg ON leg_evidence(leg_id);

        """

    /// `content` is the whole list as JSON; the columns beside it are what it is looked for by.
    private static let manifests = """
        CREATE TABLE manifests (
            number TEXT NOT NULL PRIMARY KEY,
            office TEXT NOT NULL,
            year INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            direction TEXT NOT NULL,
            day INTEGER NOT NULL,
            state TEXT NOT NULL,
            content TEXT NOT NULL,
            UNIQUE (office, year, sequence)
        ) STRICT;
        CREATE INDEX manifests_day ON manifests(day);
        CREATE TABLE manifest_lines (
            number TEXT NOT NULL REFERENCES manifests(number),
            parcel_id TEXT NOT NULL,
            PRIMARY KEY (number, parcel_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX manifest_lines_parcel ON manifest_lines(parcel_id);
        CREATE TABLE item_code_ranges (
            id TEXT NOT NULL PRIMARY KEY,
            prefix TEXT NOT NULL,
            country TEXT NOT NULL,
            first_serial INTEGER NOT NULL,
            last_serial INTEGER NOT NULL,
            next_serial INTEGER NOT NULL CHECK (next_serial BETWEEN first_serial AND last_serial + 1),
            issued_on INTEGER NOT NULL,
            office TEXT NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE item_code_leases (
            code TEXT NOT NULL PRIMARY KEY,
            range_id TEXT NOT NULL REFERENCES item_code_ranges(id),
            serial INTEGER NOT NULL,
            leased_by TEXT NOT NULL,
            leased_at INTEGER NOT NULL,
            UNIQUE (range_id, serial)
        ) STRICT;

        """
}
