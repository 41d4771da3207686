import DocumentModel
import Dossiers
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
    /// How the columns became known: given, confirmed, guessed.
    var columnSource: String?
    var columns: [Column]
    /// Sums that the statement gives itself and that are not those of its lines.
    var differingTotals: [Difference]
    /// Why the lines do not count yet.
    var problems: [Problem] = []
    /// Rows that are no lines, by the reason.
    var leftOutReasons: [String: Int] = [:]
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
            Problem(code: $0.code, role: $0.role?.rawValue, message: $0.vietnamese)
        }
        leftOutReasons = taken.leftOut
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
        columns = []
        differingTotals = []
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
