import DocumentModel
import RecognizerProtocol
import ScannedPages
import TextRecognition

/// Reads a page: decoded once, looked at for codes and ink, read only when there is something to read.
enum PageReadingFlow {
    /// What the codes of every separator sheet begin with.
    private static let separatorPrefix = "SOHOA1/"

    /// - Throws: `FileFault`.
    static func answer(_ request: ReadPageRequest, reader: PageReader) throws -> ReadPageResult {
        let page = try RasterFile.decode(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels)
        let codes = BarcodeReader.read(page.pix, dpi: page.dpi)
        if codes.barcodes.contains(where: { $0.payload.hasPrefix(separatorPrefix) }) {
            return ReadPageResult(reading: PageReading(unread: page, codes: codes, isBlank: false), image: nil)
        }
        let read = try PageFailure.naming(page: request.pageIndex) { try reader.read(page.pix, dpi: page.dpi) }
        var reading = PageReading(unread: page, codes: codes, isBlank: false)
        reading.take(read)
        let image = try RasterFile.embeddableImage(
            of: request.path, pageIndex: request.pageIndex, decoded: page, rotation: read.rotation,
            imagePath: request.imagePath)
        return ReadPageResult(reading: reading, image: image)
    }
}

extension PageReading {
    /// A page whose text was not read: it is upright as stored for all that is known.
    init(unread page: borrowing DecodedPage, codes: BarcodeFindings, isBlank: Bool) {
        self.init(
            width: page.pix.width, height: page.pix.height, dpi: page.dpi, rotation: .none, skew: 0, isBlank: isBlank,
            barcodes: codes.barcodes, separatorTraces: codes.traces, text: PageText(), textSource: .recognized,
            fingerprint: .none, remarks: page.remarks)
    }

    /// Adds what the reader found.
    mutating func take(_ read: PageRead) {
        if read.rotation == .clockwise90 || read.rotation == .clockwise270 { swap(&width, &height) }
        rotation = read.rotation
        skew = read.skew
        text = read.text
        isBlank = read.isBlank
    }
}
