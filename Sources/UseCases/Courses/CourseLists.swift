import Basics
import Dossiers
import Ledger
import OneStop

extension Workspace.Courses {
    /// How many cases stand on each list; each number is the link to its rows.
    /// - Parameter days: working days of "soon".
    /// - Throws: `CalendarFault` where the year has no calendar.
    public func counts(days: Int = 3) async throws -> [WatchCount] {
        let scope = try caller.scope(for: .readPapers)
        let horizon = try WatchHorizon(now: now(), days: days, rules: try await renewed())
        return try await ledger.read { try $0.watchCounts(horizon, in: scope) }
    }

    /// The next cases of a list, what is due first first; the key of a page is ``key(_:)`` of its last case.
    /// - Throws: `CalendarFault` where the year has no calendar.
    public func page(_ list: WatchList, _ request: PageRequest, days: Int = 3) async throws -> Page<WatchedCase> {
        let scope = try caller.scope(for: .readPapers)
        let horizon = try WatchHorizon(now: now(), days: days, rules: try await renewed())
        return try await ledger.read { tx in
            let page = try tx.watched(
                list, horizon, in: scope, after: request.after.flatMap(Self.place), limit: request.limit)
            return Page(page, next: page.count == request.limit ? page.last.map { Self.key($0.place) } : nil)
        }
    }

    public static func key(_ place: WatchPlace) -> String {
        "\(place.due.map { String($0.milliseconds) } ?? "-")/\(place.code)"
    }

    private static func place(_ key: String) -> WatchPlace? {
        let parts = key.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let code = CaseCode(rawValue: String(parts[1])) else { return nil }
        return WatchPlace(due: Int64(parts[0]).map(Instant.init(milliseconds:)), code: code)
    }
}
