import Basics
import Dossiers

/// Which cases are listed; what is not given does not limit them.
public struct CaseFilter: Hashable, Sendable {
    public var states: Set<CaseProgressState>
    /// Last days; a case without one is in no such list.
    public var due: ClosedRange<CalendarDay>?
    /// Only cases of this agency and of those below it.
    public var agency: AgencyScope?

    public init(
        states: Set<CaseProgressState> = Set(CaseProgressState.allCases), due: ClosedRange<CalendarDay>? = nil,
        agency: AgencyScope? = nil
    ) {
        (self.states, self.due, self.agency) = (states, due, agency)
    }
}

/// Where a case stands in the list: by its last day, then by its code.
public struct CasePlace: Hashable, Sendable, Comparable, RawRepresentable {
    var due: String
    var code: String

    init(due: String, code: String) { (self.due, self.code) = (due, code) }

    /// As it stands in addresses: the day, an underscore, the code.
    public init?(rawValue: String) {
        let parts = rawValue.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0] == CaseRecord.noDue || CalendarDay(rawValue: String(parts[0])) != nil,
            let code = CaseCode(rawValue: String(parts[1]))
        else { return nil }
        (due, self.code) = (String(parts[0]), code.rawValue)
    }

    public var rawValue: String { "\(due)_\(code)" }

    public static func < (a: CasePlace, b: CasePlace) -> Bool { (a.due, a.code) < (b.due, b.code) }
}

/// A case as a list shows it.
public struct ListedCase: Hashable, Sendable {
    public var code: CaseCode
    public var procedure: String
    public var applicant: String
    public var received: Instant
    public var due: CalendarDay?
    public var channel: CaseChannel
    public var state: CaseProgressState
    /// Components that must be digitized and are neither there nor reused, in the order of the case's rules.
    public var missing: [ComponentName]
    /// Items that wait for a person.
    public var waiting: Int
    /// After which the next page begins.
    public var place: CasePlace

    public struct ComponentName: Hashable, Sendable {
        public var code: ComponentCode
        public var name: String
    }
}

extension LedgerTransaction {
    /// A page of the cases, those that are due first at the beginning.
    /// - Parameters:
    ///   - scope: only cases of its agencies.
    ///   - last: the place of the last case of the page before; `nil` for the first page.
    ///   - limit: most cases.
    public func listedCases(
        _ filter: CaseFilter, in scope: Scope, after last: CasePlace?, limit: Int
    ) throws -> [ListedCase] {
        guard limit > 0 else { return [] }
        // The first of each stretch, merged as they come, so that never more than two pages are held.
        var found: [CasePlace] = []
        for list in try lists(of: filter, in: scope) {
            found = Array((found + (try places(list, filter.due, after: last, limit: limit))).sorted().prefix(limit))
        }
        return try listed(found)
    }

    /// How many cases are in each state, counted up to a limit, so that a list of many costs no more than one of few.
    /// - Returns: at most `limit` for each state.
    public func caseCounts(
        _ filter: CaseFilter, in scope: Scope, upTo limit: Int
    ) throws -> [CaseProgressState: Int] {
        try lists(of: filter, in: scope).reduce(into: [:]) { counts, list in
            let left = limit - counts[list.state, default: 0]
            guard left > 0 else { return }
            let condition = condition(list, filter.due, after: nil)
            let row = try sql.row(
                """
                SELECT COUNT(*) AS total FROM (
                    SELECT 1 FROM case_progress WHERE \(condition.sql) LIMIT ?) found
                """, condition.values + [SQLValue(left)])
            counts[list.state, default: 0] += try row?.integer("total") ?? 0
        }
    }

