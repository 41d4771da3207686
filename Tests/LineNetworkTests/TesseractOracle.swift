import CTesseract
import Foundation
import LineNetwork
import Testing

/// Tesseract's own reading of the pictures of lines, and the pictures as this program's network takes them.
final class TesseractOracle {
    struct Word {
        var text: String
        var confidence: Double
    }

    private let api: OpaquePointer

    init(_ language: String) throws {
        api = try #require(TessBaseAPICreate())
        try #require(TessBaseAPIInit3(api, nil, language) == 0)
        TessBaseAPISetVariable(api, "debug_file", "/dev/null")
        TessBaseAPISetVariable(api, "tessedit_do_invert", "0")
        // The picture goes to the network as it is, without layout.
        TessBaseAPISetPageSegMode(api, PSM_RAW_LINE)
    }

    deinit {
        TessBaseAPIEnd(api)
        TessBaseAPIDelete(api)
    }

    var modelFolder: String { TessBaseAPIGetDatapath(api).map { String(cString: $0) } ?? "" }

    func words(of picture: UnsafeMutablePointer<Pix>) -> [Word] {
        TessBaseAPISetImage2(api, picture)
        TessBaseAPISetSourceResolution(api, 300)
        guard TessBaseAPIRecognize(api, nil) == 0, let iterator = TessBaseAPIGetIterator(api) else { return [] }
        defer { TessResultIteratorDelete(iterator) }
        var words: [Word] = []
        repeat {
            guard let text = TessResultIteratorGetUTF8Text(iterator, RIL_WORD) else { continue }
            defer { TessDeleteText(text) }
            let plain = String(cString: text).filter { !$0.isWhitespace }
            let confidence = Double(TessResultIteratorConfidence(iterator, RIL_WORD))
            if !plain.isEmpty { words.append(Word(text: plain, confidence: confidence)) }
        } while TessResultIteratorNext(iterator, RIL_WORD) != 0
        return words
    }
}

/// Pictures of lines of `Tests/Fixtures/lines`.
enum FixtureLines {
    static let names = (1...14).map { $0 < 10 ? "line-0\($0).png" : "line-\($0).png" }

    /// Lends a picture in 8-bit gray.
    static func with<Result>(_ name: String, _ body: (UnsafeMutablePointer<Pix>) throws -> Result) throws -> Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        var stored = pixRead(folder.appending(path: "Fixtures/lines/\(name)").path)
        defer { pixDestroy(&stored) }
        var gray = pixConvertTo8(stored, 0)
        defer { pixDestroy(&gray) }
        return try body(#require(gray))
    }

    /// A picture scaled to the height of a model.
    static func image(_ picture: UnsafeMutablePointer<Pix>, height: Int) throws -> LineImage {
        let factor = Float(height) / Float(pixGetHeight(picture))
        var scaled = pixScale(picture, factor, factor)
        defer { pixDestroy(&scaled) }
        var pixels: [UInt8] = []
        for y in 0..<pixGetHeight(scaled) {
            for x in 0..<pixGetWidth(scaled) {
                var gray: UInt32 = 0
                pixGetPixel(scaled, x, y, &gray)
                pixels.append(UInt8(gray))
            }
        }
        return try #require(LineImage(width: Int(pixGetWidth(scaled)), height: height, pixels: pixels))
    }
}
