import Basics
import Dossiers

/// The record of looks: a chain of its own beside that of acts. There are many times more looks than acts, they are kept
/// for another time, and a look need not wait for whoever writes acts. Every hundredth is named in the record of acts, so
/// that a noted head of that one vouches for the looks, too.
extension LedgerTransaction {
    /// So many looks are vouched for at once by the record of acts.
    static let looksPerAnchor = 100

    /// Whether the person looked at this for this already, in this session and not before a moment.
    public func hasLooked(
        _ account: String, at subject: LookSubject, for purpose: LookPurpose, in session: SessionID?,
        since time: Instant
    ) throws -> Bool {
        let row = try sql.row(
            """
            SELECT note, recorded_at FROM looks
            WHERE account = ? AND subject = ? AND subject_kind = ? AND purpose = ? AND session = ?
            ORDER BY number DESC LIMIT 1
            """,
            [
                SQLValue(account), SQLValue(subject.id), SQLValue(subject.kind), SQLValue(purpose.kind),
                SQLValue(session?.rawValue ?? ""),
            ])
        guard let row else { return false }
        return try row.optionalText("note") == purpose.note && row.instant("recorded_at") >= time
    }

    /// Whether somebody looked at things so many times since a moment.
    public func hasLooked(_ account: String, times: Int, since time: Instant) throws -> Bool {
        let row = try sql.row(
            "SELECT recorded_at FROM looks WHERE account = ? ORDER BY number DESC LIMIT 1 OFFSET ?",
            [SQLValue(account), SQLValue(max(0, times - 1))])
        return try row.map { try $0.instant("recorded_at") >= time } ?? false
    }

    /// Records a look.
    /// - Parameter cases: whose papers a list showed, at most ``maxCasesOfLook``.
    public func recordLook(
        by account: String, roles: Set<Role>, in session: SessionID?, at subject: LookSubject,
        showing cases: Set<CaseCode> = [], for purpose: LookPurpose, at now: Instant
    ) throws {
        guard let head = try sql.row("UPDATE look_head SET number = number + 1 RETURNING number, hash, last_at", [])
        else { throw LedgerError(.damagedRecord, "look_head") }
        // A clock that was set back must not put days out of order: they are found by the numbers of their looks.
        let time = max(now, try head.instant("last_at"))
        var look = Look(
            number: try head.integer("number"), recordedAt: time, account: account,
            roles: roles.sorted { $0.rawValue < $1.rawValue }, subject: subject, cases: cases.sorted(),
            purpose: purpose, session: session, hash: "")
        look.hash = look.expectedHash(after: try head.text("hash"))
        try insert(look)
        if look.number.isMultiple(of: Self.looksPerAnchor) {
            acts.note(.looksAnchored, "\(look.number):\(look.hash)", at: now)
        }
    }

