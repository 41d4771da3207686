import Basics
import PostalChannel

/// Differences and their events in the columns of `breaks` and `break_events`.
enum DiscrepancyColumns {
    static let insertion = """
        INSERT INTO breaks (id, code, day, case_code, leg_id, parcel_id, tracking, line, run_id, transit_end,
            complaint_deadline, state, owner, amount, agency)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE(
            (SELECT p.agency FROM parcel_versions p WHERE p.parcel_id = ? AND p.superseded_at IS NULL), ?))
        """
    static let count = 16

    /// - Parameter agency: of the case, for what is about none of our parcels.
    static func append(
        _ value: Discrepancy, agency: String, complaintDeadline: CalendarDay?, to batch: inout SQLBatch
    ) {
        batch.append(value.id)
        batch.append(value.code)
        batch.append(DayColumn.encode(value.subject.day))
        batch.append(value.subject.caseCode)
        batch.append(value.subject.leg)
        batch.append(value.subject.parcel)
        batch.append(value.subject.tracking)
        batch.append(value.subject.line)
        batch.append(value.subject.run)
        batch.append(value.subject.transitEnd.map(DayColumn.encode))
        batch.append(complaintDeadline.map(DayColumn.encode))
        batch.append(value.state)
        batch.append(value.owner)
        batch.append(value.amount)
        batch.append(value.subject.parcel)
        batch.append(agency)
    }

    static let eventInsertion = """
        INSERT INTO break_events (id, break_id, kind, occurred_at, recorded_at, actor, reason, owner, amount,
            resolution, reference, evidence, account)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let eventCount = 13

    static func append(_ event: DiscrepancyEvent, of id: DiscrepancyID, to batch: inout SQLBatch) {
        batch.append(event.id)
        batch.append(id)
        batch.append(event.kind)
        batch.append(event.occurred)
        batch.append(event.recorded)
        batch.append(event.actor)
        batch.append(event.reason)
        batch.append(event.owner)
        batch.append(event.amount)
        batch.append(event.resolution)
        batch.append(event.reference)
        batch.append(event.evidence)
        batch.append(event.account)
    }

    static func event(_ row: SQLRow) throws -> DiscrepancyEvent {
        DiscrepancyEvent(
            id: try row.parsed("id"), kind: try row.parsed("kind"), occurred: try row.instant("occurred_at"),
            recorded: try row.instant("recorded_at"), actor: try row.text("actor"),
            account: try row.optionalText("account"), reason: try row.text("reason"),
            owner: try row.optionalText("owner"), amount: try row.optionalInteger("amount").map { Dong($0) },
            resolution: try row.optionalParsed("resolution"), reference: try row.text("reference"),
            evidence: try row.optionalParsed("evidence"))
    }

    static func record(_ row: SQLRow, _ events: [DiscrepancyEvent]) throws -> DiscrepancyRecord {
        let subject = DiscrepancySubject(
            day: try DayColumn.decode(row.integer("day")), caseCode: try row.optionalParsed("case_code"),
            leg: try row.optionalParsed("leg_id"), parcel: try row.optionalText("parcel_id"),
            tracking: try row.optionalText("tracking"), line: try row.optionalText("line"),
            run: try row.optionalText("run_id"),
            transitEnd: try row.optionalInteger("transit_end").map(DayColumn.decode))
        let value = try? Discrepancy(
            id: row.parsed("id"), code: row.text("code"), subject: subject, stored: events)
        guard let value else { throw LedgerError(.damagedRecord, "events of a break") }
        return DiscrepancyRecord(
            value: value, complaintDeadline: try row.optionalInteger("complaint_deadline").map(DayColumn.decode))
    }
}
