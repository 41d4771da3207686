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
        table.guess.map.columns.flatMap { role, columns in columns.map { (role, $0) } }
            .sorted { $0.1 < $1.1 }
            .map { role, column in
                Column(
                    role: role.rawValue, column: CellRange.letters(ofColumn: column),
                    heading: table.guess.headings.indices.contains(column) ? table.guess.headings[column] : "",
                    certainty: table.guess.certainty[role])
            }
    }
}
