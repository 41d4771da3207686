import Basics
import Dossiers
import OneStop

extension LedgerTransaction {
    /// Records facts about cases, in whatever order they come; what was recorded before changes nothing. What does not
    /// fit into a case's course is kept, and told with the course.
    /// - Returns: how many were new.
    /// - Throws: ``LedgerError/Code/notFound`` when the register does not have one of the cases: nothing is recorded then.
    @discardableResult
    public func record(_ events: [NewCaseEvent]) throws -> Int {
        guard let first = events.first else { return 0 }
        try requireCases(events.map(\.caseCode))
        // Numbers that a repeated fact was to have are given to nobody.
        let numbers = try reserve(events.count, of: .caseEvent)
        var batch = SQLBatch(columns: CaseEventColumns.count)
        for (number, event) in zip(numbers, events) {
            try CaseEventColumns.append(event, number: number, to: &batch)
            try sql.flush(CaseEventColumns.insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(CaseEventColumns.insertion, &batch)
        let recorded = try sql.rows(
            "SELECT DISTINCT case_code FROM case_events WHERE number BETWEEN ? AND ? ORDER BY case_code",
            [SQLValue(numbers.lowerBound), SQLValue(numbers.upperBound)]
        ).map { try $0.text("case_code") }
        guard let subject = recorded.first else { return 0 }
        let now = events.map(\.event.recorded).max() ?? first.event.recorded
        acts.note(.caseMoved, subject, .caseEvents, range: numbers, at: now)
        for code in recorded.dropFirst() { acts.note(.caseMoved, code, at: now) }
        return try sql.row(
            "SELECT COUNT(*) AS n FROM case_events WHERE number BETWEEN ? AND ?",
            [SQLValue(numbers.lowerBound), SQLValue(numbers.upperBound)])?.integer("n") ?? 0
    }

    /// Records a fact that a person asks for, if it fits, and renews what is kept beside the case.
    /// - Returns: the case's course with it.
    /// - Throws: `MoveRefusal` when it does not fit; ``LedgerError/Code/notFound``.
    public func make(_ new: NewCaseEvent, rules: OneStopRules, at now: Instant) throws -> CourseOfCase {
        guard let course = try course(of: new.caseCode, rules: rules) else {
            throw LedgerError(.notFound, "case \(new.caseCode)")
        }
        var known = new.event
        known.id = CaseEventColumns.id(new.event.source, new.event.id.rawValue)
        if !course.life.events.contains(known) { _ = try course.life.adding(known, rules: rules.life) }
        try record([new])
        try renewLives([new.caseCode], rules: rules, at: now)
        return try self.course(of: new.caseCode, rules: rules) ?? course
    }

    private func requireCases(_ codes: [CaseCode]) throws {
        let wanted = Set(codes)
        var known: Set<String> = []
        try sql.forEachRow("SELECT code FROM cases WHERE code", in: wanted.map { SQLValue($0) }) {
            known.insert(try $0.text(0))
        }
        if let missing = wanted.first(where: { !known.contains($0.rawValue) }) {
            throw LedgerError(.notFound, "case \(missing)")
        }
    }
}
