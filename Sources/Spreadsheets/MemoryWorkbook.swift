import DocumentModel

/// A workbook of a form that is read at once: the old and the other formats, whose files are small.
struct MemoryWorkbook {
    struct Sheet {
        var info: SheetInfo
        var rows: [SheetRow]
        var mergedRanges: [CellRange] = []
    }

    var sheets: [Sheet]
    var epoch = DateEpoch.from1900
}

extension SheetCell {
    /// What the cell of a formula holds whose value the program that wrote the file left out.
    public static let uncomputed = "=?"
}

/// The cells of a sheet, put in any order, within the limits.
struct CellGrid {
    let limits: SpreadsheetLimits
    let sheet: String
    private var cells: [Int: [SheetCell]] = [:]
    private var count = 0
    private var bytes = 0
    private(set) var mergedRanges: [CellRange] = []

    init(limits: SpreadsheetLimits, sheet: String) {
        self.limits = limits
        self.sheet = sheet
    }

    /// Cells that are held in memory at most; files of these forms have fewer.
    private static let maxCells = 20_000_000

    /// - Parameter place: Its row from 1, its column from 0.
    mutating func set(_ cell: SheetCell, _ place: (row: Int, column: Int)) throws(SpreadsheetFault) {
        if cell.isBlank { return }
        guard place.row >= 1, place.column >= 0 else { return }
        guard place.column < limits.columns else { throw fault(.tooManyColumns, place) }
        guard place.row <= limits.rows else { throw fault(.tooManyRows, place) }
        if case .text(let text) = cell {
            bytes += text.utf8.count
            guard text.utf16.count <= limits.cellCharacters else { throw fault(.cellTooLong, place) }
            guard bytes <= limits.sharedStringBytes else { throw fault(.tooMuchText, place) }
        }
        var row = cells.removeValue(forKey: place.row) ?? []
        count += max(0, place.column + 1 - row.count)
        guard count <= min(limits.cells, Self.maxCells) else { throw fault(.tooManyCells, place) }
        while row.count <= place.column { row.append(.empty) }
        row[place.column] = cell
        cells[place.row] = row
    }

    mutating func merge(_ range: CellRange) {
        if mergedRanges.count < limits.mergedRanges { mergedRanges.append(range) }
    }

    /// The rows in their order; those without content are left out.
    var rows: [SheetRow] { cells.sorted { $0.key < $1.key }.map { SheetRow(number: $0.key, cells: $0.value) } }

    private func fault(_ code: SpreadsheetFault.Code, _ place: (row: Int, column: Int)) -> SpreadsheetFault {
        SpreadsheetFault(code, sheet: sheet, row: place.row, column: place.column + 1)
    }
}
