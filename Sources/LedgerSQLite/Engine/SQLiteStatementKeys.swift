import GRDB
import Ledger

/// By what statements are compared with earlier ones, and what people said of them.
enum SQLiteStatementKeys {
    /// `statement_keys` has the lines in force by operator and number, sorted, many at a time, where an index on the
    /// columns would jump about for each. `replaced_lines` has lines that a partial correction takes over, by the number
    /// of its statement.
    private static let sql = """
        CREATE TABLE statement_keys (
            key INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (key, line)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE replaced_lines (
            line INTEGER NOT NULL,
            replaced_by INTEGER NOT NULL REFERENCES statements(number),
            PRIMARY KEY (line, replaced_by)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE statements ADD COLUMN superseded_by TEXT REFERENCES statements(id);
        ALTER TABLE statements ADD COLUMN amends TEXT REFERENCES statements(id);
        ALTER TABLE statements ADD COLUMN stands_beside INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE statements ADD COLUMN is_accepted INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE statements ADD COLUMN answered_by TEXT;
        ALTER TABLE statements ADD COLUMN findings TEXT;
        CREATE INDEX statements_replaced ON statements(superseded_by) WHERE superseded_by IS NOT NULL;
        UPDATE statements SET superseded_by = (
            SELECT MIN(n.id) FROM statements n
            WHERE n.supersedes = statements.id AND n.state IN ('complete', 'superseded'))
        WHERE state = 'superseded';
        """

    static func migrate(_ db: Database) throws {
        try db.execute(sql: sql)
        let key = DatabaseFunction("statement_key", argumentCount: 3, pure: true) { values in
            let texts = values.map { String.fromDatabaseValue($0) ?? "" }
            return StatementKeys.key(tracking: texts[0], recipient: texts[1], operator: texts[2])
        }
        db.add(function: key)
        defer { db.remove(function: key) }
        try db.execute(
            sql: """
                INSERT INTO statement_keys (key, line)
                SELECT statement_key(l.tracking, l.recipient, s.operator), l.line
                FROM statements s JOIN statement_lines l ON l.line BETWEEN s.number * ? AND (s.number + 1) * ? - 1
                WHERE s.state = 'complete' ORDER BY 1, 2
                """, arguments: [LineKey.rowsOfStatement, LineKey.rowsOfStatement])
    }
}
