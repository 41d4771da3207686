import Basics
import PostalChannel

/// Where a difference stands among all, by day and identity.
public struct DiscrepancyPlace: Hashable, Sendable {
    public var day: CalendarDay
    public var id: DiscrepancyID

    public init(day: CalendarDay, id: DiscrepancyID) {
        self.day = day
        self.id = id
    }
}

extension DiscrepancyRecord {
    public var place: DiscrepancyPlace { DiscrepancyPlace(day: value.subject.day, id: id) }
}

/// Which differences are wanted; what is not given does not limit them.
public struct DiscrepancyFilter: Hashable, Sendable {
    /// How far the work on them has come; empty for all that are not closed.
    public var states: Set<DiscrepancyState>
    /// An ``Outcome`` or ``Remark`` by its code.
    public var code: String?
    /// To which they belong.
    public var days: ClosedRange<CalendarDay>?
    /// Account that works them.
    public var owner: String?
    /// The least amount in question, whichever sign.
    public var leastAmount: Dong?
    /// Only those about lines of this statement.
    public var statement: StatementID?
    /// Only those about cases of its agencies; about a parcel of several agencies, of those that have all of them.
    public var scope: Scope

    public init(
        states: Set<DiscrepancyState> = [], code: String? = nil, days: ClosedRange<CalendarDay>? = nil,
        owner: String? = nil, leastAmount: Dong? = nil, statement: StatementID? = nil,
        scope: Scope = .everything
    ) {
        self.states = states
        self.code = code
        self.days = days
        self.owner = owner
        self.leastAmount = leastAmount
        self.statement = statement
        self.scope = scope
    }

    /// The condition on `breaks b`, with its values.
    var condition: (sql: String, values: [SQLValue]) {
        let (condition, inScope) = (ownCondition, scope.condition(on: "b.agency"))
        return (condition.sql + inScope.sql, condition.values + inScope.values)
    }

    /// Whether it lets nothing through that is closed.
    var isOpenOnly: Bool { !states.contains(.closed) }

    /// The same without the scope.
    var ownCondition: (sql: String, values: [SQLValue]) {
        var parts: [String] = []
        var values: [SQLValue] = []
        func add(_ part: String, _ bound: SQLValue...) {
            parts.append(part)
            values += bound
        }
        if states.isEmpty {
            parts.append("b.state <> 'closed'")
        } else {
            let sorted = states.map(\.rawValue).sorted()
            // Said once more in the words of the index of open ones, which then serves.
            if !states.contains(.closed) { parts.append("b.state <> 'closed'") }
            parts.append("b.state IN (\(sorted.map { _ in "?" }.joined(separator: ", ")))")
            values += sorted.map { SQLValue($0) }
        }
        if let days {
            add(
                "b.day BETWEEN ? AND ?", SQLValue(DayColumn.encode(days.lowerBound)),
                SQLValue(DayColumn.encode(days.upperBound)))
        }
        if let code { add("b.code = ?", SQLValue(code)) }
        if let owner { add("b.owner = ?", SQLValue(owner)) }
        if let leastAmount { add("ABS(b.amount) >= ?", SQLValue(leastAmount.rawValue)) }
        // Places begin with the statement's identity and a colon, after which a semicolon is the next character.
        if let statement { add("b.line >= ? AND b.line < ?", SQLValue("\(statement):"), SQLValue("\(statement);")) }
        return (parts.joined(separator: " AND "), values)
    }
}
