import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite struct PaperMarksTests {
    private struct NoPicture: Error {}

    /// A page of Fixtures/Pages, 300 dpi.
    private func fixture(_ name: String) throws -> ScannedPages.Pix {
        let folder = Scans.folder.deletingLastPathComponent().appending(path: "Pages")
        return try made(pixReadTiff(folder.appending(path: name).path, 0))
    }

    private func line(_ text: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int = 50) -> TextLine {
        let words = text.split(separator: " ")
        let step = width / words.count
        return TextLine(
            words: words.enumerated().map {
                Word(
                    text: String($1), box: PixelBox(x: x + $0 * step, y: y, width: step - 12, height: height),
                    confidence: 95)
            }, box: PixelBox(x: x, y: y, width: width, height: height))
    }

    private func marks(
        on pix: borrowing ScannedPages.Pix, _ lines: [TextLine] = [], rotation: QuarterTurn = .none, skew: Double = 0
    ) throws -> [PaperMark] {
        guard let levelled = LevelledPage(of: pix, dpi: 300) else { throw NoPicture() }
        let reading = PageReading(
            width: pix.width, height: pix.height, dpi: 300, rotation: rotation, skew: skew, isBlank: false,
            barcodes: [], separatorTraces: SeparatorTraces(), text: PageText(lines: lines), textSource: .recognized,
            fingerprint: .none, remarks: [])
        return PaperMarks(levelled, of: pix, dpi: 300, reading: reading, stamps: []).found()
    }

    private let signer = [("NGƯỜI LÀM ĐƠN", 1549, 1846, 330), ("(Ký và ghi rõ họ tên)", 1553, 1912, 330)]
    private let name = ("Nguyễn Thị Diễm", 1521, 2186, 400)

    @Test func sealWithASignatureBesideIt() throws {
        let found = try marks(on: try fixture("receipt.tif"))
        let seal = try #require(found.first { $0.kind == .seal })
        #expect(seal.isSure)
        // 34 mm at 300 dpi.
        #expect(abs(seal.box.width - 402) < 20)
        #expect(abs(seal.box.midX - 1541) < 20 && abs(seal.box.midY - 1156) < 20)
        #expect(found.presence(of: .signature) == .yes)
    }

    @Test(arguments: QuarterTurn.allCases)
    func sealOnATurnedPage(turn: QuarterTurn) throws {
        let page = try fixture("receipt.tif")
        let turned = try made(pixRotateOrth(page.handle, Int32(turn.rawValue / 90)))
        let seal = try #require(try marks(on: turned, rotation: turn).first { $0.kind == .seal })
        #expect(abs(seal.box.midX - 1541) < 20 && abs(seal.box.midY - 1156) < 20)
    }

    @Test func signatureBetweenTitleAndName() throws {
        let lines = (signer + [name]).map { line($0.0, $0.1, $0.2, $0.3) }
        let found = try marks(on: try fixture("request.tif"), lines)
        #expect(found.presence(of: .seal) == .no)
        let signature = try #require(found.first { $0.kind == .signature && $0.isSure })
        #expect(signature.box.y > 1912 && signature.box.maxY < 2240)
        // Left and right halves are told apart.
        #expect(found.presence(of: .signature, in: PixelBox(x: 1240, y: 0, width: 1240, height: 3508)) == .yes)
        #expect(found.presence(of: .signature, in: PixelBox(x: 0, y: 0, width: 1240, height: 3508)) == .no)
    }

    @Test(arguments: ["(ký, ghi rõ họ tên)", "(Ký, đóng dấu)"])
    func theHintSaysWhereToSignWhenAnAgencyStandsBetween(hint: String) throws {
        let titles = [
            ("BÊN GIAO", 1549, 1780, 330), ("Ủy ban nhân dân phường Cổ Mễ", 1450, 1846, 530), (hint, 1553, 1912, 330),
        ]
        let found = try marks(on: try fixture("request.tif"), (titles + [name]).map { line($0.0, $0.1, $0.2, $0.3) })
        #expect(found.presence(of: .signature) == .yes)
    }

    @Test func anEmptyPlaceIsNotSigned() throws {
        let page = try made(pixCreate(2480, 3508, 1))
        let lines = (signer + [name]).map { line($0.0, $0.1, $0.2, $0.3) }
        #expect(try marks(on: page, lines).isEmpty)
    }

    @Test func proseBearsNoMarks() throws {
        #expect(try marks(on: try fixture("two-columns.tif")).filter(\.isSure).isEmpty)
    }

    /// Rings drawn on white, in millimetres.
    private func page(radii: [Double], width: Double = 0.5, share: Double = 1) throws -> ScannedPages.Pix {
        let page = try made(pixCreate(2480, 3508, 1))
        let dot = Int32(width * 300 / 25.4)
        for radius in radii {
            for step in 0..<4000 where Double(step) < share * 4000 {
                let angle = Double(step) / 4000 * 2 * .pi
                let x = 1500 + radius * 300 / 25.4 * cos(angle)
                let y = 2500 + radius * 300 / 25.4 * sin(angle)
                pixRasterop(page.handle, Int32(x), Int32(y), dot, dot, PIX_SET, nil, 0, 0)
            }
        }
        return page
    }

    @Test(arguments: [14.0, 17, 18, 20]) func ringsOfEverySize(radius: Double) throws {
        let found = try marks(on: try page(radii: [radius, 0.66 * radius]))
        let seal = try #require(found.first { $0.kind == .seal && $0.isSure })
        #expect(abs(Double(seal.box.width) * 25.4 / 300 - 2 * radius) < 2)
    }

    @Test func halfARingIsNotSure() throws {
        #expect(try marks(on: try page(radii: [18], share: 0.45)).presence(of: .seal) != .yes)
    }

    @Test func smallAndLargeRingsAreNoSeals() throws {
        #expect(try marks(on: try page(radii: [6, 34])).presence(of: .seal) != .yes)
    }
}
