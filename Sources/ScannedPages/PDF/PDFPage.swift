import CLeptonica
import ChildProcesses
import DocumentModel
import Glibc

/// A page of a PDF: its picture for reading, the same for embedding, and its own text if that may be believed.
public struct PDFPage: ~Copyable {
    /// The page as a viewer shows it.
    public let decoded: DecodedPage
    /// The picture for a new PDF: the scanner's own data where possible. Its turn is that of the file alone; a turn
    /// that recognition finds has to be added (`rotation.then(image.turn)`).
    public internal(set) var image: EmbeddableImage
    /// The page's own text in reading order, in pixels of ``decoded``, not compared with what is seen; `nil` when it
    /// is only somebody's recognition of a scan.
    public let embeddedText: PageText?
    /// Whether ``embeddedText`` looks like text of some language rather than like what a wrong encoding makes of it.
    public let isTextSound: Bool
    /// Opaque pictures on a page with text of its own, in pixels of ``decoded``.
    public let pictureAreas: [PixelBox]
    /// What is worth telling about the page.
    public internal(set) var remarks: [PageRemark]
    /// Whether the page was drawn with errors, so that it may show less than it should: it is not blank for sure.
    public internal(set) var mayBeIncomplete: Bool
    /// Whether it is no scan, and something is drawn on it.
    public internal(set) var isDrawing = false
    /// Whether it rests on poppler alone.
    var isPopplers = false
}

extension PDFFile {
    /// Reads one page: takes a scan's picture out as it is stored, draws every other page.
    ///
    /// - Parameters:
    ///   - index: 0-based page.
    ///   - maxPixels: Largest number of pixels that the page may have, judged before anything is decoded.
    ///   - drawingResolution: Dots per inch for pages that are no scans; those with a scan and something over it are
    ///     drawn at the scan's resolution.
    ///   - imagePath: Where picture data is written; names that begin with it are used for more of it and for temporary
    ///     files.
    ///   - asRead: Whether the picture is to be what was read, encoded anew, because data that was passed on shows
    ///     something else.
    /// - Throws: `picture_differs` when two programs show the page differently; the faults of `inspect`; `too_large` or
    ///   `corrupt_pdf` for the page; `unreadable_file` when `imagePath` cannot be written.
    public static func page(
        path: String, index: Int, maxPixels: Int, drawingResolution: Int, imagePath: String, asRead: Bool = false
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
        // Layers that are hidden are so by the whole file's word.
        if document.catalog["OCProperties"].isNull, plan.pictures.map(StoredJBIG2.takeOffFileHeader).contains(true) {
            return try mendedPage(document, index, at: "\(imagePath)-mended") { path throws(FileFault) in
                try self.page(
                    path: path, index: 0, maxPixels: maxPixels, drawingResolution: drawingResolution,
                    imagePath: imagePath, asRead: asRead)
            }
        }
        let reader = PDFPageReader(
            path: path, index: index, maxPixels: maxPixels, drawingResolution: Double(drawingResolution),
            imagePath: imagePath, page: page, plan: plan)
        return try asRead ? reader.readForSure() : reader.read()
    }
}

extension PDFFile {
    /// Reads a copy of a page whose pictures were mended.
    private static func mendedPage(
        _ document: borrowing QPDFDocument, _ index: Int, at place: String, read: (String) throws(FileFault) -> PDFPage
    ) throws(FileFault) -> PDFPage {
        defer { unlink(place) }
        do throws(FileFault) {
            try document.writePage(index, to: place)
            var page = try read(place)
            page.remarks.append(.dataMended)
            return page
        } catch {
            throw FileFault(code: error.code, pageIndex: index, detail: error.detail)
        }
    }
}

/// The steps of reading a page once it is known what it is.
struct PDFPageReader {
    let path: String
    let index: Int
    let maxPixels: Int
    let drawingResolution: Double
    let imagePath: String
    let page: PDFObject
    let plan: PDFPagePlan

