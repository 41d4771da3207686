import Basics
import Dossiers
import OneStop

/// A case's course with what lists and figures make of it.
public struct CourseOfCase: Hashable, Sendable {
    public var life: CaseLife
    public var standing: CaseStanding
    /// When it counts in reports; `nil` for a case that does not.
    public var booked: BookedSpan?
    /// Components that must be digitized and have neither a document nor a reused one: of cases that are settled.
    public var missing: [ComponentCode]
    /// The post proves a return that the course does not have.
    public var needsRecording: Bool
    /// Under which numbers it stands in registers.
    public var entries: [CaseBookEntry]
    public var approvals: [ApprovalRequest]
}

extension LedgerTransaction {
    /// The course of one case by every fact there is; `nil` when the register does not have it.
    public func course(of code: CaseCode, rules: OneStopRules) throws -> CourseOfCase? {
        let sources = try LifeSources([code], in: self)
        guard let known = sources.cases[code], let life = sources.life(code, rules: rules.life) else { return nil }
        let standing = CaseStanding(life, promised: known.promised, rules: rules)
        return CourseOfCase(
            life: life, standing: standing, booked: try bookedSpans([code])[code],
            missing: life.state?.isSettled == true ? try missingComponents([code])[code] ?? [] : [],
            needsRecording: sources.post(code).returned != nil && life.state != .returned,
            entries: try bookEntries(case: code), approvals: try approvals(case: code))
    }

    /// Components that must be digitized and have neither a document nor a reused one.
    func missingComponents(_ codes: [CaseCode]) throws -> [CaseCode: [ComponentCode]] {
        var missing: [CaseCode: [ComponentCode]] = [:]
        try sql.forEachRow(
            """
            SELECT DISTINCT v.case_code, c.code FROM case_versions v JOIN case_components c ON c.version_id = v.id
            WHERE v.superseded_at IS NULL AND c.must_digitize = 1
                AND NOT EXISTS (SELECT 1 FROM documents d
                    WHERE d.case_code = v.case_code AND d.component = c.code AND d.state = 'current')
                AND NOT EXISTS (SELECT 1 FROM reuse_links r
                    WHERE r.case_code = v.case_code AND r.component = c.code
                        AND NOT EXISTS (SELECT 1 FROM reuse_undoings u WHERE u.link_id = r.id))
                AND v.case_code
            """, in: codes.map { SQLValue($0) }
        ) { row in
            let code: CaseCode = try row.parsed(0)
            let component: ComponentCode = try row.parsed(1)
            if missing[code]?.contains(component) != true { missing[code, default: []].append(component) }
        }
        return missing
    }

    /// As some cases are booked.
    func bookedSpans(_ codes: [CaseCode]) throws -> [CaseCode: BookedSpan] {
        var spans: [CaseCode: BookedSpan] = [:]
        try sql.forEachRow(
            """
            SELECT case_code, booked_received, booked_ended FROM case_lives
            WHERE booked_received IS NOT NULL AND case_code
            """, in: codes.map { SQLValue($0) }
        ) { row in
            spans[try row.parsed(0)] = BookedSpan(
                received: Instant(milliseconds: Int64(try row.integer(1))), ended: try row.ended(2))
        }
        return spans
    }
}

extension SQLCells {
    /// A moment that is stored as the greatest number where there is none, so that it orders last.
    func ended(_ column: Int) throws -> Instant? {
        let number = try integer(column)
        return number == Int.max ? nil : Instant(milliseconds: Int64(number))
    }
}
