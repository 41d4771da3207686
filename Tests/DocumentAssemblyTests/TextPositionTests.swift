import ChildProcesses
import DocumentModel
import Foundation
import ScannedPages
import Testing

@testable import DocumentAssembly

/// Whether the invisible words lie where the printed ones do, as poppler sees it.
struct TextPositionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    struct Case: CustomStringConvertible, Sendable {
        var turn = QuarterTurn.none
        var skew = 0.0
        var dpi = 300

        var description: String { "turn \(turn.rawValue), skew \(skew), \(dpi) dpi" }
    }

    static let cases =
        QuarterTurn.allCases.map { Case(turn: $0) }
        + [-12, -3, -2, -0.4, 0.7, 1.9, 2.6, 8].map { Case(skew: $0) }
        + [75, 200, 600].map { Case(dpi: $0) }
        + [Case(turn: .clockwise90, skew: 1.5), Case(turn: .half, skew: -1)]

    @Test("Each word is found within two pixels of its box", arguments: cases)
    func wordsLieOnWords(_ sample: Case) throws {
        // Twelve-point letters: about a sixth of an inch high, half as wide.
        let letter = (width: sample.dpi / 12, height: sample.dpi / 6)
        let size = (width: sample.dpi * 8, height: sample.dpi * 11)
        let text = SampleText.page(width: size.width, height: size.height, letter: letter, skew: sample.skew)
        let image = try SamplePicture.make(.group4, turn: sample.turn, folder: folder)
        let page = AssemblyPage(
            image: image, width: size.width, height: size.height, dpi: sample.dpi, skew: sample.skew, text: text)
        let path = folder.path("words.pdf")
        _ = try PDFAssembler().assemble(pages: [page], metadata: SampleText.metadata, to: path)
        let found = try words(in: path, pixelsPerPoint: Double(sample.dpi) / 72)
        for word in text.words {
            let tolerance = max(2.0, Double(sample.dpi) / 150)
            let near = found.filter { $0.text == word.text }.contains {
                abs($0.x - word.box.midX) <= tolerance && abs($0.y - word.box.midY) <= tolerance
                    && abs($0.width - Double(word.box.width)) <= 2 * tolerance
            }
            #expect(near, "\(word.text) at \(word.box)")
        }
    }

    @Test("Words that touch stay two words, and overlapping noise does not swallow its neighbours")
    func tightWords() throws {
        let boxes = [(0, 60), (61, 50), (100, 40), (140, 300), (150, 20), (460, 3), (465, 80), (560, 200)]
        let words = zip(["Ủy", "ban", "x", "thời", "|", "nhân", "dân", "iiiiiiiiiiiiiiiiiiiiiiiiii"], boxes).map {
            Word(text: $0, box: PixelBox(x: 100 + $1.0, y: 100, width: $1.1, height: 40), confidence: 50)
        }
        let text = PageText(lines: [TextLine(words: words, box: words[0].box)])
        let page = AssemblyPage(
            image: try SamplePicture.make(.group4, folder: folder), width: 1240, height: 1754, dpi: 150, skew: 0,
            text: text)
        let path = folder.path("tight.pdf")
        _ = try PDFAssembler().assemble(pages: [page], metadata: SampleText.metadata, to: path)
        #expect(try PDFTextCheck().differingPages(in: path, from: [text]) == [])
    }

    @Test("A line that goes on right behind another keeps its first word apart")
    func splitLine() throws {
        func line(_ text: String, x: Int, y: Int, width: Int) -> TextLine {
            let box = PixelBox(x: x, y: y, width: width, height: 24)
            return TextLine(words: [Word(text: text, box: box, confidence: 90)], box: box)
        }
        let text = PageText(lines: [
            line("Date,", x: 726, y: 753, width: 32), line("month,", x: 757, y: 758, width: 46),
            line("Ngày", x: 638, y: 800, width: 39),
        ])
        let page = AssemblyPage(
            image: try SamplePicture.make(.group4, folder: folder), width: 1240, height: 1754, dpi: 150, skew: 2.5,
            text: text)
        let path = folder.path("split.pdf")
        _ = try PDFAssembler().assemble(pages: [page], metadata: SampleText.metadata, to: path)
        #expect(try PDFTextCheck().differingPages(in: path, from: [text]) == [])
    }

    @Test("The check sees a word too many, one too few, and a changed mark")
    func checkCanFail() throws {
        let text = SampleText.page(width: 620, height: 877)
        let page = AssemblyPage(
            image: try SamplePicture.make(.group4, folder: folder), width: 620, height: 877, dpi: 75, skew: 0,
            text: text)
        let path = folder.path("check.pdf")
        _ = try PDFAssembler().assemble(pages: [page, page, page, page], metadata: SampleText.metadata, to: path)
        var more = text
        more.lines.append(text.lines[0])
        var fewer = text
        fewer.lines.removeLast()
        var other = text
        other.lines[0].words[0].text = "CÔNG"
        #expect(try PDFTextCheck().differingPages(in: path, from: [more, fewer, other, text]) == [0, 1, 2])
    }

    private struct Found {
        var text: String
        var x: Double
        var y: Double
        var width: Double
    }

    private func words(in path: String, pixelsPerPoint scale: Double) throws -> [Found] {
        let bytes = try ChildTool("pdftotext").run(["-bbox", path, "-"], seconds: 20, outputLimit: 1 << 22)
        let pattern = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/
        return String(decoding: bytes, as: UTF8.self).matches(of: pattern).compactMap { match in
            guard let left = Double(match.1), let top = Double(match.2), let right = Double(match.3),
                let bottom = Double(match.4)
            else { return nil }
            return Found(
                text: String(match.5), x: (left + right) / 2 * scale, y: (top + bottom) / 2 * scale,
                width: (right - left) * scale)
        }
    }
}
