import DocumentModel
import Foundation
import Testing

@Suite struct PaperMarkTests {
    private let left = PaperMark(kind: .signature, box: PixelBox(x: 100, y: 0, width: 100, height: 50), confidence: 92)
    private let right = PaperMark(kind: .signature, box: PixelBox(x: 600, y: 0, width: 80, height: 50), confidence: 50)

    @Test func sureMarksCountAndUnsureOnesAreTold() {
        #expect([left, right].presence(of: .signature) == .yes)
        #expect([right].presence(of: .signature) == .unsure)
        #expect([left, right].presence(of: .seal) == .no)
        #expect([left, right].presence(of: .signature, in: PixelBox(x: 500, y: 0, width: 500, height: 99)) == .unsure)
    }

    @Test func correctionsCanBeTakenBack() throws {
        let box = PixelBox(x: 0, y: 0, width: 9, height: 9)
        let words = [
            Word(text: "sử", box: box, confidence: 90, recognized: "sự"), Word(text: "dụng", box: box, confidence: 97),
        ]
        let text = PageText(lines: [TextLine(words: words, box: box)])
        #expect(text.corrections == 1)
        #expect(text.uncorrected.plain == "sự dụng")
        #expect(text.uncorrected.corrections == 0)
        let coded = try JSONDecoder().decode(PageText.self, from: JSONEncoder().encode(text))
        #expect(coded == text)
    }

    @Test func readingsFromBeforeStayReadable() throws {
        let old = """
            {"width":1,"height":1,"dpi":300,"rotation":0,"skew":0,"isBlank":false,"barcodes":[],
            "separatorTraces":{"finderPatterns":0,"hasUndecodedCode":false,"hasDefacedArea":false},
            "text":{"lines":[]},"textSource":"recognized","fingerprint":{"columns":0,"rows":0,"ink":[]},"remarks":[]}
            """
        let reading = try JSONDecoder().decode(PageReading.self, from: Data(old.utf8))
        #expect(reading.marks == nil)
        #expect(reading.presence(of: .seal) == .unsure)
    }
}
