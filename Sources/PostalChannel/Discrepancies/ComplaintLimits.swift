import Basics

/// Until when the post must hear of which difference: dated data.
public struct ComplaintLimits: Hashable, Sendable, Codable {
    /// A limit for some kinds of differences.
    public struct Limit: Hashable, Sendable, Codable {
        /// From which day the months are counted.
        public enum Start: String, Hashable, Sendable, Codable, CaseIterable {
            /// The day on which the full transit time ended.
            case transitEnd = "transit_end"
            /// The day of the delivery.
            case delivered
        }

        /// Codes of ``Outcome`` and ``Remark``; `nil` for all that no other limit names.
        public var codes: [String]?
        public var months: Int
        public var from: Start
        /// Law and article.
        public var source: String

        public init(codes: [String]?, months: Int, from: Start, source: String) {
            self.codes = codes
            self.months = months
            self.from = from
            self.source = source
        }
    }

    private var limits: [Limit]

    /// - Parameter limits: of a code the first that names it counts, else the first that names none.
    public init(_ limits: [Limit]) { self.limits = limits }

    public init(from decoder: any Decoder) throws {
        limits = try decoder.singleValueContainer().decode([Limit].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(limits)
    }

    /// The limit for a kind of difference; `nil` when the rules have none.
    public func limit(for code: String) -> Limit? {
        limits.first { $0.codes?.contains(code) == true } ?? limits.first { $0.codes == nil }
    }

    /// The last day of a complaint, moved on when it is off; `nil` while nothing says from when to count.
    public func lastDay(
        for code: String, transitEnd: CalendarDay?, delivered: CalendarDay?, _ calendar: WorkingCalendar
    ) -> CalendarDay? {
        guard let limit = limit(for: code) else { return nil }
        let start: CalendarDay? =
            switch limit.from {
            case .transitEnd: transitEnd
            case .delivered: delivered
            }
        guard let counted = start?.adding(months: limit.months) else { return nil }
        return (try? calendar.workingDay(onOrAfter: counted)) ?? counted
    }
}
