import DocumentModel
import PrintedSheets
import Testing

struct ShippingLabelTests {
    private func print(_ labels: [ShippingLabel], _ format: ShippingLabel.Format) throws -> Printout {
        try Printout { try ShippingLabel.write(labels, format: format, to: $0, created: PostalSamples.created) }
    }

    private static let formats: [ShippingLabel.Format] = [.large, .small, .sheet(used: 0)]

    @Test(arguments: zip(formats, [false, true, true]))
    func codesAreReadBack(format: ShippingLabel.Format, isLong: Bool) throws {
        let label = try PostalSamples.label(isLong: isLong)
        let codes = try print([label], format).codes(isBitonal: isLong)
        #expect(
            codes.map { Set($0) } == [
                [
                    Barcode(symbology: .qrCode, payload: "SOHOABC1/\(label.tracking)/\(label.cases[0])"),
                    Barcode(symbology: .code128, payload: label.tracking),
                ]
            ])
    }

    @Test(arguments: formats, [false, true])
    func everythingIsSaid(format: ShippingLabel.Format, isLong: Bool) throws {
        let label = try PostalSamples.label(3, isLong: isLong)
        let printout = try print([label], format)
        try printout.expectOrderlyPages(margin: 3.5)
        let text = try printout.text()
        for words in [
            label.tracking, label.recipient.name, label.recipient.address, label.recipient.phone,
            label.recipient.province.uppercased(), label.service, "THU HỘ 1.250.000 đồng", "120 g",
            "Người gửi: \(label.sender.name)", label.cases[0].rawValue,
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func nothingToCollectIsSaid() throws {
        let text = try print([PostalSamples.label(toCollect: .zero)], .small).text()
        #expect(text.contains("KHÔNG THU TIỀN") && !text.contains("THU HỘ"))
    }

    @Test(arguments: [(0, [8, 3]), (5, [3, 8]), (7, [1, 8, 2]), (99, [1, 8, 2])])
    func sheetsAreFilledFromTheFirstFreePlace(used: Int, counts: [Int]) throws {
        let labels = try (0..<11).map { try PostalSamples.label($0) }
        let printout = try print(labels, .sheet(used: used))
        try printout.expectOrderlyPages(margin: 4.5)
        let found = try printout.pages().map { page in page.words.filter { $0.text.hasPrefix("EB4031") }.count }
        #expect(found == counts)
    }

    @Test func aParcelOfManyCasesIsKnownByItsNumber() throws {
        var label = try PostalSamples.label()
        label.cases = try [PostalSamples.code(1), PostalSamples.code(2)]
        var payloads = try print([label], .large).codes()[0].map(\.payload)
        #expect(payloads.contains("SOHOABC1/\(label.tracking)/\(label.cases[0])/\(label.cases[1])"))
        label.cases = try (1...9).map { try PostalSamples.code($0) }
        payloads = try print([label], .small).codes()[0].map(\.payload)
        #expect(payloads.contains("SOHOABC1/\(label.tracking)"))
    }

    @Test func numbersTooLongForTheirBarsAreRefused() throws {
        var label = try PostalSamples.label()
        label.tracking = "ABCDEFGHIJKLMNOPQRSTUVWX"
        #expect(
            throws: SheetFault.number(
                "Số hiệu bưu gửi cho \(label.recipient.name) quá dài, không in được mã vạch: \(label.tracking)")
        ) { _ = try print([label], .small) }
        #expect(throws: SheetFault.noSheets) { _ = try print([], .small) }
    }

    @Test func theSameLabelsHaveTheSameBytes() throws {
        let labels = try [PostalSamples.label(0), PostalSamples.label(1)]
        #expect(try print(labels, .large).bytes() == print(labels, .large).bytes())
    }
}
