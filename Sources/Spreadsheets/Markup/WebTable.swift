import DocumentModel

/// The tables of a web page, which programs write under the name `.xls`: all of them below each other on one sheet, with the
/// text between them, as spreadsheet programs show such a page. Written forgivingly, since such pages are seldom right.
struct WebTable {
    private var grid: CellGrid
    private var scanner: TagScanner
    private var row = 0
    private var column = 0
    /// Cells of earlier rows that reach into further ones: by column, the last row.
    private var reaching: [Int: Int] = [:]
    private var depth = 0
    private var cell: [String: String]?
    private var text = ""
    private var isHidden = 0
    private var hasCells = false
    private var isInRow = false

    /// - Throws: A limit that is exceeded, or that there is no table.
    static func read(_ page: String, limits: SpreadsheetLimits) throws(SpreadsheetFault) -> MemoryWorkbook {
        var table = WebTable(page, limits)
        try table.read()
        let rows = table.grid.rows
        // A page without a table is no spreadsheet: a form to sign in, a message.
        guard table.hasCells, !rows.isEmpty else { throw SpreadsheetFault(.webPage) }
        return MemoryWorkbook(sheets: [
            MemoryWorkbook.Sheet(info: SheetInfo(name: ""), rows: rows, mergedRanges: table.grid.mergedRanges)
        ])
    }

    private init(_ page: String, _ limits: SpreadsheetLimits) {
        grid = CellGrid(limits: limits, sheet: "")
        scanner = TagScanner(page)
    }

    private mutating func read() throws(SpreadsheetFault) {
        while let piece = scanner.next() {
            switch piece {
            case .text(let more): if isHidden == 0 { text += more }
            case .start(let name, let attributes): try start(name, attributes)
            case .end(let name): try end(name)
            }
        }
        try endCell()
        try endTitle()
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) throws(SpreadsheetFault) {
        switch name {
        case "script", "style", "title", "xml": isHidden += 1
        case "table":
            if cell == nil { try endTitle() }
            if depth == 0 { isInRow = false }
            depth += 1
        case "tr":
            try endCell()
            if depth == 0 { try endTitle() }
            startRow()
        case "td", "th":
            try endCell()
            if !isInRow { startRow() }
            while let last = reaching[column], last >= row { column += 1 }
            cell = attributes
            text = ""
            hasCells = true
        case "br": text += " "
        case "p", "div", "h1", "h2", "h3", "h4", "caption", "li":
            if cell == nil { try endTitle() } else { text += " " }
        default: break
        }
    }

    /// A cell outside of a row opens one, as in browsers (HTML Standard, 13.2.6.4.13, "in table body").
    private mutating func startRow() {
        isInRow = true
        row += 1
        column = 0
    }

    private mutating func end(_ name: String) throws(SpreadsheetFault) {
        switch name {
        case "script", "style", "title", "xml": isHidden = max(0, isHidden - 1)
        case "td", "th", "tr": try endCell()
        case "table":
            try endCell()
            depth = max(0, depth - 1)
            if depth == 0 { reaching = [:] }
        case "p", "div", "h1", "h2", "h3", "h4", "caption", "li": if cell == nil { try endTitle() }
        default: break
        }
    }

    private mutating func endCell() throws(SpreadsheetFault) {
        guard let attributes = cell else { return }
        defer {
            cell = nil
            text = ""
        }
        let columns = Self.span(attributes["colspan"])
        let rows = Self.span(attributes["rowspan"])
        if columns > 1 { grid.merge(CellRange(rows: row...row + rows - 1, columns: column...column + columns - 1)) }
        if rows > 1 { for place in column..<column + columns { reaching[place] = row + rows - 1 } }
        try grid.set(content(attributes), (row, column))
        column += columns
    }

    /// Text outside of tables is a row of its own.
    private mutating func endTitle() throws(SpreadsheetFault) {
        defer { text = "" }
        let title = Self.trimmed(text)
        guard cell == nil, !title.isEmpty else { return }
        row += 1
        column = 0
        try grid.set(.text(String(title.prefix(1_000))), (row, 0))
    }

    private static func span(_ text: String?) -> Int { min(max(1, text.flatMap { Int($0) } ?? 1), 1_000) }

    /// Excel writes the number itself beside what it shows.
    private func content(_ attributes: [String: String]) -> SheetCell {
        var shown = Self.trimmed(text)
        if let number = attributes["x:num"], !number.isEmpty { return .number(number) }
        return shown.isEmpty ? .empty : .text(shown.withUTF8 { CellText.text($0) })
    }

    private static func trimmed(_ text: String) -> String {
        text.split { $0.isWhitespace && $0 != "\u{A0}" }.joined(separator: " ")
    }
}