    func read() throws(FileFault) -> PDFPage {
        guard let scan = plan.scan else { return try draw() }
        let data = PDFPictureData(path: path, pageIndex: index, picture: scan.image, imagePath: imagePath)
        var page: PDFPage
        do throws(FileFault) {
            page = try takeOut(scan, data)
        } catch {
            guard error.detail == PDFPictureData.undecoded else { throw error }
            return try draw(isOnePicture: true, by: .second)
        }
        if (page.isPopplers && !data.isLab) || page.mayBeIncomplete {
            let preview = try preview(of: page.decoded)
            guard try isShown(preview, inInks: !data.isComparable) else {
                return try page.mayBeIncomplete || data.isJPEG2000
                    ? draw(isOnePicture: true, by: .second) : readForSure()
            }
            page.mayBeIncomplete = false
            if page.image.preview == nil { unlink(preview.path) }
            return page
        }
        // What a page shows that draws several pictures, or one whose colours only its dictionary tells, is not for this
        // program alone to say.
        let isDoubtful = plan.pictures.count > 1 || data.isToldByDictionary || StoredJBIG2.isRare(scan.image)
        guard data.isComparable, isDoubtful else { return page }
        let preview = try preview(of: page.decoded)
        return try isShown(preview) ? page : readForSure()
    }

    /// Draws the page, as one picture, and lets another program confirm what was scanned. About pages drawn from letters
    /// programs disagree wherever a font is not in the file, and nobody is wrong.
    func readForSure() throws(FileFault) -> PDFPage {
        var page = try draw(isOnePicture: true)
        let preview = try preview(of: page.decoded)
        if plan.isScan, try !isShown(preview) {
            let isExplained = try isOnlyForPoppler() ? true : try hasFewerRows(preview)
            guard isExplained else {
                throw FileFault(
                    code: .pictureDiffers, pageIndex: index, detail: "poppler and MuPDF show the page differently")
            }
            page.remarks.append(.drawnUnsurely)
        }
        page.image.preview = preview
        return page
    }

    /// Whether the other program shows the page so.
    ///
    /// - Parameter isInInks: whether the page is of inks, about whose colours programs do not agree: then only what is
    ///   dark and what is light counts.
    private func isShown(_ preview: PicturePreview, inInks isInInks: Bool = false) throws(FileFault) -> Bool {
        do throws(ChildToolFault) {
            return try PictureComparison(isInGray: isInInks).differingPages(in: path, from: [index: preview]).isEmpty
        } catch {
            throw Poppler.fault(error, pageIndex: index)
        }
    }

    /// Whether the page is JBIG2 that is whole, and either MuPDF says that it cannot decode it, or it is of kinds that
    /// its decoder gets wrong in silence. Poppler, which had nothing to complain about, is right then for all that can be
    /// told here; the page is kept, and a person told of it.
    private func isOnlyForPoppler() throws(FileFault) -> Bool {
        let isWholeJBIG2 = plan.pictures.allSatisfy { picture in
            let filter = picture["Filter"]
            let names = filter.isArray ? filter.items(limit: 2).map(\.name) : [filter.name]
            return names == ["JBIG2Decode"] && StoredJBIG2.fault(in: picture) == nil
        }
        guard isWholeJBIG2 else { return false }
        if plan.pictures.contains(where: StoredJBIG2.isRare) { return true }
        do throws(ChildToolFault) {
            return try SecondRenderer().complaint(path: path, pageIndex: index, output: "/dev/null") != nil
        } catch {
            throw Poppler.fault(error, pageIndex: index)
        }
    }

    /// Whether the programs differ but in what they show behind the last row of fax data that ends, by its own mark,
    /// before the height that the PDF states: poppler the paper, MuPDF ink. No row is missing then.
    private func hasFewerRows(_ preview: PicturePreview) throws(FileFault) -> Bool {
        guard plan.pictures.count == 1, let data = plan.pictures[0].data(decoded: false)?.bytes,
            PDFPictureData(path: path, pageIndex: index, picture: plan.pictures[0], imagePath: imagePath).isGroup4,
            FaxEnd.isMarked(data)
        else { return false }
        do throws(ChildToolFault) {
            guard let shown = try SecondRenderer().cells(of: path, pages: [index])[index],
                let own = PictureCells(preview, like: shown)
            else { return false }
            return own.showsAsFar(as: shown)
        } catch {
            throw Poppler.fault(error, pageIndex: index)
        }
    }

