/// What the tables do by themselves: they refuse changes of what is never changed, and keep counts.
enum PostgresTriggers {
    static let sql = refusing + keeping

    /// The message of a refusal is the trigger's argument.
    private static let refusing = """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_ARGV[0]; END $$;
        CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('the record of acts is never changed');
        CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('the record of acts is never changed');
        CREATE TRIGGER derivatives_stay BEFORE DELETE ON derivatives
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('what was made of a document is superseded, never removed');
        CREATE TRIGGER derivatives_are_not_edited
            BEFORE UPDATE OF generation, document_id, kind, place, content, artifact, maker, recorded_at ON derivatives
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('what was made of a document is superseded, never edited');
        CREATE TRIGGER derivatives_are_signed BEFORE UPDATE OF superseded_at ON derivatives
            FOR EACH ROW WHEN (OLD.maker = 'signature' OR OLD.superseded_at IS NOT NULL)
            EXECUTE FUNCTION refuse_change('what is signed is not superseded, and nothing is twice');
        CREATE TRIGGER artifact_references_stay BEFORE DELETE ON artifact_references
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an artifact that a record named stays named');
        CREATE TRIGGER artifact_references_are_not_edited BEFORE UPDATE ON artifact_references
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an artifact that a record named stays named');
        CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an account is disabled, never deleted');
        CREATE TRIGGER looks_stay BEFORE DELETE ON looks
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('the record of looks is never changed');
        CREATE TRIGGER looks_are_never_changed BEFORE UPDATE ON looks
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('the record of looks is never changed');
        CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('a correction is taken back by another, never removed');
        CREATE TRIGGER corrections_are_never_changed BEFORE UPDATE ON corrections
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('a correction is never changed');
        CREATE TRIGGER review_items_stay BEFORE DELETE ON review_items
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an item of the queue is withdrawn, never removed');
        CREATE TRIGGER account_identities_stay BEFORE DELETE ON account_identities
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('whose account it is stays');
        CREATE TRIGGER account_identities_are_never_changed BEFORE UPDATE ON account_identities
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('whose account it is stays');
        CREATE TRIGGER review_acts_are_never_changed BEFORE UPDATE ON review_acts
            FOR EACH ROW
            EXECUTE FUNCTION refuse_change('an act is never changed');
        """

    private static let keeping = """

        CREATE FUNCTION derivatives_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM derivatives d WHERE d.document_id = NEW.document_id AND d.kind = NEW.kind
                        AND d.place = NEW.place AND d.superseded_at IS NULL AND d.maker <> 'machine')
                    OR EXISTS (SELECT 1 FROM derivatives d WHERE d.document_id = NEW.document_id AND d.kind = NEW.kind
                        AND d.place = NEW.place AND d.superseded_at IS NOT NULL AND d.maker <> 'machine')
                THEN
                    RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                        MESSAGE = 'what a person made is not made again by a machine';
                END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER derivatives_are_frozen BEFORE INSERT ON derivatives
            FOR EACH ROW WHEN (NEW.maker = 'machine') EXECUTE FUNCTION derivatives_are_frozen();

        CREATE FUNCTION count_given_up() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                change bigint := 0;
            BEGIN
                IF TG_OP <> 'DELETE' THEN change := NEW.needs_person; END IF;
                IF TG_OP <> 'INSERT' THEN change := change - OLD.needs_person; END IF;
                UPDATE counters SET value = value + change WHERE name = 'dead_letter';
                RETURN NULL;
            END $$;
        CREATE TRIGGER jobs_given_up AFTER UPDATE OF needs_person ON jobs
            FOR EACH ROW WHEN (NEW.needs_person <> OLD.needs_person) EXECUTE FUNCTION count_given_up();
        CREATE TRIGGER jobs_added_given_up AFTER INSERT ON jobs
            FOR EACH ROW WHEN (NEW.needs_person = 1) EXECUTE FUNCTION count_given_up();
        CREATE TRIGGER jobs_removed_given_up AFTER DELETE ON jobs
            FOR EACH ROW WHEN (OLD.needs_person = 1) EXECUTE FUNCTION count_given_up();

        CREATE FUNCTION count_review_items() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    UPDATE review_counts SET items = items - 1 WHERE state = OLD.state AND agency = OLD.agency;
                END IF;
                INSERT INTO review_counts AS c (state, agency, items) VALUES (NEW.state, NEW.agency, 1)
                    ON CONFLICT (state, agency) DO UPDATE SET items = c.items + 1;
                RETURN NULL;
            END $$;
        CREATE TRIGGER review_items_come AFTER INSERT ON review_items
            FOR EACH ROW EXECUTE FUNCTION count_review_items();
        CREATE TRIGGER review_items_move AFTER UPDATE OF state ON review_items
            FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION count_review_items();

        CREATE FUNCTION review_items_follow_deadlines() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE review_items SET due = COALESCE(NEW.due, '9999-12-31')
                    WHERE case_code = NEW.case_code AND due <> COALESCE(NEW.due, '9999-12-31');
                RETURN NULL;
            END $$;
        CREATE TRIGGER review_items_follow_deadlines AFTER INSERT ON case_versions
            FOR EACH ROW EXECUTE FUNCTION review_items_follow_deadlines();
        """
}
