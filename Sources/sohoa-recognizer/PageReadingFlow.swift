import DocumentModel
import Dossiers
import Glibc
import RecognizerProtocol
import ScannedPages
import TextRecognition

/// Reads a page: decoded once, looked at for codes and ink, read only when there is something to read.
struct PageReadingFlow {
    private var request: ReadPageRequest
    private let reader: PageReader

    init(request: ReadPageRequest, reader: PageReader) {
        self.request = request
        self.reader = reader
    }

    /// - Throws: `FileFault`.
    func answer() throws -> ReadPageResult {
        try AttachedPageRequest.withFile(
            path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels, options: request.options,
            imagePath: request.imagePath, \.image
        ) { path, pageIndex in
            var flow = self
            (flow.request.path, flow.request.pageIndex) = (path, pageIndex)
            return try flow.answerPage()
        }
    }

    private func answerPage() throws -> ReadPageResult {
        if try FileKind.format(ofFileAt: request.path) == .pdf { return try answerPDFPage() }
        let page = try StepTimes.measure(.decode) {
            try RasterFile.decode(path: request.path, pageIndex: request.pageIndex, maxPixels: request.maxPixels)
        }
        let reading = try read(page, PageReading(unread: page, remarks: page.remarks), layer: nil)
        guard reading.needsPicture else { return ReadPageResult(reading: reading, image: nil) }
        let image = try StepTimes.measure(.picture) {
            try RasterFile.embeddableImage(
                of: request.path, pageIndex: request.pageIndex, decoded: page, rotation: reading.rotation,
                imagePath: request.imagePath)
        }
        return ReadPageResult(reading: reading, image: image)
    }

    private func answerPDFPage() throws -> ReadPageResult {
        let page = try StepTimes.measure(.decode) {
            try PDFFile.page(
                path: request.path, index: request.pageIndex, maxPixels: request.maxPixels,
                drawingResolution: request.options.drawingResolution, imagePath: request.imagePath)
        }
        let unread = PageReading(unread: page.decoded, remarks: page.remarks)
        let reading = try read(page.decoded, unread, layer: page.textLayer, isDrawing: page.isDrawing)
        if reading.isBlank, page.mayBeIncomplete {
            throw FileFault(
                code: .corruptPDF, pageIndex: request.pageIndex, detail: "drawn with errors, and shows nothing")
        }
        guard reading.needsPicture else {
            // Reading the page wrote it already.
            page.image.removeFiles(beginningWith: request.imagePath)
            return ReadPageResult(reading: reading, image: nil)
        }
        return ReadPageResult(reading: reading, image: page.image.turned(by: reading.rotation))
    }

    /// - Parameters:
    ///   - unread: what is known without looking at the picture.
    ///   - layer: text that came with the page.
    ///   - isDrawing: whether a program drew something on it: paper has dust and shadows, such a page has not.
    private func read(
        _ page: borrowing DecodedPage, _ unread: PageReading, layer: TextLayer?, isDrawing: Bool = false
    ) throws -> PageReading {
        var reading = unread
        let codes = StepTimes.measure(.codes) { BarcodeReader.read(page.pix, dpi: page.dpi) }
        reading.barcodes = codes.barcodes
        reading.codePlaces = codes.places
        reading.separatorTraces = codes.traces
        if reading.isOwnSheet, try hasOwnPrintAlone(page, reading) { return reading }
        if let sheet = try PageFailure.naming(page: request.pageIndex, { try glanced(at: page, reading) }) {
            return sheet
        }
        return try PageFailure.naming(page: request.pageIndex) { try recognize(page, reading, layer, isDrawing) }
    }

    /// The reading of a page that is seen at a glance to be a separator sheet: its code tells how it lies, its title what
    /// it is, and it bears no more letters than a sheet. `nil` for all others, the doubtful ones among them, which are
    /// read as a whole.
    private func glanced(at page: borrowing DecodedPage, _ unread: PageReading) throws -> PageReading? {
        guard let code = unread.largestSheetCode else { return nil }
        var sheet: PageReading?
        _ = try StepTimes.measure(.glance) {
            try reader.glance(at: page.pix, dpi: page.dpi, along: code, besides: unread.codePlaces ?? []) {
                read, letters in
                guard letters <= Self.maxLettersOnSheet else { return true }
                // A case's number beside a code is on papers too; what else they say has not been read yet.
                guard SheetWording.namesSheet(read.text) else { return false }
                var reading = unread
                reading.take(read, ink: .letters)
                sheet = reading.isSeparator ? reading : nil
                return sheet != nil
            }
        }
        return sheet
    }

