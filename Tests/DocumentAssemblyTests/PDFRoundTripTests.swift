import ChildProcesses
import DocumentModel
import Foundation
import ScannedPages
import Testing

@testable import DocumentAssembly

/// PDF in, PDF/A out: what a viewer shows stays the same.
struct PDFRoundTripTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/PDF").path

    private static let names = [
        "scan-jpeg", "scan-g4", "scan-flate-rgb", "scan-flate-1bit-inverted", "scan-palette", "scan-cmyk",
        "scan-rotate-90", "scan-rotate-180", "scan-rotate-270", "scan-upside-down-matrix", "scan-turned-matrix",
        "scan-mirrored-matrix", "scan-with-stroke", "scan-clipped", "text", "text-rotate-90", "mixed-annotated",
    ]

    @Test("Pages look as before, keep their text, and are PDF/A-1b")
    func looksTheSame() throws {
        var paths: [String] = []
        for name in Self.names {
            let source = "\(Self.fixtures)/\(name).pdf"
            let page = try PDFFile.page(
                path: source, index: 0, maxPixels: 50_000_000, drawingResolution: 150,
                imagePath: folder.path("\(name).image"))
            let pix = (width: page.decoded.pix.width, height: page.decoded.pix.height)
            let assembled = AssemblyPage(
                image: page.image, width: pix.width, height: pix.height, dpi: page.decoded.dpi, skew: 0,
                text: page.embeddedText ?? PageText())
            let path = folder.path("\(name).pdf")
            _ = try PDFAssembler().assemble(pages: [assembled], metadata: SampleText.metadata, to: path)
            #expect(try PDFTextCheck().differingPages(in: path, from: [assembled.text]) == [], "\(name)")
            let (before, after) = (try tones(of: source), try tones(of: path))
            let difference = zip(before, after).map { abs($0 - $1) }.max() ?? 255
            // Poppler makes gray of CMYK in another way than of RGB: 42.
            #expect(difference < 48, "\(name) differs by \(difference)")
            #expect((before.min() ?? 255) < 230, "\(name) shows nothing")
            paths.append(path)
        }
        try #require(Preflight.isInstalled, "install libpdfbox2-java libactivation-java libjaxb-api-java")
        #expect(try Preflight.faults(in: paths, folder: folder) == [:])
    }

    /// Mean tone of each cell of a grid over the page as poppler draws it.
    private func tones(of path: String) throws -> [Int] {
        let bytes = try ChildTool("pdftoppm").run(
            ["-cropbox", "-gray", "-r", "60", "-singlefile", path], seconds: 20, outputLimit: 1 << 20)
        // "P5\nwidth height\n255\n", then the pixels.
        let header = bytes.prefix(24).split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).prefix(3)
        let sides = header.dropFirst().compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        try #require(sides.count == 2)
        let pixels = Array(bytes.suffix(sides[0] * sides[1]))
        var cells = [(sum: Int, count: Int)](repeating: (0, 0), count: 12 * 16)
        for (index, pixel) in pixels.enumerated() {
            let cell = index / sides[0] * 16 / sides[1] * 12 + index % sides[0] * 12 / sides[0]
            cells[cell].sum += Int(pixel)
            cells[cell].count += 1
        }
        return cells.map { $0.sum / max(1, $0.count) }
    }
}
