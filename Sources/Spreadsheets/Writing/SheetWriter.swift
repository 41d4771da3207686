import Glibc
import VietnameseText
import XLSXWriterLibrary

/// Writes the rows of one sheet, from above.
public final class SheetWriter {
    private var worksheet: UnsafeMutablePointer<lxw_worksheet>?
    private let place: SpreadsheetFault
    private let formats: CellFormats
    private let columns: [WrittenColumn]
    /// From 0.
    private let headingRow: UInt32
    private var nextRow: UInt32
    /// The sums of the columns' amounts and integers so far; a column that has none has no sum.
    private var sums: [Int: (total: Int, isAmount: Bool)] = [:]

    /// Beyond this, spreadsheet programs lose digits: they keep 15.
    private static let largestInteger = 999_999_999_999_999
    private static let rowLimit: UInt32 = 1_048_576

    init(
        _ worksheet: UnsafeMutablePointer<lxw_worksheet>, place: SpreadsheetFault, formats: CellFormats,
        columns: [WrittenColumn], titles: [String]
    ) throws(SpreadsheetFault) {
        self.worksheet = worksheet
        self.place = place
        self.formats = formats
        self.columns = columns
        headingRow = UInt32(titles.count)
        nextRow = headingRow + 1
        guard !columns.isEmpty, columns.count <= 16_384, titles.count < 100 else {
            throw fault(.tooManyColumns, column: nil, "\(columns.count)")
        }
        for (index, column) in columns.enumerated() {
            worksheet_set_column(worksheet, UInt16(index), UInt16(index), column.width, nil)
        }
        worksheet_set_landscape(worksheet)
        worksheet_set_paper(worksheet, 9)
        worksheet_fit_to_pages(worksheet, 1, 0)
        worksheet_repeat_rows(worksheet, headingRow, headingRow)
        for (index, title) in titles.enumerated() {
            try write(title, row: UInt32(index), column: 0, index == 0 ? formats.title : nil)
        }
        for (index, column) in columns.enumerated() {
            try write(column.title, row: headingRow, column: index, formats.heading)
        }
        worksheet_freeze_panes(worksheet, headingRow + 1, 0)
    }

    /// Writes the next row.
    public func append(_ cells: [WrittenCell]) throws(SpreadsheetFault) {
        guard cells.count <= columns.count else { throw fault(.tooManyColumns, column: nil, "\(cells.count)") }
        // In its place before the row's cells: what is written goes to the file at once.
        if let height = height(of: cells) { worksheet_set_row(worksheet, nextRow, height, nil) }
        for (column, cell) in cells.enumerated() { try write(cell, column: column) }
        try advance()
    }

    /// Ends the table with the sums of all columns of amounts and integers, as formulas with their results.
    public func appendSums(label: String) throws(SpreadsheetFault) {
        let sums = sums
        let (first, last) = (headingRow + 2, nextRow)
        try write(label, row: nextRow, column: 0, formats.bold)
        for (column, sum) in sums.sorted(by: { $0.key < $1.key }) {
            let letters = CellRange.letters(ofColumn: column)
            guard abs(sum.total) <= Self.largestInteger else { throw fault(.badWrittenValue, column: column, "sum") }
            try check(
                worksheet_write_formula_num(
                    worksheet, nextRow, UInt16(column), "=SUM(\(letters)\(first):\(letters)\(last))",
                    sum.isAmount ? formats.boldAmount : formats.boldInteger, Double(sum.total)), column)
        }
        filterEnd = filterEnd ?? nextRow - 1
        try advance()
    }

    /// Writes a line of text below the table, such as who drew it up; `nil` leaves a row empty.
    public func appendNote(_ text: String?) throws(SpreadsheetFault) {
        filterEnd = filterEnd ?? nextRow - 1
        if let text { try write(text, row: nextRow, column: 0, nil) }
        try advance()
    }

    /// The last row of the table, once something stands below it.
    private var filterEnd: UInt32?

    /// Puts filters on the headings, over all rows of the table.
    func setFilter() {
        worksheet_autofilter(
            worksheet, headingRow, 0, max(filterEnd ?? nextRow - 1, headingRow), UInt16(columns.count - 1))
    }

    /// Ends the writing, before the workbook that owns the sheet is released.
    func release() { worksheet = nil }

    // MARK: Heights

    /// The height of a row in which a text is broken into lines, points; `nil` for the usual one. Not every program finds
    /// it out by itself: LibreOffice keeps the usual height, and lines lie over each other.
    private func height(of cells: [WrittenCell]) -> Double? {
        var lines = 1
        for (column, cell) in cells.enumerated() where columns[column].wraps {
            if case .text(let text) = cell { lines = max(lines, WrappedText.lines(text, width: columns[column].width)) }
        }
        return lines > 1 ? min(Double(lines) * Self.lineHeight, Self.greatestHeight) : nil
    }

    /// Points of a line of the usual font, and the greatest that the format knows.
    private static let lineHeight = 15.0
    private static let greatestHeight = 409.0

    // MARK: Cells

