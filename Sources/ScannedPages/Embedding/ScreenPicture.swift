import CLeptonica
import DocumentModel

/// A picture of a page for a screen.
public enum ScreenPicture {
    /// Seen on a screen, artefacts below this cannot be told from noise of the scanner.
    private static let jpegQuality: Int32 = 75

    /// Writes a page upright as a JPEG, no larger than so many pixels; never enlarged.
    /// - Parameters:
    ///   - rotation: the turn that was found when the page was read.
    /// - Returns: the picture's size in pixels.
    /// - Throws: `FileFault` when it cannot be written; `ImageOperationFailed` for want of memory.
    public static func write(
        _ pix: borrowing Pix, rotation: QuarterTurn, maxWidth: Int, maxHeight: Int, to path: String
    ) throws -> (width: Int, height: Int) {
        let isSideways = rotation == .clockwise90 || rotation == .clockwise270
        let (width, height) = isSideways ? (pix.height, pix.width) : (pix.width, pix.height)
        let factor = min(1, Double(maxWidth) / Double(width), Double(maxHeight) / Double(height))
        let shades = try Pix(pixRemoveColormap(pix.handle, Int32(REMOVE_CMAP_BASED_ON_SRC)), from: "pixRemoveColormap")
        // Turned when it is small.
        let picture = try reduced(shades, by: Float(factor)).turned(clockwise: rotation.inverse.rawValue / 90)
        guard pixWriteJpeg(path, picture.handle, jpegQuality, 0) == 0 else { throw PictureFile.notWritten }
        return (picture.width, picture.height)
    }

    /// Averaged, so that thin print stays legible; bits become shades.
    private static func reduced(_ pix: borrowing Pix, by factor: Float) throws(ImageOperationFailed) -> Pix {
        switch (pix.depth, factor) {
        case (1, 1): try Pix(pixConvertTo8(pix.handle, 0), from: "pixConvertTo8")
        case (1, _): try Pix(pixScaleToGray(pix.handle, factor), from: "pixScaleToGray")
        case (_, 1): try Pix(pixClone(pix.handle), from: "pixClone")
        case (8, ..<0.7), (32, ..<0.7): try Pix(pixScaleAreaMap(pix.handle, factor, factor), from: "pixScaleAreaMap")
        default: try Pix(pixScale(pix.handle, factor, factor), from: "pixScale")
        }
    }
}
