import DocumentModel
import Glibc

/// Access to PDF files: what is in them, and their pages as pictures and text.
///
/// libqpdf reads the structure and the scanner's own picture data; what must be drawn or decoded is left to poppler's
/// tools, which are GPL and therefore child processes.
public enum PDFFile {
    /// Most pages that are looked at; a batch is never larger.
    private static let maxPages = 20_000

    /// Looks what a PDF holds without decoding anything.
    ///
    /// - Parameters:
    ///   - maxPixels: Largest number of pixels that a page may have when it is drawn.
    ///   - drawingResolution: Dots per inch at which pages that are no plain scans are drawn.
    ///   - scratch: Names that begin with it are used for temporary files, where there are files within the PDF. Their
    ///     pages are counted on from the PDF's own; without it they are left out.
    /// - Throws: `encrypted_pdf` when a password is wanted, `corrupt_pdf` when the file cannot be read or has no pages.
    public static func inspect(
        path: String, maxPixels: Int, drawingResolution: Int, scratch: String? = nil
    ) throws(FileFault) -> FileInspection {
        do throws(FileFault) {
            return try inspect(path, maxPixels, drawingResolution, scratch: scratch, areFilesLocked: false)
        } catch {
            guard let scratch, let copy = try LockedFiles.opened(path, after: error, at: "\(scratch).open") else {
                throw error
            }
            defer { unlink(copy.path) }
            return try inspect(
                copy.path, maxPixels, drawingResolution, scratch: scratch, areFilesLocked: copy.areLocked)
        }
    }

    private static func inspect(
        _ path: String, _ maxPixels: Int, _ drawingResolution: Int, scratch: String?, areFilesLocked: Bool
    ) throws(FileFault) -> FileInspection {
        let document = try QPDFDocument(path: path)
        var inspection = FileInspection(format: .pdf, pages: [])
        let declared = document.catalog["Pages"]["Count"].integer ?? 0
        if document.wasRepaired || document.lacksPages, declared > document.pageCount {
            // Repair found fewer pages than the file once had.
            inspection.faults.append(
                FileFault(code: .corruptPDF, detail: "\(document.pageCount) of \(declared) pages are left"))
        }
        var (hasSignedWidget, hasWidget) = (false, false)
        var mayHoldFiles = PDFAttachments.mayExist(in: document)
        for index in 0..<min(document.pageCount, maxPages) {
            let page = document.page(index)
            if let fault = fault(of: page, index: index, maxPixels: maxPixels, wasRepaired: document.wasRepaired) {
                inspection.faults.append(fault)
            } else {
                let size = size(of: page, drawingResolution: drawingResolution, maxPixels: maxPixels, index: index)
                switch size {
                case .success(let summary): inspection.pages.append(summary)
                case .failure(let fault): inspection.faults.append(fault)
                }
            }
            hasSignedWidget = hasSignedWidget || PDFSignatures.isSigned(page: page)
            let kinds = Set(page["Annots"].items(limit: 1000).compactMap { $0["Subtype"].name })
            hasWidget = hasWidget || kinds.contains("Widget")
            mayHoldFiles = mayHoldFiles || kinds.contains("FileAttachment") || !page["AF"].isNull
            document.releaseObjects()
        }
        if document.pageCount > maxPages {
            inspection.faults.append(
                FileFault(code: .tooLarge, detail: "\(document.pageCount) pages, limit \(maxPages)"))
        }
        inspection.isSigned = hasSignedWidget || PDFSignatures.isSigned(catalog: document.catalog)
        if isXFAShell(document.catalog, hasWidget: hasWidget) { inspection.refuseShell() }
        if mayHoldFiles, let scratch {
            let limits = AttachedPages.Limits(maxPixels: maxPixels, drawingResolution: drawingResolution)
            inspection.add(
                AttachedPages(of: document, limits: limits, scratch: scratch, areLocked: areFilesLocked))
        }
        return inspection
    }

    /// Whether the pages are nothing but a word to viewers that know no XFA (XML forms, ISO 32000-1, 12.7.8): such a
    /// form is laid out by Acrobat when it is opened. Forms whose pages have fields show what they should.
    private static func isXFAShell(_ catalog: PDFObject, hasWidget: Bool) -> Bool {
        guard !catalog["AcroForm"]["XFA"].isNull else { return false }
        return !hasWidget || catalog["NeedsRendering"].boolean == true
    }

    /// Pages of no more pixels than this, A2 at 300 dots per inch, need no closer look.
    private static let maxPixelsOfAnyPage = 35_000_000

