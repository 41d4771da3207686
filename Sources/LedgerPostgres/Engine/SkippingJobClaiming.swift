import Basics
import Ledger

/// Claiming where any number of workers do it at the same time: the first job that nobody else is taking, in the order that
/// ``JobClaiming`` promises. Of two that come at once, the second takes the next one, so that the order of lanes may be
/// off by the jobs that are being taken.
struct SkippingJobClaiming: JobClaiming {
    let sql: any SQLSession

    func claimNext(_ filter: JobFilter, worker: String, until lease: Instant, at now: Instant) throws -> SQLRow? {
        let condition = filter.condition
        let row = try sql.row(
            Self.statement(condition.sql),
            condition.values + condition.values + [SQLValue(now), SQLValue(now), SQLValue(lease), SQLValue(worker)])
        if let row { try recordTurn(of: row.text("lane")) }
        return row
    }

    /// `lanes` goes from lane to lane through the index, whatever the number of jobs; of each the first job competes. The
    /// lanes come in order, so only the job that is taken gets locked.
    private static func statement(_ condition: String) -> String {
        """
        WITH RECURSIVE lanes AS (
            (SELECT priority, lane FROM jobs WHERE state = 'available' ORDER BY priority, lane LIMIT 1)
            UNION ALL
            SELECT n.priority, n.lane FROM lanes l CROSS JOIN LATERAL (
                SELECT priority, lane FROM jobs
                WHERE state = 'available' AND (priority, lane) > (l.priority, l.lane)
                ORDER BY priority, lane LIMIT 1) n),
        ordered AS MATERIALIZED (
            SELECT c.priority, c.lane
            FROM (SELECT l.priority, l.lane, f.ordinal FROM lanes l CROSS JOIN LATERAL (
                    SELECT ordinal FROM jobs
                    WHERE state = 'available' AND priority = l.priority AND lane = l.lane AND \(condition)
                    ORDER BY ordinal LIMIT 1) f) c
                LEFT JOIN (SELECT lane, COUNT(*) AS running FROM jobs WHERE state = 'running' GROUP BY lane) r
                    ON r.lane = c.lane
                LEFT JOIN job_lanes t ON t.lane = c.lane
            ORDER BY c.priority, COALESCE(r.running, 0), COALESCE(t.served, 0), c.ordinal),
        taken AS MATERIALIZED (
            SELECT j.id FROM ordered o CROSS JOIN LATERAL (
                SELECT id FROM jobs
                WHERE state = 'available' AND priority = o.priority AND lane = o.lane AND \(condition)
                ORDER BY ordinal LIMIT 1 FOR UPDATE SKIP LOCKED) j
            LIMIT 1)
        UPDATE jobs SET state = 'running', state_at = ?, scheduled_at = NULL, heartbeat_at = ?, lease_until = ?,
            worker = ?, attempt = attempt + 1
        WHERE state = 'available' AND id IN (SELECT id FROM taken)
        RETURNING *
        """
    }

    private func recordTurn(of lane: String) throws {
        guard
            let turn = try sql.row(
                "UPDATE counters SET value = value + 1 WHERE name = 'lane_turn' RETURNING value", [])?.integer("value")
        else { throw LedgerError(.damagedRecord, "no counter") }
        try sql.run(
            """
            INSERT INTO job_lanes (lane, served) VALUES (?, ?)
            ON CONFLICT (lane) DO UPDATE SET served = excluded.served
            """, [SQLValue(lane), SQLValue(turn)])
    }
}
