import Basics
import DocumentModel
import PrintedSheets
import Testing

struct DispatchSlipTests {
    private func print(_ slips: [DispatchSlip]) throws -> Printout {
        try Printout { try DispatchSlip.write(slips, to: $0, created: PostalSamples.created) }
    }

    @Test(arguments: [SheetLeg.intake, .return])
    func codesOfBothCopiesAreReadBack(leg: SheetLeg) throws {
        let slips = try [PostalSamples.slip(0, leg: leg), PostalSamples.slip(1, leg: leg)]
        let codes = try print(slips).codes(isBitonal: leg == .intake)
        #expect(codes.count == slips.count)
        for (slip, found) in zip(slips, codes) {
            let payload = "SOHOABC1/\(slip.tracking)/\(slip.caseCode)"
            #expect(
                Set(found) == [
                    Barcode(symbology: .qrCode, payload: payload),
                    Barcode(symbology: .code128, payload: slip.tracking),
                ])
        }
    }

    @Test func everythingIsSaidOnBothCopies() throws {
        let slip = try PostalSamples.slip(papers: 3, recalled: 1)
        let text = try print([slip]).text()
        for words in [
            "PHIẾU GỬI HỒ SƠ", slip.tracking, slip.caseCode.rawValue, slip.procedure, slip.recipient.name,
            slip.recipient.fullText, slip.sender.name, "Giấy tờ thứ 3", "Giấy chứng nhận cũ số 1", "100.000 đồng",
            "Một trăm nghìn đồng", "Người nhận xuất trình giấy tờ tùy thân", "Giờ nhận:", "Giờ giao:",
        ] {
            #expect(text.ranges(of: words).count >= 2, "\(words)")
        }
        #expect(text.contains("Liên 1: ") && text.contains("Liên 2: "))
    }

    @Test func legsDiffer() throws {
        let intake = try print([PostalSamples.slip(leg: .intake)]).text()
        let back = try print([PostalSamples.slip(leg: .return)]).text()
        #expect(intake.contains("Nhận hồ sơ qua bưu chính công ích") && intake.contains("Giờ gửi:"))
        #expect(intake.contains("niêm phong trước mặt người gửi") && !back.contains("niêm phong trước mặt người gửi"))
        #expect(back.contains("Trả kết quả qua bưu chính công ích") && !back.contains("phải nộp lại"))
    }

    /// Papers, recalled papers and charges, and on how many pages both copies then stand.
    @Test(arguments: [(1, 0, 1, 1), (4, 0, 2, 1), (2, 2, 2, 1), (14, 5, 9, 2), (120, 40, 300, 10)])
    func slipsOfAnyLengthStayOnTheirPages(papers: Int, recalled: Int, charges: Int, pages: Int) throws {
        let slip = try PostalSamples.slip(papers: papers, recalled: recalled, charges: charges)
        let printout = try print([slip])
        try printout.expectOrderlyPages(margin: 7)
        #expect(try printout.pages().count == pages)
        let text = try printout.text()
        for number in 1...papers { #expect(text.ranges(of: "Giấy tờ thứ \(number) bản chính").count == 2) }
        let total = Dong(charges * 50_000)
        #expect(text.ranges(of: "Tổng cộng phải thu").count == 2)
        #expect(text.ranges(of: "\(total.digits) đồng").count >= 2)
    }

    @Test(arguments: [SheetLeg.intake, .return])
    func longNamesAreWhole(leg: SheetLeg) throws {
        let slip = try PostalSamples.slip(leg: leg, papers: 3, recalled: 3, isLong: true)
        let printout = try print([slip])
        try printout.expectOrderlyPages(margin: 7)
        let text = try printout.text()
        #expect(text.ranges(of: PostalSamples.longName).count == 2)
        #expect(text.ranges(of: PostalSamples.longAddress).count == 4)
        #expect(!text.contains("…"))
    }

    @Test func theSameSlipsHaveTheSameBytes() throws {
        let slips = try [PostalSamples.slip(0), PostalSamples.slip(1, leg: .intake)]
        #expect(try print(slips).bytes() == print(slips).bytes())
    }

    @Test func missingNumbersAreNamed() throws {
        var slip = try PostalSamples.slip()
        slip.tracking = ""
        #expect(throws: SheetFault.number("Thiếu số hiệu bưu gửi của hồ sơ \(slip.caseCode).")) {
            _ = try print([slip])
        }
    }
}

extension PostalParty {
    fileprivate var fullText: String { "\(address), \(province)" }
}
