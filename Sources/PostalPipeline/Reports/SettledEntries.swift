import Basics
import Ledger
import PostalChannel

/// Where settled entries belong among those of a result: whatever has a parcel comes in the order of the parcels'
/// identities, then the lines without one.
public struct EntryOrder: Sendable {
    private let result: ReconciliationResult
    /// Place of the next entry of the result.
    private var next = 0

    public init(_ result: ReconciliationResult) { self.result = result }

    /// The entries of the result, after those of earlier calls, that come before a parcel.
    /// - Parameter parcel: ``Parcel/id``; `nil` for the rest of those that have a parcel.
    public mutating func entries(before parcel: String?) -> ArraySlice<ReconciledEntry> {
        let (entries, first) = (result.entries, next)
        while next < entries.count, let place = entries[next].parcel,
            parcel.map({ result.input.parcels[place].id.utf8.lexicographicallyPrecedes($0.utf8) }) ?? true
        {
            next += 1
        }
        return entries[first..<next]
    }

    /// What is left of the result.
    public mutating func rest() -> ArraySlice<ReconciledEntry> {
        defer { next = result.entries.count }
        return result.entries[next...]
    }
}

/// A result that is being recorded, with how much it leaves out because it is settled.
public struct UnrecordedReconciliation: Sendable {
    public let result: ReconciliationResult
    /// Settled parcels that the result does not have, by the day of their hand-over.
    let settledParcels: [CalendarDay: Int]

    init(_ result: ReconciliationResult, _ window: ReconciliationWindow) {
        self.result = result
        settledParcels = window.sealedDays.mapValues(\.run.parcels)
    }
}

extension PostalService {
    /// Settled parcels that are read at a time.
    private static let settledATime = 2_000

    /// Reads what is settled and left out of a result, in parts and in the order of the parcels' identities: a result for
    /// each parcel, as it would be of everything.
    /// - Parameter days: only parcels that were handed over on these; `nil` for all.
    /// - Returns: how many parcels were shown.
    @discardableResult
    func forEachSettled(
        besides result: ReconciliationResult, on days: ClosedRange<CalendarDay>?,
        _ body: ([ReconciliationResult]) async throws -> Void
    ) async throws -> Int {
        // What the reconciliation itself had settled stands in its result.
        let own = Set(result.input.parcels.map(\.id))
        let (rules, work) = (rules.reconciliation, work)
        var (last, count): (String?, Int) = (nil, 0)
        while true {
            let place = last
            let page = try await office.ledger.read { try $0.sealedResults(after: place, limit: Self.settledATime) }
            guard let end = page.last else { return count }
            let part = try await work.run {
                page.results.filter { Self.isShown($0, besides: own, on: days) }.map { Self.whole($0, rules) }
            }
            try await body(part)
            (last, count) = (end, count + part.count)
        }
    }

    /// Reads what is settled and left out of a result that is being recorded.
    /// - Throws: ``SettledDaysChanged`` after the last part, when somebody opened settled days meanwhile, so that something
    ///   of them was not shown; `LedgerError`.
    public func forEachSettled(
        besides reconciliation: UnrecordedReconciliation, on days: ClosedRange<CalendarDay>?,
        _ body: ([ReconciliationResult]) async throws -> Void
    ) async throws {
        let wanted = reconciliation.settledParcels.reduce(0) { sum, day in
            days.map { $0.contains(day.key) } ?? true ? sum + day.value : sum
        }
        guard wanted > 0 else { return }
        let shown = try await forEachSettled(besides: reconciliation.result, on: days, body)
        guard shown == wanted else { throw SettledDaysChanged() }
    }

    private static func isShown(
        _ settled: ReconciliationResult, besides own: Set<String>, on days: ClosedRange<CalendarDay>?
    ) -> Bool {
        guard let parcel = settled.input.parcels.first, !own.contains(parcel.id) else { return false }
        guard let days else { return true }
        return parcel.handedOver.flatMap(LocalTime.day(of:)).map(days.contains) ?? false
    }

    /// With the rules by which it was found, and the lines of an item that stands on several put together, as they were
    /// compared.
    private static func whole(
        _ settled: ReconciliationResult, _ rules: ReconciliationRules
    ) -> ReconciliationResult {
        var whole = settled
        whole.input.rules = rules
        if whole.input.lines.count > 1 { whole.combinedLines = Reconciliation.run(whole.input).combinedLines }
        return whole
    }
}

/// Settled days were opened while they were being listed.
public struct SettledDaysChanged: RefusalConvertible, Hashable, CustomStringConvertible {
    public var refusal: Refusal {
        Refusal(
            "settled_days_changed", .failed,
            "Các kỳ đã khóa sổ vừa thay đổi trong lúc liệt kê, kết quả in ra chưa đủ; hãy chạy lại.",
            "Settled days changed while they were being listed, and what was printed is not whole; run it again "
                + "(settled_days_changed).")
    }

    public var description: String { refusal.text.text }
}