    private func takeOut(_ scan: PDFPagePlan.Scan, _ data: PDFPictureData) throws(FileFault) -> PDFPage {
        let (width, height) = (scan.image["Width"].integer ?? 0, scan.image["Height"].integer ?? 0)
        let allowance = scan.image.isBitonalPicture ? FileKind.bitonalAllowanceOnPage : 1
        try FileKind.checkSize(
            width: width, height: height, maxPixels: maxPixels, pageIndex: index, allowance: allowance)
        let own = try data.passedOn()
        if let own {
            try FileKind.checkSize(
                width: own.width, height: own.height, maxPixels: maxPixels, pageIndex: index, allowance: allowance)
        }
        let read = try data.pixels(own)
        let (hasErrors, isPopplers, isDoubtful) = (read.hasErrors, read.isPopplers && own == nil, read.isDoubtful)
        let whole = read.taken()
        let halvings = whole.halvings(for: maxPixels)
        // What cannot be passed on is encoded before it is made smaller.
        let large = own == nil && halvings > 0 ? try encodedAnew(whole, dpi: 0, data) : nil
        let stored = try whole.halved(halvings)
        // Large pictures are read smaller, and a JPEG may have another size than the PDF says.
        let resolution = (
            x: scan.resolution.x * Double(stored.width) / Double(width),
            y: scan.resolution.y * Double(stored.height) / Double(height)
        )
        let reduction = Double(width) / Double(stored.width)
        let isSmaller = halvings > 0 || own.map { stored.width < $0.width } ?? false
        let isOfOtherSize = own.map { $0.width != width || $0.height != height } ?? false
        var decoded = try DecodedPage(
            stored: stored, orientation: ImageOrientation(turnToShown: scan.turnToShown),
            resolution: .page(resolution), reduction: reduction)
        if isSmaller { decoded.notes.append(.readSmaller) }
        if isDoubtful { decoded.notes.append(.drawnUnsurely) }
        if isOfOtherSize { decoded.notes.append(.dataMended) }
        if let own, own.palette == nil, own.colourSpace != data.statedColours { decoded.notes.append(.drawnUnsurely) }
        var image: EmbeddableImage
        if let own = own ?? large {
            image = own
            image.turn = scan.turnToShown.inverse
            image.dpi = decoded.dpi
            if data.isTold {
                image.preview = try preview(of: decoded)
            }
        } else {
            image = try encodedAnew(decoded.pix, dpi: decoded.dpi, data)
        }
        var remarks = decoded.remarks
        if plan.hasHiddenText { remarks.append(.textLayerReplaced) }
        return PDFPage(
            decoded: decoded, image: image, embeddedText: nil, isTextSound: false, pictureAreas: [], remarks: remarks,
            mayBeIncomplete: hasErrors, isPopplers: isPopplers)
    }

    /// A picture whose data is not passed on.
    private func encodedAnew(
        _ pix: borrowing Pix, dpi: Int, _ data: PDFPictureData
    ) throws(FileFault) -> EmbeddableImage {
        try PictureEncoder.encode(
            pix, dpi: dpi, isDrawing: false, isLossless: data.isLossless, budget: data.storedLength,
            imagePath: imagePath)
    }

    private enum Drawer { case poppler, second }

