import CLeptonica
import DocumentModel
import Foundation

@testable import DocumentAssembly

/// Pictures in every form that a document can carry, drawn here: a white page with dark bars where words would be.
enum SamplePicture {
    enum Form: String, CaseIterable {
        case grayJPEG, colourJPEG, group4, group4Inverted, flateGray, flateColour, flateBitonal, pngGray, pngColour
    }

    /// Draws the page, turns it and writes its data into `folder`.
    static func make(
        _ form: Form, width: Int = 620, height: Int = 877, turn: QuarterTurn = .none, folder: TemporaryFolder
    ) throws -> EmbeddableImage {
        let isColour = [.colourJPEG, .flateColour, .pngColour].contains(form)
        let isBitonal = [.group4, .group4Inverted, .flateBitonal].contains(form)
        var picture = draw(width: width, height: height, depth: isColour ? 32 : isBitonal ? 1 : 8)
        defer { pixDestroy(&picture) }
        if turn != .none {
            var turned = pixRotateOrth(picture, Int32(turn.rawValue / 90))
            swap(&picture, &turned)
            pixDestroy(&turned)
        }
        let (data, filter) = try encode(picture, form: form)
        let path = folder.path("\(form.rawValue)-\(turn.rawValue)-\(width).bin")
        // Some bytes in front, as in a multi-page file.
        try (Data("front".utf8) + data).write(to: URL(fileURLWithPath: path))
        let isTurned = turn == .clockwise90 || turn == .clockwise270
        return EmbeddableImage(
            filter: filter, colourSpace: isColour ? .rgb : .gray, bitsPerComponent: isBitonal ? 1 : 8,
            width: isTurned ? height : width, height: isTurned ? width : height,
            isInverted: form == .group4Inverted || form == .flateBitonal, turn: turn, dpi: 75, path: path, offset: 5,
            length: data.count)
    }

    private static func draw(width: Int, height: Int, depth: Int32) -> UnsafeMutablePointer<Pix>? {
        let picture = pixCreate(Int32(width), Int32(height), depth)
        if depth > 1 { pixSetAll(picture) }
        for (index, top) in stride(from: 60, to: height - 60, by: 40).enumerated() {
            let length = Int32(width - 120 - index % 3 * 60)
            if depth == 32 {
                pixRasterop(picture, 60, Int32(top), length, 14, PIX_CLR, nil, 0, 0)
            } else {
                pixRasterop(picture, 60, Int32(top), length, 14, depth == 1 ? PIX_SET : PIX_CLR, nil, 0, 0)
            }
        }
        return picture
    }

    private static func encode(
        _ picture: UnsafeMutablePointer<Pix>?, form: Form
    ) throws -> (data: Data, filter: EmbeddableImage.Filter) {
        let kind: Int32 =
            switch form {
            case .grayJPEG, .colourJPEG: Int32(L_JPEG_ENCODE)
            case .group4, .group4Inverted: Int32(L_G4_ENCODE)
            default: Int32(L_FLATE_ENCODE)
            }
        var packed: UnsafeMutablePointer<L_COMP_DATA>?
        guard pixGenerateCIData(picture, kind, 80, 0, &packed) == 0, let packed else {
            throw CocoaError(.coderInvalidValue)
        }
        defer {
            var dying: UnsafeMutablePointer<L_COMP_DATA>? = packed
            l_CIDataDestroy(&dying)
        }
        let data = Data(bytes: packed.pointee.datacomp, count: packed.pointee.nbytescomp)
        switch form {
        case .grayJPEG, .colourJPEG: return (data, .dct)
        case .group4, .group4Inverted: return (data, .ccittGroup4)
        case .flateGray, .flateColour, .flateBitonal: return (data, .flate)
        case .pngGray, .pngColour: return (try rowsWithFilterBytes(of: data, picture: packed.pointee), .flatePNG)
        }
    }

    /// The same raster with the filter byte that PNG puts before each row.
    private static func rowsWithFilterBytes(of data: Data, picture: L_COMP_DATA) throws -> Data {
        var count = 0
        let raw = data.withUnsafeBytes { zlibUncompress($0.bindMemory(to: UInt8.self).baseAddress, data.count, &count) }
        guard let raw else { throw CocoaError(.coderInvalidValue) }
        defer { lept_free(raw) }
        let row = Int(picture.w) * Int(picture.spp)
        var rows: [UInt8] = []
        for start in stride(from: 0, to: count, by: row) {
            rows.append(0)
            rows.append(contentsOf: UnsafeBufferPointer(start: raw + start, count: min(row, count - start)))
        }
        return Data(Deflate.compress(rows) ?? [])
    }
}
