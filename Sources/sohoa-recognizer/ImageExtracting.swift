import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Makes the picture of a page that was read before, and whose picture was not wanted then or is gone.
enum ImageExtracting {
    /// - Throws: `FileFault`.
    static func answer(_ request: ExtractImageRequest) throws -> EmbeddableImage {
        let image: EmbeddableImage? = try AttachedPageRequest.withFile(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels, options: request.options,
            imagePath: request.imagePath, \.self
        ) { path, pageIndex in
            var request = request
            (request.path, request.pageIndex) = (path, pageIndex)
            return try self.image(request)
        }
        guard let image else { throw FileFault(code: .truncatedImage, detail: "no picture") }
        return image
    }

    private static func image(_ request: ExtractImageRequest) throws -> EmbeddableImage {
        if try FileKind.format(ofFileAt: request.path) == .pdf {
            let page = try PDFFile.page(
                path: request.path, index: request.pageIndex, maxPixels: request.maxPixels,
                drawingResolution: request.options.drawingResolution, imagePath: request.imagePath,
                asRead: request.asRead ?? false)
            return page.image.turned(by: request.rotation)
        }
        let page = try RasterFile.decode(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels)
        return try RasterFile.embeddableImage(
            of: request.path, pageIndex: request.pageIndex, decoded: page, rotation: request.rotation,
            imagePath: request.imagePath, asRead: request.asRead ?? false)
    }
}
