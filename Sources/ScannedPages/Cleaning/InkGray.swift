import CLeptonica
import DocumentModel

extension Pix {
    /// The picture in 8-bit gray as a reader of print wants it: 0 is ink, 255 paper, and coloured ink is light.
    ///
    /// Each pixel is the *largest* of its three channels. Red and blue seals and pens fade to paper by that while black
    /// print stays black.
    public func inkGray() throws(ImageOperationFailed) -> Pix {
        if hasColormap {
            let plain = try Pix(pixRemoveColormap(handle, Int32(REMOVE_CMAP_BASED_ON_SRC)), from: "pixRemoveColormap")
            return try plain.inkGray()
        }
        switch depth {
        case 1: return try Pix(pixConvert1To8(nil, handle, 255, 0), from: "pixConvert1To8")
        case 16: return try Pix(pixConvert16To8(handle, Int32(L_MS_BYTE)), from: "pixConvert16To8")
        case 32:
            guard hasAlpha else { return try brightestChannel() }
            let opaque = try Pix(pixAlphaBlendUniform(handle, 0xFFFF_FF00), from: "pixAlphaBlendUniform")
            return try opaque.brightestChannel()
        default: return try Pix(pixConvertTo8(handle, 0), from: "pixConvertTo8")
        }
    }

    /// The picture in 8-bit gray in which ink of every colour is dark: each pixel is the *smallest* of its three channels.
    public func colouredInkGray() throws(ImageOperationFailed) -> Pix {
        if hasColormap {
            let plain = try Pix(pixRemoveColormap(handle, Int32(REMOVE_CMAP_BASED_ON_SRC)), from: "pixRemoveColormap")
            return try plain.colouredInkGray()
        }
        guard depth == 32 else { return try inkGray() }
        guard hasAlpha else { return try darkestChannel() }
        let opaque = try Pix(pixAlphaBlendUniform(handle, 0xFFFF_FF00), from: "pixAlphaBlendUniform")
        return try opaque.darkestChannel()
    }

    /// Whether pixels have three channels, or colours of a table.
    public var isColoured: Bool { depth == 32 || hasColormap }

    private func darkestChannel() throws(ImageOperationFailed) -> Pix {
        try Pix(pixConvertRGBToGrayMinMax(handle, Int32(L_CHOOSE_MIN)), from: "pixConvertRGBToGrayMinMax")
    }

    private func brightestChannel() throws(ImageOperationFailed) -> Pix {
        try Pix(pixConvertRGBToGrayMinMax(handle, Int32(L_CHOOSE_MAX)), from: "pixConvertRGBToGrayMinMax")
    }

    /// The page in 8-bit gray at a whole fraction of its size, its ground evened out to white where it has shades.
    public func reducedGray(by factor: Int) throws(ImageOperationFailed) -> Pix {
        guard let reduced = GrayView.reduced(self, by: Double(factor)) else {
            throw ImageOperationFailed(operation: "GrayView.reduced")
        }
        return try depth == 1 ? reduced : reduced.withWhiteBackground()
    }

    /// The picture in bits, ink 1, where the 8-bit gray is darker than a threshold.
    public func ink(darkerThan threshold: Int) throws(ImageOperationFailed) -> Pix {
        if depth == 8, !hasColormap { return try Pix(sohoa_ink(handle, Int32(clamping: threshold)), from: "sohoa_ink") }
        return try Pix(pixThresholdToBinary(handle, Int32(clamping: threshold)), from: "pixThresholdToBinary")
    }

    /// The picture scaled by a factor: averaged when it shrinks, interpolated when it grows.
    public func scaled(by factor: Double) throws(ImageOperationFailed) -> Pix {
        if factor == 1 { return try Pix(pixClone(handle), from: "pixClone") }
        if factor == 0.5, depth == 1 { return try Pix(pixScaleToGray2(handle), from: "pixScaleToGray2") }
        if factor == 0.5 { return try Pix(pixScaleAreaMap2(handle), from: "pixScaleAreaMap2") }
        let factor = Float(factor)
        if factor < 0.7 { return try Pix(sohoa_averaged(handle, factor), from: "sohoa_averaged") }
        return try Pix(pixScaleGrayLI(handle, factor, factor), from: "pixScaleGrayLI")
    }

    /// The picture turned clockwise by quarter turns.
    public func turned(clockwise quarters: Int) throws(ImageOperationFailed) -> Pix {
        try Pix(pixRotateOrth(handle, Int32(((quarters % 4) + 4) % 4)), from: "pixRotateOrth")
    }

    /// The picture as in a mirror beside it, left and right exchanged.
    public func mirrored() throws(ImageOperationFailed) -> Pix { try Pix(pixFlipLR(nil, handle), from: "pixFlipLR") }

    /// The picture as in a mirror under it, top and bottom exchanged.
    public func flipped() throws(ImageOperationFailed) -> Pix { try Pix(pixFlipTB(nil, handle), from: "pixFlipTB") }

    /// A white picture in 8-bit gray.
    public static func white(width: Int, height: Int) throws(ImageOperationFailed) -> Pix {
        let white = try Pix(pixCreate(Int32(clamping: width), Int32(clamping: height), 8), from: "pixCreate")
        pixSetAll(white.handle)
        return white
    }

    /// Draws a strip of another picture over this one, as far as both reach, its left end at the left, its top at a row.
    public func draw(_ other: borrowing Pix, _ strip: PixelBox, atRow row: Int) {
        pixRasterop(
            handle, 0, Int32(clamping: row), Int32(clamping: strip.width), Int32(clamping: strip.height), PIX_SRC,
            other.handle, Int32(clamping: strip.x), Int32(clamping: strip.y))
    }
}
