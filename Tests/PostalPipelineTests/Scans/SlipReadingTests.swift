import DocumentModel
import PostalPipeline
import Testing

@Suite("Slips and records among scanned pages")
struct SlipReadingTests {
    private static func page(
        _ lines: [String], _ barcodes: [Barcode] = [], signatures: [Double]? = nil
    ) -> PageReading {
        let box = PixelBox(x: 0, y: 0, width: 100, height: 20)
        return PageReading(
            width: 1654, height: 2339, dpi: 200, rotation: .none, skew: 0, isBlank: false, barcodes: barcodes,
            separatorTraces: SeparatorTraces(),
            text: PageText(
                lines: lines.map { line in
                    TextLine(
                        words: line.split(separator: " ").map { Word(text: String($0), box: box, confidence: 95) },
                        box: box)
                }),
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
        ] as [(String, Bool?)])
    func hour(_ line: String, _ hasHour: Bool?) throws {
        #expect(try #require(SlipReading(Self.page(["PHIẾU GỬI HỒ SƠ", line]))).hasHour == hasHour)
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
