import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("Pages that are read from a mended copy")
struct MendedPageTests {
    private func read(_ bytes: [UInt8]) throws -> ReadPage { try readWithData(bytes).page }

    private func readWithData(_ bytes: [UInt8]) throws -> (page: ReadPage, data: [UInt8]) {
        let fixture = try PDFFixture()
        return try Scans.withFile(bytes) { path in
            let page = ReadPage(
                try PDFFile.page(
                    path: path, index: 0, maxPixels: 50_000_000, drawingResolution: 100,
                    imagePath: fixture.root + "/p"))
            let data = [UInt8](try Data(contentsOf: URL(filePath: page.image.path)))
            return (page, Array(data.prefix(page.image.length)))
        }
    }

    private static func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }

    /// A JBIG2 file of a page, coded like a fax.
    private static func jbig2(isSequential: Bool, hasPageCount: Bool) throws -> [UInt8] {
        let (width, height) = (640, 480)
        let pix = try SheetPicture.draw(width: width, height: height, depth: 1)
        let data = try SheetPicture.data(pix, Int32(L_G4_ENCODE))
        let sides = number(width) + number(height)
        let bodies: [(type: UInt8, body: [UInt8])] = [
            (48, sides + number(0) + number(0) + [0, 0, 0]), (38, sides + number(0) + number(0) + [0, 1] + data),
            (49, []), (51, []),
        ]
        let headers = bodies.enumerated().map { index, segment in
            number(index) + [segment.type, 0, segment.type == 51 ? 0 : 1] + number(segment.body.count)
        }
        let flags: UInt8 = (isSequential ? 1 : 0) | (hasPageCount ? 0 : 2)
        var file: [UInt8] = [0x97, 0x4A, 0x42, 0x32, 0x0D, 0x0A, 0x1A, 0x0A, flags] + (hasPageCount ? number(1) : [])
        if isSequential {
            for (header, segment) in zip(headers, bodies) { file += header + segment.body }
        } else {
            file += headers.flatMap(\.self) + bodies.flatMap(\.body)
        }
        return file
    }

    @Test(
        "A JBIG2 file within a PDF is a scan like others, and loses its header",
        arguments: [(true, true), (true, false), (false, true)])
    func jbig2File(isSequential: Bool, hasPageCount: Bool) throws {
        let file = try Self.jbig2(isSequential: isSequential, hasPageCount: hasPageCount)
        var pdf = DrawnPDF()
        let picture = pdf.stream(
            file,
            "/Type /XObject /Subtype /Image /Width 640 /Height 480 /ColorSpace /DeviceGray /BitsPerComponent 1 "
                + "/Filter /JBIG2Decode")
        let (page, carried) = try readWithData(
            pdf.bytes(
                box: (640, 480), content: "640 0 0 480 0 0 cm /P Do",
                page: "/Resources << /XObject << /P \(picture) 0 R >> >>"))
        #expect(page.size == [640, 480] && page.image.filter == .jbig2)
        #expect(page.isDark(0.1, 0.25) && !page.isDark(0.1, 0.5))
        #expect(page.remarks.contains(.dataMended) && !page.mayBeIncomplete)
        #expect(!JBIG2Segments.isFile(carried) && JBIG2Segments.fault(in: carried, height: 480) == nil)
    }

    @Test("A JBIG2 file that is cut waits as damaged")
    func cutFile() throws {
        let file = try Self.jbig2(isSequential: true, hasPageCount: true)
        #expect(JBIG2Segments.embedded(Array(file.prefix(file.count / 2))) == nil)
        #expect(JBIG2Segments.embedded(Array(file.dropFirst(8))) == nil)
    }

    @Test(
        "A font with damaged data does no harm to the page, a picture does", arguments: [true, false])
    func damagedFont(isOfFont: Bool) throws {
        var pdf = DrawnPDF()
        // Deflated data of which the end is missing.
        let plain = (0..<4_000).map { UInt8($0 * 7919 % 251) }
        var count = 0
        let deflated = try #require(zlibCompress(plain, plain.count, &count))
        defer { lept_free(deflated) }
        let cut = [UInt8](UnsafeBufferPointer(start: deflated, count: count / 2))
        let map = pdf.stream(cut, "/Filter /FlateDecode")
        let picture = pdf.stream(
            cut,
            "/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                + "/Filter /FlateDecode")
        let content = "BT /F 60 Tf 20 300 Td (HHH HHH) Tj ET" + (isOfFont ? "" : " q 60 0 0 40 20 20 cm /P Do Q")
        let bytes = pdf.bytes(
            box: (298, 421), content: content,
            page: "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                + "/ToUnicode \(map) 0 R >> >> /XObject << /P \(picture) 0 R >> >>")
        guard isOfFont else {
            #expect(throws: FileFault.self) { _ = try read(bytes) }
            return
        }
        let page = try read(bytes)
        #expect(page.darkCount > 20 && page.remarks.contains(.drawnUnsurely))
    }
}
