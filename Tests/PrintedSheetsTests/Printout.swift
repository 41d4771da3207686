import DocumentModel
import Foundation
import ScannedPages
import Testing

/// A PDF file and what comes out of readers and printers: poppler finds its words and draws it as 200 dpi scans.
struct Printout: ~Copyable {
    /// A word and where it stands, in points.
    struct Word {
        var text: String
        var x: ClosedRange<Double>
        var y: ClosedRange<Double>
    }

    struct Page {
        var width: Double
        var height: Double
        var words: [Word]
    }

    let folder: URL
    var file: String { folder.appendingPathComponent("sheets.pdf").path }

    /// Prints to a file of its own.
    init(_ write: (String) throws -> Void) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(file)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file)) }

    /// The words in the order in which they were drawn, with single blanks between them.
    func text() throws -> String {
        let output = folder.appendingPathComponent("text").path
        try Self.run("pdftotext", ["-raw", file, output])
        let text = try String(contentsOfFile: output, encoding: .utf8).precomposedStringWithCanonicalMapping
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The words of each page with their places.
    func pages() throws -> [Page] {
        let output = folder.appendingPathComponent("boxes").path
        try Self.run("pdftotext", ["-bbox", file, output])
        var pages: [Page] = []
        for line in try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n") {
            if let page = line.firstMatch(of: #/<page width="([\d.]+)" height="([\d.]+)"/#) {
                pages.append(
                    Page(width: try Self.number(page.output.1), height: try Self.number(page.output.2), words: []))
            } else if let word = line.firstMatch(
                of: #/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*)</word>/#),
                !pages.isEmpty
            {
                let (left, top) = (try Self.number(word.output.1), try Self.number(word.output.2))
                let (right, bottom) = (try Self.number(word.output.3), try Self.number(word.output.4))
                pages[pages.count - 1].words.append(
                    Word(
                        text: String(word.output.5), x: left...max(left, right), y: top...max(top, bottom)))
            }
        }
        return pages
    }

    /// What the reader of scanned pages finds on each page.
    ///
    /// - Parameters:
    ///   - isBitonal: whether the scanner keeps black and white alone.
    ///   - quarters: how the pages are turned clockwise before they are read.
    func codes(isBitonal: Bool = false, dpi: Int = 200, quarters: Int = 0) throws -> [[Barcode]] {
        var codes: [[Barcode]] = []
        try scan(isGray: true, dpi: dpi) { page in
            let turned = try page.pix.turned(clockwise: quarters)
            let found =
                isBitonal
                ? BarcodeReader.read(try turned.inkGray().ink(darkerThan: 128), dpi: page.dpi)
                : BarcodeReader.read(turned, dpi: page.dpi)
            codes.append(found.barcodes)
        }
        return codes
    }

    /// Hands over each page as a scanner delivers it. Black and white is poppler's: whatever a bar touches is black, as
    /// on bad copies.
    func scan(isGray: Bool = false, dpi: Int = 200, _ body: (borrowing DecodedPage) throws -> Void) throws {
        let name = folder.appendingPathComponent("page").path
        try Self.run("pdftoppm", ["-r", String(dpi), isGray ? "-gray" : "-mono", "-tiff", file, name])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".tif") }
        for name in names.sorted() {
            let path = folder.appendingPathComponent(name)
            try body(try RasterFile.decode(path: path.path, pageIndex: 0, maxPixels: 100_000_000))
            try FileManager.default.removeItem(at: path)
        }
    }

    private static func number(_ text: Substring) throws -> Double { try #require(Double(text)) }

    private static func run(_ tool: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

extension Printout {
    /// Expects every word within the margins and none upon another.
    ///
    /// - Parameter margin: in millimetres.
    func expectOrderlyPages(margin: Double, _ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation)
        throws
    {
        let edge = margin * 72 / 25.4
        for (number, page) in try pages().enumerated() {
            #expect(!page.words.isEmpty, comment, sourceLocation: place)
            for word in page.words {
                let inside =
                    word.x.lowerBound >= edge - 0.5 && word.x.upperBound <= page.width - edge + 0.5
                    && word.y.lowerBound >= edge - 3 && word.y.upperBound <= page.height - edge + 3
                #expect(inside, "\(word) of page \(number + 1)", sourceLocation: place)
            }
            for collision in page.collisions {
                Issue.record("page \(number + 1): \(collision)", sourceLocation: place)
            }
        }
    }
}

extension Printout.Page {
    /// Pairs of words that stand upon each other. The boxes hold room for marks above capitals and for descenders, which
    /// may meet between lines.
    var collisions: [String] {
        let sorted = words.sorted { $0.y.lowerBound < $1.y.lowerBound }
        var found: [String] = []
        for (index, word) in sorted.enumerated() {
            let core = word.core
            for other in sorted[(index + 1)...] {
                if other.y.lowerBound > word.y.upperBound { break }
                let rival = other.core
                guard core.y.overlaps(rival.y), core.x.overlaps(rival.x) else { continue }
                found.append("\(word.text) and \(other.text)")
            }
        }
        return found
    }
}

extension Printout.Word {
    fileprivate var core: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let (width, height) = (x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
        return (
            x.lowerBound + width * 0.05...x.upperBound - width * 0.05,
            y.lowerBound + height * 0.25...y.upperBound - height * 0.2
        )
    }
}