    private func insert(_ look: Look) throws {
        try sql.run(
            """
            INSERT INTO looks (number, recorded_at, account, roles, session, subject_kind, subject, case_code, purpose,
                note, cases, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(look.number), SQLValue(look.recordedAt), SQLValue(look.account), SQLValue(look.roleList),
                SQLValue(look.session?.rawValue ?? ""), SQLValue(look.subject.kind), SQLValue(look.subject.id),
                SQLValue(look.subject.caseCode), SQLValue(look.purpose.kind), SQLValue(look.purpose.note),
                SQLValue(look.caseList), SQLValue(look.hash),
            ])
        for code in look.cases {
            try sql.run(
                "INSERT INTO look_cases (case_code, look) VALUES (?, ?)", [SQLValue(code), SQLValue(look.number)])
        }
        try sql.run("UPDATE look_head SET hash = ?, last_at = ?", [SQLValue(look.hash), SQLValue(look.recordedAt)])
    }

    /// Looks, the newest first.
    /// - Parameter number: only those before this one: the last of the page before.
    public func looks(before number: Int? = nil, _ filter: LookFilter = LookFilter(), limit: Int) throws -> [Look] {
        var (condition, values) = ("1 = 1", [SQLValue]())
        func add(_ text: String, _ value: SQLValue) {
            condition += " AND \(text)"
            values.append(value)
        }
        if let number { add("number < ?", SQLValue(number)) }
        if let account = filter.account { add("account = ?", SQLValue(account)) }
        if let code = filter.caseCode {
            condition += " AND number IN (\(Self.looksAtCase))"
            values += [SQLValue(code), SQLValue(code)]
        }
        if let days = filter.days {
            guard let numbers = try numbers(of: days) else { return [] }
            add("number >= ?", SQLValue(numbers.lowerBound))
            add("number <= ?", SQLValue(numbers.upperBound))
        }
        return try sql.rows(
            "SELECT * FROM looks WHERE \(condition) ORDER BY number DESC LIMIT ?", values + [SQLValue(limit)]
        ).map(Self.look)
    }

    /// Looks at a case itself, and lists that showed it.
    private static let looksAtCase = """
        SELECT number FROM looks WHERE case_code = ? UNION ALL SELECT look FROM look_cases WHERE case_code = ?
        """

    /// The numbers of the looks of some days; `nil` when there are none. Times never go back, so each end is one look-up.
    private func numbers(of days: ClosedRange<CalendarDay>) throws -> ClosedRange<Int>? {
        let start = { (day: Int) in Instant(milliseconds: Int64(day) * 86_400_000 - LocalTime.offset) }
        let first = try sql.row(
            "SELECT number FROM looks WHERE recorded_at >= ? ORDER BY recorded_at, number LIMIT 1",
            [SQLValue(start(days.lowerBound.daysSinceEpoch))])
        let last = try sql.row(
            "SELECT number FROM looks WHERE recorded_at < ? ORDER BY recorded_at DESC, number DESC LIMIT 1",
            [SQLValue(start(days.upperBound.daysSinceEpoch + 1))])
        guard let first = try first?.integer("number"), let last = try last?.integer("number"), first <= last else {
            return nil
        }
        return first...last
    }

    private static func codes(_ list: String?) throws -> [CaseCode] {
        try (list ?? "").split(separator: " ").map { code in
            guard let code = CaseCode(rawValue: String(code)) else { throw LedgerError(.damagedRecord, "look") }
            return code
        }
    }

    static func look(_ row: SQLRow) throws -> Look {
        let kind: LookSubject.Kind = try row.parsed("subject_kind")
        guard
            let subject = LookSubject(
                kind, id: try row.text("subject"), caseCode: try row.optionalParsed("case_code"))
        else { throw LedgerError(.damagedRecord, "look") }
        let session = try row.text("session")
        return Look(
            number: try row.integer("number"), recordedAt: try row.instant("recorded_at"),
            account: try row.text("account"),
            roles: try row.text("roles").split(separator: " ").compactMap { Role(rawValue: String($0)) },
            subject: subject, cases: try codes(row.optionalText("cases")),
            purpose: LookPurpose(try row.parsed("purpose"), note: try row.optionalText("note")),
            session: session.isEmpty ? nil : SessionID(rawValue: session), hash: try row.text("hash"))
    }
}

extension Look {
    /// As it is stored.
    var roleList: String { roles.map(\.rawValue).joined(separator: " ") }

    /// As it is stored; `nil` without any.
    var caseList: String? { cases.isEmpty ? nil : cases.map(\.rawValue).joined(separator: " ") }

    /// What ``hash`` must be after a look with that hash. Looks from before lists named their cases have none.
    func expectedHash(after previous: String) -> String {
        AuditHash.hex(
            of: [
                previous, String(number), String(recordedAt.milliseconds), account, roleList, session?.rawValue,
                subject.kind.rawValue, subject.id, subject.caseCode?.rawValue, purpose.kind.rawValue, purpose.note,
            ] + (caseList.map { [$0] } ?? []))
    }
}
