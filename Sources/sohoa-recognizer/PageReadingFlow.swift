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
        var reading = PageReading(unread: page, codes: codes)
        if codes.barcodes.contains(where: { $0.payload.hasPrefix(separatorPrefix) }) {
            return ReadPageResult(reading: reading, image: nil)
        }
        let ink = PageInk.judge(page.pix, dpi: page.dpi)
        if ink == .none, codes.barcodes.isEmpty, codes.traces == SeparatorTraces() {
            reading.isBlank = true
        } else {
            try PageFailure.naming(page: request.pageIndex) {
                let read = try reader.read(page.pix, dpi: page.dpi)
                let isShowThrough = try ink == .written && ShowThrough.isAll(of: page, read: read, reader: reader)
                reading.take(read, ink: isShowThrough ? .none : ink)
                if !reading.isBlank { reading.fingerprint = try fingerprint(of: page, reading) }
            }
        }
        // Should a person find a blank page left out wrongly, its picture is extracted then.
        if reading.isBlank { return ReadPageResult(reading: reading, image: nil) }
        let image = try RasterFile.embeddableImage(
            of: request.path, pageIndex: request.pageIndex, decoded: page, rotation: reading.rotation,
            imagePath: request.imagePath)
        return ReadPageResult(reading: reading, image: image)
    }

    private static func fingerprint(
        of page: borrowing DecodedPage, _ reading: PageReading
    ) throws(ImageOperationFailed) -> PageFingerprint {
        if reading.rotation == .none { return PageFingerprint(of: page.pix, dpi: page.dpi, skew: reading.skew) }
        let upright = try page.pix.turned(clockwise: reading.rotation.inverse.rawValue / 90)
        return PageFingerprint(of: upright, dpi: page.dpi, skew: reading.skew)
    }
}
