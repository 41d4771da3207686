/// The two-byte codes under which a document's text stands in its pages, and the table that maps them back.
///
/// Each perceived character (a letter with all its marks, an emoji sequence) gets the next free code when it is first
/// met: any script fits, the table is as long as the document's alphabet, and a reader that selects letter by letter
/// never lands inside one.
struct CharacterCodes {
    /// Code of the replacement character, for what cannot be written.
    private static let replacement: UInt16 = 1
    /// More UTF-16 units than this stand for no letter of any script: such heaps of marks are replaced.
    private static let maxUnits = 32

    private var codes: [Character: UInt16] = ["\u{FFFD}": replacement]
    private var characters: [Character] = ["\u{FFFD}"]

    /// Glyphs that the font needs: one for each code and glyph 0.
    var glyphCount: Int { characters.count + 1 }

    /// The code of a character, new or known.
    mutating func code(of character: Character) -> UInt16 {
        if let code = codes[character] { return code }
        guard characters.count < 65_000, character.utf16.count <= Self.maxUnits else { return Self.replacement }
        characters.append(character)
        let code = UInt16(characters.count)
        codes[character] = code
        return code
    }

    /// The characters of a word that can stand in a text layer: none of the control and format characters that have
    /// no place on paper, and no white space.
    static func printable(_ word: String) -> [Character] {
        word.filter { character in
            !character.isWhitespace && character.unicodeScalars.contains(where: isPrintable)
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .unassigned: false
        case .format: false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// The `/ToUnicode` map (ISO 32000-1, 9.10.3).
    var toUnicode: [UInt8] {
        var map = """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /SohoaToUnicode def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """
        // A block may hold at most 100 entries.
        for start in stride(from: 0, to: characters.count, by: 100) {
            let block = characters[start..<min(start + 100, characters.count)]
            map += "\(block.count) beginbfchar\n"
            for (index, character) in zip(block.indices, block) {
                let units = character.utf16.map(PDFSyntax.hex4).joined()
                map += "<\(PDFSyntax.hex4(UInt16(index + 1)))> <\(units)>\n"
            }
            map += "endbfchar\n"
        }
        map += """
            endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end

            """
        return Array(map.utf8)
    }
}
