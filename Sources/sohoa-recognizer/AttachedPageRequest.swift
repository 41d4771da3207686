import DocumentModel
import Glibc
import RecognizerProtocol
import ScannedPages

/// Pages of files within a PDF are read from a copy of their file, which is gone afterwards.
enum AttachedPageRequest {
    /// Does the work with the file that holds the page: the original, or one taken out of it.
    ///
    /// - Parameter work: gets the file's path and the page in it; gives the picture for a document, if there is one.
    /// - Throws: `FileFault`, whose page is that of the original.
    static func withFile<Result>(
        path: String, pageIndex: Int, maxPixels: Int, options: RecognitionOptions, imagePath: String,
        _ image: WritableKeyPath<Result, EmbeddableImage?>, _ work: (String, Int) throws -> Result
    ) throws -> Result {
        guard try FileKind.format(ofFileAt: path) == .pdf,
            let place = try AttachedPages.place(
                path: path, pageIndex: pageIndex, maxPixels: maxPixels, drawingResolution: options.drawingResolution,
                scratch: imagePath)
        else { return try work(path, pageIndex) }
        defer { unlink(place.path) }
        do {
            var result = try work(place.path, place.pageIndex)
            // Pictures that are passed on as they stand must outlive the copy.
            if result[keyPath: image]?.stands(in: place.path) == true, rename(place.path, imagePath) == 0 {
                result[keyPath: image]?.moved(from: place.path, to: imagePath)
            }
            return result
        } catch var fault as FileFault {
            fault.pageIndex = pageIndex
            throw fault
        }
    }
}
