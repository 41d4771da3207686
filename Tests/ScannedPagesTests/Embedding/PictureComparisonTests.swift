import CLeptonica
import ChildProcesses
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

struct PictureComparisonTests {
    private let fixture: PDFFixture

    init() throws { fixture = try PDFFixture() }

    private func preview(_ pix: borrowing ScannedPages.Pix) throws -> PicturePreview {
        try PicturePreview.make(of: pix, dpi: 96, path: "\(fixture.root)/preview")
    }

    /// What a call makes of a picture, which lives until the call has ended.
    private func changed(
        _ pix: borrowing ScannedPages.Pix, _ change: (ScannedPages.Pix.OpaquePix) -> ScannedPages.Pix.OpaquePix?
    ) throws -> ScannedPages.Pix {
        try made(change(pix.handle))
    }

    private func write(_ pix: borrowing ScannedPages.Pix) throws -> String {
        var pdf = SmallPDF(content: "q 298 0 0 421 0 0 cm /I0 Do Q")
        pdf.pictures = [try SheetPicture.group4(pix)]
        let path = "\(fixture.root)/page.pdf"
        try Data(pdf.bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test("MuPDF shows a page as it was read, at every depth and turn")
    func sameForAll() throws {
        for depth in [1, 8, 32] {
            let path = try write(try SheetPicture.draw(sign: 2))
            let read = try preview(try SheetPicture.draw(depth: depth, sign: 2))
            #expect(try PictureComparison().differingPages(in: path, from: [0: read]) == [], "\(depth) bits")
        }
        let turned = try changed(try SheetPicture.draw(sign: 2)) { pixRotateOrth($0, 1) }
        let read = try preview(turned).turned(by: .clockwise90)
        let path = try write(try SheetPicture.draw(sign: 2))
        #expect(try PictureComparison().differingPages(in: path, from: [0: read]) == [])
    }

    @Test("Another page, a negative, a mirrored one, one with a mark less: all are seen")
    func differences() throws {
        let path = try write(try SheetPicture.draw(sign: 2))
        let pages: [() throws -> ScannedPages.Pix] = [
            { try SheetPicture.draw(sign: 1) },
            { try changed(try SheetPicture.draw(sign: 2)) { pixInvert(nil, $0) } },
            { try changed(try SheetPicture.draw(sign: 2)) { pixFlipLR(nil, $0) } },
            { try changed(try SheetPicture.draw(sign: 2)) { pixRotate180(nil, $0) } },
        ]
        for (number, page) in pages.enumerated() {
            let read = try preview(try page())
            #expect(try PictureComparison().differingPages(in: path, from: [0: read]) == [0], "page \(number)")
        }
    }

    @Test("A page that is not there, a file that is none, a preview that is gone differ; a missing tool is a fault")
    func faults() throws {
        let path = try write(try SheetPicture.draw())
        let read = try preview(try SheetPicture.draw())
        #expect(try PictureComparison().differingPages(in: path, from: [3: read]) == [3])
        var gone = read
        gone.path += ".gone"
        #expect(try PictureComparison().differingPages(in: path, from: [0: gone]) == [0])
        let renderer = SecondRenderer(tool: ChildTool("no-such-program"))
        #expect(throws: ChildToolFault.self) {
            try PictureComparison(renderer: renderer).differingPages(in: path, from: [0: read])
        }
    }

    @Test("Means of squares", arguments: [8, 32])
    func means(_ depth: Int) throws {
        let pix = try made(pixCreate(35, 19, Int32(depth)))
        for y in 0..<19 {
            for x in 0..<35 {
                pixSetPixel(
                    pix.handle, Int32(x), Int32(y),
                    depth == 8 ? UInt32(x * 5) : UInt32(x * 5) << 16 | UInt32(y * 9) << 8)
            }
        }
        let means = SquareMeans(of: pix, side: 8)
        #expect(means.width == 4 && means.height == 2)
        // Columns 8 to 15: the mean of 40, 45 … 75.
        #expect(depth == 8 ? means.bytes[1] == 57 : Array(means.bytes[3..<6]) == [0, 57, 31])
    }
}
