import Foundation
import Testing

@testable import DigitizationPipeline

@Suite("Files that are not whole yet")
struct FileEndingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var whole: [UInt8]
        var signature: FileSignature
        /// Where a writer may have stopped.
        var cut: Int
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func number(_ value: Int, _ width: Int, big: Bool) -> [UInt8] {
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return big ? bytes.reversed() : bytes
    }

    /// A TIFF of pages with one strip of 100 bytes each: header, strips, then directories, as libtiff writes them; or
    /// the directory first.
    private static func tiff(pages: Int, big: Bool = false, isBigTIFF: Bool = false, directoryFirst: Bool = false)
        -> [UInt8]
    {
        let (offset, count, entry) = isBigTIFF ? (8, 8, 20) : (4, 2, 12)
        func field(_ tag: Int, _ value: Int) -> [UInt8] {
            number(tag, 2, big: big) + number(isBigTIFF ? 16 : 4, 2, big: big) + number(1, isBigTIFF ? 8 : 4, big: big)
                + number(value, offset, big: big)
        }
        let header = isBigTIFF ? 16 : 8
        let (strip, size) = (100, count + 3 * entry + offset)
        let strips = directoryFirst ? header + size * pages : header
        let directories = directoryFirst ? header : header + strip * pages
        var bytes: [UInt8] = big ? [0x4D, 0x4D] : [0x49, 0x49]
        bytes += number(isBigTIFF ? 43 : 42, 2, big: big)
        if isBigTIFF { bytes += number(8, 2, big: big) + number(0, 2, big: big) }
        bytes += number(directories, offset, big: big)
        let data = [UInt8](repeating: 7, count: strip * pages)
        var rest: [UInt8] = []
        for page in 0..<pages {
            let next = page + 1 < pages ? directories + size * (page + 1) : 0
            rest += number(3, count, big: big) + field(256, 10) + field(273, strips + strip * page) + field(279, strip)
            rest += number(next, offset, big: big)
        }
        return bytes + (directoryFirst ? rest + data : data + rest)
    }

    static let samples: [Sample] = {
        let noise = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31 % 200) }
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return [
            Sample(
                testDescription: "PDF", whole: text("%PDF-1.4\n") + noise + text("\nstartxref\n9\n%%EOF\n"),
                signature: .pdf, cut: 3_000),
            Sample(
                testDescription: "PDF behind other bytes", whole: text("junk\n%PDF-1.7\n") + noise + text("%%EOF"),
                signature: .pdf, cut: 3_000),
            Sample(
                testDescription: "JPEG", whole: [0xFF, 0xD8, 0xFF, 0xE0] + noise + [0xFF, 0xD9], signature: .jpeg,
                cut: 4_000),
            Sample(
                testDescription: "JPEG with bytes behind",
                whole: [0xFF, 0xD8, 0xFF, 0xE1] + noise + [0xFF, 0xD9] + [UInt8](repeating: 0, count: 9_000),
                signature: .jpeg, cut: 4_000),
            Sample(
                testDescription: "PNG", whole: png + noise + text("IEND") + [0xAE, 0x42, 0x60, 0x82], signature: .png,
                cut: 4_000),
            Sample(testDescription: "TIFF", whole: tiff(pages: 2), signature: .tiff, cut: 230),
            Sample(testDescription: "TIFF, Motorola", whole: tiff(pages: 2, big: true), signature: .tiff, cut: 150),
            Sample(testDescription: "BigTIFF", whole: tiff(pages: 3, isBigTIFF: true), signature: .tiff, cut: 330),
            Sample(
                testDescription: "TIFF, directory first", whole: tiff(pages: 2, directoryFirst: true), signature: .tiff,
                cut: 200),
            Sample(
                testDescription: "ZIP",
                whole: [0x50, 0x4B, 3, 4] + noise + [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18),
                signature: .zip, cut: 4_000),
            Sample(testDescription: "GIF", whole: text("GIF89a") + noise + [0, 0x3B], signature: .gif, cut: 4_001),
        ]
    }()

    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "sohoa-end-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("A whole file has its end, and one that its writer has not finished lacks it", arguments: samples)
    func endings(_ sample: Sample) throws {
        try withFile(sample.whole) { #expect(!FileEnding.isMissing($0)) }
        try withFile(Array(sample.whole.prefix(sample.cut))) { #expect(FileEnding.isMissing($0)) }
        #expect(FileSignature(Array(sample.whole.prefix(FileSignature.length))) == sample.signature)
    }

    @Test("A TIFF whose header points nowhere yet is not whole")
    func unwrittenHeader() throws {
        try withFile([0x49, 0x49, 0x2A, 0, 0, 0, 0, 0] + [UInt8](repeating: 1, count: 400)) {
            #expect(FileEnding.isMissing($0))
        }
    }

    @Test(
        "What is no known kind of file has no end that could be missing, and is no page",
        arguments: ["", "x", "BM, die Post", "ghi chú", "{\"a\": 1}", "\u{0}\u{5}\u{16}\u{7}Mac OS X"])
    func others(_ content: String) throws {
        #expect(FileSignature(Array(content.utf8)) == nil)
        try withFile(Array(content.utf8)) { #expect(!FileEnding.isMissing($0)) }
    }
}
