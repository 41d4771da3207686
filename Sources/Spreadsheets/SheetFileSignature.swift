/// What kind of file the first bytes tell of; names and endings are not asked, since they are often wrong.
enum SheetFileSignature: Equatable {
    case archive
    /// Anything that may be text.
    case text
    case refused(SpreadsheetFault.Code)

    /// Bytes of the file's start that are looked at.
    static let headLength = 4096

    static func of(_ head: [UInt8]) -> SheetFileSignature {
        if head.isEmpty { return .refused(.empty) }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            return .archive
        }
        if let refused = binaries.first(where: { head.starts(with: $0.start) }) { return .refused(refused.code) }
        return markup(head).map(SheetFileSignature.refused) ?? .text
    }

    /// The kind of a compound file (OLE) by the telling names of its streams: Excel 97–2003, or a newer file with a
    /// password.
    static func compoundFile(_ bytes: [UInt8]) -> SpreadsheetFault.Code {
        func holds(_ name: String) -> Bool { Self.contains(bytes, name.utf8.flatMap { [$0, 0] }) }
        if holds("EncryptedPackage") || holds("EncryptionInfo") { return .encrypted }
        if holds("Workbook") || holds("Book") { return .oldWorkbook }
        return .otherDocument
    }

    /// Where the directory of a compound file begins, which its header tells ([MS-CFB] 2.2).
    static func directoryOffset(ofCompoundFile head: [UInt8]) -> Int {
        guard head.count >= 52 else { return 0 }
        let shift = min(Int(head[30]), 16)
        let sector = head[48..<52].reversed().reduce(0) { $0 << 8 | Int($1) }
        return (sector + 1) << shift
    }

    /// How a compound file begins: Excel 97–2003, an encrypted newer workbook, other documents.
    static let compoundStart: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private static let binaries: [(start: [UInt8], code: SpreadsheetFault.Code)] = [
        (compoundStart, .oldWorkbook),
        // Excel 2.1 to 4.0 wrote its records without a container.
        ([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00], .oldWorkbook),
        ([0x09, 0x04, 0x06, 0x00], .oldWorkbook), ([0x09, 0x02, 0x06, 0x00], .oldWorkbook),
        ([0x09, 0x00, 0x04, 0x00], .oldWorkbook),
        (Array("%PDF-".utf8), .portableDocument),
        ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture), (Array("GIF8".utf8), .picture),
        ([0x49, 0x49, 0x2A, 0x00], .picture), ([0x4D, 0x4D, 0x00, 0x2A], .picture), (Array("RIFF".utf8), .picture),
        (Array("{\\rtf".utf8), .otherDocument),
        (Array("Rar!".utf8), .otherArchive), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .otherArchive),
        ([0x1F, 0x8B], .otherArchive), (Array("BZh".utf8), .otherArchive),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .otherArchive),
    ]

    /// HTML and XML, in one or two bytes a character.
    private static func markup(_ head: [UInt8]) -> SpreadsheetFault.Code? {
        let narrow = head.filter { $0 != 0 }
        let start = narrow.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) }
        guard start.first == UInt8(ascii: "<") else { return nil }
        let lower = start.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if contains(lower, Array("urn:schemas-microsoft-com:office:spreadsheet".utf8)) { return .xmlSpreadsheet }
        if contains(lower, Array("office:document".utf8)) { return .openDocument }
        let tags = ["<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div"]
        if tags.contains(where: { contains(lower, Array($0.utf8)) }) { return .webPage }
        return lower.starts(with: Array("<?xml".utf8)) || lower.starts(with: Array("<!".utf8)) ? .unknownKind : nil
    }

    private static func contains(_ bytes: [UInt8], _ pattern: [UInt8]) -> Bool {
        guard let first = pattern.first, bytes.count >= pattern.count else { return false }
        for start in 0...(bytes.count - pattern.count) where bytes[start] == first {
            if bytes[start..<(start + pattern.count)].elementsEqual(pattern) { return true }
        }
        return false
    }
}
