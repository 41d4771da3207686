import CLeptonica

/// JPEG data within a PDF.
enum StoredJPEG {
    /// Whether a picture is no JPEG, or one that decodes to its end without a fault.
    static func isSound(_ picture: PDFObject) -> Bool {
        let filter = picture["Filter"]
        let filters = filter.isArray ? filter.items(limit: 8) : [filter]
        guard filters.count == 1, filters[0].name == "DCTDecode" else { return true }
        guard let data = picture.data(decoded: false)?.bytes else { return false }
        Leptonica.keepQuiet()
        var warnings: Int32 = 0
        // All of the data is decoded, but only an eighth of the size of it is made into pixels.
        let pix = Pix(
            owning: pixReadMemJpeg(data, data.count, 0, 8, &warnings, Int32(L_JPEG_CONTINUE_WITH_BAD_DATA)))
        return pix != nil && warnings == 0
    }
}
