import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Looks what a file is.
enum FileInspecting {
    /// - Throws: `FileFault` when no page of the file can be read.
    static func answer(_ request: InspectRequest) throws -> FileInspection {
        if try FileKind.format(ofFileAt: request.path) == .pdf {
            return try PDFFile.inspect(
                path: request.path, maxPixels: request.maxPixels,
                drawingResolution: RecognitionOptions().drawingResolution, scratch: request.scratchPath)
        }
        return try RasterFile.inspect(path: request.path, maxPixels: request.maxPixels)
    }
}
