/// Accounts and sign-ins, the records of acts and looks, reviewing, reuse of held papers.
enum PostgresPeopleSchema {
    static let sql = """
        CREATE TABLE audit_entries (
            number bigint NOT NULL PRIMARY KEY,
            recorded_at bigint NOT NULL,
            actor_kind text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            claimed text COLLATE "C",
            act text COLLATE "C" NOT NULL,
            subject text COLLATE "C" NOT NULL,
            facts text COLLATE "C" NOT NULL,
            hash text COLLATE "C" NOT NULL,
            context text COLLATE "C"
        );
        CREATE INDEX audit_entries_subject ON audit_entries(subject, number);
        CREATE TABLE audit_head (
            id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
            number bigint NOT NULL,
            hash text COLLATE "C" NOT NULL
        );
        CREATE TABLE accounts (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            name text COLLATE "C" NOT NULL UNIQUE,
            display_name text COLLATE "C" NOT NULL,
            state text COLLATE "C" NOT NULL CHECK (state IN ('active', 'disabled')),
            sees_everything bigint NOT NULL CHECK (sees_everything IN (0, 1)),
            language text COLLATE "C" NOT NULL,
            password text COLLATE "C",
            totp_secret text COLLATE "C",
            totp_demanded bigint NOT NULL CHECK (totp_demanded IN (0, 1)),
            totp_step bigint NOT NULL,
            last_sign_in bigint,
            created_at bigint NOT NULL,
            created_by text COLLATE "C" NOT NULL
        );
        CREATE TABLE account_roles (
            account_id text COLLATE "C" NOT NULL REFERENCES accounts(id),
            role text COLLATE "C" NOT NULL,
            PRIMARY KEY (account_id, role)
        );
        CREATE INDEX account_roles_role ON account_roles(role, account_id);
        CREATE TABLE account_agencies (
            account_id text COLLATE "C" NOT NULL REFERENCES accounts(id),
            agency text COLLATE "C" NOT NULL,
            PRIMARY KEY (account_id, agency)
        );
        CREATE TABLE account_links (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            token_digest text COLLATE "C" NOT NULL UNIQUE,
            purpose text COLLATE "C" NOT NULL CHECK (purpose IN ('first_administrator', 'invitation', 'reset')),
            account_id text COLLATE "C" REFERENCES accounts(id)
                CHECK ((account_id IS NULL) = (purpose = 'first_administrator')),
            created_at bigint NOT NULL,
            created_by text COLLATE "C" NOT NULL,
            expires_at bigint NOT NULL,
            closed_at bigint,
            was_used bigint NOT NULL DEFAULT 0 CHECK (was_used = 0 OR closed_at IS NOT NULL)
        );
        CREATE INDEX account_links_account ON account_links(account_id) WHERE closed_at IS NULL;
        CREATE TABLE account_identities (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            issuer text COLLATE "C" NOT NULL,
            subject text COLLATE "C" NOT NULL,
            account_id text COLLATE "C" NOT NULL REFERENCES accounts(id),
            created_at bigint NOT NULL,
            UNIQUE (issuer, subject)
        );
        CREATE INDEX account_identities_account ON account_identities(account_id);
        CREATE TABLE sessions (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            account_id text COLLATE "C" NOT NULL REFERENCES accounts(id),
            token_digest text COLLATE "C" NOT NULL UNIQUE,
            kind text COLLATE "C" NOT NULL CHECK (kind IN ('web', 'command')),
            stage text COLLATE "C" NOT NULL CHECK (stage IN ('awaiting_code', 'awaiting_enrolment', 'open')),
            created_at bigint NOT NULL,
            last_used_at bigint NOT NULL,
            idle_end bigint,
            absolute_end bigint NOT NULL,
            ended_at bigint,
            address text COLLATE "C" NOT NULL,
            agent text COLLATE "C" NOT NULL,
            totp_secret text COLLATE "C"
        );
        CREATE INDEX sessions_account ON sessions(account_id, absolute_end);
        CREATE TABLE sign_in_failures (
            subject text COLLATE "C" NOT NULL PRIMARY KEY,
            failures bigint NOT NULL CHECK (failures >= 0),
            last_at bigint NOT NULL,
            locked_until bigint
        );
        CREATE INDEX sign_in_failures_last ON sign_in_failures(last_at);
        CREATE TABLE looks (
            number bigint NOT NULL PRIMARY KEY,
            recorded_at bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            roles text COLLATE "C" NOT NULL,
            session text COLLATE "C" NOT NULL,
            subject_kind text COLLATE "C" NOT NULL,
            subject text COLLATE "C" NOT NULL,
            case_code text COLLATE "C",
            purpose text COLLATE "C" NOT NULL,
            note text COLLATE "C",
            hash text COLLATE "C" NOT NULL
        );
        CREATE INDEX looks_again ON looks(account, subject, subject_kind, purpose, session, number);
        CREATE INDEX looks_account ON looks(account, number);
        CREATE INDEX looks_case ON looks(case_code, number) WHERE case_code IS NOT NULL;
        CREATE INDEX looks_time ON looks(recorded_at, number);
        CREATE TABLE look_head (
            id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
            number bigint NOT NULL,
            hash text COLLATE "C" NOT NULL,
            last_at bigint NOT NULL
        );
        CREATE TABLE corrections (
            number bigint NOT NULL PRIMARY KEY,
            gesture text COLLATE "C" NOT NULL,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            page_id text COLLATE "C" REFERENCES pages(id),
            reading_key text COLLATE "C" REFERENCES page_readings(key),
            line bigint CHECK (line >= 0),
            word bigint CHECK (word >= 0),
            field text COLLATE "C",
            decision text COLLATE "C" NOT NULL
                CHECK (decision IN ('replaced', 'confirmed', 'not_text', 'emptied', 'undone')),
            before text COLLATE "C" NOT NULL,
            after text COLLATE "C" NOT NULL,
            evidence_page bigint,
            evidence_box text COLLATE "C",
            undoes bigint UNIQUE REFERENCES corrections(number),
            account text COLLATE "C" NOT NULL,
            person text COLLATE "C",
            recorded_at bigint NOT NULL,
            CHECK ((field IS NULL) = (page_id IS NOT NULL)),
            CHECK ((page_id IS NULL) = (reading_key IS NULL)),
            CHECK ((decision = 'undone') = (undoes IS NOT NULL))
        );
        CREATE INDEX corrections_document ON corrections(document_id, number);
        CREATE INDEX corrections_page ON corrections(page_id, number) WHERE page_id IS NOT NULL;
        CREATE TABLE corrected_documents (
            document_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES documents(id),
            revision bigint NOT NULL,
            applied bigint NOT NULL CHECK (applied <= revision),
            basis text COLLATE "C" NOT NULL
        );
        CREATE INDEX corrected_documents_pending ON corrected_documents(document_id) WHERE applied < revision;
        CREATE TABLE review_policy (
            id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
            policy text COLLATE "C" NOT NULL,
            changed_at bigint NOT NULL
        );
        CREATE TABLE review_items (
            document_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES documents(id),
            case_code text COLLATE "C" NOT NULL,
            component text COLLATE "C" NOT NULL,
            batch_id text COLLATE "C" NOT NULL,
            agency text COLLATE "C" NOT NULL,
            due text COLLATE "C" NOT NULL,
            pages bigint NOT NULL,
            unsure_words bigint NOT NULL,
            open_words bigint NOT NULL,
            open_fields bigint NOT NULL,
            state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'postponed', 'done', 'withdrawn')),
            reason text COLLATE "C" NOT NULL CHECK (reason IN ('unsure', 'sample', 'asked')),
            leased_by text COLLATE "C",
            lease_name text COLLATE "C",
            leased_at bigint,
            lease_until bigint,
            note text COLLATE "C",
            noted_by text COLLATE "C",
            noted_at bigint,
            created_at bigint NOT NULL,
            done_at bigint,
            done_by text COLLATE "C"
        );
        CREATE INDEX review_items_queue ON review_items(state, due, document_id);
        CREATE INDEX review_items_agency ON review_items(agency, state, due, document_id);
        CREATE INDEX review_items_batch ON review_items(batch_id, state, due, document_id);
        CREATE INDEX review_items_case ON review_items(case_code);
        CREATE INDEX review_items_leased ON review_items(lease_until) WHERE lease_until IS NOT NULL;
        CREATE TABLE review_counts (
            state text COLLATE "C" NOT NULL,
            agency text COLLATE "C" NOT NULL,
            items bigint NOT NULL,
            PRIMARY KEY (state, agency)
        );
        CREATE TABLE review_acts (
            account text COLLATE "C" NOT NULL,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            key text COLLATE "C" NOT NULL,
            content text COLLATE "C" NOT NULL,
            first bigint REFERENCES corrections(number),
            last bigint REFERENCES corrections(number),
            recorded_at bigint NOT NULL,
            PRIMARY KEY (account, document_id, key),
            CHECK ((first IS NULL) = (last IS NULL)),
            CHECK (first <= last)
        );
        CREATE TABLE review_drafts (
            account text COLLATE "C" NOT NULL,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            revision bigint NOT NULL,
            body text COLLATE "C" NOT NULL CHECK (octet_length(body) <= 16384),
            changed_at bigint NOT NULL,
            PRIMARY KEY (account, document_id)
        );
        CREATE INDEX review_drafts_changed ON review_drafts(changed_at);
        CREATE TABLE paper_index (
            document_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES documents(id),
            kind text COLLATE "C" NOT NULL,
            title_key text COLLATE "C" NOT NULL,
            number text COLLATE "C" NOT NULL,
            number_key text COLLATE "C" NOT NULL,
            id_number text COLLATE "C" NOT NULL,
            birth_date text COLLATE "C",
            issued text COLLATE "C"
        );
        CREATE INDEX paper_index_id_number ON paper_index(id_number, document_id) WHERE id_number <> '';
        CREATE INDEX paper_index_number ON paper_index(number_key, document_id) WHERE number_key <> '';
        CREATE INDEX paper_index_birth_date ON paper_index(birth_date, document_id) WHERE birth_date IS NOT NULL;
        CREATE TABLE reuse_links (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            case_code text COLLATE "C" NOT NULL,
            component text COLLATE "C" NOT NULL,
            purpose text COLLATE "C" NOT NULL,
            legal_basis text COLLATE "C" NOT NULL,
            evidence text COLLATE "C" NOT NULL,
            linked_at bigint NOT NULL,
            linked_by text COLLATE "C" NOT NULL
        );
        CREATE INDEX reuse_links_case ON reuse_links(case_code, id);
        CREATE INDEX reuse_links_document ON reuse_links(document_id, id);
        CREATE TABLE reuse_undoings (
            link_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES reuse_links(id),
            undone_at bigint NOT NULL,
            undone_by text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL
        );
        CREATE TABLE paper_events (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            is_revoked bigint NOT NULL CHECK (is_revoked IN (0, 1)),
            reason text COLLATE "C" NOT NULL,
            recorded_by text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL
        );
        CREATE INDEX paper_events_document ON paper_events(document_id, id);
        """
}