    /// The size of a page when read, or why it is refused.
    private static func size(
        of page: PDFObject, drawingResolution: Int, maxPixels: Int, index: Int
    ) -> Result<PageSummary, FileFault> {
        var pixels = PDFPageGeometry(page: page).pixels(dpi: Double(drawingResolution))
        if pixels.width.multipliedReportingOverflow(by: pixels.height).partialValue > Self.maxPixelsOfAnyPage {
            // A large page is measured as it will be read: many are photographs of a point a pixel.
            pixels = PDFPagePlan(page: page).pixels(drawingResolution: drawingResolution, maxPixels: maxPixels)
        }
        do throws(FileFault) {
            try FileKind.checkSize(
                width: pixels.width, height: pixels.height, maxPixels: maxPixels, pageIndex: index)
        } catch {
            return .failure(error)
        }
        return .success(PageSummary(index: index, width: pixels.width, height: pixels.height))
    }

    /// What is wrong with a page as far as its dictionaries tell: contents that a repair could not find, pictures with
    /// too many pixels.
    static func fault(of page: PDFObject, index: Int, maxPixels: Int, wasRepaired: Bool) -> FileFault? {
        guard page.isDictionary else { return FileFault(code: .corruptPDF, pageIndex: index, detail: "no page object") }
        let pictures = page["Resources"]["XObject"]
        for key in pictures.keys.prefix(1000) {
            let picture = pictures[key]
            guard let width = picture["Width"].integer, let height = picture["Height"].integer else { continue }
            let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
            if overflow || pixels / (picture.isBitonalPicture ? FileKind.bitonalAllowanceOnPage : 1) > maxPixels {
                return FileFault(
                    code: .tooLarge, pageIndex: index, detail: "picture of \(width) x \(height), limit \(maxPixels)")
            }
        }
        let contents = page["Contents"]
        let streams = contents.isArray ? contents.items(limit: 10_000) : [contents]
        let isEmpty = !streams.contains(where: \.isStream)
        if isEmpty, !streams.allSatisfy(\.isNull) {
            return FileFault(code: .corruptPDF, pageIndex: index, detail: "the page's content is no stream")
        }
        guard wasRepaired else { return nil }
        return isEmpty || PageMarks(page: page).missesObjects
            ? FileFault(code: .corruptPDF, pageIndex: index, detail: "parts of the page are lost") : nil
    }
}

extension PDFObject {
    /// Whether a picture is stored with a bit a pixel.
    var isBitonalPicture: Bool {
        let filter = self["Filter"]
        let last = filter.isArray ? filter.items(limit: 8).last?.name : filter.name
        let space = self["ColorSpace"]
        let isOfOne = ["DeviceGray", "CalGray", "Indexed"].contains(space.name ?? space.items(limit: 1).first?.name)
        return ["CCITTFaxDecode", "JBIG2Decode"].contains(last) || self["ImageMask"].boolean == true
            || (isOfOne && self["BitsPerComponent"].integer == 1)
    }
}

extension FileInspection {
    /// The one page of a shell waits; a longer file keeps its pages, with a word about them.
    fileprivate mutating func refuseShell() {
        let fault = FileFault(code: .xfaForm, pageIndex: 0, detail: "an XML form without pages of its own")
        if pages.count == 1 {
            pages = []
            faults.append(fault)
        } else {
            notes.append(fault)
        }
    }

    fileprivate mutating func add(_ attached: AttachedPages) {
        pages += attached.pages
        faults += attached.faults
        notes += attached.notes
    }
}

/// Digital signatures (ISO 32000-1, 12.8), found by structure; whether one is valid is not judged here.
enum PDFSignatures {
    private static let maxDepth = 12
    private static let maxFields = 20_000

    /// Whether a form field is signed, or the document bears certification or usage rights signatures.
    static func isSigned(catalog: PDFObject) -> Bool {
        let permissions = catalog["Perms"]
        if permissions.keys.contains(where: { permissions[$0].isSignature }) { return true }
        var budget = maxFields
        return catalog["AcroForm"]["Fields"].items().contains { isSigned($0, type: nil, depth: 0, budget: &budget) }
    }

    /// Whether a signed field stands on a page; such fields may be missing from the form.
    static func isSigned(page: PDFObject) -> Bool {
        page["Annots"].items(limit: 1000).contains { $0["FT"].name == "Sig" && $0["V"].isSignature }
    }

    private static func isSigned(_ field: PDFObject, type: String?, depth: Int, budget: inout Int) -> Bool {
        budget -= 1
        guard budget > 0, depth < maxDepth, field.isDictionary else { return false }
        let own = field["FT"].name ?? type
        if own == "Sig", field["V"].isSignature { return true }
        for kid in field["Kids"].items() where isSigned(kid, type: own, depth: depth + 1, budget: &budget) {
            return true
        }
        return false
    }
}

extension PDFObject {
    /// A signature dictionary: it says which bytes it covers.
    fileprivate var isSignature: Bool { isDictionary && (self["ByteRange"].isArray || self["Type"].name == "Sig") }
}
