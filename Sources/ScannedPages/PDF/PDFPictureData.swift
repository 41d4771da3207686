import CLeptonica
import DocumentModel
import Glibc

/// Takes a picture out of a PDF: decoded for reading, and as stored for the new PDF.
struct PDFPictureData {
    let path: String
    let pageIndex: Int
    let picture: PDFObject
    /// Where picture data may be written.
    let imagePath: String

    private enum Colour {
        case gray, rgb
        /// Indices into colours, red, green and blue, a byte each.
        case palette([UInt8])
        /// Cyan, magenta, yellow and black.
        case inks
        /// Lab, spot colours, other ICC colours: decoded to RGB by poppler and encoded anew.
        case other
    }

    /// A picture as stored, not yet turned.
    struct Stored: ~Copyable {
        let pix: Pix
        /// Whether poppler decoded it, whose word is not enough for data that is not passed on.
        var isPopplers = false
        /// Whether its decoder met something that made no sense to it.
        var hasErrors = false
        /// Whether a person should look whether it is right.
        var isDoubtful = false

        consuming func taken() -> Pix { pix }
    }

    /// The picture's pixels.
    ///
    /// - Parameter passed: what ``passedOn()`` gave.
    func pixels(_ passed: EmbeddableImage?) throws(FileFault) -> Stored {
        if let passed, passed.filter == .dct { return try decodeJPEG(expected: passed) }
        if let picture = try samples() { return Stored(pix: picture) }
        guard StoredJPEG.isSound(picture) else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "faults in the JPEG data")
        }
        guard picture.data(decoded: false)?.bytes.isEmpty == false else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "the page's picture has no data")
        }
        if filters == ["JBIG2Decode"], let fault = StoredJBIG2.fault(in: picture) {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "faults in the JBIG2 data: \(fault)")
        }
        let decoded = try decodeByPoppler()
        let hasErrors = decoded.hasErrors
        return Stored(
            pix: try PictureEncoder.withoutNeedlessColour(decoded.taken()), isPopplers: true, hasErrors: hasErrors)
    }

    /// The picture of samples that are compressed without loss; `nil` for other kinds. Poppler would show
    /// what is missing as black, and takes several times as long.
    private func samples() throws(FileFault) -> Pix? {
        guard let kind = sampleKind, let isInverted, filters.allSatisfy(Self.undone.contains),
            let width = self.picture["Width"].integer, let height = self.picture["Height"].integer
        else { return nil }
        let stride = kind.bytes(width: width)
        guard let decoded = self.picture.data(decoded: true), decoded.isDecoded, decoded.bytes.count >= stride * height
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
        switch (colour, bits) {
        case (.gray, 1): .bits
        case (.gray, 8): .gray
        case (.rgb, 8): .colour
        default: nil
        }
    }

    /// Bits a component; a fax knows but one.
    private var bits: Int {
        if picture["ImageMask"].boolean == true { return 1 }
        let isFax = filters == ["CCITTFaxDecode"] || filters == ["JBIG2Decode"]
        return picture["BitsPerComponent"].integer ?? (isFax ? 1 : 8)
    }

    /// The names of the filters, in the order in which they are undone.
    private var filters: [String] {
        let filter = picture["Filter"]
        return (filter.isArray ? filter.items(limit: 8) : [filter]).compactMap(\.name)
    }

    /// Declares the stored data and writes it to ``imagePath``; `nil` when a PDF/A-1b does not take it as it is.
    func passedOn() throws(FileFault) -> EmbeddableImage? {
        guard let width = picture["Width"].integer, let height = picture["Height"].integer, let isInverted,
            let (space, palette) = declaredColour, let filter = passingFilter(bits: bits),
            let data = filter == .dct ? jpegData() : picture.data(decoded: false)?.bytes, !data.isEmpty
        else { return nil }
        try PictureFile.write(filter == .dct ? JPEGMending.begun(data) : data, to: imagePath)
        var image = EmbeddableImage(
            filter: filter, colourSpace: space, bitsPerComponent: bits, width: width, height: height,
            isInverted: isInverted, turn: .none, dpi: 0, path: imagePath, offset: 0, length: data.count,
            palette: palette, profile: palette == nil ? try profile() : nil, globals: try globals())
        if filter == .dct {
            let header = try mend(&image)
            guard header.foreignKind == nil, let own = EmbeddableImage.ColourSpace(components: header.components),
                own == space || (image.profile == nil && own != .cmyk && space != .cmyk)
            else { return nil }
            // Without its own profile, inks of a printer's would be shown as any.
            if space == .cmyk, picture["ColorSpace"].name == nil, image.profile == nil { return nil }
            // The data knows its components; viewers that believe the dictionary show rubbish.
            image.colourSpace = own
            try declareColours(&image)
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

    /// Whether what is passed on can look otherwise than it was read: fax data and what is told by the dictionary alone.
    var isTold: Bool {
        let isPlain = ["DCTDecode", "FlateDecode"].contains(single(picture["Filter"]).name ?? "")
        let hasOwnColours =
            picture["ColorSpace"].name == nil && picture["ColorSpace"].items(limit: 1).first?.name != "ICCBased"
        return !isPlain || hasOwnColours || !isComparable || isToldByDictionary
    }

    /// Whether programs agree about its colours: about inks they do not.
    var isComparable: Bool {
        switch colour {
        case .inks, .other: false
        case .gray, .rgb, .palette: true
        }
    }

    /// Whether only the dictionary says what the samples stand for, so that this program and poppler could err.
    var isToldByDictionary: Bool {
        !picture["Decode"].isNull || !jpegParameters["ColorTransform"].isNull
    }

    /// Whether the samples are stored so that QPDF alone gets at them.
    var isSamples: Bool { sampleKind != nil && filters.allSatisfy(Self.undone.contains) }

    /// Whether it is a Group 4 fax and nothing around it.
    var isGroup4: Bool {
        filters == ["CCITTFaxDecode"] && (single(picture["DecodeParms"])["K"].integer ?? 0) < 0
    }

    /// Bytes of the data in the file.
    var storedLength: Int { picture.data(decoded: false)?.bytes.count ?? 0 }

    /// Colour space and palette of samples that can be declared as they are.
    private var declaredColour: (EmbeddableImage.ColourSpace, [UInt8]?)? {
        switch colour {
        case .gray where [1, 2, 4, 8].contains(bits): (.gray, nil)
        case .rgb where bits == 8: (.rgb, nil)
        case .palette(let colours) where [1, 2, 4, 8].contains(bits) && !filters.contains("DCTDecode"): (.rgb, colours)
        case .inks where bits == 8 && filters.last == "DCTDecode": (.cmyk, nil)
        case .other where picture["ColorSpace"].isNull && filters.last == "DCTDecode": (.rgb, nil)
        default: nil
        }
    }

    /// The colours that the dictionary states, if it states any that can be passed on.
    var statedColours: EmbeddableImage.ColourSpace? { picture["ColorSpace"].isNull ? nil : declaredColour?.0 }

    /// Whether its colours are of a kind that Debian's MuPDF, which is built without ICC, shows otherwise than they are.
    var isLab: Bool {
        let parts = picture["ColorSpace"].items(limit: 2)
        return parts.first?.name == "Lab" || parts.last?.items(limit: 1).first?.name == "Lab"
    }

    /// Whether it is JPEG 2000, which programs support by halves.
    var isJPEG2000: Bool { filters.contains("JPXDecode") }

    // MARK: JPEG

    /// The JPEG stream, what is wrapped around it undone.
    private func jpegData() -> [UInt8]? {
        filters.count == 1 ? picture.data(decoded: false)?.bytes : picture.dataBeforeLastFilter()
    }

    private var jpegParameters: PDFObject {
        let parameters = picture["DecodeParms"]
        return parameters.isArray ? (parameters.items(limit: 8).last ?? parameters) : parameters
    }

    /// Has the stream itself say what the dictionary alone says of its colours, where every decoder looks for it.
    private func declareColours(_ image: inout EmbeddableImage) throws(FileFault) {
        guard image.colourSpace == .rgb,
            let data = try RandomAccessFile(path: imagePath).bytes(at: 0, count: image.length),
            var stream = JPEGStream(data), stream.components == 3, stream.adobeTransform == nil,
            jpegParameters["ColorTransform"].integer == 0 || stream.hasRGBNames
        else { return }
        stream.declare(transform: 0)
        let declared = stream.data
        try PictureFile.write(declared, to: imagePath)
        image.length = declared.count
    }

    // MARK: What the data needs beside itself

    /// The ICC profile when PDF/A-1 takes it; without one the samples are what the document's intent says.
    private func profile() throws(FileFault) -> FilePiece? {
        let space = picture["ColorSpace"]
        guard space.items(limit: 1).first?.name == "ICCBased", let stream = space.items(limit: 2).last,
            let components = stream["N"].integer, let data = stream.data(decoded: true), data.isDecoded,
            ICCProfileHeader(data.bytes)?.isUsable(components: components) == true
        else { return nil }
        let place = "\(imagePath).icc"
        try PictureFile.write(data.bytes, to: place)
        return FilePiece(path: place, length: data.bytes.count)
    }

    private func globals() throws(FileFault) -> FilePiece? {
        let shared = single(picture["DecodeParms"])["JBIG2Globals"]
        guard single(picture["Filter"]).name == "JBIG2Decode", shared.isStream, let data = shared.data(decoded: true),
            !data.bytes.isEmpty
        else { return nil }
        let place = "\(imagePath).globals"
        try PictureFile.write(data.bytes, to: place)
        return FilePiece(path: place, length: data.bytes.count)
    }

    /// The stored filter, if it is a single one with parameters that can be passed on.
    private func passingFilter(bits: Int) -> EmbeddableImage.Filter? {
        if filters.last == "DCTDecode", bits == 8 { return .dct }
        let name = single(picture["Filter"]).name
        let parameters = single(picture["DecodeParms"])
        switch name {
        case "CCITTFaxDecode" where bits == 1: return faxFilter(parameters)
        case "JBIG2Decode" where bits == 1: return .jbig2
        case "FlateDecode": return flateFilter(parameters, bits: bits)
        default: return nil
        }
    }

    /// Group 4 without the rarer options.
    private func faxFilter(_ parameters: PDFObject) -> EmbeddableImage.Filter? {
        let isPlain = ["EndOfLine", "EncodedByteAlign"].allSatisfy { parameters[$0].boolean != true }
        guard (parameters["K"].integer ?? 0) < 0, isPlain,
            (parameters["Columns"].integer ?? 1728) == picture["Width"].integer
        else { return nil }
        return .ccittGroup4
    }

    private func flateFilter(_ parameters: PDFObject, bits: Int) -> EmbeddableImage.Filter? {
        let predictor = parameters["Predictor"].integer ?? 1
        if predictor == 1 { return .flate }
        let components = if case .rgb = colour { 3 } else { 1 }
        guard predictor >= 10, (parameters["Colors"].integer ?? 1) == components,
            (parameters["BitsPerComponent"].integer ?? 8) == bits,
            (parameters["Columns"].integer ?? 1) == picture["Width"].integer
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
        // Where a stencil has 0, it paints.
        picture["ImageMask"].boolean == true ? .gray : Self.colour(of: picture["ColorSpace"])
    }

    private static func colour(of space: PDFObject) -> Colour {
        let parts = space.items(limit: 4)
        switch space.name ?? parts.first?.name {
        case "DeviceGray", "CalGray", "G": return .gray
        case "DeviceRGB", "CalRGB", "RGB": return .rgb
        case "DeviceCMYK", "CMYK": return .inks
        case "ICCBased":
            switch parts.last?["N"].integer {
            case 1: return .gray
            case 3: return .rgb
            case 4: return .inks
            default: return .other
            }
        case "Indexed", "I": return parts.count == 4 ? palette(parts) : .other
        default: return .other
        }
    }

    /// The palette of an indexed colour space, if it holds plain gray or colours.
    private static func palette(_ parts: [PDFObject]) -> Colour {
        guard let last = parts[2].integer, (0...255).contains(last),
            let table = parts[3].string ?? parts[3].data(decoded: true)?.bytes
        else { return .other }
        switch colour(of: parts[1]) {
        case .gray where table.count > last: return .palette(table.prefix(last + 1).flatMap { [$0, $0, $0] })
        case .rgb where table.count >= 3 * (last + 1): return .palette(Array(table.prefix(3 * (last + 1))))
        default: return .other
        }
    }

    /// Whether values are turned; `nil` for ranges that cannot be passed on.
    private var isInverted: Bool? {
        let decode = picture["Decode"].items(limit: 9).compactMap(\.number)
        if case .palette = colour { return decode.isEmpty ? false : nil }
        let turned = decode.isEmpty ? false : decode[0] == 1
        let pairs = stride(from: 0, to: decode.count - 1, by: 2)
        guard pairs.allSatisfy({ decode[$0] == (turned ? 1 : 0) && decode[$0 + 1] == (turned ? 0 : 1) }) else {
            return nil
        }
        guard single(picture["Filter"]).name == "CCITTFaxDecode" else { return turned }
        // Turned twice is not turned.
        return turned != (single(picture["DecodeParms"])["BlackIs1"].boolean ?? false)
    }

    private func decodeJPEG(expected: EmbeddableImage) throws(FileFault) -> Stored {
        do throws(FileFault) {
            let isColour = expected.colourSpace != .gray
            let areInks = expected.colourSpace == .cmyk
            let size = ReadingSize(width: expected.width, height: expected.height, isColour: isColour)
            let picture = try JPEGPicture.decode(
                path: imagePath, eighths: size.eighths, areInksLeftOut: areInks ? expected.isInverted : nil,
                damage: .corruptPDF)
            let isDoubtful = picture.isDoubtful
            let pix = picture.taken()
            guard (pix.depth == 32) == isColour else {
                throw FileFault(code: .corruptPDF, detail: "JPEG of another colour")
            }
            guard !expected.isInverted || areInks || pixInvert(pix.handle, pix.handle) != nil else {
                throw FileFault(code: .tooLarge, detail: "not enough memory for the page")
            }
            return Stored(pix: pix, isDoubtful: isDoubtful)
        } catch {
            throw FileFault(code: error.code, pageIndex: pageIndex, detail: error.detail)
        }
    }

    /// Has `pdfimages` decode the picture, which it knows by its object's number.
    private func decodeByPoppler() throws(FileFault) -> Stored {
        Leptonica.keepQuiet()
        let root = "\(imagePath).picture"
        let page = String(pageIndex + 1)
        defer { Poppler.removeFiles(root: root) }
        let (_, hasErrors) = try Poppler.run(
            "pdfimages", ["-f", page, "-l", page, path, root], pageIndex: pageIndex, outputLimit: 1 << 16)
        let wanted = (picture["Width"].integer, picture["Height"].integer)
        let names = Poppler.files(root: root)
        let number = names.count > 1 ? try numberAmongPictures(page) : nil
        for (place, name) in names.enumerated() where number == nil || place == number {
            guard let pix = PortableMap.read(path: name), (pix.width, pix.height) == wanted else { continue }
            return Stored(pix: try Leptonica.plain(pix), hasErrors: hasErrors)
        }
        throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: Self.undecoded)
    }

    /// What is said of a picture of which poppler makes nothing, without calling its data damaged.
    static let undecoded = "the page's picture cannot be decoded"

    /// Which of the pictures that `pdfimages` writes for the page this one is.
    private func numberAmongPictures(_ page: String) throws(FileFault) -> Int {
        let list = try Poppler.run(
            "pdfimages", ["-list", "-f", page, "-l", page, path], pageIndex: pageIndex, outputLimit: 1 << 20)
        let rows = String(decoding: list.output, as: UTF8.self).split(separator: "\n").dropFirst(2)
        for row in rows {
            // page num type width height color comp bpc enc interp object ID …
            let columns = row.split(separator: " ")
            guard columns.count > 10, ["image", "stencil"].contains(columns[2]),
                Int(columns[10]) == picture.objectNumber
            else { continue }
            if let number = Int(columns[1]) { return number }
        }
        throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "the page's picture cannot be found")
    }
}

extension EmbeddableImage.ColourSpace {
    fileprivate init?(components: Int) {
        switch components {
        case 1: self = .gray
        case 3: self = .rgb
        case 4: self = .cmyk
        default: return nil
        }
    }
}