    /// Whether one of our sheets bears no more letters than it was printed with: somebody may have used it as paper.
    private func hasOwnPrintAlone(_ page: borrowing DecodedPage, _ reading: PageReading) throws -> Bool {
        guard let code = reading.largestSheetCode else { return false }
        let letters = try StepTimes.measure(.glance) {
            try PageReader.countLetters(
                on: page.pix, dpi: page.dpi, around: code, besides: reading.codePlaces ?? [])
        }
        return letters.all <= Self.maxLettersOnOwnSheet && letters.besideCode <= Self.maxLettersBesideCode
    }

    /// With names that fill the lines they have, 610.
    private static let maxLettersOnOwnSheet = 640
    /// None is printed there; specks may be.
    private static let maxLettersBesideCode = 30

    /// Sheets have about 150, of which a third names the component; a paper of so few letters is read as a whole unless
    /// it says that it is a separator sheet.
    private static let maxLettersOnSheet = 320

    private func recognize(
        _ page: borrowing DecodedPage, _ unread: PageReading, _ layer: TextLayer?, _ isDrawing: Bool
    ) throws -> PageReading {
        var reading = unread
        let levelled = try levelled(page)
        var ink = StepTimes.measure(.blank) { PageInk.judge(page.pix, dpi: page.dpi, levelled: levelled) }
        if isDrawing { ink = max(ink, .doubtful) }
        if ink == .none, !reading.bearsCode, layer == nil {
            reading.isBlank = true
            reading.turn(request.options.turn)
            return reading
        }
        let read = try textOf(page, layer)
        reading.take(read, ink: ink)
        if layer != nil, read.layerUse != .whole, !reading.remarks.contains(.textLayerReplaced) {
            reading.remarks.append(.textLayerReplaced)
        }
        if !reading.isBlank {
            reading.tables = read.tables
            reading.checkboxes = read.checkboxes
            look(at: page, levelled: levelled, stamps: read.receivedStamps, &reading)
        }
        return reading
    }

    private func levelled(_ page: borrowing DecodedPage) throws -> LevelledPage {
        guard let levelled = StepTimes.measure(.blank, { LevelledPage(of: page.pix, dpi: page.dpi) }) else {
            throw ImageOperationFailed(operation: "LevelledPage")
        }
        return levelled
    }

    /// What a page looks like beside its text.
    private func look(
        at page: borrowing DecodedPage, levelled: borrowing LevelledPage, stamps: [PixelBox] = [],
        _ reading: inout PageReading
    ) {
        reading.fingerprint = StepTimes.measure(.fingerprint) {
            PageFingerprint(of: levelled, rotation: reading.rotation, skew: reading.skew)
        }
        reading.marks = StepTimes.measure(.marks) {
            PaperMarks(levelled, of: page.pix, dpi: page.dpi, reading: reading, stamps: stamps).found()
        }
    }

    /// A dark page may be a negative: scanners confuse the meaning of 0 and 1, and film is scanned as it is. It may as
    /// well be a card before a black lid, so that the sure words decide.
    private func textOf(_ page: borrowing DecodedPage, _ layer: TextLayer?) throws -> PageRead {
        let (corrects, turn) = (request.options.corrects, request.options.turn)
        let read = try reader.read(page.pix, dpi: page.dpi, corrects: corrects, layer: layer, turn: turn)
        guard page.pix.isMostlyDark else { return read }
        let negative = try reader.read(
            try page.pix.negative(), dpi: page.dpi, corrects: corrects, layer: layer, turn: turn)
        return negative.text.sureWords > read.text.sureWords ? negative : read
    }
}

extension PDFPage {
    /// The page's own text as the reader takes it.
    fileprivate var textLayer: TextLayer? {
        guard let embeddedText, !embeddedText.lines.isEmpty else { return nil }
        return TextLayer(lines: embeddedText.lines, pictures: pictureAreas, isSound: isTextSound)
    }
}

extension PageText {
    /// How many words on the page are print for sure.
    fileprivate var sureWords: Int { words.count(where: \.isSure) }
}
