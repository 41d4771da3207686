import CLeptonica
import DocumentModel

extension PageFingerprint {
    /// Cells along the shorter and the longer side: about 4.4 mm each on A4, the pitch of a line of text.
    private static let cells = (short: 48, long: 68)

    /// Takes the fingerprint of a page.
    ///
    /// - Parameter pix: the *upright* page, 1, 8 or 32 bits.
    /// - Parameter dpi: its resolution.
    /// - Parameter skew: its skew in degrees, clockwise positive, which is undone first.
    /// - Returns: ``none`` when memory does not suffice.
    public init(of pix: borrowing Pix, dpi: Int, skew: Double) {
        guard let page = LevelledPage(of: pix, dpi: dpi) else {
            self = .none
            return
        }
        self.init(of: page, rotation: .none, skew: skew)
    }

    /// Takes the fingerprint of a page that was levelled already.
    ///
    /// - Parameter rotation: how the upright page is turned in it.
    /// - Parameter skew: skew of the upright page in degrees, clockwise positive, which is undone first.
    /// - Returns: ``none`` when memory does not suffice.
    public init(of page: borrowing LevelledPage, rotation: QuarterTurn, skew: Double) {
        // The sheet's edge, the lid's shadow and dust are the scan's, not the sheet's.
        guard let ink = Pix(owning: pixRotateOrth(page.ink.handle, Int32(rotation.inverse.rawValue / 90))),
            let sheet = Pix(owning: pixRemoveBorderConnComps(ink.handle, 8)),
            let print = Pix(
                owning: pixSelectBySize(
                    sheet.handle, 3, 3, 8, Int32(L_SELECT_IF_EITHER), Int32(L_SELECT_IF_GTE), nil)),
            let straight = Self.straightened(print, skew)
        else {
            self = .none
            return
        }
        let border = Int32(4 * InkComponents.millimetre)
        pixSetOrClearBorder(straight.handle, border, border, border, border, PIX_CLR)
        let isUpright = straight.height >= straight.width
        let columns = isUpright ? Self.cells.short : Self.cells.long
        let rows = isUpright ? Self.cells.long : Self.cells.short
        self.init(columns: columns, rows: rows, ink: Self.shares(of: straight, columns, rows))
    }

    private static func straightened(_ ink: consuming Pix, _ skew: Double) -> Pix? {
        guard abs(skew) > 0.1 else { return ink }
        let angle = Float(-skew * .pi / 180)
        return Pix(owning: pixRotate(ink.handle, angle, Int32(L_ROTATE_SAMPLING), Int32(L_BRING_IN_WHITE), 0, 0))
    }

    /// Share of ink per cell, stretched so that half a cell of ink is 255: print rarely fills more.
    private static func shares(of ink: borrowing Pix, _ columns: Int, _ rows: Int) -> [UInt8] {
        let (width, height, stride) = (ink.width, ink.height, ink.wordsPerRow)
        var sums = [Int](repeating: 0, count: columns * rows)
        ink.withWords { words in
            for y in 0..<height {
                let row = y * rows / height * columns
                for word in 0..<stride where words[y * stride + word] != 0 {
                    var bits = words[y * stride + word]
                    while bits != 0 {
                        let lead = bits.leadingZeroBitCount
                        let x = word * 32 + lead
                        if x < width { sums[row + x * columns / width] += 1 }
                        bits &= ~(0x8000_0000 >> UInt32(lead))
                    }
                }
            }
        }
        let area = Double(width * height) / Double(columns * rows)
        return sums.map { UInt8(min(255, (Double($0) / area * 510).rounded())) }
    }
}
