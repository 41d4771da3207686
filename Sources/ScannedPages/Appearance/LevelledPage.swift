import CLeptonica

/// A page made small, with even light: what its look is judged by.
public struct LevelledPage: ~Copyable {
    /// Dots per inch.
    static let resolution = 100

    /// In gray; shadows and coloured paper made even where the page was not bitonal.
    let gray: Pix
    /// In bits, what is clearly darker than the paper about it: print shining through from the back is fainter.
    let ink: Pix
    /// Whether the page was scanned in black and white.
    let isBitonal: Bool

    /// `nil` when memory does not suffice.
    ///
    /// - Parameter pix: 1, 8 or 32 bits.
    /// - Parameter dpi: its resolution.
    public init?(of pix: borrowing Pix, dpi: Int) {
        let isBitonal = pix.depth == 1
        let factor = max(1, Double(dpi) / Double(Self.resolution))
        guard var gray = GrayView.reduced(pix, by: factor) else { return nil }
        if !isBitonal, let even = Self.evened(gray) { gray = even }
        // A hairline covers a third of a reduced bitonal pixel, a dot of dust a ninth.
        guard let ink = Pix(owning: pixThresholdToBinary(gray.handle, isBitonal ? 170 : 160)) else { return nil }
        self.gray = gray
        self.ink = ink
        self.isBitonal = isBitonal
    }

    /// In bits, what is at all darker than the paper about it: the palest print, and most of what shines through. `nil`
    /// for bitonal pages, which have no shades, and when memory does not suffice.
    var paleInk: Pix? { isBitonal ? nil : Pix(owning: pixThresholdToBinary(gray.handle, 190)) }

    private static func evened(_ gray: borrowing Pix) -> Pix? {
        Pix(owning: pixBackgroundNorm(gray.handle, nil, nil, 16, 16, 100, 40, 220, 2, 1))
    }
}
