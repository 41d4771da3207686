import DocumentModel
import Dossiers
import Foundation
import PrintedSheets
import ScannedPages
import Testing

/// Sheets are printed, scanned as badly as sheets are, and read back by the reader that reads all pages.
struct SeparatorSheetTests {
    @Test func sheetIsReadBackInAnyDirection() throws {
        let sheet = try Samples.sheet()
        try Samples.scan([sheet]) { page in
            for (quarters, skew) in [(0, 0.0), (1, 0), (2, 0), (3, 0), (0, 7), (1, -2.5), (2, -7), (3, 2.5)] {
                let turned = try page.pix.turned(clockwise: quarters).deskewed(by: skew)
                let findings = BarcodeReader.read(turned, dpi: page.dpi)
                let found = findings.barcodes.map(\.payload)
                #expect(found == [sheet.payload.text], "\(quarters) quarters, \(skew) degrees")
                #expect(OwnSheetLayout.matches(findings.places), "\(quarters) quarters, \(skew) degrees")
                #expect(found.first.flatMap(SeparatorPayload.init) == sheet.payload)
            }
        }
    }

    @Test(arguments: [Half.upper, .lower])
    func halfASheetIsEnough(half: Half) throws {
        let sheet = try Samples.sheet()
        try Samples.scan([sheet]) { page in
            let gray = try page.pix.inkGray().copied()
            gray.whiten([half.torn(width: gray.width, height: gray.height)], margin: 0)
            #expect(BarcodeReader.read(gray, dpi: page.dpi).barcodes.map(\.payload) == [sheet.payload.text])
        }
    }

    @Test func nothingStandsNearTheEdge() throws {
        try Samples.scan([Samples.sheet()]) { page in
            let margin = Int(15 / 25.4 * Double(page.dpi))
            let (right, bottom) = (page.pix.width - margin, page.pix.height - margin)
            for box in try page.pix.inkGray().ink(darkerThan: 200).inkComponents() {
                #expect(box.x >= margin && box.y >= margin && box.maxX <= right && box.maxY <= bottom)
            }
        }
    }

    @Test func everySheetHasItsPage() throws {
        let sheets = try (1...3).map { try Samples.sheet(component: "TP0\($0)") }
        var payloads: [[String]] = []
        try Samples.scan(sheets) { page in
            payloads.append(BarcodeReader.read(page.pix, dpi: page.dpi).barcodes.map(\.payload))
        }
        #expect(payloads == sheets.map { [$0.payload.text] })
    }

    @Test func peopleCanReadIt() throws {
        let text = try Samples.text(of: [Samples.sheet(applicant: "Nguyễn Văn Đông")])
        for words in ["TỜ PHÂN CÁCH HỒ SƠ", "000.00.16.H40-261118-0042", "TP01", "Giấy khai sinh", "Nguyễn Văn Đông"] {
            #expect(text.contains(words))
        }
        #expect(try !Samples.text(of: [Samples.sheet()]).contains("Người nộp"))
    }

    @Test func longNamesStayOnTheirPage() throws {
        let long = String(repeating: "Giấy chứng nhận quyền sử dụng đất\nvà tài sản\u{7} gắn liền với đất ", count: 40)
        let sheet = try Samples.sheet(name: long, applicant: long)
        var payloads: [[String]] = []
        try Samples.scan([sheet]) { page in
            payloads.append(BarcodeReader.read(page.pix, dpi: page.dpi).barcodes.map(\.payload))
        }
        #expect(payloads == [[sheet.payload.text]])
    }

    @Test func nothingIsWrittenWhenItCannotBe() throws {
        #expect(throws: SheetFault.noSheets) { try SeparatorSheets.write(sheets: [], to: "/nonexistent/sheets.pdf") }
        #expect(throws: SheetFault.self) {
            try SeparatorSheets.write(sheets: [Samples.sheet()], to: "/nonexistent/sheets.pdf")
        }
    }

    enum Half: Sendable {
        case upper, lower

        /// What is missing when only this half is left.
        func torn(width: Int, height: Int) -> PixelBox {
            let middle = height * 7 / 10
            return switch self {
            case .upper: PixelBox(x: 0, y: middle, width: width, height: height - middle)
            case .lower: PixelBox(x: 0, y: 0, width: width, height: middle)
            }
        }
    }
}
