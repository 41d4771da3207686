import Basics

/// What the statements about jobs share. States are written out rather than bound, so that engines can use the indexes
/// that hold only the jobs of some states.
enum JobSQL {
    static let isLive = "state IN ('available', 'scheduled', 'running', 'retryable')"
    static let waitsForItsTime = "state IN ('scheduled', 'retryable')"

    /// The fence: whoever held the job before and comes late finds another attempt or state.
    static let isHeld = "id = ? AND attempt = ? AND state = 'running'"

    /// How far two instants may be apart by the inexactness of clocks, milliseconds; what is further in the future was
    /// recorded before the clock was set back.
    static let clockTolerance: Int64 = 5_000

    static func job(_ row: SQLRow) throws -> Job {
        Job(
            id: try row.parsed("id"), kind: try row.parsed("kind"), payload: try row.text("payload"),
            uniqueKey: try row.optionalText("unique_key"), lane: try row.text("lane"),
            priority: try priority(row), state: try row.parsed("state"), attempt: try row.integer("attempt"),
            failures: try row.integer("failures"), maximumAttempts: try row.integer("max_attempts"),
            crashCount: try row.integer("abandonments"), needsPerson: try row.flag("needs_person"),
            createdAt: try row.instant("created_at"),
            stateSince: try row.instant("state_at"), scheduledAt: try row.optionalInstant("scheduled_at"),
            leasedUntil: try row.optionalInstant("lease_until"), againAt: try row.optionalInstant("again_at"),
            worker: try row.optionalText("worker"), lastError: try error(row),
            place: JobPlace(ordinal: try row.integer("ordinal")))
    }

    static func claimedJob(_ row: SQLRow) throws -> ClaimedJob {
        ClaimedJob(
            id: try row.parsed("id"), attempt: try row.integer("attempt"), kind: try row.parsed("kind"),
            payload: try row.text("payload"), uniqueKey: try row.optionalText("unique_key"),
            lane: try row.text("lane"), priority: try priority(row), failures: try row.integer("failures"),
            maximumAttempts: try row.integer("max_attempts"))
    }

    static func error(_ row: SQLRow) throws -> JobError? {
        guard let code = try row.optionalText("error_code") else { return nil }
        return JobError(code: code, detail: try row.optionalText("error_detail") ?? "")
    }

    private static func priority(_ row: SQLRow) throws -> JobPriority {
        guard let priority = JobPriority(rawValue: try row.integer("priority")) else {
            throw LedgerError(.damagedRecord, "column priority")
        }
        return priority
    }
}

extension Instant {
    public func adding(milliseconds: Int64) -> Instant {
        // Saturating: an instant from outside may be any number.
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        return Instant(milliseconds: overflow ? (milliseconds > 0 ? .max : .min) : sum)
    }
}
