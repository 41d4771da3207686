import Basics
import DocumentModel

/// An Excel 97–2003 workbook (BIFF8, [MS-XLS]), read whole: at most 65,536 rows a sheet.
///
/// Own code, and not FreeXL, which passes over cells with formulas, so that their money would be missing without a word.
struct OldWorkbook {
    private let stream: ByteCursor
    private let limits: SpreadsheetLimits
    private let name: String
    private var texts: [String] = []
    private var formats: [NumberFormat] = []
    private var sheets: [(info: SheetInfo, place: Int)] = []
    private var epoch = DateEpoch.from1900

    /// - Throws: What the file is instead, that it has a password, or what is damaged.
    static func read(
        _ bytes: [UInt8], name: String, limits: SpreadsheetLimits
    ) throws(SpreadsheetFault) -> MemoryWorkbook {
        do throws(SpreadsheetFault) {
            let container = try CompoundFile(bytes)
            let names = container.names
            if names.contains("EncryptedPackage") || names.contains("EncryptionInfo") {
                throw SpreadsheetFault(.encrypted)
            }
            guard let stream = try container.stream("Workbook") else {
                throw SpreadsheetFault(names.contains("Book") ? .oldWorkbook : .otherDocument)
            }
            var workbook = OldWorkbook(stream, name: name, limits: limits)
            try workbook.readGlobals()
            var sheets: [MemoryWorkbook.Sheet] = []
            for sheet in workbook.sheets { sheets.append(try workbook.readSheet(sheet.info, at: sheet.place)) }
            guard !sheets.isEmpty else { throw SpreadsheetFault(.noSheet) }
            return MemoryWorkbook(sheets: sheets, epoch: workbook.epoch)
        } catch {
            var fault = error
            fault.file = name
            throw fault
        }
    }

    private init(_ stream: [UInt8], name: String, limits: SpreadsheetLimits) {
        self.stream = ByteCursor(stream)
        self.name = name
        self.limits = limits
    }

    // MARK: The workbook

    private mutating func readGlobals() throws(SpreadsheetFault) {
        var records = RecordStream(stream)
        guard let begin = records.next(), begin.kind == Kind.begin else { throw CompoundFile.fault }
        guard begin.data.word(at: 0) == 0x0600 else { throw SpreadsheetFault(.oldWorkbook) }
        var custom: [Int: NumberFormat] = [:]
        var cellFormats: [Int] = []
        while let record = records.next(), record.kind != Kind.end {
            switch record.kind {
            case Kind.password: throw SpreadsheetFault(.encrypted)
            case Kind.dateMode: epoch = record.data.word(at: 0) == 1 ? .from1904 : .from1900
            case Kind.sheet: try takeSheet(record)
            case Kind.texts: try readTexts(record)
            case Kind.format:
                var text = TextPieces(record.pieces, from: 2)
                if let id = record.data.word(at: 0), let code = text.text() {
                    custom[Int(id)] = NumberFormat(code: code)
                }
            case Kind.cellFormat: cellFormats.append(Int(record.data.word(at: 2) ?? 0))
            default: break
            }
        }
        formats = cellFormats.map { custom[$0] ?? NumberFormat(builtIn: $0) }
    }

    private mutating func takeSheet(_ record: RecordStream.Record) throws(SpreadsheetFault) {
        var text = TextPieces(record.pieces, from: 6)
        guard let place = record.data.long(at: 0), let state = record.data.byte(at: 4),
            let kind = record.data.byte(at: 5), let title = text.text(hasShortCount: true), sheets.count < 10_000
        else { throw CompoundFile.fault }
        // Sheets of charts and macros have no cells.
        guard kind == 0 else { return }
        let visibility: SheetInfo.Visibility = state & 3 == 0 ? .visible : state & 3 == 1 ? .hidden : .veryHidden
        sheets.append((SheetInfo(name: title, visibility: visibility), Int(place)))
    }

    private mutating func readTexts(_ record: RecordStream.Record) throws(SpreadsheetFault) {
        guard let count = record.data.long(at: 4), count <= limits.sharedStrings else {
            throw SpreadsheetFault(.tooManySharedStrings)
        }
        var pieces = TextPieces(record.pieces, from: 8)
        texts.reserveCapacity(min(Int(count), 1 << 16))
        for _ in 0..<count {
            guard var text = pieces.text() else { throw CompoundFile.fault }
            texts.append(text.withUTF8 { CellText.text($0) })
        }
    }

    // MARK: A sheet

    private func readSheet(_ info: SheetInfo, at place: Int) throws(SpreadsheetFault) -> MemoryWorkbook.Sheet {
        var records = RecordStream(stream, from: place)
        guard let begin = records.next(), begin.kind == Kind.begin else { throw CompoundFile.fault }
        var grid = CellGrid(limits: limits, sheet: info.name)
        var depth = 1
        var formula: (row: Int, column: Int)?
        while depth > 0 {
            guard let record = records.next() else { throw CompoundFile.fault }
            switch record.kind {
            case Kind.begin: depth += 1
            case Kind.end: depth -= 1
            case _ where depth > 1: break
            case Kind.formula:
                formula = nil
                guard let place = Self.place(record.data) else { throw CompoundFile.fault }
                if let cell = result(record.data) { try grid.set(cell, place) } else { formula = place }
            case Kind.formulaText:
                var text = TextPieces(record.pieces)
                guard let place = formula, var found = text.text() else { continue }
                try grid.set(.text(found.withUTF8 { CellText.text($0) }), place)
                formula = nil
            case Kind.merged: mergeCells(record.data, &grid)
            default: try readCells(record, &grid)
            }
        }
        return MemoryWorkbook.Sheet(info: info, rows: grid.rows, mergedRanges: grid.mergedRanges)
    }

