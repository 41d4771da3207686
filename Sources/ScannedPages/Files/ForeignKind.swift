/// Files that are known and not read, by their first bytes: told what they are, a clerk knows what to do.
enum ForeignKind {
    /// What a file is, in English; `nil` for unknown content.
    static func name(_ head: [UInt8]) -> String? {
        if let known = signatures.first(where: { head.dropFirst($0.at).starts(with: $0.bytes) }) { return known.name }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return archive(head) }
        let text = String(decoding: head, as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") { return "HTML page" }
        if start.contains("<svg") { return "SVG drawing" }
        return nil
    }

    private static let signatures: [(at: Int, bytes: [UInt8], name: String)] = [
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "document of Word, Excel or Outlook"),
        (0, Array("{\\rtf".utf8), "RTF document"),
        (0, Array("AT&TFORM".utf8), "DjVu document"),
        (0, Array("%!PS".utf8), "PostScript document"),
        (0, Array("8BPS".utf8), "Photoshop picture"),
        (0, [0xFF, 0x0A], "JPEG XL picture"), (0, [0, 0, 0, 12, 0x4A, 0x58, 0x4C, 0x20], "JPEG XL picture"),
        (0, [0x49, 0x49, 0xBC, 0x01], "JPEG XR picture"),
        (0, [0x97, 0x4A, 0x42, 0x32, 0x0D, 0x0A, 0x1A, 0x0A], "JBIG2 picture"),
        (0, Array("AC10".utf8), "AutoCAD drawing (DWG)"),
        (128, Array("DICM".utf8), "DICOM picture"),
        (0, Array("Rar!".utf8), "RAR archive"),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip archive"),
        (0, [0x1F, 0x8B, 0x08], "gzip archive"),
        (4, Array("ftyp".utf8), "film (MP4 or alike)"),
    ]

    /// Documents of office programs are archives too.
    private static func archive(_ head: [UInt8]) -> String {
        let signs = [
            ("word/", "Word document"), ("xl/", "Excel workbook"), ("ppt/", "PowerPoint presentation"),
            ("[Content_Types].xml", "document of Word, Excel or PowerPoint"),
            ("mimetypeapplication/vnd.oasis", "OpenDocument document"), ("OFD.xml", "OFD document"),
        ]
        return signs.first { FileKind.contains(head, Array($0.0.utf8)) }?.1 ?? "ZIP archive"
    }
}