    /// - Parameters:
    ///   - isOnePicture: whether the drawing is to be one picture, and is not taken apart into layers or made of the
    ///     pictures on the page.
    ///   - drawer: who draws it; poppler unless it could not.
    private func draw(isOnePicture: Bool = false, by drawer: Drawer = .poppler) throws(FileFault) -> PDFPage {
        // Poppler draws what it finds of a damaged JPEG and says nothing.
        if plan.isScan, let damaged = plan.pictures.first(where: { !StoredJPEG.isSound($0) }) {
            throw FileFault(
                code: .corruptPDF, pageIndex: index,
                detail: "faults in the JPEG data of object \(damaged.objectNumber)")
        }
        let dpi = plan.resolutionToDraw(standard: drawingResolution, maxPixels: maxPixels)
        let size = plan.geometry.pixels(dpi: dpi)
        try FileKind.checkSize(width: size.width, height: size.height, maxPixels: maxPixels, pageIndex: index)
        let drawn = try drawer == .poppler ? drawn(dpi: dpi) : drawnBySecond(dpi: dpi)
        let (hasErrors, isUnsure, ignored) = (drawn.mayBeIncomplete, drawn.isUnsure, drawn.ignoredDamage)
        var decoded = try DecodedPage(
            stored: drawn.taken(), orientation: .upright,
            resolution: plan.isScan ? .page((dpi, dpi)) : .drawn(Int(dpi)))
        if dpi < plan.wantedResolution(standard: drawingResolution) { decoded.notes.append(.readSmaller) }
        if isUnsure { decoded.notes.append(.drawnUnsurely) }
        let placed = isOnePicture || hasErrors || isUnsure ? nil : try carriedOver(decoded)
        let image = if let placed { placed } else { try encoded(decoded, isOnePicture: isOnePicture) }
        guard !plan.isScan else {
            var remarks = decoded.remarks
            if plan.hasHiddenText { remarks.append(.textLayerReplaced) }
            return PDFPage(
                decoded: decoded, image: image, embeddedText: nil, isTextSound: false, pictureAreas: [],
                remarks: remarks, mayBeIncomplete: hasErrors, isDrawing: decoded.pix.isUniform && plan.masksPicture)
        }
        let pixelsPerPoint = dpi / 72 * plan.geometry.userUnit
        let text = try ownText(pixelsPerPoint: pixelsPerPoint, ignoring: ignored)
        let isReplaced = text == nil && (plan.hasVisibleText || plan.hasHiddenText)
        let isDrawing = !decoded.pix.isUniform || plan.masksPicture
        return PDFPage(
            decoded: decoded, image: image, embeddedText: text,
            isTextSound: text.map(TextLayerQuality.isGood) ?? false,
            pictureAreas: plan.opaquePictures.map { plan.geometry.shown($0, pixelsPerPoint: pixelsPerPoint) },
            remarks: decoded.notes + (isReplaced ? [.textLayerReplaced] : []), mayBeIncomplete: hasErrors,
            isDrawing: isDrawing)
    }

    private func preview(of decoded: borrowing DecodedPage) throws(FileFault) -> PicturePreview {
        try PicturePreview.make(of: decoded.pix, dpi: decoded.dpi, path: "\(imagePath).preview")
    }

    /// The page as it was drawn.
    private func encoded(
        _ decoded: borrowing DecodedPage, isOnePicture: Bool
    ) throws(FileFault) -> EmbeddableImage {
        let pictures = plan.pictures.map {
            PDFPictureData(path: path, pageIndex: index, picture: $0, imagePath: imagePath)
        }
        let isLossless = pictures.contains(where: \.isLossless)
        let isBlackAndWhite =
            plan.isScan ? nil : PictureEncoder.isBlackAndWhite(decoded.pix, smoothed: true)
        if !isOnePicture, decoded.pix.depth > 1, isBlackAndWhite == false {
            let layers = DrawnLayers(
                dpi: decoded.dpi, imagePath: imagePath, budget: pictures.reduce(0) { $0 + $1.storedLength },
                isLossless: isLossless)
            if var image = try layers.image(of: decoded.pix) {
                image.preview = try preview(of: decoded)
                return image
            }
        }
        // A scan that was stored without loss stays so, whatever lies beside or over it.
        let isLosslessScan = plan.isScan && !pictures.isEmpty && pictures.allSatisfy(\.isLossless)
        return try PictureEncoder.encode(
            decoded.pix, dpi: decoded.dpi, isDrawing: !plan.isScan, isBlackAndWhite: isBlackAndWhite,
            isLossless: isLosslessScan, imagePath: imagePath)
    }

    /// The pictures that make up the page, when it is nothing else.
    private func carriedOver(_ decoded: borrowing DecodedPage) throws(FileFault) -> EmbeddableImage? {
        guard !plan.hasDrawnAnnotations else { return nil }
        let pictures = PlacedPictures(
            path: path, pageIndex: index, marks: PageMarks(page: page), geometry: plan.geometry, imagePath: imagePath)
        guard var image = try pictures.image(dpi: decoded.dpi, size: (decoded.pix.width, decoded.pix.height)) else {
            return nil
        }
        image.preview = try preview(of: decoded)
        return image
    }

    /// The page's own text when the page is no scan.
    private func ownText(pixelsPerPoint: Double, ignoring damage: String?) throws(FileFault) -> PageText? {
        guard plan.hasVisibleText, !plan.hasHiddenText else { return nil }
        let text = try PDFTextLayer.read(
            path: path, pageIndex: index, pixelsPerPoint: pixelsPerPoint, ignoring: damage)
        return text.lines.isEmpty ? nil : text
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
