import CLeptonica
import DocumentModel

/// The connected pieces of ink of a page at about 100 dots per inch, without faint shadows and single dots.
struct InkComponents {
    /// Pixels a millimetre.
    static let millimetre = Double(LevelledPage.resolution) / 25.4

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

    init?(of page: borrowing LevelledPage) {
        guard let shades = GrayView(of: page.gray, reduction: 1) else { return nil }
        let isBitonal = page.isBitonal
        self.init(page.ink) { isBitonal ? 0 : shades.darkest(in: $0) }
    }

    /// The pieces of the palest ink as well; `nil` where a page has no shades.
    init?(paleOf page: borrowing LevelledPage) {
        guard let shades = GrayView(of: page.gray, reduction: 1), let ink = page.paleInk else { return nil }
        self.init(ink) { shades.darkest(in: $0) }
    }

    private init(_ ink: borrowing Pix, darkest: (PixelBox) -> UInt8) {
        width = ink.width
        height = ink.height
        pieces = Self.pieces(of: ink, darkest: darkest)
    }

    /// A page of noise has no more pieces worth looking at than this.
    private static let maxPieces = 20_000

    private static func pieces(of ink: borrowing Pix, darkest: (PixelBox) -> UInt8) -> [Piece] {
        var parts: UnsafeMutablePointer<Pixa>?
        var boxes = pixConnComp(ink.handle, &parts, 8)
        defer {
            boxaDestroy(&boxes)
            pixaDestroy(&parts)
        }
        guard let boxes, let parts else { return [] }
        var pieces: [Piece] = []
        for index in 0..<min(boxaGetCount(boxes), Int32(maxPieces)) {
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
