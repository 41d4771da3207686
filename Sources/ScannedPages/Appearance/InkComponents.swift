import CLeptonica
import DocumentModel

/// The connected pieces of ink of a page at about 100 dots per inch, without faint shadows and single dots.
struct InkComponents {
    /// Resolution at which pieces are measured, dots per inch.
    static let resolution = 100
    /// Pixels a millimetre.
    static let millimetre = Double(resolution) / 25.4

    struct Piece {
        var box: PixelBox
        /// Pixels of ink.
        var ink: Int
        /// Its darkest spot, 0 (black) to 255; paper is 220. Always 0 on bitonal pages.
        var darkest: UInt8

        /// Share of the box that is ink.
        var fill: Double { Double(ink) / Double(max(1, box.width * box.height)) }
        var longer: Double { Double(max(box.width, box.height)) }
        var shorter: Double { Double(min(box.width, box.height)) }
    }

    let width: Int
    let height: Int
    let pieces: [Piece]

    /// - Parameter pix: 1, 8 or 32 bits.
    init?(of pix: borrowing Pix, dpi: Int) {
        let isBitonal = pix.depth == 1
        guard let gray = Self.levelled(pix, dpi: dpi), let ink = Self.ink(of: gray, isBitonal: isBitonal),
            let shades = GrayView(of: gray, reduction: 1)
        else { return nil }
        width = ink.width
        height = ink.height
        pieces = Self.pieces(of: ink) { isBitonal ? 0 : shades.darkest(in: $0) }
    }

    /// What is clearly darker than the paper about it: print shining through from the back is fainter.
    static func ink(of pix: borrowing Pix, dpi: Int) -> Pix? {
        guard let gray = levelled(pix, dpi: dpi) else { return nil }
        return ink(of: gray, isBitonal: pix.depth == 1)
    }

    private static func ink(of gray: borrowing Pix, isBitonal: Bool) -> Pix? {
        // A hairline covers a third of a reduced bitonal pixel, a dot of dust a ninth.
        Pix(owning: pixThresholdToBinary(gray.handle, isBitonal ? 170 : 160))
    }

    /// The page in gray at ``resolution``; shadows and coloured paper made even where it was not bitonal.
    private static func levelled(_ pix: borrowing Pix, dpi: Int) -> Pix? {
        let factor = max(1, Double(dpi) / Double(Self.resolution))
        guard let gray = GrayView.reduced(pix, by: factor) else { return nil }
        guard pix.depth != 1 else { return gray }
        if let even = Pix(owning: pixBackgroundNorm(gray.handle, nil, nil, 16, 16, 100, 40, 220, 2, 1)) { return even }
        return gray
    }

    /// A page of noise has no more pieces worth looking at than this.
    private static let most = 20_000

    private static func pieces(of ink: borrowing Pix, darkest: (PixelBox) -> UInt8) -> [Piece] {
        var parts: UnsafeMutablePointer<Pixa>?
        var boxes = pixConnComp(ink.handle, &parts, 8)
        defer {
            boxaDestroy(&boxes)
            pixaDestroy(&parts)
        }
        guard let boxes, let parts else { return [] }
        var pieces: [Piece] = []
        for index in 0..<min(boxaGetCount(boxes), Int32(most)) {
            var (x, y, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
            guard boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height) == 0, max(width, height) > 2,
                let part = Pix(owning: pixaGetPix(parts, index, Int32(L_CLONE)))
            else { continue }
            var count: Int32 = 0
            pixCountPixels(part.handle, &count, nil)
            let box = PixelBox(x: Int(x), y: Int(y), width: Int(width), height: Int(height))
            pieces.append(Piece(box: box, ink: Int(count), darkest: darkest(box)))
        }
        return pieces
    }
}
