/// JBIG2 data within a PDF.
enum StoredJBIG2 {
    /// What is wrong with a picture's data as far as its headers tell; `nil` for what is whole.
    static func fault(in picture: PDFObject) -> String? {
        guard let data = picture.data(decoded: false)?.bytes else { return "no data" }
        return JBIG2Segments.fault(in: data, height: picture["Height"].integer ?? 0)
    }

    /// Whether a picture is JBIG2 of a kind about which decoders disagree without saying so.
    static func isRare(_ picture: PDFObject) -> Bool {
        let filter = picture["Filter"]
        let names = filter.isArray ? filter.items(limit: 2).map(\.name) : [filter.name]
        guard names == ["JBIG2Decode"], let data = picture.data(decoded: false)?.bytes else { return false }
        return JBIG2Segments.isRare(data)
    }

    /// Takes the header of a JBIG2 file off a picture, which some devices put into a PDF as it is.
    ///
    /// - Returns: whether there was one.
    static func takeOffFileHeader(_ picture: PDFObject) -> Bool {
        let filter = picture["Filter"]
        let names = filter.isArray ? filter.items(limit: 2).map(\.name) : [filter.name]
        guard names == ["JBIG2Decode"], let data = picture.data(decoded: false)?.bytes,
            let embedded = JBIG2Segments.embedded(data)
        else { return false }
        picture.replaceData(embedded)
        return true
    }
}
