import Basics
import Dossiers
import OneStop
import PostalChannel

/// Everything that says something about the courses of some cases: facts that were recorded as such, and those that other
/// records are (the register, the post's hand-over records and deliveries), which are not written down twice.
struct LifeSources {
    struct Case {
        var agency: String
        var procedure: String
        var channel: CaseChannel
        var received: CaseSpan.Clocks
        var promised: CalendarDay?
    }

    /// What the postal channel has of a case.
    struct Post {
        var filing: FilingTime?
        var returned: ResultReturned?
        /// A slip's hour or signature is missing.
        var hasIncompleteSlip = false
    }

    private(set) var cases: [CaseCode: Case] = [:]
    private var events: [CaseCode: [CaseEvent]] = [:]
    private var posts: [CaseCode: Post] = [:]
    private var requests: [CaseCode: Int] = [:]

    init(_ codes: [CaseCode], in tx: LedgerTransaction) throws {
        let values = codes.map { SQLValue($0) }
        try readCases(values, tx)
        try readEvents(values, tx)
        try readPosts(values, tx)
        try tx.sql.forEachRow(
            """
            SELECT DISTINCT r.id, r.case_code FROM approval_requests r JOIN open_approvals o ON o.request_id = r.id
            WHERE r.case_code
            """, in: values
        ) { requests[try $0.parsed(1), default: 0] += 1 }
    }

    /// The course of a case; `nil` for one that the register does not have.
    func life(_ code: CaseCode, rules: LifeRules) -> CaseLife? {
        guard let known = cases[code] else { return nil }
        return CaseLife(code: code, events: facts(code, known), rules: rules)
    }

    func post(_ code: CaseCode) -> Post { posts[code] ?? Post() }

    /// Approvals that were asked for and are not decided.
    func openRequests(_ code: CaseCode) -> Int { requests[code] ?? 0 }

    private func facts(_ code: CaseCode, _ known: Case) -> [CaseEvent] {
        var facts = events[code] ?? []
        let register = CaseEvent(
            id: Self.register, kind: .move(.received), occurred: known.received.occurred,
            recorded: known.received.recorded, actor: .program, source: .system, evidence: "register")
        facts.append(register)
        let post = post(code)
        if let filing = post.filing {
            // By law a case that comes by post is filed when the hand-over record is signed (TT 17/2017/TT-BTTTT).
            facts.append(
                CaseEvent(
                    id: Self.filing, kind: .move(.received), occurred: filing.occurred, recorded: filing.recorded,
                    actor: .program, source: .post, evidence: filing.evidence.first?.reference ?? "",
                    supersedes: known.channel == .postal ? Self.register : nil))
        }
        if let returned = post.returned {
            facts.append(
                CaseEvent(
                    id: Self.returned, kind: .move(.returned), occurred: returned.occurred,
                    recorded: returned.recorded, actor: .program, source: .post, evidence: returned.leg.rawValue))
        }
        return facts
    }

    private static let register = CaseEventID(rawValue: "system/register")
    private static let filing = CaseEventID(rawValue: "post/filing")
    private static let returned = CaseEventID(rawValue: "post/returned")

    // MARK: Reading

    private mutating func readCases(_ values: [SQLValue], _ tx: LedgerTransaction) throws {
        var found: [CaseCode: Case] = [:]
        try tx.sql.forEachRow(
            """
            SELECT c.code, c.agency, v.procedure_code, v.channel, v.received_at, v.recorded_at, v.due
            FROM cases c JOIN case_versions v ON v.case_code = c.code AND v.superseded_at IS NULL WHERE c.code
            """, in: values
        ) { row in
            guard let received = try row.instant(4), let recorded = try row.instant(5) else {
                throw LedgerError(.damagedRecord, "case without a date")
            }
            found[try row.parsed(0)] = Case(
                agency: try row.text(1), procedure: try row.text(2), channel: try row.parsed(3),
                received: CaseSpan.Clocks(occurred: received, recorded: recorded), promised: try row.optionalParsed(6))
        }
        // What the register said before, and says still, was known then.
        try tx.sql.forEachRow(
            """
            SELECT case_code, received_at, recorded_at FROM case_versions
            WHERE superseded_at IS NOT NULL AND case_code
            """, in: values
        ) { row in
            let code: CaseCode = try row.parsed(0)
            guard let known = found[code], let recorded = try row.instant(2),
                try row.instant(1) == known.received.occurred
            else { return }
            found[code]?.received.recorded = min(known.received.recorded, recorded)
        }
        cases = found
    }

    private mutating func readEvents(_ values: [SQLValue], _ tx: LedgerTransaction) throws {
        var found: [CaseCode: [CaseEvent]] = [:]
        for (code, event) in try tx.caseEvents(values) { found[code, default: []].append(event) }
        events = found
    }

    private mutating func readPosts(_ values: [SQLValue], _ tx: LedgerTransaction) throws {
        var withLegs: Set<CaseCode> = []
        try tx.sql.forEachRow("SELECT DISTINCT case_code FROM legs WHERE case_code", in: values) {
            withLegs.insert(try $0.parsed(0))
        }
        for code in withLegs {
            let legs = try tx.legs(case: code)
            posts[code] = Post(
                filing: legs.lazy.filter { $0.direction == .intake }.compactMap(\.filingTime).first,
                returned: ResultReturned.of(legs, try tx.parcelLinks(case: code)),
                hasIncompleteSlip: try legs.contains { leg in
                    // A page that was filed later makes up for one before it.
                    guard let last = try tx.evidence(leg: leg.id).last else { return false }
                    return last.hasHour == false || last.signatures == 0
                })
        }
    }
}

extension LedgerTransaction {
    /// The recorded facts of some cases.
    fileprivate func caseEvents(_ codes: [SQLValue]) throws -> [(CaseCode, CaseEvent)] {
        let size = 100
        let marks = repeatElement("?", count: size).joined(separator: ", ")
        var seen: Set<Int> = []
        var found: [(CaseCode, CaseEvent)] = []
        for start in stride(from: 0, to: codes.count, by: size) {
            let part = codes[start..<min(start + size, codes.count)]
            let filling = Array(repeating: part.last ?? nil, count: size - part.count)
            for row in try sql.rows("SELECT * FROM case_events WHERE case_code IN (\(marks))", part + filling) {
                guard seen.insert(try row.integer("number")).inserted else { continue }
                found.append((try row.parsed("case_code"), try CaseEventColumns.event(row)))
            }
        }
        return found
    }
}
