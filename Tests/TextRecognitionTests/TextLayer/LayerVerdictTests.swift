import CLeptonica
import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite struct LayerVerdictTests {
    /// Words in a row, each 100 wide.
    private func line(_ text: String, confidence: Double, at row: Int) -> TextLine {
        let words = text.split(separator: " ").enumerated().map { index, text in
            Word(
                text: String(text), box: PixelBox(x: 110 * index, y: 60 * row, width: 100, height: 40),
                confidence: confidence)
        }
        return TextLine(words: words, box: PixelBox(x: 0, y: 60 * row, width: 110 * words.count, height: 40))
    }

    /// Strokes everywhere, as of letters.
    private static func print() throws -> Page {
        guard let picture = Page(width: 2200, height: 120, depth: 8) else {
            throw ImageOperationFailed(operation: "Pix")
        }
        for x in stride(from: 0, to: 2200, by: 6) {
            for y in 0..<120 { for column in x..<x + 3 { pixSetPixel(picture.handle, Int32(column), Int32(y), 255) } }
        }
        return picture
    }

    private static let sound = Array(repeating: sentence, count: 4).joined(separator: " ")
    private static let sentence = "Nay tôi làm đơn này kính đề nghị quý cơ quan xem xét và giải quyết theo quy định"

    /// The words of a line after it has been compared, on a page of which all else agrees.
    private func merged(_ layer: String, read: String, confidence: Double = 96, rest: String = sound) throws -> [Word] {
        let picture = try Self.print()
        let lines = [line(rest, confidence: 100, at: 0), line(layer, confidence: 100, at: 1)]
        let readings = line(rest, confidence: 96, at: 0).words + line(read, confidence: confidence, at: 1).words
        let comparison = LayerComparison(TextLayer(lines: lines), readings: readings, picture: picture)
        return comparison.lines.first { $0.box.y >= 50 }?.words ?? []
    }

    @Test(
        "Which of the two stands when the page agrees on the whole",
        arguments: [
            // The reader errs in a mark: the layer stands, and a person may look.
            ("Trần Thị Phượng", "Trần Thị Phương", 96, "Trần Thị Phượng", 90),
            // Hardly read: nothing speaks against the layer.
            ("Trần Thị Phượng", "Trần Thị Phương", 70, "Trần Thị Phượng", 100),
            // Digits as they are read, not sure.
            ("số 000123456", "số 000123458", 96, "số 000123458", 80),
            ("số 000123456", "số 000123458", 70, "số 000123456", 80),
            // No reader tells these apart.
            ("số 0O1", "số OO1", 96, "số 0O1", 100),
            // What is no word, where one is read: old encodings, letters left out, boxes.
            ("NguyÔn ThÞ Mai", "Nguyễn Thị Mai", 96, "Nguyễn Thị Mai", 96),
            ("Nguyn Thị Mai", "Nguyễn Thị Mai", 96, "Nguyễn Thị Mai", 96),
            ("Nguy□n Thị Mai", "Nguyễn Thị Mai", 80, "Nguyễn Thị Mai", 80),
            // Words of other languages that the reader does not know.
            ("công ty Würth", "công ty Wurth", 96, "công ty Würth", 100),
            ("công ty Þórr", "công ty Pórr", 96, "công ty Þórr", 70),
            // Punctuation is not what a reader is asked for.
            ("1.250.000, đồng;", "1.250,000. đồng:", 96, "1.250.000, đồng;", 100),
            // Another text altogether.
            ("mật khẩu của tôi", "Cộng hòa xã hội", 96, "Cộng hòa xã hội", 96),
        ] as [(String, String, Double, String, Double)])
    func verdicts(_ layer: String, _ read: String, _ confidence: Double, _ expected: String, _ least: Double) throws {
        let words = try merged(layer, read: read, confidence: confidence)
        #expect(words.map(\.text).joined(separator: " ") == expected)
        #expect(words.map(\.confidence).min() == least)
    }

    @Test func ofALineInAnOldEncodingAllIsRead() throws {
        // "hé" alone could be a word.
        let words = try merged("Chñ hé §Æng ThÞ H»ng", read: "Chủ hộ Đặng Thị Hằng")
        #expect(words.map(\.text) == ["Chủ", "hộ", "Đặng", "Thị", "Hằng"])
    }

    @Test func aLayerThatDiffersEverywhereIsNotUsed() throws {
        let bare = "Nay toi lam don nay kinh de nghi quy co quan xem xet va giai quyet theo quy dinh"
        let picture = try Self.print()
        let comparison = LayerComparison(
            TextLayer(lines: [line(bare, confidence: 100, at: 0)]),
            readings: line(Self.sound, confidence: 96, at: 0).words, picture: picture)
        #expect(comparison.use == .none)
        #expect(comparison.lines.isEmpty)
    }

    @Test func lettersAreAlignedWhereWordsAreCutOtherwise() throws {
        let words = try merged("C Ộ N G H Ò A", read: "CỘNG HÒA")
        #expect(words.map(\.text).joined() == "CỘNGHÒA")
    }

    @Test(
        arguments: [
            ("nguyễn", "nguyễn", 6), ("nguyn", "nguyễn", 5), ("", "abc", 0), ("abc", "", 0), ("hoa", "hòa", 2),
        ])
    func alignment(_ first: String, _ second: String, _ equal: Int) {
        let (first, second) = (Array(first), Array(second))
        let alignment = LetterAlignment(first, second)
        #expect(first.indices.count { alignment.partners[$0].map { second[$0] } == first[$0] } == equal)
        #expect(alignment.starts.count == first.count + 1)
        #expect(alignment.starts == alignment.starts.sorted())
        #expect(first.isEmpty || alignment.starts.last == second.count)
    }
}
