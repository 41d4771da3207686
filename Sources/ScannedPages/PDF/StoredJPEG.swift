/// JPEG data within a PDF.
enum StoredJPEG {
    /// Whether a picture is no JPEG, or one that decodes to its end without a fault.
    static func isSound(_ picture: PDFObject) -> Bool {
        let filter = picture["Filter"]
        let filters = filter.isArray ? filter.items(limit: 8) : [filter]
        guard filters.count == 1, filters[0].name == "DCTDecode" else { return true }
        guard let data = picture.data(decoded: false)?.bytes else { return false }
        return JPEGPicture.fault(in: JPEGMending.begun(data)) == nil
    }
}
