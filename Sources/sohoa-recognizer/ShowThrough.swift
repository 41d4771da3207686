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
        return try !bearsInk(mirrored, dpi: page.dpi, beside: words, of: back)
    }

    /// Whether the page was written on outside the area of these words: what somebody noted on the back stays.
    private static func bearsInk(
        _ mirrored: borrowing ScannedPages.Pix, dpi: Int, beside words: [Word], of back: PageRead
    ) throws(ImageOperationFailed) -> Bool {
        guard let first = words.first else { return true }
        let area = words.reduce(first.box) { $0.union($1.box) }
        let upright = try mirrored.turned(clockwise: back.rotation.inverse.rawValue / 90).inkGray().copied()
        // A third of an inch: stamps and pictures overlap the text's edge.
        upright.whiten([area], margin: dpi / 3)
        return PageInk.judge(upright, dpi: dpi) == .written
    }
}
