/// An archive of uncompressed parts, made for tests that change what is inside.
public struct StoredArchive: Sendable {
    /// Name and content of each part.
    public var parts: [(name: String, content: [UInt8])]

    /// A workbook of one sheet around the content of its parts.
    public init(sheet: String, strings: String = "", styles: String = "") {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        let texts = [
            (
                "_rels/.rels",
                #"<Relationships xmlns="\#(package)"><Relationship Id="a" Type="\#(relationship)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
            (
                "xl/workbook.xml",
                #"<workbook xmlns="\#(main)" xmlns:r="\#(relationship)"><workbookPr date1904="0"/><sheets><sheet name="Một" sheetId="1" r:id="a"/></sheets></workbook>"#
            ),
            (
                "xl/_rels/workbook.xml.rels",
                #"<Relationships xmlns="\#(package)"><Relationship Id="a" Type="\#(relationship)/worksheet" Target="s.xml"/><Relationship Id="b" Type="\#(relationship)/sharedStrings" Target="t.xml"/><Relationship Id="c" Type="\#(relationship)/styles" Target="f.xml"/></Relationships>"#
            ),
            ("xl/s.xml", #"<worksheet xmlns="\#(main)">\#(sheet)</worksheet>"#),
            ("xl/t.xml", #"<sst xmlns="\#(main)">\#(strings)</sst>"#),
            ("xl/f.xml", #"<styleSheet xmlns="\#(main)">\#(styles)</styleSheet>"#),
        ]
        parts = texts.map { ($0.0, Array($0.1.utf8)) }
    }

    /// The archive, and where the headers stand in it.
    public func bytes() -> (bytes: [UInt8], headers: [Range<Int>]) {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        var headers: [Range<Int>] = []
        for (name, content) in parts {
            let offset = bytes.count
            let common =
                Self.number(20, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4)
                + Self.number(Self.checksum(content), 4) + Self.number(content.count, 4)
                + Self.number(content.count, 4) + Self.number(name.utf8.count, 2) + Self.number(0, 2)
            bytes += [0x50, 0x4B, 3, 4] + common + Array(name.utf8)
            headers.append(offset..<bytes.count)
            bytes += content
            directory += [0x50, 0x4B, 1, 2] + Self.number(20, 2) + common + Self.number(0, 2) + Self.number(0, 2)
            directory += Self.number(0, 2) + Self.number(0, 4) + Self.number(offset, 4) + Array(name.utf8)
        }
        let start = bytes.count
        bytes += directory + [0x50, 0x4B, 5, 6] + Self.number(0, 4)
        bytes += Self.number(parts.count, 2) + Self.number(parts.count, 2)
        bytes += Self.number(directory.count, 4) + Self.number(start, 4) + Self.number(0, 2)
        headers.append(start..<bytes.count)
        return (bytes, headers)
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 0 ? 0 : 0xEDB8_8320) }
        }
        return Int(~sum)
    }
}
