/// A spreadsheet file opened for reading: a workbook (XLSX, XLS of Excel 97–2003, ODS, XML of 2003), a table of a web page,
/// or delimited text.
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
        case memory(MemoryWorkbook)
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
        let head = try file.head(SheetFileSignature.headLength, name: name)
        switch SheetFileSignature.of(head) {
        case .archive: return try openArchive(ZipArchive(file, name: name, limits: limits), name: name)
        case .text:
            let text = try DelimitedFile(file, name: name, limits: limits, encoding: encoding, delimiter: delimiter)
            return SpreadsheetFile(text, name: name)
        case .refused(.oldWorkbook):
            let offset = SheetFileSignature.directoryOffset(ofCompoundFile: head)
            let directory = try file.bytes(4096, at: offset, name: name)
            let code = SheetFileSignature.compoundFile(head + directory)
            guard head.starts(with: SheetFileSignature.compoundStart) else {
                throw SpreadsheetFault(.oldWorkbook, file: name)
            }
            guard code == .oldWorkbook else { throw SpreadsheetFault(code, file: name) }
            let bytes = try content(file, name: name, limits: limits)
            return SpreadsheetFile(try OldWorkbook.read(bytes, name: name, limits: limits), name: name)
        case .refused(.xmlSpreadsheet):
            return try named(name) { () throws(SpreadsheetFault) in
                try XMLSpreadsheet.read(content(file, name: name, limits: limits), limits: limits)
            }
        case .refused(.openDocument):
            return try named(name) { () throws(SpreadsheetFault) in
                try OpenDocument.read(content(file, name: name, limits: limits), limits: limits)
            }
        case .refused(.webPage):
            let page = try text(file, name: name, limits: limits, encoding: encoding)
            return try named(name) { () throws(SpreadsheetFault) in try WebTable.read(page, limits: limits) }
        case .refused(let code): throw SpreadsheetFault(code, file: name)
        }
    }

    private static func openArchive(
        _ archive: ZipArchive, name: String
    ) throws(SpreadsheetFault) -> SpreadsheetFile {
        if WorkbookDescription.isOpenDocument(archive) {
            return try named(name) { () throws(SpreadsheetFault) in try OpenDocument.read(archive) }
        }
        return SpreadsheetFile(try WorkbookFile(archive), name: name)
    }

    /// A workbook that is read whole; its faults name the file.
    private static func named(
        _ name: String, _ read: () throws(SpreadsheetFault) -> MemoryWorkbook
    ) throws(SpreadsheetFault) -> SpreadsheetFile {
        do {
            return SpreadsheetFile(try read(), name: name)
        } catch {
            var fault = error
            fault.file = name
            throw fault
        }
    }

    /// All bytes of a file of a form that is read whole.
    private static func content(
        _ file: borrowing InputFile, name: String, limits: SpreadsheetLimits
    ) throws(SpreadsheetFault) -> [UInt8] {
        guard file.size <= largestWhole else {
            throw SpreadsheetFault(.tooLarge, file: name, detail: "\(file.size) > \(largestWhole) bytes")
        }
        return try file.bytes(file.size, at: 0, name: name)
    }

    /// An old workbook of 65,536 full rows has some 30 MB.
    private static let largestWhole = 128 << 20

    /// All of a text file, decoded.
    private static func text(
        _ file: borrowing InputFile, name: String, limits: SpreadsheetLimits, encoding: TextEncoding?
    ) throws(SpreadsheetFault) -> String {
        let recognized = try EncodingRecognition(file, name: name, given: encoding)
        let bytes = try content(file, name: name, limits: limits).dropFirst(recognized.markLength)
        var decoder = TextDecoder(recognized.encoding)
        var text = ByteBuffer()
        let isValid = Array(bytes).withUnsafeBufferPointer { decoder.decode($0, isLast: true, into: &text) }
        guard isValid else { throw SpreadsheetFault(.damagedText, file: name, detail: recognized.encoding.rawValue) }
        return text.text(from: 0, to: text.count)
    }

    private init(_ workbook: MemoryWorkbook, name: String) {
        kind = .workbook
        sheets = workbook.sheets.map(\.info)
        epoch = workbook.epoch
        content = .memory(workbook)
        self.name = name
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
        case .workbook(let workbook):
            return SheetRows(.workbook(try workbook.reader(ofSheet: index)), file: name)
        case .memory(let workbook):
            let sheet = workbook.sheets[index]
            return SheetRows(.memory(sheet.rows), file: name, mergedRanges: sheet.mergedRanges)
        case .text(let text): return SheetRows(.text(text.reader()), file: name)
        }
    }

    /// The merged cells of a sheet; empty for text. In the file they stand after the rows, so this passes once over the
    /// sheet; ``SheetRows/mergedRanges`` has them for nothing once all rows were read.
    public func mergedRanges(ofSheet index: Int) throws(SpreadsheetFault) -> [CellRange] {
        guard sheets.indices.contains(index) else { throw SpreadsheetFault(.noSheet, file: name, detail: "\(index)") }
        switch content {
        case .workbook(let workbook): return try workbook.mergedRanges(ofSheet: index)
        case .memory(let workbook): return workbook.sheets[index].mergedRanges
        case .text: return []
        }
    }
}
