/// An open XLSX file.
final class WorkbookFile {
    let description: WorkbookDescription
    private let archive: ZipArchive
    /// Read when the first sheet is.
    private var strings: SharedStringTable?

    init(_ archive: ZipArchive) throws(SpreadsheetFault) {
        self.archive = archive
        description = try WorkbookDescription(archive)
    }

    /// Starts on a sheet.
    func reader(ofSheet index: Int) throws(SpreadsheetFault) -> XMLReader<SheetEvents> {
        let sheet = description.sheets[index]
        let strings = try sharedStrings()
        return try XMLReader(
            try entry(of: sheet),
            events: SheetEvents(
                place: place(of: sheet), numberFormats: description.numberFormats, strings: strings,
                limits: archive.limits))
    }

    /// The merged ranges of a sheet.
    func mergedRanges(ofSheet index: Int) throws(SpreadsheetFault) -> [CellRange] {
        let sheet = description.sheets[index]
        let (place, limits) = (place(of: sheet), archive.limits)
        do {
            return try MergedRanges.read(try entry(of: sheet), place: place, limits: limits, skipsRows: true)
        } catch {
            guard error.code == .damagedXML else { throw error }
            return try MergedRanges.read(try entry(of: sheet), place: place, limits: limits, skipsRows: false)
        }
    }

    private func sharedStrings() throws(SpreadsheetFault) -> SharedStringTable {
        if let strings { return strings }
        var read = SharedStrings()
        if let part = description.sharedStringsPart, let entry = try archive.open(part) {
            read = try SharedStrings.read(entry, file: archive.name, limits: archive.limits)
        }
        let table = SharedStringTable(read)
        strings = table
        return table
    }

    private func entry(of sheet: WorkbookDescription.Sheet) throws(SpreadsheetFault) -> ZipEntry {
        guard let entry = try archive.open(sheet.part) else {
            throw SpreadsheetFault(.missingPart, file: archive.name, sheet: sheet.name, detail: sheet.part)
        }
        return entry
    }

    private func place(of sheet: WorkbookDescription.Sheet) -> SpreadsheetFault {
        SpreadsheetFault(.damagedXML, file: archive.name, sheet: sheet.name)
    }
}
