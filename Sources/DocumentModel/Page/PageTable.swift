/// A table with ruled lines, cell by cell.
public struct PageTable: Hashable, Sendable, Codable {
    /// A cell; one that goes over several rows or columns counts where it begins.
    public struct Cell: Hashable, Sendable, Codable {
        /// 0-based, from the top.
        public var row: Int
        /// 0-based, from the left.
        public var column: Int
        /// Rows that the cell goes over, at least 1.
        public var rowSpan: Int
        /// Columns that the cell goes over, at least 1.
        public var columnSpan: Int
        /// Between its rules, on the upright page.
        public var box: PixelBox
        /// What stands in it, lines joined by line feeds; empty when nothing does.
        public var text: String

        public init(row: Int, column: Int, rowSpan: Int, columnSpan: Int, box: PixelBox, text: String) {
            self.row = row
            self.column = column
            self.rowSpan = rowSpan
            self.columnSpan = columnSpan
            self.box = box
            self.text = text
        }
    }

    /// Around its outer rules, on the upright page.
    public var box: PixelBox
    public var rows: Int
    public var columns: Int
    /// Row by row, from left to right.
    public var cells: [Cell]

    public init(box: PixelBox, rows: Int, columns: Int, cells: [Cell]) {
        self.box = box
        self.rows = rows
        self.columns = columns
        self.cells = cells
    }

    /// The cell that covers a place of the grid, if there is one.
    public func cell(row: Int, column: Int) -> Cell? {
        cells.first {
            row >= $0.row && row < $0.row + $0.rowSpan && column >= $0.column && column < $0.column + $0.columnSpan
        }
    }
}
