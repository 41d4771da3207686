import DocumentModel
import Glibc

/// What is wrong with a row or one of its cells.
struct RowProblem: Error {
    var code: SpreadsheetFault.Code
    /// From 0.
    var column: Int?
    var detail = ""
}

/// The rows that are being read, up to a block.
struct RowBuilder: ~Copyable {
    private let shared: SharedStringTable
    /// Number of the row that is read or was read last; 0 before the first.
    private(set) var number = 0
    private let numberFormats: [NumberFormat]
    private let limits: SpreadsheetLimits
    private var rows: [SheetRow] = []
    private var cells: [SheetCell] = []
    /// The column after the last cell of the row, which a cell without an address has.
    private var nextColumn = 0
    private var rowBytes = 0
    private var blockBytes = 0
    private var blockCells = 0
    private var sheetCells = 0
    private var sheetBytes = 0

    init(numberFormats: [NumberFormat], strings: SharedStringTable, limits: SpreadsheetLimits) {
        self.numberFormats = numberFormats
        shared = strings
        self.limits = limits
    }

    var isFull: Bool { limits.isFullBlock(rows: rows.count, cells: blockCells, bytes: blockBytes) }

    mutating func take() -> [SheetRow] {
        var taken: [SheetRow] = []
        taken.reserveCapacity(limits.blockRows)
        swap(&taken, &rows)
        blockBytes = 0
        blockCells = 0
        return taken
    }

    /// Begins the row after the last one, or the one that the tag names, which must come later.
    mutating func begin(_ attributes: XMLAttributes) throws(RowProblem) {
        var wanted = number + 1
        if var pair = attributes.pairs {
            while let key = pair[0], let value = pair[1] {
                if key[0] == CChar(UInt8(ascii: "r")), key[1] == 0 {
                    guard let written = CellDigits.value(value), written > number else {
                        throw RowProblem(code: .badRowNumber, detail: "after row \(number)")
                    }
                    wanted = written
                }
                pair += 2
            }
        }
        guard wanted <= limits.rows else { throw RowProblem(code: .tooManyRows, detail: "> \(limits.rows)") }
        number = wanted
        nextColumn = 0
        rowBytes = 0
    }

    /// Ends the row. Rows without content, which formatting leaves behind in great numbers, are left out.
    mutating func end() {
        guard !cells.isEmpty else { return }
        let capacity = cells.count
        blockCells += capacity
        rows.append(SheetRow(number: number, cells: cells))
        cells = []
        cells.reserveCapacity(capacity)
    }

    /// The column of a cell, from 1.
    func column(of cell: borrowing CellBuilder) -> Int { (cell.reference?.column ?? nextColumn) + 1 }

    /// Puts a finished cell into its place; cells may come in any order, but none twice.
    mutating func append(_ cell: borrowing CellBuilder) throws(RowProblem) {
        let column = cell.reference?.column ?? nextColumn
        if cell.hasBadReference { throw RowProblem(code: .badCellReference) }
        if let reference = cell.reference, reference.row != number {
            throw RowProblem(code: .badCellReference, column: column, detail: "row \(reference.row) in row \(number)")
        }
        guard column < limits.columns else {
            throw RowProblem(code: .tooManyColumns, detail: "> \(limits.columns)")
        }
        nextColumn = column + 1
        // A formula whose value was left out is no empty cell; an empty text is a value.
        let isUncomputed = cell.hasFormula && cell.text.isEmpty && cell.kind != .text
        guard !cell.text.isEmpty || isUncomputed else { return }
        let content = isUncomputed ? .error(SheetCell.uncomputed) : try content(of: cell, column: column)
        if case .empty = content { return }
        if column < cells.count {
            guard case .empty = cells[column] else { throw RowProblem(code: .badCellReference, column: column) }
            cells[column] = content
            return
        }
        sheetCells += column + 1 - cells.count
        guard sheetCells <= limits.cells else { throw RowProblem(code: .tooManyCells, detail: "> \(limits.cells)") }
        while cells.count < column { cells.append(.empty) }
        cells.append(content)
    }

    // MARK: Contents

    private mutating func content(of cell: borrowing CellBuilder, column: Int) throws(RowProblem) -> SheetCell {
        switch cell.kind {
        case .number:
            let written = cell.text.bytes.trimmed
            if written.isEmpty { return .empty }
            // Some programs leave the type out and write text.
            guard CellDigits.isNumber(written) else { return try text(cell, column) }
            let number = String(decoding: written, as: UTF8.self)
            guard cell.style >= 0, cell.style < numberFormats.count else { return .number(number) }
            return switch numberFormats[cell.style] {
            case .number: .number(number)
            case .date: .date(number)
            case .time: .dateTime(number)
            }
        case .shared:
            guard let index = CellDigits.value(cell.text.bytes.trimmed),
                let found = shared.strings.pointee.cell(at: index)
            else {
                throw RowProblem(code: .badSharedString, column: column)
            }
            if case .text(let text) = found { try count(text.utf8.count, column) }
            return found
        case .boolean:
            switch String(decoding: cell.text.bytes.trimmed, as: UTF8.self) {
            case "1", "true": return .boolean(true)
            case "0", "false": return .boolean(false)
            case "": return .empty
            default: throw RowProblem(code: .badCellValue, column: column, detail: "boolean")
            }
        case .error: return .error(cell.text.text(from: 0, to: cell.text.count))
        case .text, .isoDate, .unknown: return try text(cell, column)
        }
    }

    private mutating func text(_ cell: borrowing CellBuilder, _ column: Int) throws(RowProblem) -> SheetCell {
        let bytes = cell.text.bytes
        try count(bytes.count, column)
        var text = CellText.text(bytes)
        if bytes.contains(0x5F), var unescaped = CellText.unescaped(bytes) {
            text = unescaped.withUTF8 { CellText.text($0) }
        }
        if bytes.count > limits.cellCharacters, text.utf16.count > limits.cellCharacters {
            throw RowProblem(code: .cellTooLong, column: column, detail: "> \(limits.cellCharacters)")
        }
        return .text(text)
    }

    private mutating func count(_ bytes: Int, _ column: Int) throws(RowProblem) {
        rowBytes += bytes
        blockBytes += bytes
        sheetBytes += bytes
        if sheetBytes > limits.sheetTextBytes {
            throw RowProblem(code: .tooMuchText, column: column, detail: "> \(limits.sheetTextBytes) bytes")
        }
        if rowBytes > limits.rowBytes {
            throw RowProblem(code: .rowTooLong, column: column, detail: "> \(limits.rowBytes) bytes")
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without the white space of XML at either end.
    var trimmed: UnsafeBufferPointer<UInt8> {
        var (lower, upper) = (0, count)
        while lower < upper, self[lower] <= 0x20 { lower += 1 }
        while lower < upper, self[upper - 1] <= 0x20 { upper -= 1 }
        return UnsafeBufferPointer(rebasing: self[lower..<upper])
    }
}
