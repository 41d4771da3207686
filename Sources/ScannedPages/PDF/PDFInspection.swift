import DocumentModel

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
    /// - Throws: `encrypted_pdf` when a password is wanted, `corrupt_pdf` when the file cannot be read or has no pages.
    public static func inspect(
        path: String, maxPixels: Int, drawingResolution: Int
    ) throws(FileFault) -> FileInspection {
        let document = try QPDFDocument(path: path)
        var inspection = FileInspection(format: .pdf, pages: [])
        let declared = document.catalog["Pages"]["Count"].integer ?? 0
        if document.wasRepaired, declared > document.pageCount {
            // Repair found fewer pages than the file once had.
            inspection.faults.append(
                FileFault(code: .corruptPDF, detail: "\(document.pageCount) of \(declared) pages are left"))
        }
        var hasSignedWidget = false
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
            document.releaseObjects()
        }
        if document.pageCount > maxPages {
            inspection.faults.append(
                FileFault(code: .tooLarge, detail: "\(document.pageCount) pages, limit \(maxPages)"))
        }
        inspection.isSigned = hasSignedWidget || PDFSignatures.isSigned(catalog: document.catalog)
        return inspection
    }

    /// The size of a page when drawn, or why it is refused.
    private static func size(
        of page: PDFObject, drawingResolution: Int, maxPixels: Int, index: Int
    ) -> Result<PageSummary, FileFault> {
        let pixels = PDFPageGeometry(page: page).pixels(dpi: Double(drawingResolution))
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
            if overflow || pixels > maxPixels {
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
