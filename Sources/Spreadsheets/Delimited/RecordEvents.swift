import CSVLibrary
import DocumentModel

/// Receives the fields and records that libcsv finds.
struct RecordEvents: ~Copyable {
    /// Number of the record that is read, from 1.
    private(set) var number: Int
    private(set) var fault: SpreadsheetFault.Code?
    /// From 0; where a fault is.
    private(set) var column = 0
    private let limits: SpreadsheetLimits
    private var rows: [SheetRow] = []
    private var cells: [SheetCell] = []
    private var usualCount = 0
    private var rowBytes = 0
    private var cellCount = 0

    init(limits: SpreadsheetLimits, firstNumber: Int) {
        self.limits = limits
        number = firstNumber
    }

    var count: Int { rows.count }

    mutating func take() -> [SheetRow] {
        var taken: [SheetRow] = []
        swap(&taken, &rows)
        return taken
    }

    mutating func field(_ start: UnsafeMutableRawPointer?, _ count: Int) {
        guard fault == nil else { return }
        defer { if fault == nil { column += 1 } }
        if column >= limits.columns {
            fault = .tooManyColumns
            return
        }
        guard count > 0, let start else { return }
        let bytes = UnsafeBufferPointer(start: UnsafePointer(start.assumingMemoryBound(to: UInt8.self)), count: count)
        rowBytes += count
        if rowBytes > limits.rowBytes { fault = .rowTooLong }
        let text = CellText.text(bytes)
        if count > limits.cellCharacters, text.utf16.count > limits.cellCharacters { fault = .cellTooLong }
        if cells.isEmpty { cells.reserveCapacity(max(usualCount, column + 1)) }
        while cells.count < column { cells.append(.empty) }
        cells.append(.text(text))
    }

    mutating func endRecord() {
        guard fault == nil else { return }
        if !cells.isEmpty {
            usualCount = cells.count
            cellCount += cells.count
            if cellCount > limits.cells { fault = .tooManyCells }
            rows.append(SheetRow(number: number, cells: cells))
            cells = []
        }
        number += 1
        if number > limits.records { fault = .tooManyRows }
        column = 0
        rowBytes = 0
    }
}
