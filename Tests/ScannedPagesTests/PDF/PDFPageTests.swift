import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

struct PDFPageTests {
    @Test(
        "A scan is taken out as stored and stands as a viewer shows it",
        arguments: [
            ("scan-jpeg", EmbeddableImage.Filter.dct, QuarterTurn.none), ("scan-g4", .ccittGroup4, .none),
            ("scan-flate-rgb", .flate, .none), ("scan-flate-1bit-inverted", .flate, .none),
            ("scan-rotate-90", .dct, .clockwise270), ("scan-rotate-180", .dct, .half),
            ("scan-rotate-270", .dct, .clockwise90), ("scan-upside-down-matrix", .dct, .half),
            ("scan-turned-matrix", .dct, .clockwise90), ("scan-userunit", .dct, .none), ("signed", .dct, .none),
            ("encrypted-empty-password", .dct, .none), ("ocr-layer-over", .dct, .none),
            ("ocr-layer-under", .dct, .none),
        ])
    func scansPassThrough(_ name: String, _ filter: EmbeddableImage.Filter, _ turn: QuarterTurn) throws {
        let fixture = try PDFFixture()
        let page = try fixture.page(name)
        #expect(page.size == [413, 585])
        #expect(page.dpi == 100)
        #expect(page.standsUpright)
        #expect(page.image.filter == filter)
        #expect(page.image.turn == turn)
        let stored = turn.exchangesSides ? [585, 413] : [413, 585]
        #expect([page.image.width, page.image.height] == stored)
        #expect(page.text == nil)
        let passed = try Data(contentsOf: URL(fileURLWithPath: page.image.path))
        let original = try Data(contentsOf: URL(fileURLWithPath: PDFFixture.path(name)))
        if name != "encrypted-empty-password" { #expect(original.range(of: passed) != nil, "not the stored bytes") }
        #expect(page.remarks.contains(.textLayerReplaced) == name.hasPrefix("ocr"))
        #expect(fixture.names.filter { $0 != "picture.preview" } == ["picture"], "temporary files are left")
    }

    @Test("Inks are passed on as they stand, with the dictionary's word on what they mean", arguments: [true, false])
    func inks(isInverted: Bool) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: PDFFixture.path("scan-cmyk")))
        if !isInverted, let word = bytes.range(of: Data("/Decode [1 0 1 0 1 0 1 0]".utf8)) {
            bytes.replaceSubrange(word, with: Data(repeating: 0x20, count: word.count))
        }
        let fixture = try PDFFixture()
        try Scans.withFile([UInt8](bytes)) { path in
            let page = ReadPage(
                try PDFFile.page(
                    path: path, index: 0, maxPixels: 50_000_000, drawingResolution: 150,
                    imagePath: fixture.root + "/picture"))
            #expect(page.size == [413, 585])
            #expect(page.standsUpright == isInverted)
            #expect(page.image.filter == .dct && page.image.colourSpace == .cmyk && page.image.preview != nil)
            #expect(page.image.isInverted == isInverted && page.image.profile == nil)
        }
    }

    @Test(
        "A scan with something to it that the picture alone does not show is drawn",
        arguments: [
            "scan-with-stroke", "scan-clipped", "scan-mirrored-matrix",
        ])
    func drawnScans(_ name: String) throws {
        let page = try PDFFixture().page(name)
        // At the least resolution for drawing, the scan's own 100 being less.
        #expect(page.dpi == 150)
        #expect(page.text == nil)
        #expect(page.isDark(0.1, 0.2))
        if name == "scan-with-stroke" { #expect(page.isDark(0.49, 1 - 50.3 / 421)) }
        #expect(page.isDark(0.8, 0.07) == (name != "scan-clipped"))
    }

    static let lines = [
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG LĨNH", "Số: /QĐ-UBND", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16",
        "tháng 6 năm 2025; xét đề nghị của công chức tư pháp", "Điều 1. Cho phép ông Trịnh Đức Khoát, thường trú tại",
        "thôn Ngọc Trì, được chuyển mục đích sử dụng đất ở", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký",
    ]

    @Test(
        "Text of a born-digital page is kept, NFC, in order, and lies on the drawn letters",
        arguments: [
            "text", "text-decomposed", "text-rotate-90", "mixed-annotated", "damaged-xref",
        ])
    func ownText(_ name: String) throws {
        let page = try PDFFixture().page(name)
        let text = try #require(page.text)
        let isAnnotated = name != "text" && !name.hasPrefix("text-")
        let expected = Self.lines.map { isAnnotated ? $0.replacing("Số: /", with: "Số: 173 /") : $0 }
        let found = text.lines.map(\.text).joined(separator: " ").unicodeScalars.map(\.value)
        #expect(found == expected.joined(separator: " ").unicodeScalars.map(\.value), "\(text.plain)")
        #expect(text.words.allSatisfy { $0.confidence == 100 })
        #expect(page.remarks == [])
        for word in text.words where word.text.count > 2 {
            #expect(page.inkShare(word.box) > 0.08, "no letters under \(word)")
        }
    }

    @Test("The scanned page of a mixed file is a scan")
    func mixedScan() throws {
        let page = try PDFFixture().page("mixed-annotated", index: 1)
        #expect(page.image.filter == .dct && page.text == nil && page.size == [413, 585])
    }

    @Test("Text that cannot be believed is told from sound text", arguments: ["text-tcvn3", "text-private-use"])
    func brokenText(_ name: String) throws {
        #expect(try !PDFFixture().page(name).isTextSound)
        #expect(try PDFFixture().page("text").isTextSound)
    }

    @Test("A page outside the file, a place that cannot be written, too many pixels")
    func refusals() throws {
        let fixture = try PDFFixture()
        #expect(throws: FileFault.self) { _ = try fixture.page("scan-jpeg", index: 1) }
        #expect(throws: FileFault.self) { _ = try fixture.page("scan-jpeg", index: -1) }
        let unwritable = #expect(throws: FileFault.self) {
            _ = try PDFFile.page(
                path: PDFFixture.path("scan-jpeg"), index: 0, maxPixels: 50_000_000, drawingResolution: 150,
                imagePath: fixture.root + "/no/such/folder")
        }
        #expect(unwritable?.code == .unreadableFile)
        let large = #expect(throws: FileFault.self) {
            _ = try PDFFile.page(
                path: PDFFixture.path("text"), index: 0, maxPixels: 10_000, drawingResolution: 150,
                imagePath: fixture.root + "/picture")
        }
        #expect(large?.code == .tooLarge)
    }
}
