import Foundation
import Synchronization
import TestSupport

@testable import Ledger
@testable import LedgerPostgres

/// Databases with an empty ledger for tests, each used by one test at a time and emptied after it: to make one costs more
/// than most tests.
final class PostgresDatabases: Sendable {
    static let shared = PostgresDatabases()

    /// A ledger that a test has for itself.
    struct Lease: Sendable {
        let driver: PostgresDriver
        let name: String
    }

    private struct State {
        var free: [Lease] = []
        var made = 0
        var waiting: [CheckedContinuation<Lease?, Never>] = []
    }

    private let state = Mutex(State())
    /// All tests begin at the same time; those that find no free database wait.
    private static let most = 16

    static var limits: PostgresLimits {
        var limits = PostgresLimits()
        limits.readers = 3
        return limits
    }

    /// A free database, or a new one while there are not too many.
    func take() async throws -> Lease {
        let known = await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Lease?? in
                if let free = state.free.popLast() { return .some(free) }
                guard state.made == Self.most else {
                    state.made += 1
                    return .some(nil)
                }
                state.waiting.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
        if let known { return known }
        return try await offPool { [self] cluster in try make(cluster) }
    }

    /// Empties a database and lets another test have it.
    func give(_ lease: Lease) {
        DispatchQueue.global().async { [self] in
            do { try lease.driver.run("SELECT saved.reset()") } catch {
                fatalError("emptying a test's ledger: \(error)")
            }
            let next = state.withLock { state -> CheckedContinuation<Lease?, Never>? in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.free.append(lease)
                return nil
            }
            next?.resume(returning: lease)
        }
    }

    /// A database for one test only, made of the empty ledger or, without, of nothing.
    func makeOwn(empty: Bool = false) async throws -> PostgresAddress {
        try await offPool { cluster in
            let name = "own_\(UInt32.random(in: .min ... .max))"
            try Self.execute("CREATE DATABASE \(name)\(empty ? "" : " TEMPLATE empty_ledger")", in: "postgres", cluster)
            return try PostgresAddress(cluster.address(of: name))
        }
    }

    // MARK: Parts

    private func make(_ cluster: PostgresCluster) throws -> Lease {
        let name = "test_\(UInt32.random(in: .min ... .max))"
        try Self.execute("CREATE DATABASE \(name) TEMPLATE empty_ledger", in: "postgres", cluster)
        let driver = try PostgresDriver(
            PostgresAddress(cluster.address(of: name)), limits: Self.limits, identifiers: .init())
        return Lease(driver: driver, name: name)
    }

    /// The database that the others are copied of.
    private static let template = Task {
        let cluster = try await PostgresCluster.shared()
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        try execute("CREATE DATABASE empty_ledger", in: "postgres", cluster)
                        let address = try PostgresAddress(cluster.address(of: "empty_ledger"))
                        try PostgresDriver(address, identifiers: .init()).close()
                        try execute(reset, in: "empty_ledger", cluster)
                    })
            }
        }
    }

    private func offPool<T: Sendable>(
        _ body: @escaping @Sendable (PostgresCluster) throws -> T
    ) async throws -> T {
        let cluster = try await PostgresCluster.shared()
        _ = try await Self.template.value
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body(cluster) }) }
        }
    }

    static func execute(_ sql: String, in database: String, _ cluster: PostgresCluster) throws {
        let thread = PostgresThread(try PostgresAddress(cluster.address(of: database)), limits, name: "test")
        try thread.withConnection { connection in
            try connection.connect()
            try connection.execute(sql)
            connection.disconnect()
        }
    }

    /// Empties what is not empty and puts the first rows back. Without triggers: some rows are never removed.
    private static let reset = """
        CREATE SCHEMA saved;
        CREATE TABLE saved.counters AS TABLE counters;
        CREATE TABLE saved.look_head AS TABLE look_head;
        CREATE TABLE saved.audit_head AS TABLE audit_head;
        CREATE TABLE saved.audit_entries AS TABLE audit_entries;
        CREATE TABLE saved.ledger_migrations AS TABLE ledger_migrations;
        CREATE FUNCTION saved.reset() RETURNS void LANGUAGE plpgsql AS $$
            DECLARE
                t text;
                is_used boolean;
            BEGIN
                SET LOCAL session_replication_role = replica;
                FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', t) INTO is_used;
                    IF pg_relation_size(format('public.%I', t)) > 1000000 THEN
                        EXECUTE format('TRUNCATE public.%I CASCADE', t);
                    ELSIF is_used THEN
                        EXECUTE format('DELETE FROM public.%I', t);
                    END IF;
                END LOOP;
                FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'saved' LOOP
                    EXECUTE format('INSERT INTO public.%I SELECT * FROM saved.%I', t, t);
                END LOOP;
                PERFORM setval('search_entries_id_seq', 1, false);
                SET LOCAL session_replication_role = origin;
            END $$;
        """
}

extension PostgresDriver {
    /// Runs a statement of a test's own, not as a part of the ledger; blocks.
    func run(_ sql: String) throws {
        try onWriter { connection in
            try connection.connect(until: .now + .seconds(10))
            try connection.execute(sql)
        }
    }
}
