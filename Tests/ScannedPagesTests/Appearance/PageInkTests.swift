import CLeptonica
import Testing

@testable import DocumentModel
@testable import ScannedPages

@Suite("What is on a page")
struct PageInkTests {

    @Test(
        "Backs with dust and shadows bear nothing, forms do",
        arguments: [
            ("back-dust", PageInk.none), ("back-shadow", .none), ("receipt", .written), ("card-copy", .written),
        ])
    func pages(name: String, ink: PageInk) throws {
        #expect(PageInk.judge(try Scans.page(name), dpi: 300) == ink)
    }

    @Test("Punch holes and a dark edge are nothing")
    func holes() throws {
        let sheet = try made(pixCreate(2480, 3508, 1))
        for y in [1300, 2100] {
            for row in -35...35 {
                let half = Int(Double(35 * 35 - row * row).squareRoot())
                pixRasterop(sheet.handle, Int32(140 - half), Int32(y + row), Int32(2 * half), 1, PIX_SET, nil, 0, 0)
            }
        }
        pixRasterop(sheet.handle, 2440, 0, 40, 3508, PIX_SET, nil, 0, 0)
        #expect(PageInk.judge(sheet, dpi: 300) == .none)
    }

    @Test("A page that is black all over is no blank sheet", arguments: [1, 8, 32])
    func dark(depth: Int32) throws {
        let form = try Scans.page("receipt")
        let gray = try made(pixConvert1To8(nil, form.handle, 255, 0))
        let light = try made(
            depth == 1 ? pixClone(form.handle) : depth == 8 ? pixClone(gray.handle) : pixConvertTo32(gray.handle))
        let negative = try light.negative()
        #expect(negative.depth == Int(depth))
        #expect(!light.isMostlyDark && negative.isMostlyDark)
        #expect(PageInk.judge(negative, dpi: 300) == .written)
    }

    @Test("One short line cut from a form is not blank, in black or in faint gray")
    func shortLine() throws {
        let form = try Scans.page("receipt")
        let sheet = try made(pixCreate(2480, 3508, 1))
        // The heading of the receipt.
        pixRasterop(sheet.handle, 800, 1500, 900, 60, PIX_SRC, form.handle, 1250, 130)
        #expect(PageInk.judge(sheet, dpi: 300) != .none)
        let faint = try made(pixConvert1To8(nil, sheet.handle, 235, 130))
        #expect(PageInk.judge(faint, dpi: 300) != .none)
    }

    @Test("Pale print and staples need reading, a dark signature over pale print does not")
    func palePrint() throws {
        let form = try Scans.page("receipt")
        let pale = try made(pixConvert1To8(nil, form.handle, 235, 150))
        #expect(PageInk.judge(pale, dpi: 300) == .doubtful)
        let staple = try made(pixCreate(2480, 3508, 1))
        pixRasterop(staple.handle, 150, 150, 150, 8, PIX_SET, nil, 0, 0)
        pixRasterop(staple.handle, 140, 120, 8, 90, PIX_SET, nil, 0, 0)
        #expect(PageInk.judge(staple, dpi: 300) == .none)
        for step in Int32(0)..<300 {
            let rise = step % 60 < 30 ? step % 30 * 3 : 90 - step % 30 * 3
            pixRasterop(staple.handle, 1200 + step, 2000 - rise, 8, 8, PIX_SET, nil, 0, 0)
        }
        #expect(PageInk.judge(staple, dpi: 300) == .written)
    }

    @Test("A page of the palest print is not called blank unread", arguments: [(235, 175, true), (235, 225, false)])
    func palestPrint(paper: UInt8, ink: UInt8, isRead: Bool) throws {
        let form = try Scans.page("receipt")
        let faint = try made(pixConvert1To8(nil, form.handle, paper, ink))
        #expect((PageInk.judge(faint, dpi: 300) == .doubtful) == isRead)
    }

    /// A page of light paper at 200 dpi with something of a colour on it.
    private func sheet(_ colour: UInt32, _ boxes: [(x: Int32, y: Int32, width: Int32, height: Int32)]) throws
        -> ScannedPages.Pix
    {
        let sheet = try made(pixCreate(1654, 2339, 32))
        pixSetAllArbitrary(sheet.handle, 0xFAF8_F400)
        for box in boxes {
            var part = boxCreate(box.x, box.y, box.width, box.height)
            defer { boxDestroy(&part) }
            pixSetInRectArbitrary(sheet.handle, part, colour)
        }
        return sheet
    }

