import DocumentModel
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets

/// A statement as `sohoa postal statement --format json` prints it.
struct StatementView: Encodable {
    struct Column: Encodable {
        var role: String
        /// As a spreadsheet program names it: `B`.
        var column: String
        var heading: String
        /// 0 to 100.
        var certainty: Int?
        /// Đồng that one stands for, of money.
        var unit: Int?
        /// Of days: `day_first`, `month_first`.
        var dateOrder: String?
    }

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
    var columns: [Column]
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

    init(_ taken: TakenStatement, file: String) {
        self.init(taken.record, file: file)
        wasKnown = taken.wasKnown
        columnSource = taken.tables.isEmpty ? nil : taken.columns.rawValue
        columns = taken.tables.flatMap(Self.columns)
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
        unreadColumns = taken.tables.flatMap(Self.unreadColumns)
        otherSheets = taken.otherSheets
    }

    init(_ record: StatementRecord, file: String) {
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
        problems = (findings?.problems ?? []).map { Problem(code: $0.code, message: $0.text) }
    }

    init(file: String, error: any Error) {
        self.file = file
        state = "refused"
        wasKnown = false
        (lines, leftOut, fee, surcharge, collected, remitted) = (0, 0, 0, 0, 0, 0)
        columns = []
        differingTotals = []
        self.error =
            (error as? SpreadsheetFault)?.code.rawValue ?? (error as? FileFault)?.code.rawValue
            ?? (error as? LedgerError)?.code.rawValue
    }

    static func columns(_ table: StatementTables.Table) -> [Column] {
        let all: [(role: ColumnRole, column: Int)] = table.guess.map.columns.flatMap { role, columns in
            columns.map { (role, $0) }
        }
        return all.sorted { $0.column < $1.column }.map { column($0.role, $0.column, table.guess) }
    }

    /// Columns that have a heading and no role: nothing stays unnamed.
    static func unreadColumns(_ table: StatementTables.Table) -> [String] {
        let read = Set(table.guess.map.columns.values.joined())
        return table.guess.headings.enumerated().filter { !$1.isEmpty && !read.contains($0) }
            .map { "\(CellRange.letters(ofColumn: $0)) “\($1)”" }
    }

    private static func column(_ role: ColumnRole, _ column: Int, _ guess: ColumnGuess) -> Column {
        let isDay = role == .accepted || role == .delivered
        return Column(
            role: role.rawValue, column: CellRange.letters(ofColumn: column),
            heading: guess.headings.indices.contains(column) ? guess.headings[column] : "",
            certainty: guess.certainty[role],
            unit: ColumnRole.money.contains(role) ? guess.map.moneyUnit(ofColumn: column) : nil,
            dateOrder: isDay ? guess.map.dateOrder(ofColumn: column).rawValue : nil)
    }
}

extension StatementProblem {
    fileprivate var shared: StatementView.Problem.Shared? {
        guard case .overlap(let overlap) = self else { return nil }
        let shared = overlap.shared
        return .init(same: shared.same, changed: shared.changed, added: shared.added, vanished: shared.vanished)
    }
}
