import Basics

/// What is wrong with a spreadsheet file, and where. Contents of cells are not repeated, since they may be personal data.
public struct SpreadsheetFault: RefusalConvertible, Hashable, CustomStringConvertible {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        // The file as a whole
        case unreadable = "unreadable_file"
        case empty = "empty_file"
        case tooLarge = "file_too_large"
        case oldWorkbook = "old_binary_workbook"
        case damagedWorkbook = "damaged_binary_workbook"
        case binaryWorkbook = "xlsb_workbook"
        case encrypted = "encrypted_workbook"
        case openDocument = "open_document"
        case xmlSpreadsheet = "xml_spreadsheet_2003"
        case webPage = "web_page"
        case portableDocument = "pdf"
        case picture = "picture"
        case otherDocument = "other_document"
        case otherArchive = "other_archive"
        case unknownKind = "unknown_kind"
        // A workbook's parts
        case damagedArchive = "damaged_archive"
        case missingPart = "missing_part"
        case damagedXML = "damaged_xml"
        case documentType = "document_type_refused"
        case badStructure = "bad_structure"
        case noSheet = "no_sheet"
        case inflatedTooLarge = "inflated_too_large"
        case tooManyEntries = "too_many_entries"
        case suspiciousCompression = "suspicious_compression"
        case tooManySharedStrings = "too_many_shared_strings"
        case tooManyMergedRanges = "too_many_merged_ranges"
        // Rows and cells
        case tooManyRows = "too_many_rows"
        case tooManyColumns = "too_many_columns"
        case tooManyCells = "too_many_cells"
        case tooMuchText = "too_much_text"
        case rowTooLong = "row_too_long"
        case cellTooLong = "cell_too_long"
        case badRowNumber = "bad_row_number"
        case badCellReference = "bad_cell_reference"
        case badCellValue = "bad_cell_value"
        case badSharedString = "bad_shared_string"
        // Delimited text
        case unknownEncoding = "unknown_encoding"
        case damagedText = "damaged_text"
        case mojibake
        case unclosedQuote = "unclosed_quote"
        // Writing
        case notWritable = "not_writable"
        case badSheetName = "bad_sheet_name"
        case badWrittenValue = "bad_written_value"
    }

    public var code: Code
    /// Name of the file without its folders.
    public var file: String
    /// Name of the sheet, where one is meant.
    public var sheet: String?
    /// Row from 1 as a spreadsheet program shows it, in text files the record's number; `nil` when unknown.
    public var row: Int?
    /// Column from 1; `nil` when unknown.
    public var column: Int?
    /// What a library or the system said, the limit that was exceeded, or the part of the file that is meant.
    public var detail: String

    public init(
        _ code: Code, file: String = "", sheet: String? = nil, row: Int? = nil, column: Int? = nil, detail: String = ""
    ) {
        self.code = code
        self.file = file
        self.sheet = sheet.map { String($0.prefix(64)) }
        self.row = row
        self.column = column
        self.detail = String(detail.prefix(200))
    }

    public var description: String { "\(vietnamese)\n\(english)" }

    public var refusal: Refusal {
        Refusal(
            code.rawValue, .badInput, "\(vietnamese)", "\(english)",
            at: Refusal.Place(file: file.isEmpty ? nil : file, sheet: sheet, row: row))
    }

    /// What is wrong and what to do, for clerks.
    public var vietnamese: String { place(file: "Tệp", sheet: "trang tính", row: "dòng", column: "cột") + text.0 }

    /// What is wrong and what to do, in English.
    public var english: String { place(file: "File", sheet: "sheet", row: "row", column: "column") + text.1 }

    private func place(file: String, sheet: String, row: String, column: String) -> String {
        var parts: [String] = []
        if !self.file.isEmpty { parts.append("\(file) “\(self.file)”") }
        if let name = self.sheet { parts.append("\(sheet) “\(name)”") }
        if let number = self.row { parts.append("\(row) \(number)") }
        if let number = self.column { parts.append("\(column) \(CellRange.letters(ofColumn: number - 1))") }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
    }

    private var text: (String, String) {
        let texts = Self.texts(code)
        return detail.isEmpty ? texts : ("\(texts.0) (\(detail))", "\(texts.1) (\(detail))")
    }
}
