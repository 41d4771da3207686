import CLeptonica
import DocumentModel
import ScannedPages
import TextRecognition

/// Tells the back of a sheet through which its front shows: a copy of a copy, or a scan with too much contrast, has it
/// as black as print. Such print is mirrored, so the mirrored page can be read and the page itself cannot.
enum ShowThrough {
    /// Whether all that is on a page shines through from the other side.
    ///
    /// - Parameters:
    ///   - page: the page, not turned.
    ///   - read: what was read from it.
    /// - Throws: `ImageOperationFailed` or `RecognitionFailure`.
    static func isAll(of page: borrowing DecodedPage, read: PageRead, reader: PageReader) throws -> Bool {
        // Reading once more is dear: only pages from which next to nothing came out are worth it.
        guard (read.text.confidence ?? 0) < 65 else { return false }
        let mirrored = try ScannedPages.Pix(pixFlipLR(nil, page.pix.handle), from: "pixFlipLR")
        let back = try reader.read(mirrored, dpi: page.dpi)
        let words = back.text.words.filter(\.isSure)
        guard words.count >= 8, words.count >= 3 * read.text.words.count(where: \.isSure) else { return false }
        return try !bearsStrokes(mirrored, dpi: page.dpi, beside: words, of: back)
    }

    /// Whether there are signatures, stamps or cursive writing outside the area of these words: what somebody put on
    /// the back stays. Smaller things there are taken for print that could not be read in the mirror either.
    private static func bearsStrokes(
        _ mirrored: borrowing ScannedPages.Pix, dpi: Int, beside words: [Word], of back: PageRead
    ) throws(ImageOperationFailed) -> Bool {
        guard let first = words.first else { return true }
        let area = words.reduce(first.box) { $0.union($1.box) }
        let upright = try mirrored.turned(clockwise: back.rotation.inverse.rawValue / 90).inkGray().copied()
        // An inch: pictures, seals and lines that were too faint to read stand beside the text.
        upright.whiten([area], margin: dpi)
        let millimetre = Double(dpi) / 25.4
        let page = PixelBox(x: 0, y: 0, width: upright.width, height: upright.height)
        return try upright.ink(darkerThan: 130).inkComponents().contains { box in
            let (shorter, longer) = (Double(min(box.width, box.height)), Double(max(box.width, box.height)))
            return longer >= 12 * millimetre && shorter >= 3 * millimetre
                && !box.touchesEdge(of: page, within: Int(3 * millimetre))
        }
    }
}

extension PixelBox {
    /// Shadows of the sheet's edge touch the picture's.
    fileprivate func touchesEdge(of page: PixelBox, within distance: Int) -> Bool {
        x < distance || y < distance || maxX > page.maxX - distance || maxY > page.maxY - distance
    }
}
