/// JBIG2 data within a PDF.
enum StoredJBIG2 {
    /// What is wrong with a picture's data as far as its headers tell; `nil` for what is whole.
    static func fault(in picture: PDFObject) -> String? {
        guard let data = picture.data(decoded: false)?.bytes else { return "no data" }
        return JBIG2Segments.fault(in: data, height: picture["Height"].integer ?? 0)
    }
}
