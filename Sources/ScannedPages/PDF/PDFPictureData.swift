import CLeptonica
import DocumentModel
import Glibc

/// Takes the picture of a scanned page out of a PDF: decoded for reading, and as stored for the new PDF.
struct PDFPictureData {
    let path: String
    let pageIndex: Int
    let scan: PDFPagePlan.Scan
    /// Where picture data may be written.
    let imagePath: String

    private enum Colour {
        case gray, rgb
        /// Palette, CMYK, Lab, spot colours: decoded to RGB by poppler and encoded anew.
        case other
    }

    /// The picture as stored, not yet turned.
    ///
    /// - Parameter passed: what ``passedOn()`` gave.
    func pixels(_ passed: EmbeddableImage?) throws(FileFault) -> Pix {
        if let passed, passed.filter == .dct { return try decodeJPEG(expected: passed) }
        if let picture = try samples() { return picture }
        guard StoredJPEG.isSound(scan.image) else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "faults in the JPEG data")
        }
        guard scan.image.data(decoded: false)?.bytes.isEmpty == false else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "the page's picture has no data")
        }
        if filters == ["JBIG2Decode"], let fault = StoredJBIG2.fault(in: scan.image) {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "faults in the JBIG2 data: \(fault)")
        }
        return try PictureEncoder.withoutNeedlessColour(try decodeByPoppler())
    }

    /// The picture of samples that are compressed without loss; `nil` for other kinds. Poppler would show
    /// what is missing as black, and takes several times as long.
    private func samples() throws(FileFault) -> Pix? {
        guard let kind = sampleKind, let isInverted, !filters.isEmpty, filters.allSatisfy(Self.undone.contains),
            let width = scan.image["Width"].integer, let height = scan.image["Height"].integer
        else { return nil }
        let stride = kind.bytes(width: width)
        guard let decoded = scan.image.data(decoded: true), decoded.isDecoded, decoded.bytes.count >= stride * height
        else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "faults in the deflated picture data")
        }
        let picture = SampleRows.picture(kind, width: width, height: height) { y, row in
            row.update(fromContentsOf: decoded.bytes[(y * stride)..<((y + 1) * stride)]) == row.count
        }
        guard let picture, !isInverted || pixInvert(picture.handle, picture.handle) != nil else {
            throw FileFault(code: .tooLarge, pageIndex: pageIndex, detail: "not enough memory for the page")
        }
        return try PictureEncoder.withoutNeedlessColour(picture)
    }

    /// Filters that QPDF undoes.
    private static let undone: Set = ["FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode"]

    private var sampleKind: SampleRows.Kind? {
        switch (colour, scan.image["BitsPerComponent"].integer ?? 1) {
        case (.gray, 1): .bits
        case (.gray, 8): .gray
        case (.rgb, 8): .colour
        default: nil
        }
    }

    /// The names of the filters, in the order in which they are undone.
    private var filters: [String] {
        let filter = scan.image["Filter"]
        return (filter.isArray ? filter.items(limit: 8) : [filter]).compactMap(\.name)
    }

    /// Declares the stored data and writes it to ``imagePath``; `nil` when a PDF/A-1b does not take it as it is.
    func passedOn() throws(FileFault) -> EmbeddableImage? {
        let dictionary = scan.image
        let bits = dictionary["BitsPerComponent"].integer ?? 1
        guard let width = dictionary["Width"].integer, let height = dictionary["Height"].integer,
            colour != .other, bits == 1 || bits == 8, bits == 8 || colour == .gray,
            let filter = passingFilter(bits: bits), let isInverted
        else { return nil }
        // Poppler and every viewer turn a JPEG's values by /Decode; that is rare enough to encode it anew.
        guard filter != .dct || !isInverted, let data = scan.image.data(decoded: false)?.bytes, !data.isEmpty else {
            return nil
        }
        try PictureFile.write(filter == .dct ? JPEGMending.begun(data) : data, to: imagePath)
        var image = EmbeddableImage(
            filter: filter, colourSpace: colour == .rgb ? .rgb : .gray, bitsPerComponent: bits, width: width,
            height: height, isInverted: isInverted, turn: .none, dpi: 0, path: imagePath, offset: 0,
            length: data.count)
        if filter == .dct {
            let header = try mend(&image)
            guard header.foreignKind == nil, header.components == (colour == .rgb ? 3 : 1) else { return nil }
        }
        return image
    }

    /// A JPEG knows its own size, which may be another by a pixel than the PDF says; and it gets what it lacks.
    private func mend(_ image: inout EmbeddableImage) throws(FileFault) -> JPEGHeader {
        do throws(FileFault) {
            let header = try JPEGHeader(path: imagePath)
            if let mended = try JPEGMending.mended(fileAt: imagePath) {
                try PictureFile.write(mended, to: imagePath)
                image.length = mended.count
            } else {
                image.length = try RandomAccessFile(path: imagePath).size
            }
            (image.width, image.height) = (header.width, header.height)
            return header
        } catch {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: error.detail)
        }
    }

    /// The stored filter, if it is a single one with parameters that can be passed on.
    private func passingFilter(bits: Int) -> EmbeddableImage.Filter? {
        let filters = single(scan.image["Filter"])
        let parameters = single(scan.image["DecodeParms"])
        switch filters.name {
        case "DCTDecode" where bits == 8: return .dct
        case "CCITTFaxDecode" where bits == 1: return faxFilter(parameters)
        case "JBIG2Decode" where bits == 1 && parameters["JBIG2Globals"].isNull: return .jbig2
        case "FlateDecode": return flateFilter(parameters, bits: bits)
        default: return nil
        }
    }

    /// Group 4 without the rarer options.
    private func faxFilter(_ parameters: PDFObject) -> EmbeddableImage.Filter? {
        let isPlain = ["EndOfLine", "EncodedByteAlign"].allSatisfy { parameters[$0].boolean != true }
        guard (parameters["K"].integer ?? 0) < 0, isPlain,
            (parameters["Columns"].integer ?? 1728) == scan.image["Width"].integer
        else { return nil }
        return .ccittGroup4
    }

    private func flateFilter(_ parameters: PDFObject, bits: Int) -> EmbeddableImage.Filter? {
        let predictor = parameters["Predictor"].integer ?? 1
        if predictor == 1 { return .flate }
        let components = colour == .rgb ? 3 : 1
        guard predictor >= 10, (parameters["Colors"].integer ?? 1) == components,
            (parameters["BitsPerComponent"].integer ?? 8) == bits,
            (parameters["Columns"].integer ?? 1) == scan.image["Width"].integer
        else { return nil }
        return .flatePNG
    }

    /// Whether the picture is stored without loss.
    var isLossless: Bool {
        !filters.contains("DCTDecode") && !filters.contains("JPXDecode")
    }

    /// Filters and parameters stand alone or in an array of one.
    private func single(_ object: PDFObject) -> PDFObject {
        let items = object.items(limit: 2)
        return items.count == 1 ? items[0] : object
    }

    private var colour: Colour {
        let space = scan.image["ColorSpace"]
        switch space.name ?? space.items(limit: 1).first?.name {
        case "DeviceGray", "CalGray": return .gray
        case "DeviceRGB", "CalRGB": return .rgb
        case "ICCBased":
            switch space.items(limit: 2).last?["N"].integer {
            case 1: return .gray
            case 3: return .rgb
            default: return .other
            }
        default: return .other
        }
    }

    /// Whether values are turned; `nil` for ranges that cannot be passed on.
    private var isInverted: Bool? {
        let decode = scan.image["Decode"].items(limit: 9).compactMap(\.number)
        let turned = decode.isEmpty ? false : decode[0] == 1
        let pairs = stride(from: 0, to: decode.count - 1, by: 2)
        guard pairs.allSatisfy({ decode[$0] == (turned ? 1 : 0) && decode[$0 + 1] == (turned ? 0 : 1) }) else {
            return nil
        }
        guard single(scan.image["Filter"]).name == "CCITTFaxDecode" else { return turned }
        // Turned twice is not turned.
        return turned != (single(scan.image["DecodeParms"])["BlackIs1"].boolean ?? false)
    }

    private func decodeJPEG(expected: EmbeddableImage) throws(FileFault) -> Pix {
        do throws(FileFault) {
            let size = ReadingSize(
                width: expected.width, height: expected.height, isColour: expected.colourSpace == .rgb)
            let pix = try JPEGPicture.decode(path: imagePath, eighths: size.eighths, damage: .corruptPDF).taken()
            guard (pix.depth == 32) == (expected.colourSpace == .rgb) else {
                throw FileFault(code: .corruptPDF, detail: "JPEG of another colour")
            }
            return pix
        } catch {
            throw FileFault(code: error.code, pageIndex: pageIndex, detail: error.detail)
        }
    }

    /// Has `pdfimages` decode the page's only picture.
    private func decodeByPoppler() throws(FileFault) -> Pix {
        Leptonica.keepQuiet()
        let root = "\(imagePath).picture"
        let page = String(pageIndex + 1)
        defer { Poppler.removeFiles(root: root) }
        _ = try Poppler.run(
            "pdfimages", ["-f", page, "-l", page, path, root], pageIndex: pageIndex, outputLimit: 1 << 16)
        let wanted = (scan.image["Width"].integer, scan.image["Height"].integer)
        for name in Poppler.files(root: root) {
            guard let pix = PortableMap.read(path: name), (pix.width, pix.height) == wanted else { continue }
            return try Leptonica.plain(pix)
        }
        throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "the page's picture cannot be decoded")
    }
}
