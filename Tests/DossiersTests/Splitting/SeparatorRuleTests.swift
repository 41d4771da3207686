import DocumentModel
import Dossiers
import Testing

/// Pages told by their lines, what is seen of codes, and where decoded codes stand.
@Suite("What is a separator sheet, what may be one, and what is none")
struct SeparatorRuleTests {
    private static let legible = [
        "PHIẾU PHÂN TÁCH HỒ SƠ", "Không đóng ghim, không viết lên mã vuông", "Mã hồ sơ: 000.00.16.H40-261001-0002",
        "Thành phần: TP02", "Cán bộ số hóa đặt phiếu này trước trang đầu của thành phần",
    ]
    private static let own = [
        "TỜ PHÂN CÁCH HỒ SƠ", "Separator sheet", "Mã hồ sơ 000.00.16.H40-261118-0042", "Thành phần TP01",
        "Đặt tờ này ngay trước trang đầu của thành phần ghi ở trên.",
        "Mọi trang quét sau tờ này, đến tờ phân cách kế tiếp, được gắn vào thành phần đó.",
        "Không viết, dán, bấm kim hay đóng dấu lên mã vuông.", "Tờ này không lưu trong hồ sơ; bỏ đi sau khi quét.",
        "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    ]
    private static let head = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    private static let card = ["CĂN CƯỚC CÔNG DÂN", "Đinh Thị Quế", "Nơi thường trú: số 237 đường Chợ Cũ"]
    private static let application =
        head + ["ĐƠN XIN TÁCH HỒ SƠ"]
        + Array(repeating: "Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm", count: 9)
    private static let receipt =
        head + [
            "GIẤY BIÊN NHẬN", "Mã hồ sơ: 000.00.16.H40-261001-0002", "Thành phần: 01 đơn, 01 bản sao",
            "Ngày hẹn trả: 20/10/2026", "Người nhận: Lê Văn Tám",
        ]

    // MARK: Without a code

    @Test(
        "Print that nothing else has makes a separator, and names the place",
        arguments: [legible, Array(legible.dropFirst(2)), own, Array(own.dropFirst(4))])
    func printed(lines: [String]) {
        guard case .unreadableSeparator(.undecodableSeparator, let named) = kind(lines) else {
            Issue.record("\(kind(lines))")
            return
        }
        if lines == Self.legible {
            #expect(named == ProposedSlot(caseCode: "000.00.16.H40-261001-0002", component: "TP02"))
        }
    }

    @Test(
        "What may be a sheet, or what is left of one, is a suspect",
        arguments: [
            (["PHIẾU PHÂN TÁCH HỒ SƠ"], SeparatorTraces()),
            (["® SƠ"], SeparatorTraces(hasDefacedArea: true)), ([], SeparatorTraces(finderPatterns: 1)),
            ([], SeparatorTraces(finderPatterns: 1, standsAmongModules: true)),
            (["Đơn đề nghị"], SeparatorTraces(finderPatterns: 2, hasUndecodedCode: true)),
            // Torn through the code and without its heading: one mark, the component's line and the warning are left.
            (
                ["Thành phần: TP02", "Giấy khai sinh (bản chính)", "Không gấp, không ghim, không viết lên mã vuông"],
                SeparatorTraces(finderPatterns: 1, standsAmongModules: false)
            ),
            (["Thành phần: TP02", "Giấy khai sinh"], SeparatorTraces(finderPatterns: 1, standsAmongModules: false)),
            (["Mã hồ sơ: 000.00.16.H40-261001-0002", "Thành phần: TP02"], SeparatorTraces()),
            (["Không gấp, không ghim, không viết lên mã vuông"], SeparatorTraces()),
        ] as [([String], SeparatorTraces)])
    func suspects(lines: [String], traces: SeparatorTraces) {
        guard case .suspect(.suspectedSeparator, _) = kind(lines, traces) else {
            Issue.record("\(kind(lines, traces))")
            return
        }
    }

    @Test(
        "Papers with a picture, with a code of their own or with words that separators use too are papers",
        arguments: [
            (card, SeparatorTraces(hasDefacedArea: true)),
            (card + card, SeparatorTraces(finderPatterns: 3, hasUndecodedCode: true)),
            (
                ["GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mã hồ sơ: 000.00.16.H40-261001-0002"]
                    + Array(repeating: "Thành phần hồ sơ nộp gồm bản chính và bản sao có chứng thực", count: 4),
                SeparatorTraces()
            ),
            (["Công chức đã tách hồ sơ của ông bà theo yêu cầu ghi tại mục hai"], SeparatorTraces()),
            ([], SeparatorTraces()), (application, SeparatorTraces()), (receipt, SeparatorTraces()),
            (["Ảnh hiện trạng"], SeparatorTraces()), (["Ảnh dải phân cách"], SeparatorTraces()),
            // A stamp's letters have rings, but no modules beside them.
            (["ĐÃ THU TIỀN"], SeparatorTraces(finderPatterns: 2, hasUndecodedCode: true, standsAmongModules: false)),
            (["TẬP HỒ SƠ HOÀN CÔNG"], SeparatorTraces(finderPatterns: 1, standsAmongModules: false)),
        ] as [([String], SeparatorTraces)])
    func papers(lines: [String], traces: SeparatorTraces) {
        #expect(kind(lines, traces) == .content)
    }

    // MARK: With a code

    private static let payload = SeparatorPayload("SOHOA1/000.00.16.H40-261001-0002/TP02")!

    @Test(
        "A whole sheet is one whose print is seen, whoever printed it",
        arguments: [
            legible, head + ["PHIẾU PHÂN TÁCH", "Hồ sơ 000.00.16.H40-261001-0002", "Thành phần TP02"],
            Array(own.dropFirst(4)), ["Mã hồ sơ: 000.00.16.H40-261001-0002", "Thành phần: TP02", "Giấy khai sinh"],
        ])
    func wholeSheets(lines: [String]) {
        #expect(kind(lines, places: [place(side: 37)]) == .separator(Self.payload))
    }

    @Test("The two codes of a sheet that this program printed need no words")
    func ownLayout() {
        let large = CodePlace(payload: Self.payload.text, x: 105, y: 92, side: 84)
        let small = CodePlace(payload: Self.payload.text, x: 38, y: 254, side: 36)
        #expect(kind([], places: [large, small]) == .separator(Self.payload))
        #expect(kind([], places: [large]) == .suspect(.codeOnPaper, Self.proposal))
        let near = CodePlace(payload: Self.payload.text, x: 38, y: 154, side: 36)
        #expect(kind([], places: [large, near]) == .suspect(.codeOnPaper, Self.proposal))
        // Those are read that bear more letters than a sheet has.
        let sentence = "người làm đơn xin cam đoan lời khai này đúng"
        let written = [60: PageEvidence.Kind.separator(Self.payload), 80: .suspect(.codeOnPaper, Self.proposal)]
        for (words, expected) in written {
            let lines = ["TỜ PHÂN CÁCH HỒ SƠ"] + Array(repeating: sentence, count: words / 10)
            #expect(kind(lines, places: [large, small]) == expected, "\(words) words")
        }
    }

    @Test(
        "A separator's code on anything else makes no separator of it: a sticker, a copy, a forgery",
        arguments: [
            (application, 37.0), (receipt, 37.0), (receipt, 60.0), (card, 25.0), ([], 40.0),
            (["Ảnh hiện trạng"], 40.0),
            // A whole sheet has no code of the size of a stamp, and no paper of many words on its empty half.
            (legible, 15.0), (legible + application, 37.0),
        ] as [([String], Double)])
    func codesOnPapers(lines: [String], side: Double) {
        #expect(kind(lines, places: [place(side: side)]) == .suspect(.codeOnPaper, Self.proposal))
    }

    @Test("A sheet with a picture on it is not only a sheet")
    func pictureOnSheet() {
        let traces = SeparatorTraces(hasDefacedArea: true)
        #expect(kind(Self.legible, traces, places: [place(side: 37)]) == .suspect(.codeOnPaper, Self.proposal))
    }

    @Test("A seal of another data home, or a forged one, is told as such; two codes contradict each other")
    func seals() throws {
        let seal = try #require(SeparatorSeal(rawValue: "ABCDEFGHIJKLMNOP"))
        var sealed = Self.payload
        sealed.seal = seal
        let places = [CodePlace(payload: sealed.text, x: 105, y: 60, side: 37)]
        #expect(kind(Self.legible, places: places, isGenuine: true) == .separator(sealed))
        #expect(kind(Self.legible, places: places) == .suspect(.foreignSeparator, Self.proposal))
        #expect(kind(Self.receipt, places: places, isGenuine: true) == .suspect(.codeOnPaper, Self.proposal))
        let other = CodePlace(payload: "SOHOA1/000.00.16.H40-261001-0003/TP02", x: 105, y: 60, side: 37)
        #expect(kind(Self.legible, places: [place(side: 37), other]) == .suspect(.conflictingSeparators, nil))
    }

    // MARK: Pages

    private static let proposal = ProposedSlot(caseCode: "000.00.16.H40-261001-0002", component: "TP02")

    private func place(side: Double) -> CodePlace {
        CodePlace(payload: Self.payload.text, x: 105, y: 60, side: side)
    }

    private func kind(
        _ lines: [String], _ traces: SeparatorTraces = SeparatorTraces(), places: [CodePlace] = [],
        isGenuine: Bool = false
    ) -> PageEvidence.Kind {
        PageEvidence.Kind(reading: page(lines, traces, places), isGenuine: { _ in isGenuine })
    }

    private func page(_ lines: [String], _ traces: SeparatorTraces, _ places: [CodePlace]) -> PageReading {
        let text = lines.enumerated().map { index, line in
            let words = line.split(separator: " ").enumerated().map { place, word in
                let box = PixelBox(x: 200 + 160 * place, y: 300 + 80 * index, width: 140, height: 40)
                return Word(text: String(word), box: box, confidence: 92)
            }
            return TextLine(words: words, box: PixelBox(x: 200, y: 300 + 80 * index, width: 1600, height: 40))
        }
        var reading = PageReading(
            width: 2480, height: 3508, dpi: 300, rotation: .none, skew: 0, isBlank: false,
            barcodes: places.map { Barcode(symbology: .qrCode, payload: $0.payload) },
            separatorTraces: traces, text: PageText(lines: text), textSource: .recognized, fingerprint: .none,
            remarks: [])
        reading.codePlaces = places
        return reading
    }
}
