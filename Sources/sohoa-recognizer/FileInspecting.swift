import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Looks what a file is.
enum FileInspecting {
    /// - Throws: `FileFault` when no page of the file can be read.
    static func answer(_ request: InspectRequest) throws -> FileInspection {
        try RasterFile.inspect(path: request.path, maxPixels: request.maxPixels)
    }
}
