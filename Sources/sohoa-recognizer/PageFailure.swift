import DocumentModel
import ScannedPages
import TextRecognition

/// Turns what an engine could not do into a fault of the page.
enum PageFailure {
    /// Does work on a page and names the page in what goes wrong.
    ///
    /// - Throws: `FileFault` alone, as far as the page is concerned.
    static func naming<Result>(page: Int, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let failure as ImageOperationFailed {
            throw FileFault(
                code: .recognizerCrashed, pageIndex: page, detail: "\(failure.operation) failed on the picture")
        } catch is RecognitionFailure {
            throw FileFault(code: .recognizerCrashed, pageIndex: page, detail: "Tesseract gave up on the page")
        }
    }
}
