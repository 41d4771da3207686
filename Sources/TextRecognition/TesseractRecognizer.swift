import CTesseract
import DocumentModel
import ScannedPages
import VietnameseText

/// The owner of a picture; Leptonica's C struct, which CTesseract brings along, has the same name.
typealias Pix = ScannedPages.Pix

/// Why a reader could not be made or a page could not be read; the page's fault is told by a `FileFault` above this.
public enum RecognitionFailure: Error, Hashable, Sendable {
    /// Tesseract has no usable model of that name.
    case languageMissing(String)
    /// Tesseract gave up on a page or line.
    case recognition
}

/// One Tesseract handle: the neural network's model and the picture that it is reading from.
///
/// Not Sendable: a handle belongs to one thread at a time.
final class TesseractRecognizer: LineRecognizer {
    private let api: OpaquePointer
    private let usesQuickLineImages: Bool

    /// - Parameter dataPath: folder of `*.traineddata`; `nil` for the installed one.
    init(language: String, dataPath: String?) throws(RecognitionFailure) {
        guard let api = TessBaseAPICreate() else { throw .languageMissing(language) }
        guard TessBaseAPIInit3(api, dataPath, language) == 0 else {
            TessBaseAPIDelete(api)
            throw .languageMissing(language)
        }
        self.api = api
        usesQuickLineImages = sohoa_quick_line_images_work()
        for (name, value) in Self.variables { _ = TessBaseAPISetVariable(api, name, value) }
    }

    deinit {
        TessBaseAPIEnd(api)
        TessBaseAPIDelete(api)
    }

    /// Version of the library, as in `5.3.0`.
    static var version: String { TessVersion().map { String(cString: $0) } ?? "" }

    /// The folder that the model was loaded from, as Tesseract found it.
    var modelFolder: String { TessBaseAPIGetDatapath(api).map { String(cString: $0) } ?? "" }

    private static let variables = [
        // Its messages would go to standard error, which is the parent's log.
        ("debug_file", "/dev/null"),
        // White print on black is turned over by the page's cleaning; trying each weak line both ways doubles its cost.
        ("tessedit_do_invert", "0"),
    ]

    func read(_ lines: [FoundLine], of picture: borrowing Pix, dpi: Int) throws -> [[Word]] {
        if lines.isEmpty { return [] }
        show(picture, dpi: dpi)
        var readings: [[Word]] = []
        for line in lines { readings.append(try readLine(in: line.box.padded(within: picture))) }
        return readings
    }

    /// Reads doubtful pages once more with Tesseract's own layout analysis, and keeps the better reading of each line.
    func improved(_ readings: [[Word]], of page: CleanedPage) throws -> [[Word]] {
        guard readings.flatMap(\.self).meanConfidence < Self.doubtful else { return readings }
        show(page.picture, dpi: page.dpi)
        let second = LineReadings.words(of: try readPage(page.picture), in: page.lines)
        return readings.indices.map { LineReadings.better(readings[$0], second[$0], of: page.lines[$0]) }
    }

    /// Pages below this mean confidence are read a second time.
    private static let doubtful = 88.0

    /// Puts an 8-bit picture before the reader; the following reads are from it.
    private func show(_ picture: borrowing Pix, dpi: Int) {
        TessBaseAPISetImage2(api, picture.handle)
        TessBaseAPISetSourceResolution(api, Int32(clamping: dpi))
    }

    /// Reads one line that stands in a box of the shown picture. The words' boxes are in that picture.
    private func readLine(in box: PixelBox) throws(RecognitionFailure) -> [Word] {
        TessBaseAPISetPageSegMode(api, PSM_SINGLE_LINE)
        TessBaseAPISetRectangle(
            api, Int32(clamping: box.x), Int32(clamping: box.y), Int32(clamping: box.width), Int32(clamping: box.height)
        )
        return try recognize().flatMap(\.self)
    }

    /// Reads the whole shown picture with Tesseract's own layout analysis: the words of each of its lines.
    private func readPage(_ picture: borrowing Pix) throws(RecognitionFailure) -> [[Word]] {
        TessBaseAPISetPageSegMode(api, PSM_AUTO)
        TessBaseAPISetRectangle(api, 0, 0, Int32(clamping: picture.width), Int32(clamping: picture.height))
        return try recognize()
    }

    func clear() { TessBaseAPIClear(api) }

    private func recognize() throws(RecognitionFailure) -> [[Word]] {
        sohoa_quick_line_images(usesQuickLineImages)
        let failed = TessBaseAPIRecognize(api, nil) != 0
        sohoa_quick_line_images(false)
        if failed { throw .recognition }
        guard let iterator = TessBaseAPIGetIterator(api) else { return [] }
        defer { TessResultIteratorDelete(iterator) }
        var lines: [[Word]] = []
        repeat {
            let page = TessResultIteratorGetPageIteratorConst(iterator)
            if lines.isEmpty || TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0 { lines.append([]) }
            if let word = word(at: iterator, page) { lines[lines.count - 1].append(word) }
        } while TessResultIteratorNext(iterator, RIL_WORD) != 0
        return lines.filter { !$0.isEmpty }
    }

    private func word(at iterator: OpaquePointer, _ page: OpaquePointer?) -> Word? {
        guard let raw = TessResultIteratorGetUTF8Text(iterator, RIL_WORD) else { return nil }
        defer { TessDeleteText(raw) }
        let text = Folding.composed(String(cString: raw)).trimmingWhitespace
        var left: Int32 = 0
        var top: Int32 = 0
        var right: Int32 = 0
        var bottom: Int32 = 0
        guard !text.isEmpty, TessPageIteratorBoundingBox(page, RIL_WORD, &left, &top, &right, &bottom) != 0 else {
            return nil
        }
        let box = PixelBox(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
        let confidence = Double(TessResultIteratorConfidence(iterator, RIL_WORD))
        return Word(text: text, box: box, confidence: min(100, max(0, confidence)))
    }
}

extension PixelBox {
    /// Grown by what Tesseract's layout likes to see around a line, 8 pixels across and 3 down, and cut at a picture's
    /// edges.
    fileprivate func padded(within picture: borrowing Pix) -> PixelBox {
        PixelBox(x: x - 8, y: y - 3, width: width + 16, height: height + 6)
            .intersection(width: picture.width, height: picture.height)
    }
}

extension String {
    /// Without white space at either end.
    var trimmingWhitespace: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
