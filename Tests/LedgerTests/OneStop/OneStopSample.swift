import Basics
import Dossiers
import OneStop

@testable import Ledger

/// What tests of courses share: rules with the days off of 2025 to 2027 that matter to them, people, facts.
enum OneStopSample {
    static let clerk = Actor(.person, account: "lan")
    static let head = Actor(.person, account: "minh")

    static func rules() throws -> OneStopRules {
        OneStopRules(
            life: try .shipped(), deadlines: try .shipped(),
            calendar: try WorkingCalendar((2020...2027).map { YearCalendar(year: $0, holidays: []) }))
    }

    /// A code that no other number has.
    static func code(_ number: Int, agency: String = "H40.16") -> CaseCode {
        let serial = String(String(10_000 + number % 10_000).dropFirst())
        let month = String(String(101 + number / 10_000).dropFirst())
        return CaseCode(rawValue: "\(agency)-26\(month)18-\(serial)") ?? Office.birth
    }

    static func record(_ code: CaseCode, received: Instant, due: String?, channel: CaseChannel = .direct) -> CaseRecord
    {
        var record = Office.record(code)
        (record.received, record.due, record.channel) = (received, due.flatMap(CalendarDay.init(rawValue:)), channel)
        record.components = []
        return record
    }

    static func event(
        _ code: CaseCode, _ kind: CaseEvent.Kind, at occurred: Instant, known: Instant? = nil, key: String? = nil,
        from source: CaseEvent.Source = .person, by actor: Actor = clerk, approval: Approval? = nil,
        supersedes: String? = nil, request: ApprovalRequestID? = nil
    ) -> NewCaseEvent {
        NewCaseEvent(
            code,
            CaseEvent(
                id: CaseEventID(rawValue: key ?? "\(code)/\(kind)/\(occurred.milliseconds)"), kind: kind,
                occurred: occurred, recorded: known ?? occurred, actor: actor, source: source, approval: approval,
                supersedes: supersedes.map { CaseEventID(rawValue: $0) }), approvalRequest: request)
    }

    /// A move so many minutes after the fixed morning.
    static func move(_ code: CaseCode, _ state: CaseState, _ minute: Int, known: Int? = nil) -> NewCaseEvent {
        event(code, .move(state), at: Office.time(minute), known: Office.time(known ?? minute))
    }

    static func request(_ code: CaseCode, _ kind: LifeRules.ApprovalKind = .return) -> ApprovalRequest {
        ApprovalRequest(
            caseCode: code, kind: kind, notice: "12/TB", reason: "Thiếu giấy tờ", content: "Bổ sung bản vẽ",
            requestedBy: clerk, requestedAt: Office.time(1))
    }

    /// A moment at +07:00: `2026-11-18 08:30`.
    static func moment(_ text: String) -> Instant {
        let parts = text.split(separator: " ")
        let clock = (parts.last ?? "").split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, clock.count == 2, let day = CalendarDay(rawValue: String(parts[0])) else {
            preconditionFailure("test data")
        }
        return WatchHorizon.moment(day, minute: clock[0] * 60 + clock[1])
    }
}

extension LedgerTransaction {
    /// Renews everything that is due.
    func renewAll(_ rules: OneStopRules, at now: Instant) throws {
        while try renewLives(limit: 2_000, rules: rules, at: now) > 0 {}
    }

    /// What is kept beside all cases, as one text for each.
    func keptLives() throws -> [String] {
        try sql.rows("SELECT * FROM case_lives ORDER BY case_code", []).map { row in
            row.columns.sorted { $0.value < $1.value }.map { "\($0.key)=\(row.values[$0.value])" }.joined(
                separator: " ")
        }
    }
}
