import DocumentModel
import ScannedPages

extension PageTable {
    /// - Parameters:
    ///   - grid: the table's rules.
    ///   - lines: what was read on the same picture; words belong to the cell that their middle is in.
    ///   - frame: leads from that picture to the upright page.
    init(_ grid: RuledTable, _ lines: [TextLine], _ frame: UprightFrame) {
        let inside = lines.filter {
            grid.box.holdsCentre(of: $0.box) || $0.words.contains { grid.box.holdsCentre(of: $0.box) }
        }
        self.init(
            box: frame.onPage(grid.box), rows: grid.rows, columns: grid.columns,
            cells: grid.cells.map { cell in
                PageTable.Cell(
                    row: cell.row, column: cell.column, rowSpan: cell.rowSpan, columnSpan: cell.columnSpan,
                    box: frame.onPage(cell.box), text: Self.text(in: cell.box, inside))
            })
    }

    private static func text(in box: PixelBox, _ lines: [TextLine]) -> String {
        let parts = lines.compactMap { line -> (box: PixelBox, text: String)? in
            let words = line.words.filter { box.holdsCentre(of: $0.box) }
            guard let first = words.first else { return nil }
            return (first.box, words.map(\.text).joined(separator: " "))
        }
        return rows(of: parts).map { $0.map(\.text).joined(separator: " ") }.joined(separator: "\n")
    }

    /// Parts at about one height, from left to right; rows from top to bottom.
    private static func rows(of parts: [(box: PixelBox, text: String)]) -> [[(box: PixelBox, text: String)]] {
        var rows: [[(box: PixelBox, text: String)]] = []
        for part in parts.sorted(by: { $0.box.midY < $1.box.midY }) {
            if let last = rows.last?.last, part.box.midY - last.box.midY < 0.5 * Double(last.box.height) {
                rows[rows.count - 1].append(part)
            } else {
                rows.append([part])
            }
        }
        return rows.map { $0.sorted { $0.box.x < $1.box.x } }
    }
}

extension CleanedPage {
    /// The tables that are read cell by cell. A form that is filled in on leaders is read row by row throughout: its tables
    /// hold one line a cell or go on from the leaders above them.
    var tablesByCell: [TableCells] {
        isForm ? [] : tables.map { TableCells(box: $0.box, cells: $0.cells.map(\.box)) }
    }

    /// Whether it is filled in on leaders.
    var isForm: Bool { leaders >= Self.leadersOfForm }

    /// Widths of the page that the leaders of a form are long at least; other papers have one or two to sign on.
    private static let leadersOfForm = 1.0
}
