import DocumentModel
import PostalPipeline
import Testing

@Suite("Slips and records among scanned pages")
struct SlipReadingTests {
    private static func page(
        _ lines: [String], _ barcodes: [Barcode] = [], signatures: [Double]? = nil
    ) -> PageReading {
        page(lines.enumerated().map { place, line in Self.line(line, y: 100 + 60 * place) }, barcodes, signatures)
    }

    /// A line at 200 dots per inch, ten a letter.
    private static func line(_ text: String, x: Int = 100, y: Int, height: Int = 30) -> TextLine {
        var left = x
        let words = text.split(separator: " ").map { word in
            let box = PixelBox(x: left, y: y, width: 10 * word.count, height: height)
            left = box.maxX + 10
            return Word(text: String(word), box: box, confidence: 95)
        }
        return TextLine(words: words, box: PixelBox(x: x, y: y, width: left - 10 - x, height: height))
    }

    private static func page(_ lines: [TextLine], _ barcodes: [Barcode], _ signatures: [Double]?) -> PageReading {
        let box = PixelBox(x: 0, y: 0, width: 100, height: 20)
        return PageReading(
            width: 1654, height: 2339, dpi: 200, rotation: .none, skew: 0, isBlank: false, barcodes: barcodes,
            separatorTraces: SeparatorTraces(),
            text: PageText(lines: lines),
            textSource: .recognized, fingerprint: .none, remarks: [],
            marks: signatures?.map { PaperMark(kind: .signature, box: box, confidence: $0) })
    }

    @Test(
        "The heading says what a page is",
        arguments: [
            ("PHIẾU GỬI HỒ SƠ", SlipReading.Kind.dispatchSlip), ("BIÊN BẢN GIAO NHẬN", .handoverRecord),
            ("BẢNG KÊ GIAO NHẬN BƯU GỬI", .handoverRecord), ("PHIẾU PHÁT", .deliverySlip),
            ("Giấy báo phát", .deliverySlip),
        ])
    func heading(_ text: String, _ kind: SlipReading.Kind) {
        #expect(SlipReading(Self.page(["Bưu cục Sơn Định", text]))?.kind == kind)
    }

    @Test("A page that only mentions a slip, or bears a code of another kind, is none")
    func noSlip() {
        let mention = "Điều 3. Người nhận ký vào phiếu gửi hồ sơ và giao lại cho nhân viên bưu điện một bản để lưu trữ"
        #expect(SlipReading(Self.page(["QUYẾT ĐỊNH", mention])) == nil)
        #expect(SlipReading(Self.page([], [Barcode(symbology: .qrCode, payload: "SOHOA1/x/TP01")])) == nil)
        #expect(SlipReading(Self.page([])) == nil)
    }

    @Test("Codes name parcel, cases and list; what does not parse is passed over")
    func codes() throws {
        let slip = try #require(
            SlipReading(
                Self.page(
                    ["PHIẾU GỬI HỒ SƠ"],
                    [
                        Barcode(symbology: .qrCode, payload: "SOHOABC1/EB403116321VN/000.00.16.H40-261005-0003"),
                        Barcode(symbology: .code128, payload: "EB403116321VN"),
                        Barcode(symbology: .qrCode, payload: "https://example.vn"),
                    ])))
        #expect(slip.codes == ["EB403116321VN"])
        #expect(slip.cases.map(\.rawValue) == ["000.00.16.H40-261005-0003"])
        let record = Barcode(symbology: .qrCode, payload: "SOHOABK1/BG-700100-2026-0042")
        #expect(SlipReading(Self.page([], [record]))?.manifest?.sequence == 42)
    }

    @Test(
        "Numbers are found in text, in one piece or several",
        arguments: ["Số hiệu: EB403116321VN", "EB 403 116 321 VN", "Số hiệu EB403116321 VN"])
    func numbers(_ line: String) throws {
        let slip = try #require(SlipReading(Self.page(["Phiếu gửi hồ sơ", line])))
        #expect(slip.written.contains("EB403116321VN"))
    }

    @Test(
        "An hour is there when figures stand in its room",
        arguments: [
            ("Giờ nhận: 16 giờ 40 phút, ngày 21/11/2026", true), ("Giờ giao: 16h40 ngày 21/11", true),
            ("Giờ nhận: ........ giờ ........ phút, ngày ..... / .....", false), ("Họ và tên: Nguyễn Văn An", nil),
            ("Giờ nhận: ....... giờ ....... phút, ngày 21/11/2026", false),
        ] as [(String, Bool?)])
    func hour(_ line: String, _ hasHour: Bool?) throws {
        #expect(try #require(SlipReading(Self.page(["PHIẾU GỬI HỒ SƠ", line]))).hasHour == hasHour)
    }

    @Test(
        "What is written by hand stands apart from the print, and either party has its room",
        arguments: [
            (["19", "giờ48"], ["", ""], true), (["", ""], ["7", "15"], true), (["", "giờ"], ["", "giờ"], false),
        ])
    func scatteredHour(_ ours: [String], _ theirs: [String], _ hasHour: Bool) throws {
        var lines = [Self.line("BẢNG KÊ GIAO NHẬN BƯU GỬI", y: 100)]
        for (x, label, written) in [(100, "Giờ giao:", ours), (900, "Giờ nhận:", theirs)] {
            lines += [Self.line(label, x: x, y: 2_000), Self.line("phút, ngày 21 11", x: x + 400, y: 2_004)]
            for (place, text) in written.enumerated() where !text.isEmpty {
                lines.append(Self.line(text, x: x + 120 + 130 * place, y: 1_990, height: 24))
            }
        }
        // The number of a page far below.
        lines.append(Self.line("19 48", x: 300, y: 2_100))
        #expect(try #require(SlipReading(Self.page(lines, [], nil))).hasHour == hasHour)
    }

    @Test(
        "Signatures count when they are sure",
        arguments: [(nil, nil), ([], 0), ([95], 1), ([95, 90], 2), ([95, 40], nil), ([95, 90, 40], 2)]
            as [([Double]?, Int?)])
    func signatures(_ found: [Double]?, _ count: Int?) throws {
        #expect(try #require(SlipReading(Self.page(["PHIẾU GỬI"], signatures: found))).signatures == count)
    }

    @Test("Papers that were counted")
    func counted() throws {
        #expect(try #require(SlipReading(Self.page(["BIÊN BẢN GIAO NHẬN", "Đếm được: 5 tờ"]))).counted == 5)
        #expect(try #require(SlipReading(Self.page(["BIÊN BẢN GIAO NHẬN", "Gồm 07 giấy tờ"]))).counted == 7)
    }
}
