/// A TrueType font whose glyphs show nothing, for text that is found and selected but never seen.
///
/// The outline of each glyph is a line there and back: no area, but an extent, which PDFium (Chrome) takes for the
/// height of a selection. Only the tables that ISO 32000-1, 9.9 asks of an embedded CIDFontType2 are there. All glyphs have one width, so that
/// a word is brought to its printed width by horizontal scaling alone.
struct GlyphlessFont {
    /// Width of every glyph in thousandths of the font size.
    static let advance = 500
    /// Height above the baseline, in thousandths of the font size.
    static let ascent = 950
    /// Depth below the baseline, in thousandths of the font size.
    static let descent = 250
    /// Ascent and descent together, as a share of the font size. More than one: the band of a Vietnamese line reaches
    /// from stacked marks to descenders, 1.1 to 1.2 of the size that it is printed in.
    static let height = Double(ascent + descent) / 1000
    /// Name in the PDF.
    static let name = "SohoaGlyphless"

    /// Glyphs including glyph 0, which stands for no character.
    let glyphCount: Int

    /// The font file.
    var data: [UInt8] {
        let tables: [(tag: String, bytes: [UInt8])] = [
            ("glyf", glyphs), ("head", head), ("hhea", hhea), ("hmtx", metrics), ("loca", locations),
            ("maxp", maxp),
        ]
        var file = Bytes()
        file.u32(0x0001_0000)
        // Search range for six tables: 4 is the largest power of two below it.
        for value in [tables.count, 64, 2, tables.count * 16 - 64] { file.u16(value) }
        var offset = 12 + 16 * tables.count
        for table in tables {
            file.bytes.append(contentsOf: table.tag.utf8)
            file.u32(Self.checksum(table.bytes))
            file.u32(UInt32(offset))
            file.u32(UInt32(table.bytes.count))
            offset += (table.bytes.count + 3) / 4 * 4
        }
        let headStart = tables.prefix { $0.tag != "head" }.reduce(12 + 16 * tables.count) {
            $0 + ($1.bytes.count + 3) / 4 * 4
        }
        for table in tables { file.padded(table.bytes) }
        // The whole file sums up to this constant (OpenType, table head, checksumAdjustment).
        var adjustment = Bytes()
        adjustment.u32(0xB1B0_AFBA &- Self.checksum(file.bytes))
        file.bytes.replaceSubrange(headStart + 8..<headStart + 12, with: adjustment.bytes)
        return file.bytes
    }

    private var head: [UInt8] {
        var table = Bytes()
        table.u32(0x0001_0000)  // version
        table.u32(0x0001_0000)  // revision
        table.u32(0)  // checksum adjustment, filled in above
        table.u32(0x5F0F_3CF5)  // magic number
        table.u16(0)  // flags
        table.u16(1000)  // units per em
        for _ in 0..<4 { table.u32(0) }  // created, modified
        for value in [0, -Self.descent, Self.advance, Self.ascent] { table.u16(value) }  // bounds
        for value in [0, 3, 2, 1, 0] { table.u16(value) }  // style, smallest size, direction, long loca, format
        return table.bytes
    }

    private var hhea: [UInt8] {
        var table = Bytes()
        table.u32(0x0001_0000)
        for value in [Self.ascent, -Self.descent, 0, Self.advance, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1] {
            table.u16(value)
        }
        return table.bytes
    }

    /// One full entry; the other glyphs share its width and have a side bearing of 0.
    private var metrics: [UInt8] {
        var table = Bytes()
        table.u16(Self.advance)
        table.u16(0)
        for _ in 1..<max(2, glyphCount) { table.u16(0) }
        return table.bytes
    }

    private var glyphs: [UInt8] {
        (0..<max(2, glyphCount)).flatMap { _ in Self.glyph }
    }

    /// One contour of two points, from the bottom left to the top right of the letter's cell.
    private static let glyph: [UInt8] = {
        var glyph = Bytes()
        for value in [1, 0, -descent, advance, ascent] { glyph.u16(value) }  // contours, bounds
        for value in [1, 0] { glyph.u16(value) }  // last point, no instructions
        glyph.bytes.append(contentsOf: [1, 1])  // both on the curve, coordinates of two bytes
        for value in [0, advance, -descent, ascent + descent] { glyph.u16(value) }  // x, then y, as differences
        return glyph.bytes
    }()

    /// Where each glyph begins, and where the last one ends.
    private var locations: [UInt8] {
        var table = Bytes()
        for index in 0...max(2, glyphCount) { table.u32(UInt32(index * Self.glyph.count)) }
        return table.bytes
    }

    private var maxp: [UInt8] {
        var table = Bytes()
        table.u32(0x0001_0000)
        table.u16(max(2, glyphCount))
        for value in [2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] { table.u16(value) }
        return table.bytes
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0
        for (index, byte) in bytes.enumerated() { sum &+= UInt32(byte) << UInt32(8 * (3 - index % 4)) }
        return sum
    }
}

/// Big-endian values one after the other, as font and colour profile files have them.
struct Bytes {
    var bytes: [UInt8] = []

    mutating func u16(_ value: Int) {
        let bits = UInt16(truncatingIfNeeded: value)
        bytes.append(UInt8(bits >> 8))
        bytes.append(UInt8(bits & 0xFF))
    }

    mutating func u32(_ value: UInt32) {
        u16(Int(value >> 16))
        u16(Int(value & 0xFFFF))
    }

    /// Appends and fills up to a multiple of four.
    mutating func padded(_ other: [UInt8]) {
        bytes.append(contentsOf: other)
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
    }
}
