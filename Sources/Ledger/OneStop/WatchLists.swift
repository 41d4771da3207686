import Basics
import Dossiers
import OneStop

/// One case on a list.
public struct WatchedCase: Hashable, Sendable, Comparable {
    public var code: CaseCode
    public var state: CaseState?
    /// The last moment; `nil` without one.
    public var due: Instant?
    /// For want of a year's calendar the last moment is the one that was promised at first.
    public var isDueDoubtful: Bool

    public var place: WatchPlace { WatchPlace(due: due, code: code) }

    public static func < (a: WatchedCase, b: WatchedCase) -> Bool { a.place < b.place }
}

/// Where a case stands in every list: what is due first stands first.
public struct WatchPlace: Hashable, Sendable, Comparable {
    public var due: Instant?
    public var code: CaseCode

    public init(due: Instant?, code: CaseCode) { (self.due, self.code) = (due, code) }

    var order: Int64 { due?.milliseconds ?? .max }

    public static func < (a: WatchPlace, b: WatchPlace) -> Bool { (a.order, a.code) < (b.order, b.code) }
}

/// How many cases stand on a list.
public struct WatchCount: Hashable, Sendable {
    public var list: WatchList
    public var count: Int
    /// There are more than are counted.
    public var isBounded: Bool
}

extension LedgerTransaction {
    /// The next cases of a list.
    /// - Parameters:
    ///   - last: where the page before ended.
    ///   - limit: most cases.
    public func watched(
        _ list: WatchList, _ horizon: WatchHorizon, in scope: Scope = .everything, after last: WatchPlace?, limit: Int
    ) throws -> [WatchedCase] {
        let (condition, values) = list.condition(horizon)
        let agencies = try agencies(in: scope, of: "case_lives", where: list.membership)
        return try merged(agencies, limit: limit) { agency in
            try sql.rows(
                """
                SELECT case_code, state, due_order, is_due_doubtful FROM case_lives
                WHERE agency = ? AND \(list.membership)\(condition)\(last == nil ? "" : " AND (due_order, case_code) > (?, ?)")
                ORDER BY due_order, case_code LIMIT ?
                """,
                [SQLValue(agency)] + values + (last.map { [.integer($0.order), SQLValue($0.code)] } ?? [])
                    + [SQLValue(limit)]
            ).map { row in
                let due = try row.integer("due_order")
                return WatchedCase(
                    code: try row.parsed("case_code"), state: CaseState(rawValue: try row.integer("state")),
                    due: due == Int.max ? nil : Instant(milliseconds: Int64(due)),
                    isDueDoubtful: try row.flag("is_due_doubtful"))
            }
        }
    }

    /// How many cases stand on each list, each counted up to a limit.
    public func watchCounts(
        _ horizon: WatchHorizon, in scope: Scope = .everything, upTo limit: Int = 10_000
    ) throws -> [WatchCount] {
        try WatchList.allCases.map { list in
            let (condition, values) = list.condition(horizon)
            var count = 0
            for agency in try agencies(in: scope, of: "case_lives", where: list.membership) where count <= limit {
                count +=
                    try sql.row(
                        """
                        SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM case_lives
                            WHERE agency = ? AND \(list.membership)\(condition) LIMIT ?) AS found
                        """, [SQLValue(agency)] + values + [SQLValue(limit + 1 - count)])?.integer("n") ?? 0
            }
            return WatchCount(list: list, count: min(count, limit), isBounded: count > limit)
        }
    }
}

extension WatchList {
    /// What keeps a case on the list whatever day it is: an index has those, in the list's order.
    fileprivate var membership: String {
        switch self {
        case .dueToday, .dueSoon: "is_running = 1"
        case .lateWithoutApology, .apologyDueTomorrow: "is_running = 1 AND has_apology = 0"
        case .awaitingSupplement: "awaits_supplement = 1"
        case .transferNotConfirmed: "awaits_transfer = 1"
        case .incompleteSlip: "has_incomplete_slip = 1"
        case .awaitingApproval: "unapproved > 0"
        case .signedNotReturned: "needs_return = 1"
        case .returnedNotRecorded: "needs_recording = 1"
        case .archiveIncomplete: "is_archive_incomplete = 1"
        case .notPublished: "needs_publishing = 1"
        }
    }

    /// What depends on the day, to stand after others.
    fileprivate func condition(_ horizon: WatchHorizon) -> (sql: String, values: [SQLValue]) {
        func due(_ days: ClosedRange<CalendarDay>) -> (String, [SQLValue]) {
            let moments = WatchHorizon.moments(days)
            return (
                " AND due_order >= ? AND due_order < ?", [SQLValue(moments.lowerBound), SQLValue(moments.upperBound)]
            )
        }
        return switch self {
        case .dueToday: due(horizon.today...horizon.today)
        case .dueSoon: due(horizon.today...max(horizon.today, horizon.soon))
        case .lateWithoutApology: (" AND due_order < ?", [SQLValue(horizon.minute)])
        case .apologyDueTomorrow: due(horizon.apologyDue)
        case .transferNotConfirmed: (" AND received_at < ?", [SQLValue(horizon.transferDue)])
        default: ("", [])
        }
    }
}
