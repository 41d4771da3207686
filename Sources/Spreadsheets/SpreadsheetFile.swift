import DocumentModel

/// A spreadsheet file opened for reading: a workbook (XLSX) or delimited text.
///
/// The file is held open until the value is released. Reading blocks its thread; not for use from several at once.
public final class SpreadsheetFile {
    /// What the content, not the name, says the file is.
    public enum Kind: Hashable, Sendable {
        case workbook
        case delimitedText(TextForm)
    }

    private enum Content {
        case workbook(WorkbookFile)
        case text(DelimitedFile)
    }

    public let kind: Kind
    /// The worksheets in the order of their tabs, hidden ones too; one without a name for a text file.
    public let sheets: [SheetInfo]
    /// From when the workbook counts its dates.
    public let epoch: DateEpoch
    private let content: Content
    private let name: String

    /// Opens a file and decides what it is.
    ///
    /// - Parameters:
    ///   - encoding: The encoding of a text file, where it is known; otherwise it is recognized.
    ///   - delimiter: The delimiter of a text file, where it is known; otherwise it is recognized.
    /// - Throws: What the file is instead of a spreadsheet, what is damaged, or which limit it exceeds.
    public static func open(
        path: String, limits: SpreadsheetLimits = SpreadsheetLimits(), encoding: TextEncoding? = nil,
        delimiter: FieldDelimiter? = nil
    ) throws(SpreadsheetFault) -> SpreadsheetFile {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let file = try InputFile.open(path: path, name: name, limit: limits.fileBytes)
        let head = try file.head(FileSignature.headLength, name: name)
        switch FileSignature.of(head) {
        case .archive:
            return SpreadsheetFile(try WorkbookFile(ZipArchive(file, name: name, limits: limits)), name: name)
        case .text:
            let text = try DelimitedFile(file, name: name, limits: limits, encoding: encoding, delimiter: delimiter)
            return SpreadsheetFile(text, name: name)
        case .refused(.oldWorkbook):
            let directory = try file.bytes(4096, at: FileSignature.directoryOffset(ofCompoundFile: head), name: name)
            throw SpreadsheetFault(FileSignature.compoundFile(head + directory), file: name)
        case .refused(let code): throw SpreadsheetFault(code, file: name)
        }
    }

    private init(_ workbook: WorkbookFile, name: String) {
        kind = .workbook
        sheets = workbook.description.sheets.map { SheetInfo(name: $0.name, visibility: $0.visibility) }
        epoch = workbook.description.epoch
        content = .workbook(workbook)
        self.name = name
    }

    private init(_ text: DelimitedFile, name: String) {
        kind = .delimitedText(text.form)
        sheets = [SheetInfo(name: "")]
        epoch = .from1900
        content = .text(text)
        self.name = name
    }

    /// Starts reading the rows of a sheet, by its index in ``sheets``.
    public func rows(ofSheet index: Int) throws(SpreadsheetFault) -> SheetRows {
        guard sheets.indices.contains(index) else { throw SpreadsheetFault(.noSheet, file: name, detail: "\(index)") }
        switch content {
        case .workbook(let workbook): return SheetRows(.workbook(try workbook.reader(ofSheet: index)))
        case .text(let text): return SheetRows(.text(text.reader()))
        }
    }

    /// The merged cells of a sheet; empty for text. In the file they stand after the rows, so this passes once over the
    /// sheet; ``SheetRows/mergedRanges`` has them for nothing once all rows were read.
    public func mergedRanges(ofSheet index: Int) throws(SpreadsheetFault) -> [CellRange] {
        guard sheets.indices.contains(index) else { throw SpreadsheetFault(.noSheet, file: name, detail: "\(index)") }
        guard case .workbook(let workbook) = content else { return [] }
        return try workbook.mergedRanges(ofSheet: index)
    }
}
