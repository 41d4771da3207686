import CLeptonica
import DocumentModel

extension SheetInk {
    /// The ink of a page without what scanning and filing leave on paper.
    ///
    /// - Parameters:
    ///   - resolution: dots per inch that are wanted, at most those of the page; pages of large formats get fewer.
    ///   - rotation: how the upright page is turned in the picture.
    ///   - skew: skew of the upright page in degrees, clockwise positive, which is undone.
    /// - Returns: `nil` when memory does not suffice.
    public init?(of page: borrowing DecodedPage, resolution: Int, rotation: QuarterTurn, skew: Double) {
        let isBitonal = page.pix.depth == 1
        let wanted = min(Double(max(1, resolution)), Double(page.dpi))
        let factor = max(1, Double(page.dpi) / wanted)
        guard let gray = Self.gray(page.pix, factor, isBitonal: isBitonal),
            let clean = Self.withoutShadows(gray, dpi: wanted, isBitonal: isBitonal),
            let upright = Pix(owning: pixRotateOrth(clean.handle, Int32(rotation.inverse.rawValue / 90))),
            let straight = Self.straightened(upright, skew),
            let view = GrayView(of: straight, reduction: 1)
        else { return nil }
        let paper = isBitonal ? 255 : Self.paper
        let darkness = view.withRows { rows -> [UInt8] in
            guard let rows else { return [] }
            return (0..<(view.width * view.height)).map { index in
                UInt8(max(0, min(255, (paper - Int(rows[index])) * 255 / paper)))
            }
        }
        guard !darkness.isEmpty else { return nil }
        self.init(
            width: view.width, height: view.height, scale: wanted / 25.4, isBitonal: isBitonal, darkness: darkness)
    }

    /// The resolution at which two pages are compared: letters differ by strokes of a quarter of a millimetre.
    ///
    /// - Parameter size: width and height of the larger one in pixels, and its dots per inch.
    public static func resolution(_ first: Int, _ second: Int, size: (width: Int, height: Int, dpi: Int)) -> Int {
        let inches = Double(size.width * size.height) / Double(max(1, size.dpi * size.dpi))
        let most = (maxPixels / max(1, inches)).squareRoot()
        return max(1, Int(min(Double(min(first, second, finest)), most)))
    }

    private static let finest = 200
    /// An A2 at 200 dots per inch.
    private static let maxPixels = 16e6

    /// What levelled paper is, 0 to 255.
    private static let paper = 220

    /// In gray and with even light; coloured inks as dark as their darkest channel, so that a marker counts.
    private static func gray(_ pix: borrowing Pix, _ factor: Double, isBitonal: Bool) -> Pix? {
        var reduced: Pix?
        if pix.depth == 32 {
            guard let darkest = Pix(owning: pixConvertRGBToGrayMinMax(pix.handle, Int32(L_CHOOSE_MIN))) else {
                return nil
            }
            reduced = GrayView.reduced(darkest, by: factor)
        } else {
            reduced = GrayView.reduced(pix, by: factor)
        }
        guard let gray = reduced else { return nil }
        if isBitonal { return gray }
        let even = Pix(owning: pixBackgroundNorm(gray.handle, nil, nil, 32, 32, 100, 40, Int32(paper), 2, 1))
        if let even { return even }
        return gray
    }

    /// Whitens what touches the border of the picture, holes, and the outermost millimetres.
    private static func withoutShadows(_ gray: consuming Pix, dpi: Double, isBitonal: Bool) -> Pix? {
        guard let ink = Pix(owning: pixThresholdToBinary(gray.handle, isBitonal ? 128 : 160)),
            let inner = Pix(owning: pixRemoveBorderConnComps(ink.handle, 8)),
            let shadow = Pix(owning: pixXor(nil, ink.handle, inner.handle)),
            let around = Pix(owning: pixDilateBrick(nil, shadow.handle, 5, 5))
        else { return nil }
        pixSetMasked(gray.handle, around.handle, 255)
        whitenHoles(of: inner, gray, dpi: dpi)
        let border = Int32(4 * dpi / 25.4)
        pixSetOrClearBorder(gray.handle, border, border, border, border, PIX_SET)
        return gray
    }

    /// Punch holes: a sheet may have been filed between two scans.
    private static func whitenHoles(of ink: borrowing Pix, _ gray: borrowing Pix, dpi: Double) {
        let millimetre = dpi / 25.4
        var boxes = pixConnCompBB(ink.handle, 8)
        defer { boxaDestroy(&boxes) }
        guard let boxes else { return }
        for index in 0..<boxaGetCount(boxes) {
            var (x, y, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
            guard boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height) == 0 else { continue }
            let (longer, shorter) = (Double(max(width, height)), Double(min(width, height)))
            let edge = Int32(30 * millimetre)
            let isNearEdge =
                x < edge || y < edge || x + width > Int32(gray.width) - edge || y + height > Int32(gray.height) - edge
            guard isNearEdge, (3...10).contains(longer / millimetre), shorter > 0.7 * longer else { continue }
            guard let part = boxCreate(x, y, width, height),
                let piece = Pix(owning: pixClipRectangle(ink.handle, part, nil))
            else { continue }
            var (count, dying): (Int32, UnsafeMutablePointer<Box>?) = (0, part)
            defer { boxDestroy(&dying) }
            pixCountPixels(piece.handle, &count, nil)
            guard Double(count) > 0.65 * longer * shorter else { continue }
            pixRasterop(gray.handle, x - 2, y - 2, width + 4, height + 4, PIX_SET, nil, 0, 0)
        }
    }

    private static func straightened(_ gray: consuming Pix, _ skew: Double) -> Pix? {
        guard abs(skew) > 0.1 else { return gray }
        let angle = Float(-skew * .pi / 180)
        return Pix(owning: pixRotate(gray.handle, angle, Int32(L_ROTATE_AREA_MAP), Int32(L_BRING_IN_WHITE), 0, 0))
    }
}
