import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Makes a picture of a page for a screen.
enum PreviewRendering {
    /// - Throws: `FileFault`.
    static func answer(_ request: PreviewRequest) throws -> Preview {
        try AttachedPageRequest.withFile(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels, options: request.options,
            imagePath: request.outputPath, \Rendered.image
        ) { path, pageIndex in
            try PageFailure.naming(page: request.pageIndex) { try render(request, path, pageIndex) }
        }.preview
    }

    /// A preview holds no part of the file that it was made of.
    private struct Rendered {
        var preview: Preview
        var image: EmbeddableImage?
    }

    private static func render(_ request: PreviewRequest, _ path: String, _ pageIndex: Int) throws -> Rendered {
        if try FileKind.format(ofFileAt: path) == .pdf {
            let page = try PDFFile.page(
                path: path, index: pageIndex, maxPixels: request.maxPixels,
                drawingResolution: request.options.drawingResolution, imagePath: request.outputPath)
            // Reading the page wrote its picture for a document.
            page.image.removeFiles(beginningWith: request.outputPath)
            return Rendered(preview: try write(page.decoded.pix, request))
        }
        let page = try RasterFile.decode(path: path, pageIndex: pageIndex, maxPixels: request.maxPixels)
        return Rendered(preview: try write(page.pix, request))
    }

    private static func write(_ pix: borrowing Pix, _ request: PreviewRequest) throws -> Preview {
        let size = try ScreenPicture.write(
            pix, rotation: request.rotation, maxWidth: request.size.maxWidth, maxHeight: request.size.maxHeight,
            to: request.outputPath)
        return Preview(width: size.width, height: size.height)
    }
}
