/// The postal channel: parcels, statements, reconciling, differences, legs, hand-over lists.
///
/// The headings of a statement may be longer than an index takes, which has their digest instead.
enum PostgresPostalSchema {
    static let sql = """
        CREATE TABLE parcel_versions (
            version bigint NOT NULL PRIMARY KEY,
            parcel_id text COLLATE "C" NOT NULL,
            direction text COLLATE "C" NOT NULL,
            cases text COLLATE "C" NOT NULL,
            tracking text COLLATE "C" NOT NULL,
            service text COLLATE "C" NOT NULL,
            recipient text COLLATE "C" NOT NULL,
            address text COLLATE "C" NOT NULL,
            province text COLLATE "C" NOT NULL,
            phone text COLLATE "C" NOT NULL,
            weight bigint,
            fee bigint,
            due bigint NOT NULL,
            handed_over_at bigint,
            deadline bigint,
            manifest text COLLATE "C",
            status text COLLATE "C" NOT NULL,
            delivered_at bigint,
            recorded_at bigint NOT NULL,
            superseded_at bigint CHECK (superseded_at >= recorded_at),
            agency text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE UNIQUE INDEX parcel_versions_current ON parcel_versions(parcel_id) WHERE superseded_at IS NULL;
        CREATE INDEX parcel_versions_past ON parcel_versions(parcel_id) WHERE superseded_at IS NOT NULL;
        CREATE INDEX parcel_versions_handed_over ON parcel_versions(handed_over_at)
            WHERE superseded_at IS NULL AND handed_over_at IS NOT NULL;
        CREATE INDEX parcel_versions_manifest ON parcel_versions(manifest)
            WHERE superseded_at IS NULL AND manifest IS NOT NULL;
        CREATE TABLE parcel_keys (
            key text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            PRIMARY KEY (key, version)
        );
        CREATE TABLE statements (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            number bigint NOT NULL UNIQUE,
            artifact text COLLATE "C" NOT NULL,
            file_name text COLLATE "C" NOT NULL,
            operator text COLLATE "C" NOT NULL,
            sheet text COLLATE "C" NOT NULL,
            encoding text COLLATE "C" NOT NULL,
            first_day bigint,
            last_day bigint CHECK ((last_day IS NULL) = (first_day IS NULL) AND last_day >= first_day),
            column_map text COLLATE "C",
            state text COLLATE "C" NOT NULL CHECK (state IN ('loading', 'awaiting_columns', 'complete', 'superseded')),
            load bigint NOT NULL,
            supersedes text COLLATE "C" REFERENCES statements(id),
            line_count bigint NOT NULL,
            left_out_count bigint NOT NULL,
            fee_sum bigint NOT NULL,
            surcharge_sum bigint NOT NULL,
            collected_sum bigint NOT NULL,
            remitted_sum bigint NOT NULL,
            recorded_at bigint NOT NULL,
            completed_at bigint CHECK ((completed_at IS NOT NULL) = (state IN ('complete', 'superseded'))),
            superseded_at bigint CHECK ((superseded_at IS NOT NULL) = (state = 'superseded')),
            superseded_by text COLLATE "C" REFERENCES statements(id),
            amends text COLLATE "C" REFERENCES statements(id),
            stands_beside bigint NOT NULL DEFAULT 0,
            is_accepted bigint NOT NULL DEFAULT 0,
            answered_by text COLLATE "C",
            findings text COLLATE "C",
            days_of_lines text COLLATE "C"
        );
        CREATE UNIQUE INDEX statements_complete ON statements(artifact) WHERE state = 'complete';
        CREATE UNIQUE INDEX statements_begun ON statements(artifact) WHERE state IN ('loading', 'awaiting_columns');
        CREATE INDEX statements_superseded ON statements(artifact) WHERE state = 'superseded';
        CREATE INDEX statements_state ON statements(state, number);
        CREATE INDEX statements_replaced ON statements(superseded_by) WHERE superseded_by IS NOT NULL;
        CREATE INDEX statements_settled ON statements(number) WHERE days_of_lines IS NOT NULL;
        CREATE TABLE statement_lines (
            line bigint NOT NULL PRIMARY KEY,
            tracking_form bigint NOT NULL,
            tracking text COLLATE "C" NOT NULL,
            tracking_low bigint,
            tracking_high bigint,
            case_code text COLLATE "C",
            accepted_at bigint,
            accepted_is_day bigint NOT NULL,
            delivered_at bigint,
            delivered_is_day bigint NOT NULL,
            status text COLLATE "C" NOT NULL,
            recipient text COLLATE "C" NOT NULL,
            signer text COLLATE "C" NOT NULL,
            weight bigint,
            fee bigint,
            surcharge bigint,
            collected bigint,
            remitted bigint,
            attempts bigint,
            raw_cells text COLLATE "C" NOT NULL,
            doubts bigint NOT NULL DEFAULT 0
        );
        CREATE TABLE statement_left_out (
            line bigint NOT NULL PRIMARY KEY,
            reason text COLLATE "C" NOT NULL,
            raw_cells text COLLATE "C" NOT NULL
        );
        CREATE TABLE statement_columns (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            operator text COLLATE "C" NOT NULL,
            header text COLLATE "C" NOT NULL,
            column_map text COLLATE "C" NOT NULL,
            confirmed_by text COLLATE "C" NOT NULL,
            confirmed_at bigint NOT NULL,
            superseded_at bigint
        );
        CREATE UNIQUE INDEX statement_columns_current ON statement_columns(operator, md5(header))
            WHERE superseded_at IS NULL;
        CREATE TABLE statement_keys (
            key bigint NOT NULL,
            line bigint NOT NULL,
            PRIMARY KEY (key, line)
        );
        CREATE TABLE replaced_lines (
            line bigint NOT NULL,
            replaced_by bigint NOT NULL REFERENCES statements(number),
            PRIMARY KEY (line, replaced_by)
        );
        CREATE TABLE reconciliation_runs (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            number bigint NOT NULL UNIQUE,
            input_digest text COLLATE "C" NOT NULL UNIQUE,
            rules_version text COLLATE "C" NOT NULL,
            cut_off bigint,
            further_input text COLLATE "C" NOT NULL,
            parcel_count bigint NOT NULL,
            line_count bigint NOT NULL,
            entry_count bigint NOT NULL,
            pair_count bigint NOT NULL,
            break_count bigint NOT NULL,
            our_fee_sum bigint NOT NULL,
            our_due_sum bigint NOT NULL,
            fee_sum bigint NOT NULL,
            surcharge_sum bigint NOT NULL,
            collected_sum bigint NOT NULL,
            remitted_sum bigint NOT NULL,
            recorded_at bigint NOT NULL,
            legs_followed_at bigint,
            is_whole bigint NOT NULL DEFAULT 1,
            compacted_at bigint
        );
        CREATE INDEX reconciliation_runs_unfollowed ON reconciliation_runs(number) WHERE legs_followed_at IS NULL;
        CREATE INDEX reconciliation_runs_uncompacted ON reconciliation_runs(number)
            WHERE is_whole = 1 AND compacted_at IS NULL;
        CREATE TABLE run_statements (
            run_id text COLLATE "C" NOT NULL REFERENCES reconciliation_runs(id),
            ordinal bigint NOT NULL,
            statement_id text COLLATE "C" NOT NULL REFERENCES statements(id),
            PRIMARY KEY (run_id, ordinal)
        );
        CREATE TABLE run_entries (
            entry bigint NOT NULL PRIMARY KEY,
            parcel_version bigint,
            line bigint,
            rule bigint NOT NULL,
            outcomes bigint NOT NULL,
            remarks bigint NOT NULL,
            next_parcel bigint,
            next_line bigint,
            is_further_line bigint NOT NULL,
            CHECK (parcel_version IS NOT NULL OR line IS NOT NULL)
        );
        CREATE TABLE entry_versions (
            entry bigint NOT NULL PRIMARY KEY,
            parcel_id text COLLATE "C",
            parcel_version bigint CHECK ((parcel_version IS NULL) = (parcel_id IS NULL)),
            line bigint,
            rule bigint NOT NULL,
            outcomes bigint NOT NULL,
            remarks bigint NOT NULL,
            next_parcel bigint,
            next_line bigint,
            is_further_line bigint NOT NULL,
            first_run bigint NOT NULL,
            until_run bigint CHECK (until_run > first_run),
            CHECK (parcel_id IS NOT NULL OR line IS NOT NULL)
        );
        CREATE INDEX entry_versions_parcel ON entry_versions(parcel_id)
            WHERE until_run IS NULL AND parcel_id IS NOT NULL;
        CREATE INDEX entry_versions_lone ON entry_versions(line) WHERE until_run IS NULL AND parcel_id IS NULL;
        CREATE INDEX entry_versions_first ON entry_versions(first_run);
        CREATE INDEX entry_versions_until ON entry_versions(until_run) WHERE until_run IS NOT NULL;
        CREATE TABLE compacted_entries (
            entry bigint NOT NULL PRIMARY KEY,
            first_run bigint NOT NULL,
            last_run bigint NOT NULL CHECK (last_run >= first_run),
            parcel_version bigint,
            line bigint,
            rule bigint NOT NULL,
            outcomes bigint NOT NULL,
            remarks bigint NOT NULL,
            next_parcel bigint,
            next_line bigint,
            is_further_line bigint NOT NULL,
            CHECK (parcel_version IS NOT NULL OR line IS NOT NULL)
        );
        CREATE INDEX compacted_entries_last ON compacted_entries(last_run, parcel_version, line);
        CREATE TABLE open_parcels (
            parcel_id text COLLATE "C" NOT NULL PRIMARY KEY,
            mark bigint NOT NULL
        );
        CREATE TABLE open_lines (
            line bigint NOT NULL PRIMARY KEY
        );
        CREATE TABLE seals (
            parcel_id text COLLATE "C" NOT NULL,
            line bigint NOT NULL,
            PRIMARY KEY (parcel_id, line)
        );
        CREATE INDEX seals_line ON seals(line);
        CREATE TABLE sealed_days (
            day bigint NOT NULL PRIMARY KEY,
            totals text COLLATE "C" NOT NULL
        );
        CREATE TABLE sealed_names (
            recipient text COLLATE "C" NOT NULL PRIMARY KEY,
            parcel_count bigint NOT NULL CHECK (parcel_count >= 0)
        );
        CREATE TABLE sealing_rules (
            rules text COLLATE "C" NOT NULL
        );
        CREATE TABLE breaks (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            code text COLLATE "C" NOT NULL,
            day bigint NOT NULL,
            case_code text COLLATE "C",
            leg_id text COLLATE "C",
            parcel_id text COLLATE "C",
            tracking text COLLATE "C",
            line text COLLATE "C",
            run_id text COLLATE "C",
            transit_end bigint,
            complaint_deadline bigint,
            state text COLLATE "C" NOT NULL,
            owner text COLLATE "C",
            amount bigint NOT NULL,
            agency text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE INDEX breaks_open ON breaks(day, id) WHERE state <> 'closed';
        CREATE INDEX breaks_case ON breaks(case_code) WHERE case_code IS NOT NULL;
        CREATE INDEX breaks_parcel ON breaks(parcel_id) WHERE parcel_id IS NOT NULL;
        CREATE INDEX breaks_line ON breaks(line) WHERE line IS NOT NULL;
        CREATE INDEX breaks_agency ON breaks(agency, day, id);
        CREATE INDEX breaks_agency_open ON breaks(agency, day, id) WHERE state <> 'closed';
        CREATE INDEX breaks_listed ON breaks(day, id);
        CREATE TABLE break_events (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            break_id text COLLATE "C" NOT NULL REFERENCES breaks(id),
            kind text COLLATE "C" NOT NULL,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            actor text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL,
            owner text COLLATE "C",
            amount bigint,
            resolution text COLLATE "C",
            reference text COLLATE "C" NOT NULL,
            evidence text COLLATE "C",
            account text COLLATE "C"
        );
        CREATE INDEX break_events_break ON break_events(break_id);
        CREATE TABLE match_decisions (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            kind text COLLATE "C" NOT NULL,
            parcel_id text COLLATE "C" NOT NULL,
            line text COLLATE "C" NOT NULL,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            actor text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL
        );
        CREATE TABLE period_events (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            kind text COLLATE "C" NOT NULL,
            first_day bigint NOT NULL,
            last_day bigint NOT NULL CHECK (last_day >= first_day),
            recorded_at bigint NOT NULL,
            actor text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL,
            carried text COLLATE "C" NOT NULL
        );
        CREATE TABLE legs (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            direction text COLLATE "C" NOT NULL,
            case_code text COLLATE "C" NOT NULL,
            state text COLLATE "C"
        );
        CREATE INDEX legs_case ON legs(case_code);
        CREATE INDEX legs_state ON legs(state);
        CREATE TABLE leg_events (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            leg_id text COLLATE "C" NOT NULL REFERENCES legs(id),
            kind text COLLATE "C" NOT NULL,
            occurred_at bigint NOT NULL,
            precision text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL,
            source_kind text COLLATE "C" NOT NULL,
            source_reference text COLLATE "C" NOT NULL,
            parcel_id text COLLATE "C",
            place text COLLATE "C" NOT NULL,
            detail text COLLATE "C" NOT NULL,
            amount bigint,
            paper text COLLATE "C",
            fault text COLLATE "C",
            supersedes text COLLATE "C" REFERENCES leg_events(id)
        );
        CREATE INDEX leg_events_leg ON leg_events(leg_id);
        CREATE INDEX leg_events_recalled ON leg_events(leg_id) WHERE kind = 'note.paper_recalled';
        CREATE TABLE parcel_legs (
            leg_id text COLLATE "C" NOT NULL REFERENCES legs(id),
            parcel_id text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL,
            PRIMARY KEY (leg_id, parcel_id)
        );
        CREATE INDEX parcel_legs_parcel ON parcel_legs(parcel_id);
        CREATE TABLE legs_due (
            case_code text COLLATE "C" NOT NULL,
            parcel_id text COLLATE "C" NOT NULL,
            PRIMARY KEY (case_code, parcel_id)
        );
        CREATE TABLE leg_evidence (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            leg_id text COLLATE "C" NOT NULL REFERENCES legs(id),
            document_id text COLLATE "C" REFERENCES documents(id),
            artifact text COLLATE "C",
            page_index bigint NOT NULL,
            tracking text COLLATE "C",
            signature_count bigint,
            has_hour bigint,
            detail text COLLATE "C" NOT NULL,
            recorded_by text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL,
            CHECK (document_id IS NOT NULL OR artifact IS NOT NULL)
        );
        CREATE INDEX leg_evidence_leg ON leg_evidence(leg_id);
        CREATE TABLE manifests (
            number text COLLATE "C" NOT NULL PRIMARY KEY,
            office text COLLATE "C" NOT NULL,
            year bigint NOT NULL,
            sequence bigint NOT NULL CHECK (sequence > 0),
            direction text COLLATE "C" NOT NULL,
            day bigint NOT NULL,
            state text COLLATE "C" NOT NULL,
            content text COLLATE "C" NOT NULL,
            agency text COLLATE "C" NOT NULL DEFAULT '',
            UNIQUE (office, year, sequence)
        );
        CREATE INDEX manifests_day ON manifests(day);
        CREATE TABLE manifest_lines (
            number text COLLATE "C" NOT NULL REFERENCES manifests(number),
            parcel_id text COLLATE "C" NOT NULL,
            PRIMARY KEY (number, parcel_id)
        );
        CREATE INDEX manifest_lines_parcel ON manifest_lines(parcel_id);
        CREATE TABLE item_code_ranges (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            prefix text COLLATE "C" NOT NULL,
            country text COLLATE "C" NOT NULL,
            first_serial bigint NOT NULL,
            last_serial bigint NOT NULL,
            next_serial bigint NOT NULL CHECK (next_serial BETWEEN first_serial AND last_serial + 1),
            issued_on bigint NOT NULL,
            office text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL
        );
        CREATE TABLE item_code_leases (
            code text COLLATE "C" NOT NULL PRIMARY KEY,
            range_id text COLLATE "C" NOT NULL REFERENCES item_code_ranges(id),
            serial bigint NOT NULL,
            leased_by text COLLATE "C" NOT NULL,
            leased_at bigint NOT NULL,
            UNIQUE (range_id, serial)
        );
        """
}
