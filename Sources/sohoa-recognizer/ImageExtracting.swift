import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Makes the picture of a page that was read before, and whose picture is gone.
enum ImageExtracting {
    /// - Throws: `FileFault`.
    static func answer(_ request: ExtractImageRequest) throws -> EmbeddableImage {
        let page = try RasterFile.decode(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels)
        return try RasterFile.embeddableImage(
            of: request.path, pageIndex: request.pageIndex, decoded: page, rotation: request.rotation,
            imagePath: request.imagePath)
    }
}
