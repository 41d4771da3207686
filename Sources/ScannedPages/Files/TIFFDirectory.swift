/// The tags of one TIFF page that can be judged without decoding (TIFF 6.0, section 2; BigTIFF).
struct TIFFDirectory {
    private enum Tag {
        static let subfileType = 254
        static let width = 256
        static let height = 257
        static let bitsPerSample = 258
        static let compression = 259
        static let photometric = 262
        static let stripOffsets = 273
        static let orientation = 274
        static let samplesPerPixel = 277
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

    /// Whether it has a bit a pixel.
    var isBitonal: Bool {
        (fields[Tag.bitsPerSample]?.firstInteger ?? 1) == 1 && (fields[Tag.samplesPerPixel]?.firstInteger ?? 1) == 1
    }

    /// Whether it calls itself a smaller copy of another picture (bit 0 of NewSubfileType).
    var isCalledReduced: Bool { subfileType & 1 != 0 }

    /// A mask that says which parts of another picture are transparent, not a page of its own.
    var isMask: Bool { subfileType & 4 != 0 && fields[Tag.photometric]?.firstInteger == 4 }

    private var subfileType: Int { fields[Tag.subfileType]?.firstInteger ?? 0 }

    /// Whether it can be a thumbnail of another page: smaller by far, and of the same shape.
    func isSmallCopy(of page: TIFFDirectory) -> Bool {
        guard width > 0, height > 0, page.width >= 2 * width, page.height >= 2 * height else { return false }
        let (mine, theirs) = (Double(width) / Double(height), Double(page.width) / Double(page.height))
        // Thumbnails have few pixels, so that their sides are rounded coarsely.
        return abs(mine / theirs - 1) <= 0.03 + 1.5 / Double(min(width, height))
    }

    var orientation: ImageOrientation {
        fields[Tag.orientation]?.firstInteger.flatMap(ImageOrientation.init(rawValue:)) ?? .upright
    }

    /// Dots per inch across and down, `nil` when the file gives none.
    var resolution: (x: Double, y: Double)? {
        guard let stated = statedResolution else {
            return [2, 3, 4].contains(fields[Tag.compression]?.firstInteger) ? faxResolution(among: [98, 196]) : nil
        }
        switch fields[Tag.resolutionUnit]?.firstInteger ?? 2 {
        case 2: return stated
        case 3: return (stated.x * 2.54, stated.y * 2.54)
        default:
            // Without a unit only the ratio counts; but faxes that leave it out mean dots per inch.
            let isFax = max(stated.x, stated.y) > 1.015 * min(stated.x, stated.y)
            if isFax, min(stated.x, stated.y) >= 72, max(stated.x, stated.y) <= 410 { return stated }
            // Two to one is how some write the standard resolution of faxes, 204 by 98.
            return abs(stated.x / stated.y / (204.0 / 98) - 1) <= 0.05 ? faxResolution(among: [98]) : nil
        }
    }

    /// How much denser the dots lie across than down, whatever the unit.
    var aspect: Double? { statedResolution.map { $0.x / $0.y } }

    private var statedResolution: (x: Double, y: Double)? {
        guard let x = fields[Tag.xResolution]?.firstRational, x > 0 else { return nil }
        let y = fields[Tag.yResolution]?.firstRational ?? x
        return y > 0 ? (x, y) : nil
    }

    /// What a fax of A4 has that says nothing of its resolution: lines of ITU-T T.4's widths, and as many of them as the
    /// standard or the fine resolution gives.
    ///
    /// - Parameter lines: lines an inch that it may have.
    private func faxResolution(among lines: [Double]) -> (x: Double, y: Double)? {
        guard [1728, 2048, 2432].contains(width) else { return nil }
        let inches = 297.0 / 25.4 * Double(width) / 1728
        return lines.first { abs(Double(height) / ($0 * inches) - 1) <= 0.12 }.map { (204, $0) }
    }

    /// Offset and length of the only strip, `nil` when there are several or none.
    var onlyStrip: (offset: Int, length: Int)? {
        guard let offsets = fields[Tag.stripOffsets]?.integers, offsets.count == 1,
            let counts = fields[Tag.stripByteCounts]?.integers, counts.count == 1, counts[0] > 0
        else { return nil }
        return (offsets[0], counts[0])
    }

    /// Offsets and lengths of the strips from top to bottom; `nil` when there are none or lengths are missing.
    var strips: [(offset: Int, length: Int)]? {
        guard let offsets = fields[Tag.stripOffsets]?.integers, let counts = fields[Tag.stripByteCounts]?.integers,
            offsets.count == counts.count, !offsets.isEmpty
        else { return nil }
        return Array(zip(offsets, counts)).map { (offset: $0, length: $1) }
    }

    /// Bytes of all picture data, as far as the file says.
    var dataLength: Int {
        (fields[Tag.stripByteCounts] ?? fields[Tag.tileByteCounts])?.integers.reduce(0) { $0 &+ max(0, $1) } ?? 0
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
