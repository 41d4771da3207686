/// The order in which all differences are listed, and how many jobs were given up.
///
/// The counter `dead_letter` is kept by triggers, whichever verb changes a job.
enum SQLiteListsSchema {
    static let sql = """
        CREATE INDEX breaks_listed ON breaks(day, id);
        INSERT INTO counters (name, value) SELECT 'dead_letter', COUNT(*) FROM jobs
            WHERE state = 'discarded' AND needs_person = 1;
        CREATE TRIGGER jobs_given_up AFTER UPDATE OF needs_person ON jobs WHEN NEW.needs_person <> OLD.needs_person
            BEGIN
                UPDATE counters SET value = value + NEW.needs_person - OLD.needs_person WHERE name = 'dead_letter';
            END;
        CREATE TRIGGER jobs_added_given_up AFTER INSERT ON jobs WHEN NEW.needs_person = 1
            BEGIN UPDATE counters SET value = value + 1 WHERE name = 'dead_letter'; END;
        CREATE TRIGGER jobs_removed_given_up AFTER DELETE ON jobs WHEN OLD.needs_person = 1
            BEGIN UPDATE counters SET value = value - 1 WHERE name = 'dead_letter'; END;
        """
}
