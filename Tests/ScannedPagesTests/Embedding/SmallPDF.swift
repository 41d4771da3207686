import CLeptonica
import Foundation

@testable import ScannedPages

/// PDFs of one page, written by hand: what writers of odd PDFs write, and libraries do not.
struct SmallPDF {
    /// A stream with its dictionary's entries.
    struct Object {
        var entries: String
        var data: [UInt8]
    }

    /// Named /I0, /I1 and so on in the page's resources.
    var pictures: [Object] = []
    var content = ""
    /// Stands in place of ``content`` unless it is empty: what is not all text.
    var binaryContent: [UInt8] = []
    /// Further entries of the page.
    var page = ""
    /// Points.
    var size = (width: 298, height: 421)

    var bytes: [UInt8] {
        var file = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        func add(_ body: [UInt8]) {
            offsets.append(file.count)
            file += Array("\(offsets.count) 0 obj\n".utf8) + body + Array("\nendobj\n".utf8)
        }
        func stream(_ object: Object) -> [UInt8] {
            Array("<< \(object.entries) /Length \(object.data.count) >>\nstream\n".utf8) + object.data
                + Array("\nendstream".utf8)
        }
        let names = pictures.indices.map { "/I\($0) \($0 + 5) 0 R" }.joined(separator: " ")
        add(Array("<< /Type /Catalog /Pages 2 0 R >>".utf8))
        add(Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8))
        add(
            Array(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(size.width) \(size.height)] /Contents 4 0 R
                /Resources << /XObject << \(names) >> >> \(page) >>
                """.utf8))
        add(stream(Object(entries: "", data: binaryContent.isEmpty ? Array(content.utf8) : binaryContent)))
        for picture in pictures { add(stream(picture)) }
        let table = file.count
        file += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            file += Array((String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
        }
        file += Array("trailer << /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
        return file
    }
}

/// Pictures of a sheet: a bar along the top, a block at the left, a sign of what it is at the right below.
enum SheetPicture {
    /// - Parameter depth: 1, 8 or 32.
    static func draw(width: Int = 400, height: Int = 560, depth: Int = 1, sign: Int = 0) throws -> ScannedPages.Pix {
        let pix = try made(pixCreate(Int32(width), Int32(height), Int32(depth)))
        if depth > 1 { pixSetAll(pix.handle) }
        let ink = depth == 1 ? PIX_SET : PIX_CLR
        let (w, h) = (Int32(width), Int32(height))
        pixRasterop(pix.handle, w / 20, h / 20, w * 9 / 10, h / 20, ink, nil, 0, 0)
        pixRasterop(pix.handle, w / 20, h / 5, w / 10, h / 10, ink, nil, 0, 0)
        for row in 0..<Int32(sign) {
            pixRasterop(pix.handle, w / 2, h / 2 + row * h / 12, w / 3, h / 30, ink, nil, 0, 0)
        }
        return pix
    }

    /// The data of a picture as a PDF takes it.
    static func data(_ pix: borrowing ScannedPages.Pix, _ kind: Int32, quality: Int32 = 85) throws -> [UInt8] {
        var packed: UnsafeMutablePointer<L_COMP_DATA>?
        guard pixGenerateCIData(pix.handle, kind, quality, 0, &packed) == 0, let packed else {
            throw CocoaError(.coderInvalidValue)
        }
        defer {
            var dying: UnsafeMutablePointer<L_COMP_DATA>? = packed
            l_CIDataDestroy(&dying)
        }
        return Array(UnsafeBufferPointer(start: packed.pointee.datacomp, count: packed.pointee.nbytescomp))
    }

    /// A 1-bit picture as an object of a PDF.
    static func group4(_ pix: borrowing ScannedPages.Pix, entries: String = "/ColorSpace /DeviceGray") throws
        -> SmallPDF.Object
    {
        SmallPDF.Object(
            entries: """
                /Type /XObject /Subtype /Image /Width \(pix.width) /Height \(pix.height) /BitsPerComponent 1 \(entries)
                /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns \(pix.width) /Rows \(pix.height) >>
                """, data: try data(pix, Int32(L_G4_ENCODE)))
    }

    /// Rows from a picture, as a picture.
    static func rows(_ pix: borrowing ScannedPages.Pix, from top: Int, count: Int) throws -> ScannedPages.Pix {
        var box = boxCreate(0, Int32(top), Int32(pix.width), Int32(count))
        defer { boxDestroy(&box) }
        return try made(pixClipRectangle(pix.handle, box, nil))
    }
}
