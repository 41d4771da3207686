import DocumentModel
import Foundation
import ScannedPages
import Testing

@testable import TextRecognition

/// The contract of line recognizers, held against each of them.
@Suite struct LineRecognizerTests {
    static let kinds: [RecognitionEngine] = [.sohoa, .tesseract]

    private static func recognizer(_ engine: RecognitionEngine) throws -> any LineRecognizer {
        let tesseract = try TesseractRecognizer(language: "vie", dataPath: nil)
        if engine == .tesseract { return tesseract }
        return try NetworkRecognizer(language: "vie", folder: tesseract.modelFolder)
    }

    private static func page() throws -> CleanedPage {
        try CleanedPage(gray: FixturePages.load("request.tif").inkGray(), dpi: 300, quarters: 0)
    }

    @Test(arguments: kinds)
    func readsEachLineIntoWordsOnThePage(engine: RecognitionEngine) throws {
        let page = try Self.page()
        let recognizer = try Self.recognizer(engine)
        let readings = try recognizer.read(page.lines, of: page.picture, dpi: page.dpi)
        #expect(readings.count == page.lines.count && page.lines.count > 10)
        for (words, line) in zip(readings, page.lines) {
            #expect(words.map(\.box.x) == words.map(\.box.x).sorted())
            for word in words {
                #expect(!word.text.isEmpty && !word.text.contains(where: \.isWhitespace))
                #expect((0...100).contains(word.confidence))
                #expect(word.box.x >= 0 && word.box.maxX <= page.picture.width && word.box.width > 0)
                #expect(word.box.y >= line.box.y - 10 && word.box.maxY <= line.box.maxY + 10)
            }
        }
        #expect(try recognizer.read([], of: page.picture, dpi: page.dpi).isEmpty)
    }

    @Test(arguments: kinds)
    func improvedReadingsAreOfTheSameLines(engine: RecognitionEngine) throws {
        let page = try Self.page()
        let recognizer = try Self.recognizer(engine)
        let readings = try recognizer.read(page.lines, of: page.picture, dpi: page.dpi)
        let improved = try recognizer.improved(readings, of: page)
        #expect(improved.count == readings.count)
        for (line, pair) in zip(page.lines, zip(readings, improved)) where pair.0.meanConfidence >= 96 {
            #expect(pair.0 == pair.1, "a sure line at \(line.box) was changed")
        }
    }

    /// Where only one model is installed, lines are read all the same.
    @Test func aSecondModelIsAskedWhereThereIsOne() throws {
        let folder = try TesseractRecognizer(language: "vie", dataPath: nil).modelFolder
        let alone = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID())")
        try FileManager.default.createDirectory(at: alone, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: alone) }
        try FileManager.default.createSymbolicLink(
            atPath: alone.appending(path: "vie.traineddata").path, withDestinationPath: "\(folder)/vie.traineddata")
        let one = try NetworkRecognizer(language: "vie", folder: alone.path)
        #expect(one.secondModel == nil)
        let page = try Self.page()
        let first = try one.read(page.lines, of: page.picture, dpi: page.dpi)
        #expect(try one.improved(first, of: page).count == first.count)
        let isInstalled = FileManager.default.isReadableFile(atPath: "\(folder)/Vietnamese.traineddata")
        let both = try NetworkRecognizer(language: "vie", folder: folder)
        #expect(both.secondModel == (isInstalled ? "Vietnamese" : nil))
    }

    /// Both run the same network, on slightly different pictures of each line.
    @Test func bothEnginesReadMuchTheSame() throws {
        let page = try FixturePages.load("request.tif")
        let words = try Self.kinds.map { engine in
            Set(try PageReader(engine: engine).read(page, dpi: 300).text.words.map(\.text))
        }
        let shared = words[0].intersection(words[1]).count
        #expect(10 * shared >= 9 * max(words[0].count, words[1].count))
    }

    @Test func aModelThatWeCannotRunIsRunByTesseract() throws {
        #expect(try PageReader(language: "vie").engine == (PageReader.isFasterThanTesseract ? .sohoa : .tesseract))
        #expect(try PageReader(language: "vie+eng").engine == .tesseract)
        #expect(try PageReader(language: "vie", engine: .tesseract).engine == .tesseract)
    }
}
