import Basics
import DocumentModel
import Foundation
import PrintedSheets
import Testing

struct HandoverSheetTests {
    private func print(_ sheet: HandoverSheet) throws -> Printout {
        try Printout { try sheet.write(to: $0, created: PostalSamples.created) }
    }

    @Test(arguments: [false, true])
    func codesOfManifestAndParcelsAreReadBack(isBitonal: Bool) throws {
        let sheet = try PostalSamples.handover(lines: 6)
        let codes = try print(sheet).codes(isBitonal: isBitonal)
        #expect(codes.count == 1)
        let linear = Set(codes[0].filter { $0.symbology == .code128 }.map(\.payload))
        #expect(linear == Set(sheet.lines.map(\.tracking) + [sheet.number]))
        #expect(codes[0].contains(Barcode(symbology: .qrCode, payload: "SOHOABK1/BK261009-1")))
    }

    @Test(arguments: [SheetLeg.intake, .return])
    func everythingIsSaid(leg: SheetLeg) throws {
        let sheet = try PostalSamples.handover(lines: 5, leg: leg)
        let text = try print(sheet).text()
        for line in sheet.lines {
            for words in [line.tracking, line.cases[0].rawValue, line.person.name, line.fee.digits] {
                #expect(text.contains(words))
            }
        }
        let title = leg == .intake ? "BIÊN BẢN GIAO NHẬN HỒ SƠ" : "BẢNG KÊ GIAO NHẬN BƯU GỬI"
        for words in [
            title, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND TỈNH SƠN ĐỊNH", "Bưu cục Sơn Định 1", "Trang 1/1",
            "Giờ giao:", "Giờ nhận:", "ngày 09 tháng 10 năm 2026", leg == .intake ? "Người gửi" : "Người nhận",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func sumsAreCarriedFromPageToPage() throws {
        let sheet = try PostalSamples.handover(lines: 40)
        let text = try print(sheet).text()
        let fee = sheet.lines.reduce(Dong.zero) { $0 + $1.fee }
        let weight = sheet.lines.reduce(0) { $0 + $1.weight }
        #expect(text.contains("Tổng cộng: 40 bưu gửi \(Dong(weight).digits) \(fee.digits) 780.000"))
        #expect(text.contains("Tổng tiền thu hộ: 780.000 đồng (bằng chữ: Bảy trăm tám mươi nghìn đồng)"))
        let handedOn = text.matches(of: #/Cộng chuyển trang sau: (\d+ bưu gửi [\d.]+ [\d.]+ [\d.]+ \d+)/#)
        let brought = text.matches(of: #/Trang trước chuyển sang: (\d+ bưu gửi [\d.]+ [\d.]+ [\d.]+ \d+)/#)
        #expect(handedOn.count >= 2)
        #expect(handedOn.map(\.output.1) == brought.map(\.output.1))
        let first = try #require(handedOn.first?.output.1.split(separator: " "))
        let count = try #require(Int(first[0]))
        #expect(first[4] == Substring(sheet.lines.prefix(count).reduce(Dong.zero) { $0 + $1.fee }.digits))
    }

    @Test func longNamesAreWhole() throws {
        var sheet = try PostalSamples.handover(lines: 20, leg: .intake) { $0 % 3 == 1 }
        sheet.issuer = PostalSamples.issuer(isLong: true)
        sheet.postOffice = PostalSamples.longName
        let printout = try print(sheet)
        try printout.expectOrderlyPages(margin: 6)
        let text = try printout.text()
        let names = text.ranges(of: "\(PostalSamples.longName) \(PostalSamples.longAddress)").count
        #expect(names == sheet.lines.filter { $0.person.name == PostalSamples.longName }.count)
        #expect(!text.contains("…"))
    }

    /// Names of every length, with letters that break layouts.
    @Test(arguments: [1, 7, 40, 400])
    func namesOfAnyKindStayInPlace(length: Int) throws {
        var sheet = try PostalSamples.handover(lines: 3)
        sheet.lines[0].person.name = String(repeating: "Ẵm", count: length)
        sheet.lines[1].person.address = String(repeating: "đường\n\u{2029}\u{202E}số 7 ", count: length)
        sheet.lines[2].cases = try (0..<length).map { try PostalSamples.code($0) }
        let printout = try print(sheet)
        try printout.expectOrderlyPages(margin: 6)
        if length > 6 { #expect(try printout.text().contains("và \(length - 6) hồ sơ khác")) }
    }

    @Test func fiveThousandLinesArePrinted() throws {
        let sheet = try PostalSamples.handover(lines: 5_000)
        let printout = try print(sheet)
        let text = try printout.text()
        #expect(text.contains("Tổng cộng: 5.000 bưu gửi"))
        #expect(text.contains(sheet.lines[4_999].tracking))
        let pages = try #require(text.firstMatch(of: #/Trang 1/(\d+)/#)?.output.1)
        #expect(text.contains("Trang \(pages)/\(pages)"))
    }

    @Test func theSameSheetHasTheSameBytes() throws {
        let sheet = try PostalSamples.handover(lines: 20)
        #expect(try print(sheet).bytes() == print(sheet).bytes())
    }

    @Test(arguments: [
        ("", "Thiếu số hiệu bưu gửi ở dòng 2."),
        ("   ", "Thiếu số hiệu bưu gửi ở dòng 2."),
        ("EB40311632ĐVN", "Số hiệu bưu gửi ở dòng 2 có ký tự không in được thành mã vạch: EB40311632ĐVN"),
        ("EB 403116321 VN", "Số hiệu bưu gửi ở dòng 2 có ký tự không in được thành mã vạch: EB 403116321 VN"),
        (
            "ABCDEFGHIJKLMNOPQRSTUVWXYZABCD",
            "Số hiệu bưu gửi ở dòng 2 quá dài, không in được mã vạch: ABCDEFGHIJKLMNOPQRSTUVWXYZABCD"
        ),
    ])
    func numbersThatNoBarcodeCanSayAreRefused(number: String, message: String) throws {
        var sheet = try PostalSamples.handover(lines: 3)
        sheet.lines[1].tracking = number
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("refused-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: SheetFault.number(message)) {
            try sheet.write(to: folder.appendingPathComponent("a.pdf").path, created: PostalSamples.created)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func amountsThatCannotBeSummedAreRefused() throws {
        var sheet = try PostalSamples.handover(lines: 2)
        sheet.lines[0].fee = Dong(.max)
        #expect(throws: SheetFault.self) { try sheet.write(to: "/nonexistent/a.pdf", created: PostalSamples.created) }
        sheet.lines = []
        #expect(throws: SheetFault.noSheets) {
            try sheet.write(to: "/nonexistent/a.pdf", created: PostalSamples.created)
        }
    }
}
