import Basics
import DocumentModel

/// An OpenDocument spreadsheet (.ods, or .fods in one XML file; ISO/IEC 26300), read whole.
struct OpenDocument {
    private let limits: SpreadsheetLimits
    private var sheets: [MemoryWorkbook.Sheet] = []
    /// Styles of sheets that are not shown.
    private var hiddenStyles: Set<String> = []
    private var style = ""
    private var grid: CellGrid?
    private var info = SheetInfo(name: "")
    private var row = 0
    private var rowRepeat = 1
    private var rowCells: [(SheetCell, Int)] = []
    private var column = 0
    private var cell: Cell?
    private var texts: [String] = []
    /// Depth of elements whose text is not the cell's: comments.
    private var aside = 0
    private var isInParagraph = false

    private struct Cell {
        var attributes: [String: String]
        var count: Int
    }

    /// - Throws: What is damaged, or that it has a password.
    static func read(_ archive: ZipArchive) throws(SpreadsheetFault) -> MemoryWorkbook {
        guard let content = try archive.bytes(of: "content.xml") else {
            throw SpreadsheetFault(.missingPart, detail: "content.xml")
        }
        if let manifest = try archive.bytes(of: "META-INF/manifest.xml"),
            String(decoding: manifest, as: UTF8.self).contains("encryption-data")
        {
            throw SpreadsheetFault(.encrypted)
        }
        return try read(content, limits: archive.limits)
    }

    /// - Parameter content: the part `content.xml`, or a whole document in one file.
    static func read(_ content: [UInt8], limits: SpreadsheetLimits) throws(SpreadsheetFault) -> MemoryWorkbook {
        let document = Box(OpenDocument(limits: limits))
        try MarkupParser.read(content) { event throws(SpreadsheetFault) in
            switch event {
            case .start(let name, let attributes): try document.value.start(name, attributes)
            case .end(let name): try document.value.end(name)
            case .text(let text): document.value.take(text)
            }
        }
        guard !document.value.sheets.isEmpty else { throw SpreadsheetFault(.noSheet) }
        return MemoryWorkbook(sheets: document.value.sheets)
    }

    private init(limits: SpreadsheetLimits) { self.limits = limits }

    private mutating func start(_ name: String, _ attributes: [String: String]) throws(SpreadsheetFault) {
        if aside > 0 {
            aside += 1
            return
        }
        switch name {
        case "style": style = attributes["name"] ?? ""
        case "table-properties": if attributes["display"] == "false" { hiddenStyles.insert(style) }
        case "table" where grid == nil:
            let isHidden = hiddenStyles.contains(attributes["style-name"] ?? "")
            info = SheetInfo(name: attributes["name"] ?? "", visibility: isHidden ? .hidden : .visible)
            grid = CellGrid(limits: limits, sheet: info.name)
            row = 0
        case "table-row" where grid != nil:
            row += 1
            rowRepeat = Self.count(attributes["number-rows-repeated"])
            (rowCells, column) = ([], 0)
        case "table-cell", "covered-table-cell":
            cell = Cell(attributes: attributes, count: Self.count(attributes["number-columns-repeated"]))
            texts = []
        case "p" where cell != nil:
            texts.append("")
            isInParagraph = true
        case "s" where isInParagraph:
            take(String(repeating: " ", count: min(Self.count(attributes["c"]), 100)))
        case "tab" where isInParagraph, "line-break" where isInParagraph: take(" ")
        case "annotation", "shapes", "frame", "tracked-changes": aside = 1
        default: break
        }
    }

    private static func count(_ text: String?) -> Int { max(1, text.flatMap { Int($0) } ?? 1) }

    private mutating func end(_ name: String) throws(SpreadsheetFault) {
        if aside > 0 {
            aside -= 1
            return
        }
        switch name {
        case "p": isInParagraph = false
        case "table-cell", "covered-table-cell": endCell(isCovered: name.hasPrefix("covered"))
        case "table-row": try endRow()
        case "table":
            guard let grid else { return }
            sheets.append(MemoryWorkbook.Sheet(info: info, rows: grid.rows, mergedRanges: grid.mergedRanges))
            self.grid = nil
        default: break
        }
    }

    private mutating func take(_ text: String) {
        guard isInParagraph, aside == 0, !texts.isEmpty else { return }
        texts[texts.count - 1] += text
    }

    private mutating func endCell(isCovered: Bool) {
        guard let cell else { return }
        defer {
            column += cell.count
            self.cell = nil
        }
        if let columns = cell.attributes["number-columns-spanned"].flatMap({ Int($0) }), columns > 1,
            columns <= limits.columns
        {
            let rows = min(Self.count(cell.attributes["number-rows-spanned"]), limits.rows)
            grid?.merge(CellRange(rows: row...row + rows - 1, columns: column...column + columns - 1))
        }
        let content = isCovered ? SheetCell.empty : content(cell.attributes)
        guard !content.isBlank else { return }
        for place in 0..<min(cell.count, limits.columns) { rowCells.append((content, column + place)) }
    }

    private mutating func endRow() throws(SpreadsheetFault) {
        defer { row += rowRepeat - 1 }
        guard !rowCells.isEmpty, grid != nil else { return }
        for number in row..<row + rowRepeat {
            for (cell, column) in rowCells { try grid?.set(cell, (number, column)) }
        }
    }

    /// Days stay the texts that they are written as, which say whether they bear a time.
    private func content(_ attributes: [String: String]) -> SheetCell {
        var text = texts.joined(separator: "\n")
        text = text.withUTF8 { CellText.text($0) }
        // A second attribute of LibreOffice tells errors from texts; local names of both are the same.
        if attributes["value-type"] == "error" { return .error(text) }
        switch attributes["value-type"] {
        case "float", "currency", "percentage": return attributes["value"].map(SheetCell.number) ?? .text(text)
        case "date":
            let written = attributes["date-value"] ?? text
            return .text(written.hasSuffix("T00:00:00") ? String(written.dropLast(9)) : written)
        case "time": return .text(Self.time(attributes["time-value"]) ?? text)
        case "boolean": return .boolean(attributes["boolean-value"] == "true")
        default:
            if text.hasPrefix("#") && text.hasSuffix("!") || text.hasPrefix("Err:") || text == "#N/A" {
                return .error(text)
            }
            if text.isEmpty, attributes["formula"] != nil, attributes["string-value"] == nil {
                return .error(SheetCell.uncomputed)
            }
            return .text(text.isEmpty ? attributes["string-value"] ?? "" : text)
        }
    }

    /// `PT09H51M00S` as `09:51:00`.
    private static func time(_ written: String?) -> String? {
        guard let written, written.hasPrefix("PT") else { return nil }
        let numbers = written.dropFirst(2).split { !$0.isNumber }.prefix(3)
        return numbers.count == 3 ? numbers.joined(separator: ":") : nil
    }
}

extension ZipArchive {
    /// A whole part; `nil` when there is none of that name.
    func bytes(of part: String) throws(SpreadsheetFault) -> [UInt8]? {
        guard var entry = try open(part) else { return nil }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { piece.deallocate() }
        guard let start = piece.baseAddress else { return nil }
        var bytes: [UInt8] = []
        while true {
            let count = try entry.read(into: start, count: piece.count)
            if count == 0 { return bytes }
            guard bytes.count + count <= Self.largestInMemory else {
                throw SpreadsheetFault(.inflatedTooLarge, file: name, detail: part)
            }
            bytes.append(contentsOf: piece[..<count])
        }
    }

    private static let largestInMemory = 256 << 20
}
