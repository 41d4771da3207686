import Glibc
import XLSXWriterLibrary

/// Writes an XLSX file with libxlsxwriter.
///
/// The file appears under its name when it is finished, not before; without ``finish()`` nothing remains. The same calls
/// make the same bytes.
public final class SpreadsheetWriter {
    private let path: String
    private let temporaryPath: String
    private let name: String
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let formats: CellFormats
    private var sheets: [SheetWriter] = []
    private var sheetNames: Set<String> = []

    /// - Parameters:
    ///   - path: Where the file will be; an earlier one is replaced.
    ///   - created: The moment that the file bears as its creation, in seconds since 1970.
    ///   - title: Title among the file's properties.
    ///   - isLarge: Keeps one row in memory instead of all, for hundreds of thousands of rows; strings are then stored
    ///     in the cells and not shared.
    public init(path: String, created: Int64, title: String = "", isLarge: Bool = false) throws(SpreadsheetFault) {
        self.path = path
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        name = components.last.map(String.init) ?? path
        guard !name.isEmpty else { throw SpreadsheetFault(.notWritable, detail: path) }
        let unique = "\(getpid()).\(UInt64.random(in: 0...UInt64.max))"
        temporaryPath = (components.dropLast() + [".\(name.prefix(100)).\(unique).tmp"]).joined(separator: "/")
        // Found out before anything is written, and without libxlsxwriter's message on standard error.
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw SpreadsheetFault(.notWritable, file: name, detail: String(cString: strerror(errno)))
        }
        close(descriptor)
        var options = lxw_workbook_options()
        options.constant_memory = isLarge ? 1 : 0
        guard let workbook = workbook_new_opt(temporaryPath, &options) else {
            unlink(temporaryPath)
            throw SpreadsheetFault(.notWritable, file: name, detail: "no memory")
        }
        self.workbook = workbook
        formats = CellFormats(workbook)
        var properties = lxw_doc_properties()
        properties.created = time_t(created)
        title.withCString { title in
            properties.title = UnsafeMutablePointer(mutating: title)
            _ = workbook_set_properties(workbook, &properties)
        }
    }

    deinit {
        guard let workbook else { return }
        for sheet in sheets { sheet.release() }
        lxw_workbook_free(workbook)
        unlink(temporaryPath)
    }

    /// Adds a sheet: lines of title, then the headings, which stay in view and bear filters.
    @discardableResult
    public func addSheet(_ sheetName: String, columns: [WrittenColumn], titles: [String] = []) throws(SpreadsheetFault)
        -> SheetWriter
    {
        guard let workbook else { throw SpreadsheetFault(.notWritable, file: name, detail: "finished") }
        guard workbook_validate_sheet_name(workbook, sheetName) == LXW_NO_ERROR, !sheetName.isEmpty,
            sheetNames.insert(sheetName.lowercased()).inserted,
            let worksheet = workbook_add_worksheet(workbook, sheetName)
        else { throw SpreadsheetFault(.badSheetName, file: name, sheet: sheetName) }
        let place = SpreadsheetFault(.notWritable, file: name, sheet: sheetName)
        let sheet = try SheetWriter(worksheet, place: place, formats: formats, columns: columns, titles: titles)
        sheets.append(sheet)
        return sheet
    }

    /// Writes the file. The sheets take nothing more.
    public func finish() throws(SpreadsheetFault) {
        guard let workbook else { return }
        if sheets.isEmpty { throw SpreadsheetFault(.noSheet, file: name) }
        for sheet in sheets {
            sheet.setFilter()
            sheet.release()
        }
        self.workbook = nil
        let error = workbook_close(workbook)
        guard error == LXW_NO_ERROR else {
            unlink(temporaryPath)
            let text = lxw_strerror(error).map { String(cString: $0) } ?? ""
            throw SpreadsheetFault(.notWritable, file: name, detail: text)
        }
        try publish()
    }

    /// Makes the bytes durable and gives them the file's name.
    private func publish() throws(SpreadsheetFault) {
        let descriptor = open(temporaryPath, O_RDONLY | O_CLOEXEC)
        let isDurable = descriptor >= 0 && fsync(descriptor) == 0
        let isPublished = isDurable && rename(temporaryPath, path) == 0
        let reason = errno
        if descriptor >= 0 { close(descriptor) }
        guard isPublished else {
            unlink(temporaryPath)
            throw SpreadsheetFault(.notWritable, file: name, detail: String(cString: strerror(reason)))
        }
    }
}
