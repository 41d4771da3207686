import DocumentModel
import Glibc
import RecognizerProtocol
import ScannedPages

/// Lays two pages over each other: decoded one after the other, kept only as ink.
struct SheetComparing {
    let request: CompareSheetsRequest

    /// - Throws: `FileFault`.
    func answer() throws -> SheetLikeness {
        switch request.relation {
        case .repetition:
            let larger = max(request.first, request.second)
            let resolution = SheetInk.resolution(
                request.first.dpi, request.second.dpi, size: (larger.width, larger.height, larger.dpi))
            return SheetComparison(
                try ink(of: request.first, resolution), try ink(of: request.second, resolution)
            ).likeness
        case .back:
            let resolution = min(Self.resolutionOfBacks, request.first.dpi, request.second.dpi)
            return try isBack(resolution) ? .same : .other
        }
    }

    /// Both sides of a sheet lie in the scanner alike, but a back without text is never turned upright.
    private func isBack(_ resolution: Int) throws -> Bool {
        let back = try ink(of: request.first, resolution)
        if ShinesThrough.explains(back, front: try ink(of: request.second, resolution)) { return true }
        guard request.second.rotation == .clockwise90 || request.second.rotation == .clockwise270 else { return false }
        var front = request.second
        front.rotation = .none
        return ShinesThrough.explains(back, front: try ink(of: front, resolution))
    }

    /// Dots per inch: what shines through is blurred.
    private static let resolutionOfBacks = 100

    private func max(_ a: CompareSheetsRequest.Sheet, _ b: CompareSheetsRequest.Sheet) -> CompareSheetsRequest.Sheet {
        func inches(_ sheet: CompareSheetsRequest.Sheet) -> Double {
            Double(sheet.width) / Double(sheet.dpi) * Double(sheet.height) / Double(sheet.dpi)
        }
        return inches(a) >= inches(b) ? a : b
    }

    /// The ink of a page, which may be of a file within the file.
    private func ink(of sheet: CompareSheetsRequest.Sheet, _ resolution: Int) throws -> SheetInk {
        struct Inked {
            var ink: SheetInk
            /// None is asked for.
            var image: EmbeddableImage?
        }
        return try AttachedPageRequest.withFile(
            path: sheet.path, pageIndex: sheet.pageIndex, maxPixels: request.maxPixels, options: request.options,
            imagePath: request.scratchPath, \Inked.image
        ) { path, pageIndex in
            var sheet = sheet
            (sheet.path, sheet.pageIndex) = (path, pageIndex)
            return Inked(ink: try inkOfPage(sheet, resolution))
        }.ink
    }

    private func inkOfPage(_ sheet: CompareSheetsRequest.Sheet, _ resolution: Int) throws -> SheetInk {
        if try FileKind.format(ofFileAt: sheet.path) == .pdf {
            defer { unlink(request.scratchPath) }
            let page = try PDFFile.page(
                path: sheet.path, index: sheet.pageIndex, maxPixels: request.maxPixels,
                drawingResolution: request.options.drawingResolution, imagePath: request.scratchPath)
            page.image.removeFiles(beginningWith: request.scratchPath)
            return try ink(of: page.decoded, sheet, resolution)
        }
        let page = try RasterFile.decode(path: sheet.path, pageIndex: sheet.pageIndex, maxPixels: request.maxPixels)
        return try ink(of: page, sheet, resolution)
    }

    private func ink(
        of page: borrowing DecodedPage, _ sheet: CompareSheetsRequest.Sheet, _ resolution: Int
    ) throws -> SheetInk {
        let ink = SheetInk(of: page, resolution: resolution, rotation: sheet.rotation, skew: sheet.skew)
        guard let ink else {
            throw FileFault(code: .tooLarge, pageIndex: sheet.pageIndex, detail: "not enough memory to compare pages")
        }
        return ink
    }
}
