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
        #expect(try code(of: Scans.bytes("g4.tif"), maxPixels: 64 * 48 - 1) == .tooLarge)
        #expect(try code(of: Scans.bytes("g4.tif"), maxPixels: 64 * 48) == nil)
        let tiny: [(Int, UInt16)] = [(256, 1), (257, 1), (273, 8), (279, 1)]
        #expect(try code(of: Self.tiff([tiny])) == .tooSmall)
        #expect(try code(of: Self.tiff([[(256, 30000), (257, 30000), (273, 8), (279, 1)]])) == .tooLarge)
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
