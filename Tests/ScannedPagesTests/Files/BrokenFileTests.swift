import DocumentModel
import TestSupport
import Testing

@testable import ScannedPages

@Suite("Broken and hostile picture files")
struct BrokenFileTests {
    private func code(of bytes: [UInt8], maxPixels: Int = Scans.maxPixels) throws -> IssueCode? {
        try Scans.withFile(bytes) { path in
            do throws(FileFault) {
                _ = try RasterFile.inspect(path: path, maxPixels: maxPixels)
                return nil
            } catch { return error.code }
        }
    }

    @Test("Content decides what a file is")
    func content() throws {
        #expect(try code(of: []) == .emptyFile)
        #expect(try code(of: Array("Kính gửi".utf8)) == .notAnImage)
        #expect(try code(of: Array("%PDF-1.4".utf8)) == .notAnImage)
        #expect(throws: FileFault.self) { try RasterFile.inspect(path: "/nonexistent", maxPixels: 1) }
    }

    @Test("A cut file is truncated, wherever it is cut", arguments: ["g4.tif", "colour.jpg", "colour.png", "jpeg.tif"])
    func cut(name: String) throws {
        let whole = try Scans.bytes(name)
        for share in [0.1, 0.4, 0.7, 0.95] {
            let bytes = Array(whole.prefix(max(12, Int(Double(whole.count) * share))))
            #expect(try code(of: bytes) == .truncatedImage, "\(name) cut at \(share)")
        }
    }

    @Test(
        "A file cut within its signature is told from foreign content",
        arguments: ["g4.tif", "colour.jpg", "colour.png"])
    func cutSignature(name: String) throws {
        for length in 1...2 {
            #expect(try code(of: Array(Scans.bytes(name).prefix(length))) == .truncatedImage, "\(name), \(length)")
        }
        #expect(try code(of: Array("%PD".utf8)) == .corruptPDF)
        #expect(try code(of: Array("MMX".utf8)) == .notAnImage)
    }

    @Test("The pixel count is judged from the header")
    func size() throws {
        #expect(try code(of: Scans.bytes("gray.png"), maxPixels: 64 * 48 - 1) == .tooLarge)
        #expect(try code(of: Scans.bytes("gray.png"), maxPixels: 64 * 48) == nil)
        // Bits take less room.
        #expect(try code(of: Scans.bytes("g4.tif"), maxPixels: 64 * 48 / 3 - 1) == .tooLarge)
        #expect(try code(of: Scans.bytes("g4.tif"), maxPixels: 64 * 48 / 3) == nil)
        let tiny: [(Int, UInt16)] = [(256, 1), (257, 1), (273, 8), (279, 1)]
        #expect(try code(of: Self.tiff([tiny])) == .tooSmall)
        #expect(try code(of: Self.tiff([[(256, 30000), (257, 30000), (273, 8), (279, 1)]])) == .tooLarge)
    }

    @Test("Pages none of which can be read are as many pages all the same")
    func allBroken() throws {
        let tiny: [(Int, UInt16)] = [(256, 1), (257, 1), (273, 8), (279, 1)]
        try Scans.withFile(Self.tiff([tiny, tiny])) { path in
            let inspection = try RasterFile.inspect(path: path, maxPixels: Scans.maxPixels)
            #expect(inspection.pages.isEmpty && inspection.faults.map(\.code) == [.tooSmall, .tooSmall])
            #expect(inspection.faults.map(\.pageIndex) == [0, 1])
        }
    }

