import CLeptonica
import ChildProcesses
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("Pages that poppler cannot draw, or draws otherwise than others do")
struct TwoProgramsTests {
    private func read(_ bytes: [UInt8]) throws -> ReadPage {
        let fixture = try PDFFixture()
        return try Scans.withFile(bytes) { path in
            ReadPage(
                try PDFFile.page(
                    path: path, index: 0, maxPixels: 50_000_000, drawingResolution: 100,
                    imagePath: fixture.root + "/p"))
        }
    }

    /// A font that is in no file, so that programs take one of their own.
    private static let font = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"

    @Test("A picture after letters that clip is seen through these alone", arguments: [0, 4, 7])
    func clippingText(mode: Int) throws {
        var pdf = DrawnPDF()
        let gray: [UInt8] = Array(repeating: 0x20, count: 64 * 64)
        let picture = pdf.stream(
            gray, "/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8")
        let text = "BT /F 90 Tf \(mode) Tr 20 300 Td (HHH) Tj ET"
        let page = try read(
            pdf.bytes(
                box: (298, 421), content: "q \(text) 298 0 0 421 0 0 cm /P Do Q",
                page: Self.font + " /XObject << /P \(picture) 0 R >> >>"))
        #expect(page.darkCount > 20, "strokes of the letters")
        #expect(page.isDark(0.5, 0.9) == (mode < 4), "what the letters do not cover")
    }

    @Test("Text in a font that poppler does not find is shown as MuPDF shows it, and told of")
    func unknownFont() throws {
        // The page names a font that its resources lack: MuPDF takes another, poppler draws nothing.
        let content = "BT /Missing 60 Tf 20 300 Td (HHH HHH) Tj ET"
        let page = try read(DrawnPDF().bytes(box: (298, 421), content: content, page: Self.font + " >>"))
        #expect(page.remarks.contains(.drawnUnsurely) && !page.mayBeIncomplete)
        #expect(page.isDrawing && page.darkCount > 20)
    }

    @Test("A stray word keeps MuPDF, which ends with an error then, from nothing")
    func strayWord() throws {
        let content = "BT undefined /Missing 60 Tf 20 300 Td (HHH HHH) Tj ET"
        let page = try read(DrawnPDF().bytes(box: (298, 421), content: content, page: Self.font + " >>"))
        #expect(page.remarks.contains(.drawnUnsurely) && page.darkCount > 20)
    }

    /// Two areas of a group over a red ground, the second of which takes the first one's place in a group that knocks
    /// out; poppler knows of none.
    @Test("What is blended otherwise by each program is told of, and nothing else", arguments: [true, false])
    func blending(isKnockout: Bool) throws {
        var pdf = DrawnPDF()
        let form = pdf.stream(
            Array("/M gs 0 1 0 rg 20 20 180 300 re f 0 0 1 rg 100 100 180 300 re f".utf8),
            "/Type /XObject /Subtype /Form /BBox [0 0 298 421] /Group << /S /Transparency /K \(isKnockout) >> "
                + "/Resources << /ExtGState << /M << /BM /Multiply /ca .5 >> >> >>")
        let page = try read(
            pdf.bytes(
                box: (298, 421), content: "1 0 0 rg 0 0 298 421 re f /X Do",
                page: "/Resources << /XObject << /X \(form) 0 R >> >>"))
        #expect(page.remarks.contains(.drawnUnsurely) == isKnockout)
    }

