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