    private func readCells(_ record: RecordStream.Record, _ grid: inout CellGrid) throws(SpreadsheetFault) {
        let data = record.data
        guard Kind.cells.contains(record.kind) else { return }
        guard let place = Self.place(data), let format = data.word(at: 4) else { throw CompoundFile.fault }
        switch record.kind {
        case Kind.number:
            guard let value = data.double(at: 6) else { throw CompoundFile.fault }
            try grid.set(number(value, format), place)
        case Kind.packedNumber:
            guard let value = data.long(at: 6) else { throw CompoundFile.fault }
            try grid.set(number(Self.unpacked(value), format), place)
        case Kind.packedNumbers:
            for index in 0..<max(0, (data.count - 6) / 6) {
                guard let format = data.word(at: 4 + index * 6), let value = data.long(at: 6 + index * 6) else { break }
                try grid.set(number(Self.unpacked(value), format), (place.row, place.column + index))
            }
        case Kind.sharedText:
            guard let index = data.long(at: 6), Int(index) < texts.count else {
                throw SpreadsheetFault(.badSharedString, sheet: grid.sheet, row: place.row, column: place.column + 1)
            }
            try grid.set(.text(texts[Int(index)]), place)
        case Kind.text, Kind.richText:
            var pieces = TextPieces(record.pieces, from: 6)
            guard var text = pieces.text() else { throw CompoundFile.fault }
            try grid.set(.text(text.withUTF8 { CellText.text($0) }), place)
        case Kind.truth:
            guard let value = data.byte(at: 6), let isError = data.byte(at: 7) else { throw CompoundFile.fault }
            try grid.set(isError == 0 ? .boolean(value != 0) : .error(Self.error(value)), place)
        default: break
        }
    }

    /// Row, from 1, and column, from 0, of a cell.
    private static func place(_ data: ByteCursor) -> (row: Int, column: Int)? {
        guard let row = data.word(at: 0), let column = data.word(at: 2) else { return nil }
        return (Int(row) + 1, Int(column))
    }

    private func number(_ value: Double, _ format: UInt16) -> SheetCell {
        guard value.isFinite else { return .error("#NUM!") }
        let written = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        guard Int(format) < formats.count else { return .number(written) }
        return switch formats[Int(format)] {
        case .number: .number(written)
        case .date: .date(written)
        case .time: .dateTime(written)
        }
    }

    /// What a formula's cell shows; `nil` for a text, which the next record has.
    private func result(_ data: ByteCursor) -> SheetCell? {
        guard data.word(at: 12) == 0xFFFF else {
            return data.double(at: 6).map { number($0, data.word(at: 4) ?? 0) } ?? .error(SheetCell.uncomputed)
        }
        switch data.byte(at: 6) {
        case 0: return nil
        case 1: return .boolean(data.byte(at: 8) != 0)
        case 2: return .error(Self.error(data.byte(at: 8) ?? 0))
        // An empty text, which programs also write that compute nothing.
        default: return .error(SheetCell.uncomputed)
        }
    }

    /// A number of 30 bits: whole or the upper half of a floating-point one, hundredfold or not.
    private static func unpacked(_ packed: UInt32) -> Double {
        let value =
            packed & 2 != 0
            ? Double(Int32(bitPattern: packed) >> 2) : Double(bitPattern: UInt64(packed & 0xFFFF_FFFC) << 32)
        return packed & 1 != 0 ? value / 100 : value
    }

    private static func error(_ code: UInt8) -> String {
        switch code {
        case 0x00: "#NULL!"
        case 0x07: "#DIV/0!"
        case 0x0F: "#VALUE!"
        case 0x17: "#REF!"
        case 0x1D: "#NAME?"
        case 0x24: "#NUM!"
        default: "#N/A"
        }
    }

    private func mergeCells(_ data: ByteCursor, _ grid: inout CellGrid) {
        guard let count = data.word(at: 0) else { return }
        for index in 0..<Int(count) {
            guard let top = data.word(at: 2 + index * 8), let bottom = data.word(at: 4 + index * 8),
                let left = data.word(at: 6 + index * 8), let right = data.word(at: 8 + index * 8), top <= bottom,
                left <= right
            else { return }
            grid.merge(CellRange(rows: Int(top) + 1...Int(bottom) + 1, columns: Int(left)...Int(right)))
        }
    }

    /// Kinds of records.
    private enum Kind {
        static let begin: UInt16 = 0x0809
        static let end: UInt16 = 0x000A
        static let password: UInt16 = 0x002F
        static let dateMode: UInt16 = 0x0022
        static let sheet: UInt16 = 0x0085
        static let texts: UInt16 = 0x00FC
        static let format: UInt16 = 0x041E
        static let cellFormat: UInt16 = 0x00E0
        static let formula: UInt16 = 0x0006
        static let formulaText: UInt16 = 0x0207
        static let merged: UInt16 = 0x00E5
        static let number: UInt16 = 0x0203
        static let packedNumber: UInt16 = 0x027E
        static let packedNumbers: UInt16 = 0x00BD
        static let sharedText: UInt16 = 0x00FD
        static let text: UInt16 = 0x0204
        static let richText: UInt16 = 0x00D6
        static let truth: UInt16 = 0x0205
        static let cells: Set<UInt16> = [
            number, packedNumber, packedNumbers, sharedText, text, richText, truth,
        ]
    }
}
