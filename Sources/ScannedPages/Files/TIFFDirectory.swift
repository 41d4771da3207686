import DocumentModel

/// The tags of one TIFF page that can be judged without decoding (TIFF 6.0, section 2; BigTIFF).
struct TIFFDirectory {
    private enum Tag {
        static let subfileType = 254
        static let width = 256
        static let height = 257
        static let stripOffsets = 273
        static let orientation = 274
        static let stripByteCounts = 279
        static let xResolution = 282
        static let yResolution = 283
        static let resolutionUnit = 296
        static let tileOffsets = 324
        static let tileByteCounts = 325
    }

    /// Where the directory stands in its file.
    let offset: Int
    private let fields: [Int: TIFFField]

    init(offset: Int, fields: [Int: TIFFField]) {
        self.offset = offset
        self.fields = fields
    }

    var width: Int { fields[Tag.width]?.firstInteger ?? 0 }
    var height: Int { fields[Tag.height]?.firstInteger ?? 0 }

    /// A thumbnail or a mask beside another page (bits 0 and 2 of NewSubfileType), not a page of its own.
    var isAuxiliary: Bool { (fields[Tag.subfileType]?.firstInteger ?? 0) & 0b101 != 0 }

    var orientation: ImageOrientation {
        fields[Tag.orientation]?.firstInteger.flatMap(ImageOrientation.init(rawValue:)) ?? .upright
    }

    /// Dots per inch across and down, `nil` when the file gives none.
    var resolution: (x: Double, y: Double)? {
        guard let x = fields[Tag.xResolution]?.firstRational, x > 0 else { return nil }
        let y = fields[Tag.yResolution]?.firstRational ?? x
        switch fields[Tag.resolutionUnit]?.firstInteger ?? 2 {
        case 2: return (x, y)
        case 3: return (x * 2.54, y * 2.54)
        default: return nil
        }
    }

    /// Offset and length of the only strip, `nil` when there are several or none.
    var onlyStrip: (offset: Int, length: Int)? {
        guard let offsets = fields[Tag.stripOffsets]?.integers, offsets.count == 1,
            let counts = fields[Tag.stripByteCounts]?.integers, counts.count == 1, counts[0] > 0
        else { return nil }
        return (offsets[0], counts[0])
    }

    /// Whether all strips or tiles, and the values of all tags, lie within a file of that many bytes.
    func dataLies(within fileSize: Int) -> Bool {
        guard let offsets = fields[Tag.stripOffsets] ?? fields[Tag.tileOffsets],
            !fields.values.contains(where: \.isCut)
        else { return false }
        let counts = fields[Tag.stripByteCounts] ?? fields[Tag.tileByteCounts]
        for (index, offset) in offsets.integers.enumerated() {
            // Old writers leave the counts out; libtiff then estimates them.
            let count = counts.flatMap { index < $0.integers.count ? $0.integers[index] : nil } ?? 1
            if offset < 0 || count < 0 || offset > fileSize || count > fileSize - offset { return false }
        }
        return !offsets.integers.isEmpty
    }
}

/// The values of one tag.
struct TIFFField {
    /// Whole numbers, for rationals numerators and denominators by turns.
    var integers: [Int]
    var isRational: Bool
    /// Whether values lie beyond the end of the file.
    var isCut = false

    var firstInteger: Int? { integers.first }

    var firstRational: Double? {
        guard isRational else { return integers.first.map(Double.init) }
        guard integers.count >= 2, integers[1] != 0 else { return nil }
        return Double(integers[0]) / Double(integers[1])
    }
}
