import Basics

/// That a procedure asks the citizen to come in person, so that the postal channel is not open to it: dated data.
public struct PresenceRule: Hashable, Sendable, Codable {
    /// Code of the procedure in the national database, as in `1.001193`.
    public var procedureCode: String
    /// For which way: filing, receiving the result; never empty.
    public var directions: [Direction]
    /// The article that says so.
    public var basis: String
    public var from: CalendarDay
    /// Last day; `nil` while it is in force.
    public var through: CalendarDay?

    public init(
        procedureCode: String, directions: [Direction] = [.intake, .return], basis: String, from: CalendarDay,
        through: CalendarDay? = nil
    ) {
        self.procedureCode = procedureCode
        self.directions = directions
        self.basis = basis
        self.from = from
        self.through = through
    }

    private enum CodingKeys: String, CodingKey {
        case directions, basis, from, through
        case procedureCode = "procedure_code"
    }
}

/// Which procedures may use the postal channel.
public struct PresenceRules: Hashable, Sendable {
    private let rules: [String: [PresenceRule]]

    public init(_ rules: some Sequence<PresenceRule>) {
        self.rules = Dictionary(grouping: rules) { $0.procedureCode }
    }

    /// Refuses the channel to a procedure that requires presence on that day.
    public func check(
        procedure: String, _ direction: Direction, on day: CalendarDay
    ) throws(PresenceRequired) {
        let rule = rules[procedure]?.first { rule in
            rule.directions.contains(direction) && rule.from <= day && rule.through.map { day <= $0 } ?? true
        }
        if let rule { throw PresenceRequired(rule: rule, direction: direction) }
    }
}

/// A procedure for which the citizen must come in person.
public struct PresenceRequired: ExplainedError, Hashable {
    public var rule: PresenceRule
    public var direction: Direction

    public var stableCode: String { "presence_required" }

    public var vietnamese: String {
        let way = direction == .intake ? "nộp hồ sơ" : "nhận kết quả"
        return
            "Thủ tục \(rule.procedureCode) yêu cầu người dân có mặt khi \(way) (\(rule.basis)); không dùng bưu chính."
    }

    public var english: String {
        let way = direction == .intake ? "filing" : "receiving the result"
        return
            "Procedure \(rule.procedureCode) requires presence for \(way) (\(rule.basis)); the post is not open to it."
    }
}