    @Test(
        "A program that does not answer in time leaves a doubt, and no fault of the paper"
    )
    func timeout() throws {
        let fixture = try PDFFixture()
        let program = fixture.root + "-slow"
        try "#!/bin/sh\nexec sleep 60\n".write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        defer { try? FileManager.default.removeItem(atPath: program) }
        let renderer = SecondRenderer(tool: ChildTool(program), seconds: 0.1)
        try Scans.withFile(DrawnPDF().bytes(box: (298, 421), content: "20 20 100 100 re f")) { path in
            let late = #expect(throws: ChildToolFault.self) { _ = try renderer.cells(of: path, pages: [0]) }
            let fault = Poppler.fault(try #require(late), pageIndex: 0)
            #expect(fault.code == .recognizerTimedOut && IssueCode.mayPass.contains(fault.code))
            #expect(!fault.code.message.english.contains("scan"))
        }
    }

    @Test("Complaints about what does not show cost nothing")
    func strayOperator() throws {
        let content = "20 20 200 300 re f nonsense"
        let page = try read(DrawnPDF().bytes(box: (298, 421), content: content))
        #expect(!page.remarks.contains(.drawnUnsurely))
        #expect(page.isDark(0.3, 0.6))
    }

    @Test("A drawn page is empty only when nothing is drawn on it", arguments: [("", false), ("9 9 .3 1 re f", true)])
    func blank(content: String, isDrawing: Bool) throws {
        #expect(try read(DrawnPDF().bytes(box: (298, 421), content: content)).isDrawing == isDrawing)
    }

    @Test("A picture that its mask hides is not nothing")
    func hiddenPicture() throws {
        var pdf = DrawnPDF()
        let mask = pdf.stream(
            Array(repeating: 0, count: 8),
            "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1")
        let picture = pdf.stream(
            Array(repeating: 0x20, count: 4096),
            "/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                + "/SMask \(mask) 0 R")
        let page = try read(
            pdf.bytes(
                box: (298, 421), content: "q 298 0 0 421 0 0 cm /P Do Q",
                page: "/Resources << /XObject << /P \(picture) 0 R >> >>"))
        #expect(page.darkCount == 0 && page.isDrawing)
    }

    @Test("A gradient is no flat colour")
    func gradient() throws {
        let shading = """
            /Resources << /Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 298 0] /Function
            << /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [.8 .1 .1] /N 1 >> >> >> >>
            """
        let content = "1 0 0 rg 20 20 80 40 re f q 0 200 298 200 re W n /S sh Q"
        let page = try read(DrawnPDF().bytes(box: (298, 421), content: content, page: shading))
        // Its place is a picture, the rest stays flat.
        #expect(page.image.layers?.contains { $0.ink == nil } ?? true)
    }
}

@Suite("Pictures of which the dictionary says something else than the data, or that poppler does not decode")
struct MisdescribedPictureTests {
    private func read(_ bytes: [UInt8]) throws -> ReadPage {
        let fixture = try PDFFixture()
        return try Scans.withFile(bytes) { path in
            ReadPage(
                try PDFFile.page(
                    path: path, index: 0, maxPixels: 50_000_000, drawingResolution: 100,
                    imagePath: fixture.root + "/p"))
        }
    }

    private func page(_ entries: String, _ data: [UInt8]) throws -> ReadPage {
        var pdf = DrawnPDF()
        let picture = pdf.stream(data, "/Type /XObject /Subtype /Image /Width 400 /Height 560 \(entries)")
        return try read(
            pdf.bytes(
                box: (298, 421), content: "q 298 0 0 421 0 0 cm /P Do Q",
                page: "/Resources << /XObject << /P \(picture) 0 R >> >>"))
    }

    @Test(
        "A JPEG knows whether it is gray, whatever the dictionary says, and the clerk is told",
        arguments: ["/ColorSpace /DeviceRGB", "", "/ColorSpace /DeviceGray"])
    func components(space: String) throws {
        let sheet = try SheetPicture.draw(depth: 8)
        let data = try SheetPicture.data(sheet, Int32(L_JPEG_ENCODE))
        let page = try page("\(space) /BitsPerComponent 8 /Filter /DCTDecode", data)
        #expect(page.standsUpright)
        #expect(page.image.filter == .dct && page.image.colourSpace == .gray)
        #expect(page.remarks.contains(.drawnUnsurely) == !space.hasSuffix("Gray"))
    }

    @Test("A palette of fewer colours than it says, which poppler refuses, is shown as MuPDF shows it")
    func shortPalette() throws {
        let sheet = try SheetPicture.draw(depth: 8)
        let indices = (0..<560).flatMap { y in (0..<400).map { x in UInt8(darkness(sheet, x, y) > 128 ? 0 : 1) } }
        let page = try page(
            "/ColorSpace [/Indexed /DeviceRGB 255 <000000FFFFFF>] /BitsPerComponent 8", indices)
        #expect(page.standsUpright && page.remarks.contains(.drawnUnsurely))
    }
}
