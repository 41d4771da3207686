import ChildProcesses
import DocumentModel
import Foundation
import ScannedPages
import Testing

@testable import DocumentAssembly

struct PDFAssemblerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func page(
        _ form: SamplePicture.Form, turn: QuarterTurn = .none, skew: Double = 0, lines: [String] = SampleText.lines
    ) throws -> AssemblyPage {
        AssemblyPage(
            image: try SamplePicture.make(form, turn: turn, folder: folder), width: 620, height: 877, dpi: 75,
            skew: skew, text: SampleText.page(lines, width: 620, height: 877, skew: skew))
    }

    private func assemble(_ pages: [AssemblyPage], as name: String) throws -> String {
        let path = folder.path(name)
        let size = try PDFAssembler().assemble(pages: pages, metadata: SampleText.metadata, to: path)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == size)
        return path
    }

    @Test("Preflight takes every form of picture, every turn, skew, odd text and many pages")
    func isPDFA() throws {
        let odd = ["🏛 中文 e\u{301} \u{FFFD} a\u{1}b \u{200B} Ω→", "x"]
        var documents: [(name: String, pages: [AssemblyPage])] = try SamplePicture.Form.allCases.map {
            ($0.rawValue, [try page($0)])
        }
        documents += try QuarterTurn.allCases.map { ("turn\($0.rawValue)", [try page(.grayJPEG, turn: $0)]) }
        documents += try [-7.5, -1.3, 2].map { ("skew\($0)", [try page(.group4, skew: $0)]) }
        documents.append(("layers", [try layered()]))
        var cmyk = try page(.grayJPEG)
        (cmyk.image.filter, cmyk.image.colourSpace) = (.flate, .cmyk)
        try use(SampleInks.data, for: &cmyk.image, as: "inks")
        (cmyk.image.width, cmyk.image.height) = (SampleInks.width, SampleInks.height)
        documents.append(("cmyk", [cmyk]))
        var palette = try page(.flateGray)
        palette.image.palette = (0..<256).flatMap { [UInt8($0), UInt8($0), 255] }
        documents.append(("palette", [palette]))
        documents.append(("empty", [try page(.group4, lines: [])]))
        documents.append(("odd", [try page(.group4, lines: odd)]))
        documents.append(("many", Array(repeating: try page(.group4), count: 502)))
        let paths = try documents.map { try assemble($0.pages, as: "\($0.name).pdf") }
        for (document, path) in zip(documents, paths) {
            let differing = try PDFTextCheck().differingPages(in: path, from: document.pages.map(\.text))
            #expect(differing == [], "\(document.name)")
        }
        try #require(Preflight.isInstalled, "install libpdfbox2-java libactivation-java libjaxb-api-java")
        #expect(try Preflight.faults(in: paths, folder: folder) == [:])
    }

    @Test("The picture stands upright and with the right polarity, whatever its form and turn")
    func pictureIsUpright() throws {
        let reference = try darkness(of: try assemble([try page(.grayJPEG)], as: "reference.pdf"))
        #expect(reference.contains { $0 > 150 } && reference.contains { $0 < 50 })
        for form in SamplePicture.Form.allCases {
            // Drawn as if its colours were the other way round, so that the flag turns it into a negative.
            let expected = form == .group4Inverted ? reference.map { 255 - $0 } : reference
            let found = try darkness(of: try assemble([try page(form)], as: "form.pdf"))
            #expect(closeEnough(found, expected), "\(form)")
        }
        for turn in QuarterTurn.allCases {
            let found = try darkness(of: try assemble([try page(.grayJPEG, turn: turn)], as: "turn.pdf"))
            #expect(closeEnough(found, reference), "\(turn)")
        }
    }

    /// A strip above, a stencil below, each half a page.
    private func layered() throws -> AssemblyPage {
        var page = try page(.group4)
        let (strip, stencil) = (page.image, try SamplePicture.make(.group4, folder: folder))
        page.image.layers = [
            PictureLayer(image: strip, matrix: [1, 0, 0, 0.5, 0, 0.5]),
            PictureLayer(image: stencil, matrix: [1, 0, 0, 0.5, 0, 0], ink: [0, 0, 200]),
        ]
        return page
    }

    private func use(_ data: [UInt8], for image: inout EmbeddableImage, as name: String) throws {
        let packed = try #require(Deflate.compress(data))
        image.path = folder.path("\(name).bin")
        try Data(packed).write(to: URL(fileURLWithPath: image.path))
        (image.offset, image.length) = (0, packed.count)
    }

    @Test("Layers lie where they should, a stencil lets through what is under it")
    func layersLieRight() throws {
        let whole = try darkness(of: try assemble([try page(.group4)], as: "whole.pdf"))
        let found = try darkness(of: try assemble([try layered()], as: "layers.pdf"))
        // Cells of a column in the middle: both halves show the page's bars, the lower ones blue and so less dark.
        let column = { (cells: [Int]) in (0..<43).map { cells[$0 * 31 + 15] } }
        let (upper, lower) = (column(found).prefix(21), column(found).suffix(21))
        let (above, below, all) = (upper.reduce(0, +), lower.reduce(0, +), column(whole).reduce(0, +))
        #expect(abs(above * 2 - all) < all / 4)
        #expect(below > all / 8 && below < above)
        // Turned, the strip lies below.
        var turned = try layered()
        turned.image.turn = .half
        let other = column(try darkness(of: try assemble([turned], as: "turned.pdf")))
        let (first, second) = (other.prefix(21).reduce(0, +), other.suffix(21).reduce(0, +))
        #expect(second > first)
    }

    @Test("CMYK is shown as its formula says, by the profile that the document brings along")
    func cmykIsShown() throws {
        var page = try page(.grayJPEG, lines: [])
        (page.image.filter, page.image.colourSpace) = (.flate, .cmyk)
        try use(SampleInks.data, for: &page.image, as: "inks")
        (page.image.width, page.image.height) = (SampleInks.width, SampleInks.height)
        let path = try assemble([page], as: "cmyk.pdf")
        let bytes = try ChildTool("pdftoppm").run(
            ["-r", "9", "-scale-to-x", "\(SampleInks.width)", "-scale-to-y", "\(SampleInks.height)", path], seconds: 20,
            outputLimit: 1 << 20)
        let pixels = Array(bytes.suffix(SampleInks.width * SampleInks.height * 3))
        for (index, expected) in SampleInks.colours.enumerated() {
            let place = (SampleInks.height / 2 * SampleInks.width + index * SampleInks.patch + SampleInks.patch / 2) * 3
            let found = pixels[place..<(place + 3)].map(Int.init)
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 12 }, "patch \(index): \(found), not \(expected)")
        }
    }

    @Test("Same input, same bytes; other input, other identifier")
    func isDeterministic() throws {
        let first = try Data(contentsOf: URL(fileURLWithPath: assemble([try page(.grayJPEG)], as: "a.pdf")))
        let second = try Data(contentsOf: URL(fileURLWithPath: assemble([try page(.grayJPEG)], as: "b.pdf")))
        let third = try Data(contentsOf: URL(fileURLWithPath: assemble([try page(.group4)], as: "c.pdf")))
        #expect(first == second)
        let identifier = { (data: Data) in
            String(decoding: data.suffix(200), as: UTF8.self).components(separatedBy: "/ID [<").last?.prefix(32)
        }
        #expect(identifier(first)?.count == 32)
        #expect(identifier(first) != identifier(third))
    }

    @Test("Metadata reads back: accents, XML characters, dates in Vietnamese time; nothing about persons")
    func metadata() throws {
        let path = try assemble([try page(.group4)], as: "meta.pdf")
        let info = String(
            decoding: try ChildTool("pdfinfo").run(["-rawdates", path], seconds: 20, outputLimit: 1 << 16),
            as: UTF8.self)
        #expect(info.contains("Giấy khai sinh & <bản sao> \"số 1\" – Đặng Thị Ưởng 🏛\n"))
        #expect(info.contains("D:20261122052640+07'00'"))
        #expect(info.contains("595.2 x 841.92 pts"))
        let packet = String(
            decoding: try ChildTool("pdfinfo").run(["-meta", path], seconds: 20, outputLimit: 1 << 16), as: UTF8.self)
        for wanted in [
            "<xmp:CreateDate>2026-11-22T05:26:40+07:00", "bản sao&gt; \"số 1\" – Đặng Thị Ưởng 🏛",
            "<sohoa:documentNumber>12/QĐ-UBND<", "<sohoa:issuedDate>2026-11-02<",
            "<sohoa:abstract>V/v &lt;trích yếu&gt;<", "<sohoa:caseCode>000.00.16.H40-261118-0042<",
            "<pdfaid:part>1<",
        ] {
            #expect(packet.contains(wanted), "\(wanted)")
        }
        #expect(!packet.contains("000053374336"))
    }

    @Test("What cannot be assembled is refused and leaves nothing behind")
    func refusals() throws {
        var palette = try page(.flateGray)
        palette.image.palette = Array(repeating: 0, count: 769)
        var colourStencil = try layered()
        colourStencil.image.layers?[1].image = try SamplePicture.make(.colourJPEG, folder: folder)
        var missing = try page(.grayJPEG)
        missing.image.path = folder.path("nowhere.jpg")
        var short = try page(.grayJPEG)
        short.image.length += 1
        var flat = try page(.grayJPEG)
        flat.height = 0
        var deep = try page(.flateGray)
        deep.image.bitsPerComponent = 16
        let before = folder.names
        let cases: [(pages: [AssemblyPage], code: String)] = [
            ([], "assembly_no_pages"), ([palette], "assembly_unsupported_image"),
            ([colourStencil], "assembly_unsupported_image"), ([missing], "assembly_missing_image"),
            ([try page(.group4), short], "assembly_missing_image"), ([flat], "assembly_bad_geometry"),
            ([deep], "assembly_unsupported_image"),
        ]
        for (pages, code) in cases {
            let fault = #expect(throws: AssemblyFault.self) {
                try PDFAssembler().assemble(
                    pages: pages, metadata: SampleText.metadata, to: folder.path("refused.pdf"))
            }
            #expect(fault?.code == code)
        }
        #expect(throws: AssemblyFault.cannotWrite(errno: ENOENT)) {
            try PDFAssembler().assemble(
                pages: [try page(.group4)], metadata: SampleText.metadata, to: folder.path("no/such/folder.pdf"))
        }
        #expect(folder.names.filter { !before.contains($0) && !$0.hasSuffix(".bin") } == [])
    }

    /// Mean darkness of each cell of a coarse grid over the first page, as poppler draws it.
    private func darkness(of path: String) throws -> [Int] {
        let bytes = try ChildTool("pdftoppm").run(
            ["-r", "75", "-gray", "-singlefile", path], seconds: 20, outputLimit: 1 << 22)
        let pixels = bytes.suffix(620 * 877)
        try #require(pixels.count == 620 * 877)
        var sums = [Int](repeating: 0, count: 31 * 43)
        for (index, pixel) in pixels.enumerated() {
            let (x, y) = (index % 620 / 20, index / 620 / 20)
            if y < 43 { sums[y * 31 + x] += 255 - Int(pixel) }
        }
        return sums.map { $0 / 400 }
    }

    private func closeEnough(_ a: [Int], _ b: [Int]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) < 16 } }
}

/// Patches of inks, four bytes a pixel.
private enum SampleInks {
    static let patch = 16
    static let height = 16
    static var width: Int { patch * inks.count }

    private static let inks: [[Int]] = [
        [0, 0, 0, 0], [255, 0, 0, 0], [0, 255, 0, 0], [0, 0, 255, 0], [0, 0, 0, 255], [0, 0, 0, 128],
        [128, 64, 0, 64], [255, 255, 0, 0],
    ]

    static var data: [UInt8] {
        (0..<height).flatMap { _ in inks.flatMap { ink in (0..<patch).flatMap { _ in ink.map { UInt8($0) } } } }
    }

    /// What is left of red, green and blue.
    static var colours: [[Int]] {
        inks.map { ink in (0..<3).map { (255 - ink[$0]) * (255 - ink[3]) / 255 } }
    }
}
