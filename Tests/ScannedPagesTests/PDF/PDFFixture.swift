import CLeptonica
import DocumentModel
import Foundation

@testable import ScannedPages

/// The PDFs in Tests/Fixtures/PDF, and a place for what is taken out of them.
final class PDFFixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/PDF").path

    static func path(_ name: String) -> String { "\(folder)/\(name).pdf" }

    let root = NSTemporaryDirectory() + "/sohoa-pdf-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted() }

    /// Inspects with limits that fit pages of A5.
    static func inspect(_ name: String) throws(FileFault) -> FileInspection {
        try PDFFile.inspect(path: path(name), maxPixels: 50_000_000, drawingResolution: 150)
    }

    /// Reads a page of a fixture.
    func page(_ name: String, index: Int = 0, maxPixels: Int = 50_000_000) throws(FileFault) -> ReadPage {
        ReadPage(
            try PDFFile.page(
                path: Self.path(name), index: index, maxPixels: maxPixels, drawingResolution: 150,
                imagePath: "\(root)/picture"))
    }
}

/// A page with its facts as copyable values, which expectations need.
final class ReadPage {
    private let page: PDFPage

    init(_ page: consuming PDFPage) { self.page = page }

    var size: [Int] { [page.decoded.pix.width, page.decoded.pix.height] }
    var dpi: Int { page.decoded.dpi }
    var image: EmbeddableImage { page.image }
    var text: PageText? { page.embeddedText }
    var isTextSound: Bool { page.isTextSound }
    var remarks: [PageRemark] { page.remarks }
    var mayBeIncomplete: Bool { page.mayBeIncomplete }
    var isDrawing: Bool { page.isDrawing }

    /// Points with ink, of a grid of 60 by 60.
    var darkCount: Int {
        (0..<3600).count { isDark((Double($0 % 60) + 0.5) / 60, (Double($0 / 60) + 0.5) / 60) }
    }

    /// The bar along the top and the block at the left of the drawn scan.
    var standsUpright: Bool {
        isDark(0.1, 0.07) && isDark(0.9, 0.07) && isDark(0.1, 0.25) && !isDark(0.9, 0.25) && !isDark(0.1, 0.9)
            && !isDark(0.9, 0.9)
    }

    /// Whether there is ink at a point given as shares of width and height.
    func isDark(_ x: Double, _ y: Double) -> Bool {
        var value: UInt32 = 0
        let pix = page.decoded.pix.handle
        pixGetPixel(pix, Int32(x * Double(size[0])), Int32(y * Double(size[1])), &value)
        switch pixGetDepth(pix) {
        case 1: return value == 1
        case 8: return value < 128
        default: return value >> 24 < 128
        }
    }

    /// Share of dark pixels in a box.
    func inkShare(_ box: PixelBox) -> Double {
        var dark = 0
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX
            where isDark((Double(x) + 0.5) / Double(size[0]), (Double(y) + 0.5) / Double(size[1])) {
                dark += 1
            }
        }
        return Double(dark) / Double(max(1, box.width * box.height))
    }
}
