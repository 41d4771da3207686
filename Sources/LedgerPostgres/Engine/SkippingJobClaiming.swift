import Basics
import Ledger

/// Claiming where any number of workers do it at the same time: the first jobs that nobody else is taking, in the order that
/// ``JobClaiming`` promises, all with one statement. Of two that come at once, the second takes those after the first
/// one's, so that the order of lanes may be off by the jobs that are being taken.
struct SkippingJobClaiming: JobClaiming {
    let sql: any SQLSession

    func claimNext(_ filter: JobFilter, worker: String, until lease: Instant, at now: Instant) throws -> SQLRow? {
        try claim(filter, limit: 1, worker: worker, until: lease, at: now).first
    }

    func claim(
        _ filter: JobFilter, limit: Int, worker: String, until lease: Instant, at now: Instant
    ) throws -> [SQLRow] {
        let condition = filter.condition
        let limits = [SQLValue(limit + Self.others), SQLValue(limit * 4 + Self.others), SQLValue(limit)]
        let values = [SQLValue(now), SQLValue(now), SQLValue(lease), SQLValue(worker)]
        let rows = try sql.rows(Self.statement(condition.sql), condition.values + limits + values).map {
            (place: try $0.integer("place"), lane: try $0.text("lane"), row: $0)
        }.sorted { $0.place < $1.place }
        try recordTurns(of: rows.map(\.lane))
        return rows.map(\.row)
    }

    /// Jobs beyond those wanted that are looked at because others may be taking some.
    private static let others = 20

    /// `lanes` goes from lane to lane through the index, whatever the number of jobs. Of each the first jobs compete: the
    /// second as if the first ran already and its lane had just been served, and so on. Only those that are taken get locked.
    private static func statement(_ condition: String) -> String {
        """
        WITH RECURSIVE lanes AS (
            (SELECT priority, lane FROM jobs WHERE state = 'available' ORDER BY priority, lane LIMIT 1)
            UNION ALL
            SELECT n.priority, n.lane FROM lanes l CROSS JOIN LATERAL (
                SELECT priority, lane FROM jobs
                WHERE state = 'available' AND (priority, lane) > (l.priority, l.lane)
                ORDER BY priority, lane LIMIT 1) n),
        first_jobs AS MATERIALIZED (
            SELECT l.priority, l.lane, f.id, f.ordinal,
                row_number() OVER (PARTITION BY l.lane ORDER BY l.priority, f.ordinal) AS place
            FROM lanes l CROSS JOIN LATERAL (
                SELECT id, ordinal FROM jobs
                WHERE state = 'available' AND priority = l.priority AND lane = l.lane AND \(condition)
                ORDER BY ordinal LIMIT ?) f),
        candidates AS MATERIALIZED (
            SELECT f.id, row_number() OVER (
                ORDER BY f.priority, COALESCE(r.running, 0) + f.place, f.place > 1, COALESCE(t.served, 0),
                    f.ordinal) AS place
            FROM first_jobs f
                LEFT JOIN (SELECT lane, COUNT(*) AS running FROM jobs WHERE state = 'running' GROUP BY lane) r
                    ON r.lane = f.lane
                LEFT JOIN job_lanes t ON t.lane = f.lane
            ORDER BY place LIMIT ?),
        taken AS MATERIALIZED (
            SELECT j.id, c.place FROM candidates c CROSS JOIN LATERAL (
                SELECT id FROM jobs WHERE id = c.id AND state = 'available' LIMIT 1 FOR UPDATE SKIP LOCKED) j
            LIMIT ?)
        UPDATE jobs SET state = 'running', state_at = ?, scheduled_at = NULL, heartbeat_at = ?, lease_until = ?,
            worker = ?, attempt = attempt + 1
        FROM taken WHERE jobs.id = taken.id
        RETURNING jobs.*, taken.place
        """
    }

    /// The lanes are written in the order of their names, so that two that claim never wait for each other.
    private func recordTurns(of lanes: [String]) throws {
        guard !lanes.isEmpty else { return }
        let last = try sql.row(
            "UPDATE counters SET value = value + ? WHERE name = 'lane_turn' RETURNING value", [SQLValue(lanes.count)])
        guard let last = try last?.integer("value") else { throw LedgerError(.damagedRecord, "no counter") }
        var turns: [String: Int] = [:]
        for (place, lane) in lanes.enumerated() { turns[lane] = last - lanes.count + 1 + place }
        var batch = SQLBatch(columns: 2)
        for (lane, turn) in turns.sorted(by: { $0.key < $1.key }) {
            batch.append(lane)
            batch.append(turn)
        }
        try sql.run(
            """
            INSERT INTO job_lanes (lane, served) VALUES (?, ?)
            ON CONFLICT (lane) DO UPDATE SET served = excluded.served
            """, batch: batch)
    }
}
