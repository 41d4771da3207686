/// A cell of a spreadsheet, with what the file holds, character by character: nothing is rounded or interpreted yet.
public enum SheetCell: Hashable, Sendable {
    case empty
    case text(String)
    /// A number as the file writes it: `13500`, `2.619229635178E12`. Spreadsheet programs keep numbers as binary
    /// floating point with 15 significant digits.
    case number(String)
    /// A number whose format shows it as a date: the serial as the file writes it, days since the sheet's epoch.
    case date(String)
    /// As ``date(_:)``, and the format shows the time of day too, so that a whole number is midnight.
    case dateTime(String)
    case boolean(Bool)
    /// An error such as `#N/A`, as the file writes it.
    case error(String)

    /// What the cell holds, as the file writes it; empty for no content, `TRUE` or `FALSE` for truth values.
    public var written: String {
        switch self {
        case .empty: ""
        case .text(let text), .number(let text), .date(let text), .dateTime(let text), .error(let text): text
        case .boolean(let value): value ? "TRUE" : "FALSE"
        }
    }

    /// Whether there is nothing, or nothing but white space.
    public var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        default: false
        }
    }
}

/// One row of a sheet.
public struct SheetRow: Hashable, Sendable {
    /// Number of the row in its sheet, from 1, as a spreadsheet program shows it; in a text file the records are counted,
    /// blank ones too.
    public var number: Int
    /// The cells from the first column on; cells after the last that has content may be missing.
    public var cells: [SheetCell]

    public init(number: Int, cells: [SheetCell]) {
        self.number = number
        self.cells = cells
    }

    /// The cell in a column, counted from 0; ``SheetCell/empty`` beyond the last.
    public subscript(column: Int) -> SheetCell { cells.indices.contains(column) ? cells[column] : .empty }

    /// Whether no cell has content.
    public var isBlank: Bool { cells.allSatisfy(\.isBlank) }
}
