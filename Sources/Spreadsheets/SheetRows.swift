import DocumentModel

/// The rows of one sheet in their order, read once, block by block.
///
/// Rows without any content are left out; the numbers of the others tell where they stood.
public final class SheetRows {
    enum Source {
        case workbook(XMLReader<SheetEvents>)
        case memory([SheetRow])
        case text(DelimitedReader)
    }

    /// The merged ranges of the sheet; complete when ``next()`` has returned `nil`.
    public private(set) var mergedRanges: [CellRange] = []
    /// The old Vietnamese encoding that the cells' text was in and was converted from; known after the first block.
    public var legacyText: LegacyText? { converter?.encoding }
    private var converter: LegacyConverter?
    private var mojibake: Mojibake?
    private var taken = 0
    private let file: String
    private let source: Source
    private var isFirstBlock = true
    private var isAtEnd = false

    init(_ source: Source, file: String, mergedRanges: [CellRange] = []) {
        self.source = source
        self.file = file
        self.mergedRanges = mergedRanges
    }

    /// The next block of some thousand rows; `nil` after the last.
    ///
    /// - Throws: What is wrong, with the row and column where they are known. Rows before the fault may have been
    ///   returned already; after a fault there are none.
    public func next() throws(SpreadsheetFault) -> [SheetRow]? {
        guard !isAtEnd else { return nil }
        isAtEnd = true
        var rows = try block()
        guard !rows.isEmpty else { return nil }
        isAtEnd = false
        if isFirstBlock {
            if Mojibake.isRecognized(in: rows) {
                mojibake = Mojibake()
            } else {
                converter = LegacyText.recognized(in: rows).map { LegacyConverter($0) }
            }
            isFirstBlock = false
        }
        if mojibake != nil { try repair(&rows) }
        if converter != nil {
            for index in rows.indices { converter?.convert(&rows[index]) }
        }
        return rows
    }

    /// What cannot be proved is not handed out: names and headings would be guessed.
    private func repair(_ rows: inout [SheetRow]) throws(SpreadsheetFault) {
        for index in rows.indices {
            for column in rows[index].cells.indices {
                guard case .text(let text) = rows[index].cells[column] else { continue }
                guard let whole = mojibake?.repaired(text) else {
                    isAtEnd = true
                    throw SpreadsheetFault(.mojibake, file: file, row: rows[index].number, column: column + 1)
                }
                rows[index].cells[column] = .text(whole)
            }
        }
    }

    /// Rows that are handed out at once of what is in memory already.
    private static let memoryBlock = 4_096

    private func block() throws(SpreadsheetFault) -> [SheetRow] {
        switch source {
        case .memory(let rows):
            let end = min(taken + Self.memoryBlock, rows.count)
            defer { taken = end }
            return Array(rows[taken..<end])
        case .text(let reader): return try reader.block()
        case .workbook(let reader):
            let events = reader.events
            while !events.pointee.hasFullBlock {
                guard try reader.advance() else { break }
            }
            mergedRanges = events.pointee.mergedRanges
            return events.pointee.takeRows()
        }
    }
}
