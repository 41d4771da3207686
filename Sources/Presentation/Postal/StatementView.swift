import Ledger
import PostalChannel
import PostalPipeline

/// A statement: what was read of it, and why its lines do not count yet.
public struct StatementView: Encodable {
    /// What a person has to say or to accept before the lines count.
    struct Problem: Encodable {
        /// Stable.
        var code: String
        var role: String?
        var message: String
        /// The statement with which lines are shared.
        var statement: String?
        var shared: Shared?

        /// Lines in common with an earlier statement.
        struct Shared: Encodable {
            var same: Int
            var changed: Int
            var added: Int
            var vanished: Int
        }
    }

    struct Difference: Encodable {
        var column: String
        var stated: Int
        var added: Int
    }

    var file: String
    var id: String?
    /// Short number of the file, with which identities of differences name it; where statements are listed.
    var number: Int?
    var state: String
    var wasKnown: Bool
    var encoding: String?
    var from: String?
    var to: String?
    var lines: Int
    var leftOut: Int
    var fee: Int
    var surcharge: Int
    var collected: Int
    var remitted: Int
    var supersedes: String?
    /// The statements whose place it took.
    var replaces: [String] = []
    /// Of one that does not count: the statement that has its lines or its place; none when a person set it aside.
    var supersededBy: String?
    /// The statement of which it replaces the lines of the same numbers.
    var amends: String?
    /// Who said what it is, or accepted what differs.
    var answeredBy: String?
    /// How the columns became known: given, confirmed, guessed.
    var columnSource: String?
    var columns: [StatementColumnView]
    /// Sums that the statement gives itself and that are not those of its lines.
    var differingTotals: [Difference]
    /// Why the lines do not count yet.
    var problems: [Problem] = []
    /// Rows that are no lines, by the reason.
    var leftOutReasons: [String: Int] = [:]
    /// Columns with a heading that are not read, as `N “Trừ nợ”`.
    var unreadColumns: [String] = []
    /// Sheets that hold no lines.
    var otherSheets: [String] = []
    /// Stable code of what is wrong with a file that was not taken.
    var error: String?

    /// - Parameter file: how the file is called.
    public init(_ taken: ImportedStatement, file: String) {
        self.init(taken.record, file: file)
        wasKnown = taken.wasKnown
        columnSource = taken.tables.isEmpty ? nil : taken.columns.rawValue
        columns = taken.tables.flatMap(StatementColumnView.all)
        differingTotals = taken.differingTotals.map {
            Difference(column: $0.role.rawValue, stated: $0.stated.rawValue, added: $0.added.rawValue)
        }
        problems = taken.problems.map {
            Problem(
                code: $0.code, role: $0.role?.rawValue, message: $0.vietnamese, statement: $0.other?.id.rawValue,
                shared: $0.shared)
        }
        replaces = taken.replaced.map(\.id.rawValue)
        supersededBy = taken.successor?.id.rawValue ?? supersededBy
        leftOutReasons = taken.leftOut
        unreadColumns = taken.tables.flatMap(StatementColumnView.unread)
        otherSheets = taken.otherSheets.map(\.vietnamese)
    }

    public init(_ record: StatementRecord, file: String) {
        self.file = file
        id = record.id.rawValue
        state = record.state.rawValue
        wasKnown = true
        encoding = record.source.encoding.isEmpty ? nil : record.source.encoding
        from = record.source.declaredPeriod?.lowerBound.rawValue
        to = record.source.declaredPeriod?.upperBound.rawValue
        lines = record.totals.lines
        leftOut = record.totals.leftOut
        fee = record.totals.fee.rawValue
        surcharge = record.totals.surcharge.rawValue
        collected = record.totals.collected.rawValue
        remitted = record.totals.remitted.rawValue
        supersedes = record.supersedes?.rawValue
        supersededBy = record.supersededBy?.rawValue
        amends = record.answers.amends?.rawValue
        answeredBy = record.answers.by
        columns = []
        let findings = StatementFindings(record)
        differingTotals = (findings?.differences ?? []).map {
            Difference(column: $0.column, stated: $0.stated, added: $0.added)
        }
        problems = (findings?.problems ?? []).map { Problem(code: $0.code, message: $0.vietnamese) }
    }

    /// A file that was not taken.
    /// - Parameter code: stable.
    public init(file: String, refusedAs code: String) {
        self.file = file
        state = "refused"
        wasKnown = false
        (lines, leftOut, fee, surcharge, collected, remitted) = (0, 0, 0, 0, 0, 0)
        columns = []
        differingTotals = []
        error = code
    }
}

extension StatementProblem {
    fileprivate var shared: StatementView.Problem.Shared? {
        guard case .overlap(let overlap) = self else { return nil }
        let shared = overlap.shared
        return .init(same: shared.same, changed: shared.changed, added: shared.added, vanished: shared.vanished)
    }
}
