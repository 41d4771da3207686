import CLeptonica
import DocumentModel

/// A page of a PDF: its picture for reading, the same for embedding, and its own text if that may be believed.
public struct PDFPage: ~Copyable {
    /// The page as a viewer shows it.
    public let decoded: DecodedPage
    /// The picture for a new PDF: the scanner's own data where possible. Its turn is that of the file alone; a turn
    /// that recognition finds has to be added (`rotation.then(image.turn)`).
    public let image: EmbeddableImage
    /// The page's own text in reading order, in pixels of ``decoded``; `nil` when it has to be recognized.
    public let embeddedText: PageText?
    /// What is worth telling about the page.
    public let remarks: [PageRemark]
    /// Whether the page was drawn with errors, so that it may show less than it should: it is not blank for sure.
    public let mayBeIncomplete: Bool
}

extension PDFFile {
    /// Reads one page: takes a scan's picture out as it is stored, draws every other page.
    ///
    /// - Parameters:
    ///   - index: 0-based page.
    ///   - maxPixels: Largest number of pixels that the page may have, judged before anything is decoded.
    ///   - drawingResolution: Dots per inch for pages that are no scans; those with a scan and something over it are
    ///     drawn at the scan's resolution.
    ///   - imagePath: Where picture data is written; names that begin with it are used for temporary files.
    /// - Throws: The faults of ``inspect(path:maxPixels:drawingResolution:)``; `too_large` or
    ///   `corrupt_pdf` for the page; `unreadable_file` when `imagePath` cannot be written.
    public static func page(
        path: String, index: Int, maxPixels: Int, drawingResolution: Int, imagePath: String
    ) throws(FileFault) -> PDFPage {
        let document = try QPDFDocument(path: path)
        guard (0..<document.pageCount).contains(index) else {
            throw FileFault(code: .corruptPDF, pageIndex: index, detail: "no such page")
        }
        let page = document.page(index)
        if let fault = fault(of: page, index: index, maxPixels: maxPixels, wasRepaired: document.wasRepaired) {
            throw fault
        }
        let plan = PDFPagePlan(page: page)
        guard !plan.isUndecodable else {
            throw FileFault(code: .corruptPDF, pageIndex: index, detail: "the page's content is damaged")
        }
        let reader = PDFPageReader(
            path: path, index: index, maxPixels: maxPixels, drawingResolution: Double(drawingResolution),
            imagePath: imagePath, plan: plan)
        return try reader.read()
    }
}

/// The steps of reading a page once it is known what it is.
private struct PDFPageReader {
    let path: String
    let index: Int
    let maxPixels: Int
    let drawingResolution: Double
    let imagePath: String
    let plan: PDFPagePlan

    func read() throws(FileFault) -> PDFPage {
        if let scan = plan.scan { return try takeOut(scan) }
        return try draw()
    }

    private func takeOut(_ scan: PDFPagePlan.Scan) throws(FileFault) -> PDFPage {
        let (width, height) = (scan.image["Width"].integer ?? 0, scan.image["Height"].integer ?? 0)
        try FileKind.checkSize(width: width, height: height, maxPixels: maxPixels, pageIndex: index)
        let data = PDFPictureData(path: path, pageIndex: index, scan: scan, imagePath: imagePath)
        let own = try data.passedOn()
        if let own {
            try FileKind.checkSize(width: own.width, height: own.height, maxPixels: maxPixels, pageIndex: index)
        }
        let stored = try data.pixels(own)
        // Large pictures are read smaller, and a JPEG may have another size than the PDF says.
        let resolution = (
            x: scan.resolution.x * Double(stored.width) / Double(width),
            y: scan.resolution.y * Double(stored.height) / Double(height)
        )
        let isSmaller = own.map { stored.width < $0.width } ?? false
        let isOfOtherSize = own.map { $0.width != width || $0.height != height } ?? false
        var decoded = try DecodedPage(
            stored: stored, orientation: ImageOrientation(turnToShown: scan.turnToShown), resolution: .page(resolution))
        if isSmaller { decoded.notes.append(.readSmaller) }
        if isOfOtherSize { decoded.notes.append(.dataMended) }
        var image: EmbeddableImage
        if let own {
            image = own
            image.turn = scan.turnToShown.inverse
            image.dpi = decoded.dpi
        } else {
            image = try PictureEncoder.encode(
                decoded.pix, dpi: decoded.dpi, isDrawing: false, isLossless: data.isLossless, imagePath: imagePath)
        }
        var remarks = decoded.remarks
        if plan.hasHiddenText { remarks.append(.textLayerReplaced) }
        return PDFPage(
            decoded: decoded, image: image, embeddedText: nil, remarks: remarks, mayBeIncomplete: false)
    }

    private func draw() throws(FileFault) -> PDFPage {
        // Poppler draws what it finds of a damaged JPEG and says nothing.
        if plan.isScan, let damaged = plan.pictures.first(where: { !StoredJPEG.isSound($0) }) {
            throw FileFault(
                code: .corruptPDF, pageIndex: index,
                detail: "faults in the JPEG data of object \(damaged.objectNumber)")
        }
        let dpi = plan.resolutionToDraw(standard: drawingResolution, maxPixels: maxPixels)
        let size = plan.geometry.pixels(dpi: dpi)
        try FileKind.checkSize(width: size.width, height: size.height, maxPixels: maxPixels, pageIndex: index)
        let drawn = try Poppler.draw(
            path: path, pageIndex: index, dpi: dpi * plan.geometry.userUnit, scratch: imagePath)
        let hasErrors = drawn.hasErrors
        var decoded = try DecodedPage(
            stored: try PictureEncoder.withoutNeedlessColour(drawn.taken()), orientation: .upright,
            resolution: plan.isScan ? .page((dpi, dpi)) : .drawn(Int(dpi)))
        if dpi < plan.wantedResolution(standard: drawingResolution) { decoded.notes.append(.readSmaller) }
        let image = try PictureEncoder.encode(
            decoded.pix, dpi: decoded.dpi, isDrawing: !plan.isScan, imagePath: imagePath)
        guard !plan.isScan else {
            var remarks = decoded.remarks
            if plan.hasHiddenText { remarks.append(.textLayerReplaced) }
            return PDFPage(
                decoded: decoded, image: image, embeddedText: nil, remarks: remarks, mayBeIncomplete: hasErrors)
        }
        let text = try ownText(pixelsPerPoint: dpi / 72 * plan.geometry.userUnit)
        let isReplaced = text == nil && (plan.hasVisibleText || plan.hasHiddenText)
        return PDFPage(
            decoded: decoded, image: image, embeddedText: text,
            remarks: decoded.notes + (isReplaced ? [.textLayerReplaced] : []), mayBeIncomplete: hasErrors)
    }

    /// The page's own text when the page is no scan and the text makes sense.
    private func ownText(pixelsPerPoint: Double) throws(FileFault) -> PageText? {
        guard plan.hasVisibleText, !plan.hasHiddenText else { return nil }
        let text = try PDFTextLayer.read(path: path, pageIndex: index, pixelsPerPoint: pixelsPerPoint)
        return TextLayerQuality.isGood(text) ? text : nil
    }
}

extension ImageOrientation {
    /// The orientation that asks for a clockwise turn before showing.
    fileprivate init(turnToShown: QuarterTurn) {
        switch turnToShown {
        case .none: self = .upright
        case .clockwise90: self = .turnedLeft
        case .half: self = .half
        case .clockwise270: self = .turnedRight
        }
    }
}
