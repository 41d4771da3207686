import DocumentModel
import ScannedPages

/// Reads lines of print; what stands between finding lines and putting them in order.
///
/// A contract test holds for every implementation: as many readings as lines, words from left to right, boxes within the
/// picture, confidences on Tesseract's scale (0 to 100; 97 at most for words of the model's lexicon, 93 for others).
/// A recognizer belongs to one thread at a time.
protocol LineRecognizer: AnyObject {
    /// The folder that its models were loaded from.
    var modelFolder: String { get }

    /// The words of each line, their boxes in the picture.
    ///
    /// - Parameters:
    ///   - picture: 8-bit gray.
    ///   - dpi: its resolution in dots per inch.
    /// - Throws: ``RecognitionFailure`` or `ImageOperationFailed`.
    func read(_ lines: [FoundLine], of picture: borrowing Pix, dpi: Int) throws -> [[Word]]

    /// The readings of all lines of a page, after what is doubtful in them was read in other ways.
    ///
    /// - Parameter readings: what ``read(_:of:dpi:)`` said of each of the page's lines.
    func improved(_ readings: [[Word]], of page: CleanedPage) throws -> [[Word]]

    /// Forgets the picture last read and frees what belongs to it.
    func clear()
}