    @Test("Samples that libtiff cannot show are named, and not called damaged")
    func otherSamples() throws {
        let page: [(Int, UInt16)] = [
            (256, 20), (257, 20), (258, 32), (259, 1), (262, 1), (273, 8), (277, 1), (278, 20), (279, 1600), (339, 3),
        ]
        try Scans.withFile(Self.tiff([page]) + Array(repeating: 0, count: 1600)) { path in
            let fault = #expect(throws: FileFault.self) {
                _ = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            }
            #expect(fault?.code == .unsupportedFormat && fault?.detail.hasPrefix("TIFF: ") == true)
        }
    }

    @Test(
        "Rarer pictures that are cut are damaged, never shown in part",
        arguments: ["sheet.heic", "sheet.avif", "sheet.bmp", "sheet.gif", "lossy.webp", "lossless.jp2", "lossy.j2k"])
    func cutRarePicture(name: String) throws {
        let whole = try Scans.bytes(name)
        for share in [0.5, 0.8, 0.95] {
            let bytes = Array(whole.prefix(Int(Double(whole.count) * share)))
            try Scans.withFile(bytes) { path in
                let fault = #expect(throws: FileFault.self, "\(name) cut at \(share)") {
                    let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
                    Issue.record("\(page.pix.width) pixels across")
                }
                #expect(fault?.code == .truncatedImage)
            }
        }
    }

    @Test(
        "Files that are no pages are named for what they are",
        arguments: [
            ("PK\u{3}\u{4}    word/document.xml", "Word document"), ("{\\rtf1", "RTF"), ("AT&TFORM", "DjVu"),
            ("AC1032", "AutoCAD"), ("<!DOCTYPE html>", "HTML"), ("    ftypmp42", "film"),
        ])
    func foreign(content: String, name: String) throws {
        try Scans.withFile(Array(content.utf8)) { path in
            let fault = #expect(throws: FileFault.self) { try RasterFile.inspect(path: path, maxPixels: 1 << 20) }
            #expect(fault?.code == .unsupportedFormat)
            #expect(fault?.detail.contains(name) == true)
        }
        var lossless = try Scans.bytes("colour.jpg")
        let frame = try #require(lossless.indices.dropLast().first { lossless[$0] == 0xFF && lossless[$0 + 1] == 0xC0 })
        lossless[frame + 1] = 0xC3
        #expect(try code(of: lossless) == .unsupportedFormat)
    }

    @Test("Pages called reduced are pages unless they are small copies of the page before")
    func reducedPages() throws {
        let page: [(Int, UInt16)] = [(256, 640), (257, 480), (273, 8), (279, 4)]
        let called: [(Int, UInt16)] = [(254, 1)] + page
        let small: [(Int, UInt16)] = [(254, 1), (256, 80), (257, 60), (273, 8), (279, 4)]
        let other: [(Int, UInt16)] = [(254, 1), (256, 60), (257, 200), (273, 8), (279, 4)]
        let cases: [([[(Int, UInt16)]], [Int], [Int])] = [
            ([page, called, called], [0, 1, 2], []), ([called, called], [0, 1], []), ([page, small], [0], [1]),
            ([called, small, called, small], [0, 2], [1, 3]), ([page, other], [0, 1], []), ([small], [0], []),
        ]
        for (pages, kept, thumbnails) in cases {
            let inspection = try Scans.withFile(Self.tiff(pages)) {
                try RasterFile.inspect(path: $0, maxPixels: Scans.maxPixels)
            }
            #expect(inspection.pages.map(\.index) == kept)
            #expect(inspection.notes.map(\.pageIndex) == thumbnails)
            #expect(inspection.notes.allSatisfy { $0.code == .thumbnail })
        }
    }

    @Test("Pages before a cut are kept")
    func pagesBeforeCut() throws {
        let page: [(Int, UInt16)] = [(256, 64), (257, 48), (273, 8), (279, 4)]
        var bytes = Self.tiff([page, page, page])
        bytes.removeLast(20)
        let inspection = try Scans.withFile(bytes) { try RasterFile.inspect(path: $0, maxPixels: Scans.maxPixels) }
        #expect(inspection.pages.map(\.index) == [0, 1])
        #expect(inspection.faults.map(\.code) == [.truncatedImage])
        #expect(inspection.faults.first?.pageIndex == 2)
    }

    @Test("A chain of directories that bites its tail ends")
    func loop() throws {
        let page: [(Int, UInt16)] = [(256, 64), (257, 48), (273, 8), (279, 4)]
        var bytes = Self.tiff([page])
        bytes[bytes.count - 4] = 8
        let inspection = try Scans.withFile(bytes) { try RasterFile.inspect(path: $0, maxPixels: Scans.maxPixels) }
        #expect(inspection.pages.count == 1)
        #expect(inspection.faults.map(\.code) == [.truncatedImage])
    }

    @Test("Thousands of pages are found")
    func manyPages() throws {
        let page: [(Int, UInt16)] = [(256, 64), (257, 48), (273, 8), (279, 4)]
        let bytes = Self.tiff(Array(repeating: page, count: 5000))
        let inspection = try Scans.withFile(bytes) { try RasterFile.inspect(path: $0, maxPixels: Scans.maxPixels) }
        #expect(inspection.pages.count == 5000)
    }

    @Test("Damaged bytes give a page or a fault, never a crash", arguments: Scans.names)
    func mutations(name: String) throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let good = try Scans.bytes(name)
        for round in 0..<40 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 4..<bytes.count, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            if round % 4 == 0 { bytes.removeLast(Int.random(in: 0..<(bytes.count / 2), using: &random)) }
            try Scans.withFile(bytes) { path in
                do throws(FileFault) {
                    let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: 1 << 20)
                    let pixels = page.pix.width * page.pix.height
                    #expect(pixels <= 1 << 22, "seed \(seed), round \(round)")
                } catch {
                    #expect(!error.detail.isEmpty, "seed \(seed), round \(round)")
                }
            }
        }
    }

    /// A little-endian TIFF of directories with short values only and no picture data of sense.
    private static func tiff(_ pages: [[(Int, UInt16)]]) -> [UInt8] {
        var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
        for (number, fields) in pages.enumerated() {
            bytes += little(fields.count, 2)
            for (tag, value) in fields { bytes += little(tag, 2) + little(3, 2) + little(1, 4) + little(Int(value), 4) }
            bytes += little(number == pages.count - 1 ? 0 : bytes.count + 4, 4)
        }
        return bytes
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
