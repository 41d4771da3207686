import Foundation
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerPostgres
@testable import LedgerSQLite

@Suite(
    "The tables in PostgreSQL",
    .enabled(if: PostgresCluster.isInstalled, Comment(rawValue: PostgresCluster.absence)))
struct PostgresSchemaTests {
    private static func texts(_ ledger: Ledger, _ sql: String) async throws -> Set<String> {
        Set(try await ledger.read { tx in try tx.sql.rows(sql, []).map { try $0.text("t") } })
    }

    /// What each engine has of its own.
    private static let own = [
        "grdb_migrations", "ledger_migrations", "transaction_marks", "leaderships", "search_text", "search_text_data",
        "search_text_idx", "search_text_content", "search_text_docsize", "search_text_config", "search_text_words",
    ]

    private static func isShared(_ text: String) -> Bool {
        !own.contains { text == $0 || text.hasPrefix("\($0).") || text.hasPrefix("\($0) ") }
    }

    /// A change of the schema is a migration in both: what is missing here has to be added to `PostgresSchema`.
    @Test(
        "Both engines have the same columns, keys, indexes and triggers",
        arguments: [
            (
                """
                SELECT m.name || '.' || p.name || CASE p.type WHEN 'INTEGER' THEN ' bigint' WHEN 'TEXT' THEN ' text'
                    WHEN 'REAL' THEN ' double precision' WHEN 'BLOB' THEN ' bytea' ELSE ' ?' END
                    || CASE WHEN p."notnull" = 1 OR p.pk > 0 THEN ' required' ELSE '' END AS t
                FROM sqlite_master m JOIN pragma_table_info(m.name) p
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
                """,
                """
                SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, NULL)
                    || CASE WHEN a.attnotnull THEN ' required' ELSE '' END AS t
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                """
            ),
            (
                """
                SELECT m.name || ' ' || (SELECT group_concat(k.name, ' ') FROM
                    (SELECT p.name FROM pragma_table_info(m.name) p WHERE p.pk > 0 ORDER BY p.pk) k) AS t
                FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
                    AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) p WHERE p.pk > 0)
                """,
                """
                SELECT c.relname || ' ' || (SELECT string_agg(a.attname, ' ' ORDER BY k.place)
                    FROM unnest(i.indkey) WITH ORDINALITY k(number, place)
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number) AS t
                FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
                """
            ),
            (
                "SELECT name AS t FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
                """
                SELECT c.relname AS t FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE c.relnamespace = 'public'::regnamespace
                    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
                """
            ),
            (
                "SELECT tbl_name || ' ' || name AS t FROM sqlite_master WHERE type = 'trigger'",
                """
                SELECT c.relname || ' ' || g.tgname AS t FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
                WHERE NOT g.tgisinternal
                """
            ),
        ])
    func sameTables(_ sqlite: String, _ postgres: String) async throws {
        let here = try await Self.texts(LedgerMaker.sqlite.make(), sqlite).filter(Self.isShared)
        let there = try await Self.texts(LedgerMaker.postgres.make(), postgres).filter(Self.isShared)
        #expect(!here.isEmpty)
        #expect(here.subtracting(there).sorted() == [], "not in PostgreSQL")
        #expect(there.subtracting(here).sorted() == [], "only in PostgreSQL")
    }

    @Test("Every text compares by its bytes")
    func collation() async throws {
        let others = try await Self.texts(
            LedgerMaker.postgres.make(),
            """
            SELECT c.relname || '.' || a.attname AS t FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
                AND a.atttypid = 'text'::regtype AND a.attcollation <> 'pg_catalog."C"'::regcollation
            """)
        #expect(others == [])
    }

    @Test("A new ledger has the same first rows")
    func sameFirstRows() async throws {
        for query in [
            // Each engine has an index for search of its own, with a version of its own.
            "SELECT name || ' ' || CAST(value AS TEXT) AS t FROM counters WHERE name <> 'search_index'",
            "SELECT act || ' ' || facts AS t FROM audit_entries",
            "SELECT CAST(number AS TEXT) || hash AS t FROM look_head",
        ] {
            let here = try await Self.texts(LedgerMaker.sqlite.make(), query)
            let there = try await Self.texts(LedgerMaker.postgres.make(), query)
            #expect(here == there)
        }
    }

    @Test("Processes that open an empty database at the same time make one ledger; one of a newer program is refused")
    func opening() async throws {
        let address = try await PostgresDatabases.shared.makeOwn(empty: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await withCheckedThrowingContinuation { continuation in
                        DispatchQueue.global().async {
                            continuation.resume(
                                with: Result { try PostgresDriver(address, identifiers: .init()).close() })
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let driver = try PostgresDriver(address, identifiers: .init())
        let ledger = Ledger(driver: driver)
        #expect(try await ledger.faults() == [])
        try driver.run("INSERT INTO ledger_migrations (number, done_at) VALUES (9999, 0)")
        let error = #expect(throws: LedgerError.self) { _ = try PostgresDriver(address, identifiers: .init()) }
        #expect(error?.code == .newerSchema)
    }
}
