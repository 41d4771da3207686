import CLeptonica
import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

/// A page of 400 x 400 pixels in bits on which a drawing call was made.
private func drawn(_ draw: (borrowing Page) -> Void) throws -> Page {
    let page = try Page(pixCreate(400, 400, 1), from: "pixCreate")
    draw(page)
    return page
}

private func fill(_ page: borrowing Page, _ x: Int32, _ y: Int32, _ width: Int32, _ height: Int32, clear: Bool = false)
{
    pixRasterop(page.handle, x, y, width, height, clear ? PIX_CLR : PIX_SET, nil, 0, 0)
}

@Suite struct FormMarksTests {
    @Test func emptySquareIsACheckbox() throws {
        let page = try drawn {
            fill($0, 50, 50, 34, 34)
            fill($0, 53, 53, 28, 28, clear: true)
        }
        let box = PixelBox(x: 50, y: 50, width: 34, height: 34)
        #expect(Checkboxes(letterHeight: 30).found(among: [box], ink: page) == [box])
    }

    @Test("Ticks are told from dust", arguments: [(0, false), (3, false), (14, true), (26, true)])
    func ticks(stroke: Int32, isTicked: Bool) throws {
        let page = try drawn { page in
            fill(page, 50, 50, 34, 34)
            fill(page, 53, 53, 28, 28, clear: true)
            for step in 0..<stroke { fill(page, 54 + step, 79 - step, 3, 2) }
        }
        #expect(Checkboxes.isTicked(PixelBox(x: 50, y: 50, width: 34, height: 34), page) == isTicked)
    }

    @Test func checkboxesTakeTheWordsToTheirRight() {
        func word(_ text: String, _ x: Int, _ y: Int = 100) -> Word {
            Word(text: text, box: PixelBox(x: x, y: y, width: 60, height: 30), confidence: 95)
        }
        func line(_ words: Word...) -> TextLine {
            TextLine(words: words, box: words.dropFirst().reduce(words[0].box) { $0.union($1.box) })
        }
        func square(_ x: Int, _ y: Int = 100, _ isTicked: Bool = false) -> FoundCheckbox {
            FoundCheckbox(box: PixelBox(x: x, y: y, width: 34, height: 34), isTicked: isTicked)
        }
        let frame = UprightFrame(
            pageWidth: 1000, pageHeight: 500, readWidth: 1000, readHeight: 500, scale: 1, skew: 0)
        let lines = [
            line(word("Nộp:", 0)), line(word("Trực", 200), word("tiếp", 270)), line(word("Trực", 500)),
            line(word("tuyến", 570), word("khác", 900)), line(word("Tại", 200, 200)),
        ]
        let found = Checkbox.labelled(
            [square(450, 103), square(150, 100, true), square(150, 200), square(800, 300)], by: lines, frame)
        #expect(found.map(\.label) == ["Trực tiếp", "Trực tuyến", "Tại"])
        #expect(found.map(\.mark) == ["☑", "☐", "☐"])

        let before = Checkbox.labelled(
            [square(280), square(400, 100, true)], by: [line(word("tính:", 130), word("Nam", 205), word("Nữ", 330))],
            frame)
        #expect(before.map(\.label) == ["Nam", "Nữ"])
        #expect(before.map(\.mark) == ["☐", "☑"])
    }

    @Test func roundLettersAndBlotsAreNoCheckboxes() throws {
        let page = try drawn {
            fill($0, 50, 50, 34, 34)
            fill($0, 150, 50, 20, 34)
            fill($0, 140, 60, 40, 14)
        }
        let boxes = [PixelBox(x: 50, y: 50, width: 34, height: 34), PixelBox(x: 140, y: 50, width: 40, height: 34)]
        #expect(Checkboxes(letterHeight: 30).found(among: boxes, ink: page).isEmpty)
    }

    @Test func solidDiscIsAPunchHole() throws {
        // 6 mm at 300 dpi.
        let page = try drawn { page in
            for y in -35...35 as ClosedRange<Int32> {
                let half = Int32((35 * 35 - Double(y * y)).squareRoot())
                fill(page, 100 - half, 100 + y, 2 * half + 1, 1)
            }
            fill(page, 250, 65, 20, 71)
            fill(page, 250, 115, 71, 20)
        }
        let disc = PixelBox(x: 65, y: 65, width: 71, height: 71)
        let letter = PixelBox(x: 250, y: 65, width: 71, height: 71)
        #expect(PunchHoles.found(among: [disc, letter], ink: page, dpi: 300) == [disc])
    }
}