    /// Cases that were received on a day by their codes, ascending: an agency numbers its cases from one each day.
    /// - Parameter limit: most cases.
    public func cases(receivedOn day: CalendarDay, in scope: Scope, limit: Int) throws -> [CaseCode] {
        let date = [day.year % 100, day.month, day.day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        var (codes, last): ([CaseCode], String) = ([], "")
        // From one agency's codes to the next one's: two looks into the index for each.
        while codes.count < limit,
            let next = try sql.row("SELECT code FROM cases WHERE code > ? ORDER BY code LIMIT 1", [SQLValue(last)])
        {
            let prefix = try next.text("code").prefix { $0 != "-" }
            // The point comes after the hyphen, so that no code of this agency is left behind.
            last = "\(prefix)."
            guard scope.covers(String(prefix)) else { continue }
            codes += try sql.rows(
                "SELECT code FROM cases WHERE code > ? AND code < ? ORDER BY code LIMIT ?",
                [SQLValue("\(prefix)-\(date)-"), SQLValue("\(prefix)-\(date)."), SQLValue(limit - codes.count)]
            ).map { try $0.parsed("code") }
        }
        return codes
    }

    // MARK: Parts

    /// A stretch of the table that an index has in the order of the list.
    private struct CaseList {
        /// `nil` for all.
        var agency: String?
        var state: CaseProgressState
    }

    private func lists(of filter: CaseFilter, in scope: Scope) throws -> [CaseList] {
        let states = CaseProgressState.allCases.filter(filter.states.contains)
        guard let roots = scope.narrowed(to: filter.agency).roots else {
            return states.map { CaseList(agency: nil, state: $0) }
        }
        return try agencies(roots, of: "case_progress", where: "1 = 1").flatMap { agency in
            states.map { CaseList(agency: agency, state: $0) }
        }
    }

    private func condition(
        _ list: CaseList, _ due: ClosedRange<CalendarDay>?, after last: CasePlace?
    ) -> (sql: String, values: [SQLValue]) {
        var (conditions, values) = (["state = ?"], [SQLValue(list.state)])
        if let agency = list.agency {
            conditions.insert("agency = ?", at: 0)
            values.insert(SQLValue(agency), at: 0)
        }
        if let due {
            conditions.append("due >= ? AND due <= ?")
            values += [SQLValue(due.lowerBound), SQLValue(due.upperBound)]
        }
        if let last {
            conditions.append("(due, case_code) > (?, ?)")
            values += [SQLValue(last.due), SQLValue(last.code)]
        }
        return (conditions.joined(separator: " AND "), values)
    }

    private func places(
        _ list: CaseList, _ due: ClosedRange<CalendarDay>?, after last: CasePlace?, limit: Int
    ) throws -> [CasePlace] {
        let condition = condition(list, due, after: last)
        return try sql.rows(
            """
            SELECT due, case_code FROM case_progress WHERE \(condition.sql) ORDER BY due, case_code LIMIT ?
            """, condition.values + [SQLValue(limit)]
        ).map { CasePlace(due: try $0.text("due"), code: try $0.text("case_code")) }
    }

    private func listed(_ places: [CasePlace]) throws -> [ListedCase] {
        guard !places.isEmpty else { return [] }
        let marks = places.map { _ in "?" }.joined(separator: ", ")
        let codes = places.map { SQLValue($0.code) }
        var missing: [String: [ListedCase.ComponentName]] = [:]
        for row in try sql.rows(
            """
            SELECT v.case_code, k.code, k.name
            FROM case_versions v JOIN case_components k ON k.version_id = v.id
            WHERE v.superseded_at IS NULL AND v.case_code IN (\(marks)) AND \(CaseProgressSQL.isMissing)
            ORDER BY v.case_code, k.ordinal
            """, codes)
        {
            missing[try row.text("case_code"), default: []].append(
                ListedCase.ComponentName(code: try row.parsed("code"), name: try row.text("name")))
        }
        let rows = try sql.rows(
            """
            SELECT v.case_code, v.procedure_name, v.applicant, v.received_at, v.due, v.channel, p.state, p.waiting,
                p.due AS due_key
            FROM case_versions v JOIN case_progress p ON p.case_code = v.case_code
            WHERE v.superseded_at IS NULL AND v.case_code IN (\(marks))
            """, codes)
        return try rows.map { row in
            let code: CaseCode = try row.parsed("case_code")
            return ListedCase(
                code: code, procedure: try row.text("procedure_name"), applicant: try row.text("applicant"),
                received: try row.instant("received_at"), due: try row.optionalParsed("due"),
                channel: try row.parsed("channel"), state: try row.parsed("state"),
                missing: missing[code.rawValue] ?? [], waiting: try row.integer("waiting"),
                place: CasePlace(due: try row.text("due_key"), code: code.rawValue))
        }.sorted { $0.place < $1.place }
    }
}