    /// The outline of a stamp.
    private static let frame: [(x: Int32, y: Int32, width: Int32, height: Int32)] = [
        (800, 1500, 400, 5), (800, 1640, 400, 5), (800, 1500, 5, 145), (1195, 1500, 5, 145),
    ]

    @Test(
        "Pale stamps and markers are told from paper by their colour",
        arguments: [UInt32(0xE6A0_A000), 0xB0B8_F000, 0xFAF0_5A00, 0xB4FA_8C00])
    func colours(colour: UInt32) throws {
        #expect(PageInk.judge(try sheet(colour, Self.frame), dpi: 200) > .none)
        #expect(PageInk.judge(try sheet(0xFAF8_F400, Self.frame), dpi: 200) == .none)
    }

    @Test("Coloured paper alone is nothing, whatever its colour", arguments: [UInt32(0xF5CD_D200), 0xEEE4_C800])
    func paper(colour: UInt32) throws {
        #expect(PageInk.judge(try sheet(colour, [(0, 0, 1654, 2339)]), dpi: 200) == .none)
    }

    @Test("A photograph has no strokes and is no blank sheet")
    func photograph() throws {
        let bands = (0..<40).map { (x: Int32(150), y: Int32(200 + 48 * $0), width: Int32(1350), height: Int32(48)) }
        let sheet = try sheet(0xFAF8_F400, [])
        for (index, band) in bands.enumerated() {
            var part = boxCreate(band.x, band.y, band.width, band.height)
            defer { boxDestroy(&part) }
            let shade = UInt32(110 + 2 * index)
            pixSetInRectArbitrary(sheet.handle, part, shade << 24 | shade << 16 | shade << 8)
        }
        #expect(PageInk.judge(sheet, dpi: 200) > .none)
        let gray = try made(pixConvertTo8(sheet.handle, 0))
        #expect(PageInk.judge(gray, dpi: 200) > .none)
    }

    @Test("Two letters, and a cut-out of one line, are not nothing; dust is")
    func fewLetters() throws {
        let form = try Scans.page("receipt")
        let sheet = try made(pixCreate(2480, 3508, 1))
        #expect(PageInk.judge(sheet, dpi: 300) == .none)
        for x in [Int32(1200), 1240] {
            pixRasterop(sheet.handle, x, 1500, 8, 36, PIX_SET, nil, 0, 0)
            pixRasterop(sheet.handle, x, 1515, 26, 8, PIX_SET, nil, 0, 0)
            pixRasterop(sheet.handle, x + 18, 1500, 8, 36, PIX_SET, nil, 0, 0)
        }
        #expect(PageInk.judge(sheet, dpi: 300) == .doubtful)
        let strip = try made(pixCreate(920, 90, 1))
        // The heading of the receipt.
        pixRasterop(strip.handle, 10, 15, 900, 60, PIX_SRC, form.handle, 1250, 130)
        #expect(PageInk.judge(strip, dpi: 300) > .none)
        let dusty = try made(pixCreate(2480, 3508, 1))
        for speck in Int32(0)..<50 {
            pixRasterop(dusty.handle, 150 + speck * 41, 200 + speck * 67 % 3000, 4, 5, PIX_SET, nil, 0, 0)
        }
        #expect(PageInk.judge(dusty, dpi: 300) == .none)
    }

    @Test("The fingerprint survives skew and thinner print")
    func fingerprint() throws {
        let form = try Scans.page("receipt")
        let thin = try made(pixErodeBrick(nil, form.handle, 2, 1))
        let angle = Float(1.5 * Double.pi / 180)
        let skewed = try made(pixRotate(thin.handle, angle, Int32(L_ROTATE_SAMPLING), Int32(L_BRING_IN_WHITE), 0, 0))
        let print = PageFingerprint(of: form, dpi: 300, skew: 0)
        let again = PageFingerprint(of: skewed, dpi: 300, skew: 1.5)
        #expect(print.columns == 68)
        #expect(print.ink.count == print.columns * print.rows)
        let other = PageFingerprint(of: try Scans.page("card-copy"), dpi: 300, skew: 0)
        #expect(print.likeness(to: again) > 0.9)
        #expect(print.likeness(to: other) < SameSheet.minLikeness)
    }
}
