/// Cases, batches, pages, documents, what waits for a person.
enum PostgresPapersSchema {
    static let sql = """
        CREATE TABLE cases (
            code text COLLATE "C" NOT NULL PRIMARY KEY,
            recorded_at bigint NOT NULL,
            agency text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE INDEX cases_agency ON cases(agency, code);
        CREATE TABLE case_versions (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            case_code text COLLATE "C" NOT NULL REFERENCES cases(code),
            procedure_code text COLLATE "C" NOT NULL,
            procedure_name text COLLATE "C" NOT NULL,
            agency text COLLATE "C" NOT NULL,
            applicant text COLLATE "C" NOT NULL,
            id_number text COLLATE "C" NOT NULL,
            phone text COLLATE "C" NOT NULL,
            address text COLLATE "C" NOT NULL,
            received_at bigint NOT NULL,
            due text COLLATE "C",
            channel text COLLATE "C" NOT NULL,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            superseded_at bigint,
            applicant_key text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE UNIQUE INDEX case_versions_current ON case_versions(case_code) WHERE superseded_at IS NULL;
        CREATE INDEX case_versions_past ON case_versions(case_code) WHERE superseded_at IS NOT NULL;
        CREATE INDEX case_versions_applicant ON case_versions(applicant_key) WHERE superseded_at IS NULL;
        CREATE INDEX case_versions_id_number ON case_versions(id_number)
            WHERE superseded_at IS NULL AND id_number <> '';
        CREATE TABLE case_components (
            version_id text COLLATE "C" NOT NULL REFERENCES case_versions(id),
            ordinal bigint NOT NULL,
            code text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            form text COLLATE "C" NOT NULL,
            is_required bigint NOT NULL,
            must_digitize bigint NOT NULL,
            PRIMARY KEY (version_id, ordinal),
            UNIQUE (version_id, code)
        );
        CREATE TABLE batches (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            name text COLLATE "C" NOT NULL,
            station text COLLATE "C",
            content_digest text COLLATE "C" NOT NULL UNIQUE,
            state text COLLATE "C" NOT NULL,
            taken_at bigint NOT NULL,
            finished_at bigint,
            declared_pages bigint,
            agency text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE INDEX batches_unfinished ON batches(taken_at) WHERE state <> 'finished';
        CREATE INDEX batches_name ON batches(name);
        CREATE INDEX batches_agency ON batches(agency, id);
        CREATE INDEX batches_of_nobody ON batches(station, id) WHERE agency = '';
        CREATE INDEX batches_station ON batches(station, id);
        CREATE TABLE batch_handovers (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            name text COLLATE "C" NOT NULL,
            station text COLLATE "C",
            recorded_at bigint NOT NULL,
            receipt_due bigint NOT NULL DEFAULT 0
        );
        CREATE INDEX batch_handovers_batch ON batch_handovers(batch_id);
        CREATE INDEX batch_handovers_due ON batch_handovers(id) WHERE receipt_due = 1;
        CREATE INDEX batch_handovers_name ON batch_handovers(name, recorded_at);
        CREATE TABLE batch_files (
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            ordinal bigint NOT NULL,
            name text COLLATE "C" NOT NULL,
            nfc_name text COLLATE "C" NOT NULL,
            sha256 text COLLATE "C" NOT NULL,
            byte_count bigint NOT NULL,
            format text COLLATE "C",
            is_manifest bigint NOT NULL,
            is_signed bigint NOT NULL,
            page_count bigint,
            is_aside bigint NOT NULL DEFAULT 0,
            PRIMARY KEY (batch_id, ordinal)
        );
        CREATE TABLE batch_unkept_files (
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            ordinal bigint NOT NULL,
            place bigint,
            name text COLLATE "C" NOT NULL,
            nfc_name text COLLATE "C" NOT NULL,
            code text COLLATE "C" NOT NULL,
            detail text COLLATE "C" NOT NULL,
            PRIMARY KEY (batch_id, ordinal)
        );
        CREATE TABLE issues (
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            file_name text COLLATE "C" NOT NULL,
            page_index bigint NOT NULL,
            code text COLLATE "C" NOT NULL,
            stage text COLLATE "C" NOT NULL,
            ordinal bigint NOT NULL,
            detail text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL,
            withdrawn_at bigint,
            PRIMARY KEY (batch_id, file_name, page_index, code, stage)
        );
        CREATE TABLE page_readings (
            key text COLLATE "C" NOT NULL PRIMARY KEY,
            artifact text COLLATE "C" NOT NULL,
            image_artifact text COLLATE "C",
            text text COLLATE "C" NOT NULL,
            rotation bigint NOT NULL,
            skew double precision NOT NULL,
            is_blank bigint NOT NULL,
            confidence double precision,
            recorded_at bigint NOT NULL,
            unsure_words bigint,
            words_below text COLLATE "C"
        );
        CREATE INDEX page_readings_recorded ON page_readings(recorded_at);
        CREATE TABLE pages (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            file_ordinal bigint NOT NULL,
            file_name text COLLATE "C" NOT NULL,
            page_index bigint NOT NULL,
            ordinal bigint NOT NULL,
            kind text COLLATE "C" NOT NULL,
            reading_key text COLLATE "C",
            rotation bigint NOT NULL,
            skew double precision NOT NULL,
            confidence double precision,
            duplicate_of text COLLATE "C",
            case_code text COLLATE "C",
            component text COLLATE "C",
            recorded_at bigint NOT NULL,
            evidence text COLLATE "C",
            is_kind_decided bigint NOT NULL DEFAULT 0 CHECK (is_kind_decided IN (0, 1))
        );
        CREATE INDEX pages_batch ON pages(batch_id, ordinal);
        CREATE INDEX pages_case ON pages(case_code) WHERE case_code IS NOT NULL;
        CREATE TABLE documents (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            case_code text COLLATE "C" NOT NULL REFERENCES cases(code),
            component text COLLATE "C" NOT NULL,
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            content_digest text COLLATE "C" NOT NULL,
            signed_original text COLLATE "C",
            state text COLLATE "C" NOT NULL,
            occurred_at bigint NOT NULL,
            recorded_at bigint NOT NULL,
            UNIQUE (case_code, component, content_digest)
        );
        CREATE INDEX documents_batch ON documents(batch_id);
        CREATE INDEX documents_in_force ON documents(id) WHERE state IN ('current', 'beside');
        CREATE TABLE document_history (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            state text COLLATE "C" NOT NULL,
            decided_by text COLLATE "C",
            recorded_at bigint NOT NULL
        );
        CREATE INDEX document_history_document ON document_history(document_id);
        CREATE TABLE document_pages (
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            ordinal bigint NOT NULL,
            page_id text COLLATE "C" NOT NULL REFERENCES pages(id),
            original text COLLATE "C" NOT NULL,
            page_index bigint NOT NULL,
            PRIMARY KEY (document_id, ordinal),
            UNIQUE (document_id, original, page_index)
        );
        CREATE INDEX document_pages_page ON document_pages(page_id);
        CREATE TABLE derivatives (
            generation text COLLATE "C" NOT NULL,
            document_id text COLLATE "C" NOT NULL REFERENCES documents(id),
            kind text COLLATE "C" NOT NULL,
            place bigint NOT NULL CHECK (place >= 0),
            content text COLLATE "C",
            artifact text COLLATE "C",
            key text COLLATE "C",
            maker text COLLATE "C" NOT NULL CHECK (maker IN ('machine', 'person', 'signature')),
            recorded_at bigint NOT NULL,
            superseded_at bigint,
            PRIMARY KEY (generation, kind, place)
        );
        CREATE UNIQUE INDEX derivatives_in_force ON derivatives(document_id, kind, place) WHERE superseded_at IS NULL;
        CREATE INDEX derivatives_past ON derivatives(document_id) WHERE superseded_at IS NOT NULL;
        CREATE TABLE artifact_references (
            artifact text COLLATE "C" NOT NULL,
            role text COLLATE "C" NOT NULL,
            owner text COLLATE "C" NOT NULL,
            PRIMARY KEY (artifact, role, owner)
        );
        CREATE TABLE waiting_items (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            batch_id text COLLATE "C" NOT NULL REFERENCES batches(id),
            reason text COLLATE "C" NOT NULL,
            detail text COLLATE "C" NOT NULL,
            proposed_case text COLLATE "C",
            proposed_component text COLLATE "C",
            document_id text COLLATE "C" UNIQUE REFERENCES documents(id),
            created_at bigint NOT NULL,
            resolved_at bigint,
            resolution text COLLATE "C",
            resolved_by text COLLATE "C",
            agency text COLLATE "C" NOT NULL DEFAULT ''
        );
        CREATE INDEX waiting_items_batch ON waiting_items(batch_id);
        CREATE INDEX waiting_items_case ON waiting_items(proposed_case) WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_open ON waiting_items(created_at, id) WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_reasons ON waiting_items(reason, created_at) WHERE resolved_at IS NULL;
        CREATE INDEX waiting_items_agency ON waiting_items(agency, created_at, id) WHERE resolved_at IS NULL;
        CREATE TABLE waiting_pages (
            waiting_id text COLLATE "C" NOT NULL REFERENCES waiting_items(id),
            ordinal bigint NOT NULL,
            page_id text COLLATE "C" NOT NULL REFERENCES pages(id),
            PRIMARY KEY (waiting_id, ordinal)
        );
        CREATE INDEX waiting_pages_page ON waiting_pages(page_id);
        CREATE TABLE page_assignments (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            page_id text COLLATE "C" NOT NULL REFERENCES pages(id),
            waiting_id text COLLATE "C" NOT NULL REFERENCES waiting_items(id),
            case_code text COLLATE "C" NOT NULL REFERENCES cases(code),
            component text COLLATE "C" NOT NULL,
            decided_by text COLLATE "C" NOT NULL,
            recorded_at bigint NOT NULL,
            superseded_at bigint
        );
        CREATE UNIQUE INDEX page_assignments_current ON page_assignments(page_id) WHERE superseded_at IS NULL;
        CREATE INDEX page_assignments_case ON page_assignments(case_code);
        CREATE TABLE case_imports (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            ordinal bigint UNIQUE,
            new_count bigint NOT NULL DEFAULT 0,
            changed_count bigint NOT NULL DEFAULT 0,
            unchanged_count bigint NOT NULL DEFAULT 0,
            batch_count bigint NOT NULL DEFAULT 0,
            touched_at bigint NOT NULL,
            decided_at bigint,
            finished_at bigint
        );
        CREATE INDEX case_imports_open ON case_imports(ordinal, touched_at) WHERE finished_at IS NULL;
        CREATE TABLE case_import_rows (
            import_id text COLLATE "C" NOT NULL REFERENCES case_imports(id),
            ordinal bigint NOT NULL,
            record text COLLATE "C" NOT NULL,
            PRIMARY KEY (import_id, ordinal)
        );
        """
}
