/// A column of a table.
struct TableColumn: Sendable {
    var title: String
    /// In millimetres.
    var width: Double
    var alignment = TextStyle.Alignment.left
}

/// What stands in a cell, from top to bottom.
struct TableCell: Sendable {
    enum Piece: Sendable {
        case text(String, TextStyle)
        /// A linear code, its height in millimetres, and what it says in letters below it.
        case code(LinearCode, height: Double, label: String, TextStyle)
        /// A box to tick.
        case tickBox
    }

    var pieces: [Piece]
    /// How many columns it takes.
    var span = 1
    /// Instead of the column's.
    var alignment: TextStyle.Alignment?

    static func text(_ text: String, _ style: TextStyle) -> TableCell { TableCell(pieces: [.text(text, style)]) }

    static let empty = TableCell(pieces: [])
}

/// A table ruled across only, so that figures keep their white space.
struct Table: Sendable {
    var columns: [TableColumn]
    /// Left edge in millimetres.
    var x: Double
    /// Clear space above and below the text of a row, in millimetres.
    var rowPadding = 1.0

    private static let besideText = 1.0
    private static let besideCode = 0.4
    private static let tickBoxSide = 3.2
    private static let headerStyle = TextStyle(size: 7.5, minimumSize: 6, isBold: true, maxLines: 3)

    var width: Double { columns.reduce(0) { $0 + $1.width } }

    // MARK: Header

    /// - Returns: its height in millimetres.
    func headerHeight(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        try height(of: headerCells, on: canvas)
    }

    /// Draws the column titles between two rules.
    ///
    /// - Returns: the first free y.
    func drawHeader(on canvas: borrowing PDFCanvas, y: Double) throws(SheetFault) -> Double {
        let height = try headerHeight(on: canvas)
        canvas.rule(x: x, y: y, width: width, thickness: 0.5)
        // Short titles stand on the same line as the last of long ones.
        for place in places(of: headerCells) {
            let own = try self.height(of: place.cell, width: place.width, on: canvas)
            try draw(place, on: canvas, y: y + height - own - rowPadding)
        }
        canvas.rule(x: x, y: y + height - 0.25, width: width, thickness: 0.25)
        return y + height
    }

    private var headerCells: [TableCell] { columns.map { .text($0.title, Self.headerStyle) } }

    // MARK: Rows

    /// The height that a row needs, in millimetres.
    func height(of cells: [TableCell], on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        var height = 0.0
        for place in places(of: cells) {
            height = max(height, try self.height(of: place.cell, width: place.width, on: canvas))
        }
        return height + 2 * rowPadding
    }

    /// Draws a row with a hairline below it.
    func drawRow(_ cells: [TableCell], on canvas: borrowing PDFCanvas, y: Double, height: Double) throws(SheetFault) {
        for place in places(of: cells) { try draw(place, on: canvas, y: y + rowPadding) }
        canvas.rule(x: x, y: y + height - 0.1, width: width, thickness: 0.1)
    }

    private func height(
        of cell: TableCell, width: Double, on canvas: borrowing PDFCanvas
    ) throws(SheetFault) -> Double {
        var height = 0.0
        for piece in cell.pieces {
            switch piece {
            case .text(let text, let style): height += try canvas.height(of: text, style: style, width: width)
            case .code(_, let codeHeight, let label, let style):
                height += codeHeight + Self.besideCode
                height += try canvas.height(of: label, style: style, width: width)
            case .tickBox: height += Self.tickBoxSide
            }
        }
        return height
    }

    private func draw(_ place: Place, on canvas: borrowing PDFCanvas, y: Double) throws(SheetFault) {
        var top = y
        for piece in place.cell.pieces {
            switch piece {
            case .text(let text, let style):
                let style = style.aligned(place.cell.alignment ?? place.alignment)
                top += try canvas.draw(text, style: style, x: place.x, y: top, width: place.width)
            case .code(let code, let codeHeight, let label, let style):
                let left = place.x + code.quiet - Self.besideText
                canvas.fill(code, x: left, y: top + Self.besideCode, height: codeHeight)
                top += codeHeight + Self.besideCode
                top += try canvas.draw(label, style: style, x: left, y: top, width: code.width)
            case .tickBox:
                let side = Self.tickBoxSide
                canvas.box(Frame(x: place.x, y: top, width: side, height: side), thickness: 0.3)
                top += side
            }
        }
    }

    private struct Place {
        var cell: TableCell
        var alignment: TextStyle.Alignment
        var x: Double
        var width: Double
    }

    private func places(of cells: [TableCell]) -> [Place] {
        var places: [Place] = []
        var (column, left) = (0, x)
        for cell in cells where column < columns.count {
            let spanned = columns[column..<min(columns.count, column + cell.span)]
            let width = spanned.reduce(0) { $0 + $1.width }
            places.append(
                Place(
                    cell: cell, alignment: spanned.first?.alignment ?? .left, x: left + Self.besideText,
                    width: width - 2 * Self.besideText))
            (column, left) = (spanned.endIndex, left + width)
        }
        return places
    }
}
