import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("PDF pages whose data is damaged in a sound file")
struct DamagedDataTests {
    /// Overwrites bytes in the middle of the stream that follows `marker`; the file's structure stays sound.
    private func code(_ name: String, streamAfter marker: String, replace: (inout Data) -> Void) throws -> IssueCode? {
        let fixture = try PDFFixture()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: PDFFixture.path(name)))
        let entry = try #require(bytes.range(of: Data(marker.utf8)))
        let start = try #require(bytes.range(of: Data("stream\n".utf8), in: entry.upperBound..<bytes.endIndex))
            .upperBound
        let end = try #require(bytes.range(of: Data("endstream".utf8), in: start..<bytes.endIndex)).lowerBound
        var stream = Data(bytes[start..<end])
        let length = stream.count
        replace(&stream)
        #expect(stream.count == length)
        bytes.replaceSubrange(start..<end, with: stream)
        let path = fixture.root + "/damaged.pdf"
        try bytes.write(to: URL(fileURLWithPath: path))
        do throws(FileFault) {
            _ = try PDFFile.page(
                path: path, index: 0, maxPixels: 50_000_000, drawingResolution: 150,
                imagePath: fixture.root + "/picture")
            return nil
        } catch { return error.code }
    }

    @Test("A damaged JPEG on a page that must be drawn is noticed")
    func damagedJPEG() throws {
        #expect(try code("ocr-layer-over", streamAfter: "/DCTDecode") { _ in } == nil)
        for name in ["scan-jpeg", "scan-clipped", "scan-cmyk"] {
            let code = try code(name, streamAfter: "/DCTDecode") { stream in
                let half = stream.count / 2
                stream.replaceSubrange(half..., with: Data(count: stream.count - half))
            }
            #expect(code == .corruptPDF, "\(name)")
        }
    }

    @Test(
        "A page is never delivered in part",
        arguments: [
            ("scan-g4", "/CCITTFaxDecode"), ("scan-flate-rgb", "/DeviceRGB"), ("scan-with-stroke", "<<  /Filter"),
        ])
    func damaged(name: String, marker: String) throws {
        #expect(try code(name, streamAfter: marker) { _ in } == nil)
        let code = try code(name, streamAfter: marker) { stream in
            let third = stream.count / 3
            stream.replaceSubrange(third..<(2 * third), with: (0..<third).map { UInt8(($0 * 37 + 91) % 251) })
        }
        #expect(code == .corruptPDF)
    }
}
