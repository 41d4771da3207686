import DocumentModel

/// An XML spreadsheet of Excel 2002 and 2003 (SpreadsheetML 2003), which programs write under the name `.xls`.
struct XMLSpreadsheet {
    private let limits: SpreadsheetLimits
    private var sheets: [MemoryWorkbook.Sheet] = []
    private var grid: CellGrid?
    private var info = SheetInfo(name: "")
    private var (row, column) = (0, 0)
    private var span = 0
    private var kind = ""
    private var text = ""
    private var isInData = false
    private var hasFormula = false
    private var hasData = false
    private var isVisibility = false

    /// - Throws: What is damaged.
    static func read(_ content: [UInt8], limits: SpreadsheetLimits) throws(SpreadsheetFault) -> MemoryWorkbook {
        let reader = Box(XMLSpreadsheet(limits: limits))
        try MarkupParser.read(content) { event throws(SpreadsheetFault) in
            switch event {
            case .start(let name, let attributes): reader.value.start(name, attributes)
            case .end(let name): try reader.value.end(name)
            case .text(let text): if reader.value.isInData || reader.value.isVisibility { reader.value.text += text }
            }
        }
        guard !reader.value.sheets.isEmpty else { throw SpreadsheetFault(.noSheet) }
        return MemoryWorkbook(sheets: reader.value.sheets)
    }

    private init(limits: SpreadsheetLimits) { self.limits = limits }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "Worksheet":
            info = SheetInfo(name: attributes["Name"] ?? "")
            grid = CellGrid(limits: limits, sheet: info.name)
            row = 0
        case "Row":
            row = attributes["Index"].flatMap { Int($0) }.map { max($0, row + 1) } ?? row + 1
            (column, span) = (-1, 0)
        case "Cell":
            column = attributes["Index"].flatMap { Int($0) }.map { max($0 - 1, 0) } ?? column + 1 + span
            span = min(max(0, attributes["MergeAcross"].flatMap { Int($0) } ?? 0), limits.columns)
            let down = min(max(0, attributes["MergeDown"].flatMap { Int($0) } ?? 0), limits.rows)
            if span > 0 { grid?.merge(CellRange(rows: row...row + down, columns: column...column + span)) }
            (hasFormula, hasData) = (attributes["Formula"] != nil, false)
        case "Data":
            (kind, text, isInData, hasData) = (attributes["Type"] ?? "String", "", true, true)
        case "Visible":
            (text, isVisibility) = ("", true)
        default: break
        }
    }

    private mutating func end(_ name: String) throws(SpreadsheetFault) {
        switch name {
        case "Data":
            isInData = false
            // Damaged files have data outside of cells: it stands nowhere.
            guard row > 0, column >= 0 else { return }
            let cell = content
            try grid?.set(cell, (row, column))
        case "Cell":
            if hasFormula, !hasData { try grid?.set(.error(SheetCell.uncomputed), (row, column)) }
        case "Visible":
            isVisibility = false
            if text == "SheetHidden" { info.visibility = .hidden }
            if text == "SheetVeryHidden" { info.visibility = .veryHidden }
        case "Worksheet":
            guard let grid else { return }
            sheets.append(MemoryWorkbook.Sheet(info: info, rows: grid.rows, mergedRanges: grid.mergedRanges))
            self.grid = nil
        default: break
        }
    }

    private var content: SheetCell {
        var text = text
        let composed = text.withUTF8 { CellText.text($0) }
        switch kind {
        case "Number": return .number(composed)
        case "Boolean": return .boolean(composed == "1")
        case "Error": return .error(composed)
        case "DateTime":
            // A day without an hour is written as its midnight.
            let day = composed.prefix { $0 != "T" }
            return .text(
                composed.hasSuffix("T00:00:00.000") || composed.hasSuffix("T00:00:00") ? String(day) : composed)
        default: return .text(composed)
        }
    }
}
