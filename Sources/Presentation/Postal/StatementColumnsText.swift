import PostalChannel
import PostalPipeline
import Spreadsheets

/// The columns of a statement that are in force.
public struct StatementColumnsView: View {
    private let tables: [StatementTables.Table]
    private let source: ImportedStatement.ColumnSource

    public init(_ tables: [StatementTables.Table], _ source: ImportedStatement.ColumnSource) {
        (self.tables, self.source) = (tables, source)
    }

    public func encode(to encoder: any Encoder) throws {
        try tables.flatMap(StatementColumnView.all).encode(to: encoder)
    }

    public var text: TextPage {
        tables.reduce(into: TextPage()) { $0 += StatementColumnsText.page($1, source) }
    }
}

/// The columns of a statement's table, as clerks check them.
enum StatementColumnsText {
    static func page(_ table: StatementTables.Table, _ source: ImportedStatement.ColumnSource) -> TextPage {
        let how =
            switch source {
            case .given: "đã chỉ định"
            case .confirmed: "đã xác nhận"
            case .guessed: "tự nhận ra"
            }
        let name = table.name.isEmpty ? "" : " \(table.name)"
        var page = TextPage("  Cột\(name) (\(how)):")
        let rows = StatementColumnView.all(table).map { column in
            [
                column.column, ColumnRole(rawValue: column.role)?.vietnamese ?? column.role, column.heading,
                writing(column),
            ]
        }
        page.table(rows, indent: 4)
        let unread = StatementColumnView.unread(table)
        if !unread.isEmpty { page.line("    Không đọc: \(unread.joined(separator: ", "))") }
        for case .several(let role, let columns) in table.guess.doubts
        where role != .tracking && !ColumnRole.money.contains(role) {
            let letters = columns.map { CellRange.letters(ofColumn: $0) }.joined(separator: ", ")
            page.line("    ! \(role.vietnamese): cột \(letters) đều phù hợp; xác nhận bằng sohoa postal columns.")
        }
        return page
    }

    /// How a column is written, where that is not the usual way.
    private static func writing(_ column: StatementColumnView) -> String {
        switch (column.unit, column.dateOrder) {
        case (1_000?, _): "nghìn đồng"
        case (1_000_000?, _): "triệu đồng"
        case (let unit?, _) where unit != 1: "× \(unit) đồng"
        case (_, DateCell.Order.monthFirst.rawValue?): "tháng trước ngày sau"
        default: ""
        }
    }
}
