import GRDB
import Ledger

/// By what a search finds the cases of a person.
///
/// The counter `search_index` says which version of the full-text index is there; see ``SQLiteSearchIndex/version``.
enum SQLiteScopesSchema {
    static func migrate(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE case_versions ADD COLUMN applicant_key TEXT NOT NULL DEFAULT ''")
        let key = DatabaseFunction("person_key", argumentCount: 1, pure: true) { values in
            PersonName.key(String.fromDatabaseValue(values[0]) ?? "")
        }
        db.add(function: key)
        defer { db.remove(function: key) }
        try db.execute(
            sql: """
                UPDATE case_versions SET applicant_key = person_key(applicant);
                CREATE INDEX case_versions_applicant ON case_versions(applicant_key) WHERE superseded_at IS NULL;
                CREATE INDEX case_versions_id_number ON case_versions(id_number)
                    WHERE superseded_at IS NULL AND id_number <> '';
                INSERT INTO counters (name, value) VALUES ('search_index', 1);
                """)
    }

    /// The index knows words by their first letters, too: who types finds what begins so, and of the commonest letter the
    /// newest pages without going through all. It is filled when the ledger is opened, being of another version then.
    static let beginnings = """
        DROP TABLE search_text;
        CREATE VIRTUAL TABLE search_text USING fts5(
            exact, folded, exact_fields, folded_fields, case_word,
            content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0"
        );
        """
}
