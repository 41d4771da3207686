import Basics

/// Claiming where transactions that write run one after the other. Where they do
/// not, the inner query has to lock the row that it chooses and skip locked ones.
package struct SerialJobClaiming: JobClaiming {
    package let sql: any SQLSession

    package func claimNext(_ filter: JobFilter, worker: String, until lease: Instant, at now: Instant) throws -> SQLRow?
    {
        let condition = filter.condition
        // The first job of each lane and priority competes.
        let row = try sql.row(
            """
            UPDATE jobs SET state = 'running', state_at = ?, scheduled_at = NULL, heartbeat_at = ?, lease_until = ?,
                worker = ?, attempt = attempt + 1
            WHERE state = 'available' AND ordinal = (
                SELECT c.ordinal
                FROM (SELECT priority, lane, MIN(ordinal) AS ordinal FROM jobs
                        WHERE state = 'available' AND \(condition.sql) GROUP BY priority, lane) c
                    LEFT JOIN (SELECT lane, COUNT(*) AS running FROM jobs
                        WHERE state = 'running' GROUP BY lane) r ON r.lane = c.lane
                    LEFT JOIN job_lanes l ON l.lane = c.lane
                ORDER BY c.priority, COALESCE(r.running, 0), COALESCE(l.served, 0), c.ordinal LIMIT 1)
            RETURNING *
            """,
            [SQLValue(now), SQLValue(now), SQLValue(lease), SQLValue(worker)] + condition.values)
        if let row { try recordTurn(of: row.text("lane")) }
        return row
    }

    private func recordTurn(of lane: String) throws {
        try sql.run(
            """
            INSERT INTO job_lanes (lane, served) VALUES (?, ?)
            ON CONFLICT (lane) DO UPDATE SET served = excluded.served
            """, [SQLValue(lane), SQLValue(sql.reserve(1, of: .laneTurn).lowerBound)])
    }
}
