/// What a workbook says of itself: its sheets, its date system, and where the shared parts are.
struct WorkbookDescription {
    struct Sheet {
        var name: String
        var visibility: SheetInfo.Visibility
        /// Name of the part in the archive.
        var part: String
    }

    var sheets: [Sheet] = []
    var epoch = DateEpoch.from1900
    var sharedStringsPart: String?
    /// Whether a number with a cell format, by its index, is shown as a date.
    var numberFormats: [NumberFormat] = []

    private static let relationshipNamespaces: [StaticString] = [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships\n",
        "http://purl.oclc.org/ooxml/officeDocument/relationships\n",
    ]

    init(_ archive: ZipArchive) throws(SpreadsheetFault) {
        let part = try Self.workbookPart(archive)
        guard let entry = try archive.open(part) else {
            throw SpreadsheetFault(.missingPart, file: archive.name, detail: part)
        }
        let relationships = try Relationships(of: part, in: archive)
        let claimed = Box<[(name: String, state: String?, id: String)]>([])
        let is1904 = Box(false)
        let events = XMLElements(place: SpreadsheetFault(.damagedXML, file: archive.name)) { name, attributes, depth in
            if depth == 1 { return name.isMain && name == "workbook" ? nil : .badStructure }
            guard name.isMain else { return nil }
            if name == "workbookPr" {
                is1904.value = ["1", "true", "on"].contains(attributes.value("date1904") ?? "")
            } else if name == "sheet", let title = attributes.value("name"),
                let id = attributes.value("id", namespaces: Self.relationshipNamespaces)
            {
                claimed.value.append((title, attributes.value("state"), id))
            }
            return claimed.value.count > 10_000 ? .badStructure : nil
        }
        try XMLReader(entry, events: events).readAll()
        epoch = is1904.value ? .from1904 : .from1900
        // Sheets of charts, dialogs and macros have no cells.
        for sheet in claimed.value {
            guard let target = relationships?.byID[sheet.id] else {
                throw SpreadsheetFault(.missingPart, file: archive.name, sheet: sheet.name, detail: sheet.id)
            }
            guard target.type == "worksheet" else { continue }
            sheets.append(Sheet(name: sheet.name, visibility: .init(written: sheet.state), part: target.target))
        }
        guard !sheets.isEmpty else { throw SpreadsheetFault(.noSheet, file: archive.name) }
        sharedStringsPart = relationships?.first("sharedStrings")?.target
        if let styles = relationships?.first("styles")?.target, let entry = try archive.open(styles) {
            numberFormats = try Self.numberFormats(entry, file: archive.name)
        }
    }

    /// Whether the archive is an OpenDocument file, whatever it is a document of.
    static func isOpenDocument(_ archive: ZipArchive) -> Bool {
        archive.index(of: "mimetype") != nil && archive.index(of: "content.xml") != nil
    }

    /// The part that the archive names as its office document; what else the archive may be is told apart here.
    private static func workbookPart(_ archive: ZipArchive) throws(SpreadsheetFault) -> String {
        let part =
            try Relationships(of: "", in: archive)?.first("officeDocument")?.target
            ?? (archive.index(of: "xl/workbook.xml") == nil ? nil : "xl/workbook.xml")
        if let part {
            if part.hasSuffix(".bin") { throw SpreadsheetFault(.binaryWorkbook, file: archive.name) }
            if part.hasPrefix("word/") || part.hasPrefix("ppt/") || part.hasPrefix("visio/") {
                throw SpreadsheetFault(.otherDocument, file: archive.name, detail: part)
            }
            return part
        }
        throw SpreadsheetFault(.otherArchive, file: archive.name)
    }

    private static func numberFormats(_ entry: consuming ZipEntry, file: String) throws(SpreadsheetFault)
        -> [NumberFormat]
    {
        let custom = Box<[Int: NumberFormat]>([:])
        let formats = Box<[Int]>([])
        let isInCellFormats = Box(false)
        let events = XMLElements(place: SpreadsheetFault(.damagedXML, file: file)) { name, attributes, depth in
            guard name.isMain else { return nil }
            if depth == 2 {
                isInCellFormats.value = name == "cellXfs"
            } else if name == "numFmt", depth == 3, let id = attributes.value("numFmtId").flatMap({ Int($0) }),
                let code = attributes.value("formatCode")
            {
                custom.value[id] = NumberFormat(code: code)
            } else if name == "xf", depth == 3, isInCellFormats.value {
                formats.value.append(attributes.value("numFmtId").flatMap { Int($0) } ?? 0)
            }
            return formats.value.count > 1_000_000 || custom.value.count > 100_000 ? .badStructure : nil
        }
        try XMLReader(entry, events: events).readAll()
        return formats.value.map { custom.value[$0] ?? NumberFormat(builtIn: $0) }
    }
}
