import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Makes the picture of a page that was read before, and whose picture was not wanted then or is gone.
enum ImageExtracting {
    /// - Throws: `FileFault`.
    static func answer(_ request: ExtractImageRequest) throws -> EmbeddableImage {
        if try FileKind.format(ofFileAt: request.path) == .pdf {
            let page = try PDFFile.page(
                path: request.path, index: request.pageIndex, maxPixels: request.maxPixels,
                drawingResolution: request.options.drawingResolution, imagePath: request.imagePath)
            return page.image.turned(by: request.rotation)
        }
        let page = try RasterFile.decode(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels)
        return try RasterFile.embeddableImage(
            of: request.path, pageIndex: request.pageIndex, decoded: page, rotation: request.rotation,
            imagePath: request.imagePath)
    }
}