    private func write(_ cell: WrittenCell, column: Int) throws(SpreadsheetFault) {
        switch cell {
        case .empty: return
        case .text(let text):
            try write(text, row: nextRow, column: column, columns[column].wraps ? formats.wrapped : formats.plain)
        case .amount(let amount): try write(integer: amount, isAmount: true, column: column)
        case .integer(let integer): try write(integer: integer, isAmount: false, column: column)
        case .percent(let share): try write(share, column: column, formats.percent)
        case .moment(let milliseconds):
            let minutes = (milliseconds + 7 * 3_600_000).flooredDivision(by: 60_000)
            try write(Double(minutes) / 1440 + 25_569, column: column, formats.moment)
        case .day(let date):
            try write(Double(date.daysSince1970) + 25_569, column: column, formats.day)
        case .boolean(let value):
            try check(worksheet_write_boolean(worksheet, nextRow, UInt16(column), value ? 1 : 0, nil), column)
        }
    }

    private func write(integer: Int, isAmount: Bool, column: Int) throws(SpreadsheetFault) {
        guard integer.magnitude <= UInt(Self.largestInteger) else { throw fault(.badWrittenValue, column: column, "") }
        let (total, overflows) = (sums[column]?.total ?? 0).addingReportingOverflow(integer)
        guard !overflows else { throw fault(.badWrittenValue, column: column, "sum") }
        sums[column] = (total, isAmount || sums[column]?.isAmount == true)
        try write(Double(integer), column: column, isAmount ? formats.amount : formats.integer)
    }

    private func write(_ number: Double, column: Int, _ format: CellFormats.Format?) throws(SpreadsheetFault) {
        guard number.isFinite else { throw fault(.badWrittenValue, column: column, "") }
        try check(worksheet_write_number(worksheet, nextRow, UInt16(column), number, format), column)
    }

    private func write(_ text: String, row: UInt32, column: Int, _ format: CellFormats.Format?) throws(SpreadsheetFault)
    {
        guard worksheet != nil else { throw fault(.notWritable, column: column, "finished") }
        guard text.utf16.count <= WrittenCell.maxUnits else { throw fault(.cellTooLong, column: column, "") }
        guard !text.unicodeScalars.contains(where: WrittenCell.isUnwritable) else {
            throw fault(.badWrittenValue, column: column, "")
        }
        try check(
            worksheet_write_string(worksheet, row, UInt16(column), EscapedText.escaped(text), format), column)
    }

    private func advance() throws(SpreadsheetFault) {
        guard worksheet != nil else { throw fault(.notWritable, column: nil, "finished") }
        nextRow += 1
        guard nextRow < Self.rowLimit else { throw fault(.tooManyRows, column: nil, "\(Self.rowLimit)") }
    }

    private func check(_ error: lxw_error, _ column: Int) throws(SpreadsheetFault) {
        guard error != LXW_NO_ERROR else { return }
        throw fault(.badWrittenValue, column: column, lxw_strerror(error).map { String(cString: $0) } ?? "")
    }

    private func fault(_ code: SpreadsheetFault.Code, column: Int?, _ detail: String) -> SpreadsheetFault {
        SpreadsheetFault(
            code, file: place.file, sheet: place.sheet, row: Int(nextRow) + 1, column: column.map { $0 + 1 },
            detail: detail)
    }
}

/// How text is broken into lines in a column.
enum WrappedText {
    /// The lines that a text takes, words kept whole where they fit.
    /// - Parameter width: of the column, in digits of the usual font; letters are a little wider on the average.
    static func lines(_ text: String, width: Double) -> Int {
        let room = max(1, Int(width * 0.9))
        var lines = 0
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            lines += self.lines(ofParagraph: paragraph, room: room)
        }
        return lines
    }

    private static func lines(ofParagraph paragraph: Substring, room: Int) -> Int {
        var count = 1
        var used = 0
        for word in paragraph.split(whereSeparator: \.isWhitespace) {
            let length = word.count
            if used > 0, used + 1 + length > room {
                count += 1
                used = 0
            }
            // A word that is longer than the column is broken.
            count += max(0, length - 1) / room
            used = length > room ? (length - 1) % room + 1 : used + (used > 0 ? 1 : 0) + length
        }
        return count
    }
}

/// Text in which a literal `_x0041_` is kept from being read as the escape of a character.
enum EscapedText {
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        var result = ""
        var rest = text[...]
        while let underscore = rest.firstIndex(of: "_") {
            result += rest[..<underscore]
            rest = rest[underscore...]
            let candidate = Array(rest.utf8.prefix(7))
            let isEscape =
                candidate.count == 7 && candidate[1] == UInt8(ascii: "x") && candidate[6] == UInt8(ascii: "_")
                && candidate[2..<6].allSatisfy {
                    ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) || ($0 >= 0x30 && $0 <= 0x39)
                }
            result += isEscape ? "_x005F_" : "_"
            rest = rest.dropFirst()
        }
        return result + rest
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension CivilDate {
    /// By the algorithm of Howard Hinnant's `days_from_civil`.
    fileprivate var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
