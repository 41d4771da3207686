import DocumentModel

/// Cuts UTF-8 into records and fields: RFC 4180, read as spreadsheet programs do.
///
/// A field that begins with a quotation mark ends at the next single one, a doubled one standing for one; what follows up
/// to the delimiter is appended. Within other fields quotation marks are characters like any other. Every end of line
/// counts as a record.
///
/// Not libcsv: with it the same took twice the time, half of which went into asking of each byte whether it is white
/// space, and it cannot tell an empty line from the second half of CR LF.
struct RecordParser: ~Copyable {
    /// Number of the record that is read, from 1.
    private(set) var number: Int
    /// What is wrong and in which column, from 0.
    private(set) var fault: (code: SpreadsheetFault.Code, column: Int)?
    private let delimiter: UInt8
    /// LF, also after CR, or CR alone.
    private let terminator: UInt8
    private let limits: SpreadsheetLimits
    private var rows: [SheetRow] = []
    private var cells: [SheetCell] = []
    private var usualCount = 0
    private var cellCount = 0
    private var blockCells = 0
    private var blockBytes = 0
    private var unescaped = ByteBuffer()

    init(form: TextForm, terminator: UInt8, firstNumber: Int, limits: SpreadsheetLimits) {
        number = firstNumber
        delimiter = form.delimiter.byte
        self.terminator = terminator
        self.limits = limits
    }

    var hasFullBlock: Bool { limits.isFullBlock(rows: rows.count, cells: blockCells, bytes: blockBytes) }

    mutating func take() -> [SheetRow] {
        var taken: [SheetRow] = []
        taken.reserveCapacity(rows.count)
        swap(&taken, &rows)
        blockCells = 0
        blockBytes = 0
        return taken
    }

    /// Reads records up to the last that is whole, or up to a full block.
    ///
    /// - Parameter isLast: Whether nothing follows, so that the last record needs no end of line.
    /// - Returns: The bytes used; the rest has to come again with what follows it.
    mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
        guard let start = bytes.baseAddress else { return 0 }
        let end = start + bytes.count
        var record = start
        while record < end, fault == nil, !hasFullBlock {
            guard let next = parseRecord(from: record, to: end, isLast: isLast) else { break }
            blockBytes += next - record
            record = next
        }
        return record - start
    }

    /// Reads one record and returns where the next begins; `nil` when this one is not whole or has a fault.
    private mutating func parseRecord(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, isLast: Bool
    ) -> UnsafePointer<UInt8>? {
        var column = 0
        var position = start
        while true {
            guard let field = RecordField(at: position, to: end, delimiter, terminator, isLast: isLast) else {
                // Only a quoted field lacks its end where nothing follows.
                if isLast || end - position > limits.cellCharacters * 8 {
                    fault = (isLast || position.pointee == 0x22 ? .unclosedQuote : .cellTooLong, column)
                }
                cells.removeAll(keepingCapacity: true)
                return nil
            }
            guard append(field, column: column, recordStart: start) else { return nil }
            if !field.endsWithDelimiter { return endRecord(field.next) }
            if field.next == end {
                if isLast { return endRecord(end) }
                cells.removeAll(keepingCapacity: true)
                return nil
            }
            position = field.next
            column += 1
        }
    }

    private mutating func append(_ field: RecordField, column: Int, recordStart: UnsafePointer<UInt8>) -> Bool {
        guard column < limits.columns else {
            fault = (.tooManyColumns, column)
            return false
        }
        guard field.end - recordStart <= limits.rowBytes else {
            fault = (.rowTooLong, column)
            return false
        }
        var bytes = UnsafeBufferPointer(start: field.start, count: field.end - field.start)
        if field.needsUnescaping {
            unescape(bytes)
            bytes = unescaped.bytes
        }
        guard !bytes.isEmpty else { return true }
        let text = CellText.text(bytes)
        if bytes.count > limits.cellCharacters, text.utf16.count > limits.cellCharacters {
            fault = (.cellTooLong, column)
            return false
        }
        if cells.isEmpty { cells.reserveCapacity(max(usualCount, column + 1)) }
        while cells.count < column { cells.append(.empty) }
        cells.append(.text(text))
        return true
    }

    private mutating func endRecord(_ next: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        if number > limits.records {
            fault = (.tooManyRows, 0)
            return nil
        }
        if !cells.isEmpty {
            usualCount = cells.count
            cellCount += cells.count
            blockCells += cells.count
            if cellCount > limits.cells {
                fault = (.tooManyCells, 0)
                return nil
            }
            rows.append(SheetRow(number: number, cells: cells))
            cells = []
        }
        number += 1
        return next
    }

    /// Keeps one of two quotation marks, up to the closing one, and all that follows that.
    private mutating func unescape(_ bytes: UnsafeBufferPointer<UInt8>) {
        unescaped.removeAll()
        var index = 0
        var isQuoted = true
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted, byte == 0x22 {
                if index < bytes.count, bytes[index] == 0x22 {
                    index += 1
                } else {
                    isQuoted = false
                    continue
                }
            }
            unescaped.append(byte)
        }
    }
}
