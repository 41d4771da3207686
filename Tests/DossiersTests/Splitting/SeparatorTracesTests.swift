import DocumentModel
import Dossiers
import Testing

@Suite("Separators whose code cannot be read")
struct SeparatorTracesTests {
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
    private static let card = ["CĂN CƯỚC CÔNG DÂN", "Đinh Thị Quế", "Nơi thường trú: số 237 đường Chợ Cũ"]

    @Test(
        "Print that says so is enough, and so are remains of a code with hardly any print",
        arguments: [
            (legible, SeparatorTraces()), (Array(legible.dropFirst(2)), SeparatorTraces()), (own, SeparatorTraces()),
            (Array(own.dropFirst(4)), SeparatorTraces()),
            (["® SƠ"], SeparatorTraces(hasDefacedArea: true)), ([], SeparatorTraces(finderPatterns: 1)),
            (["Đơn đề nghị"], SeparatorTraces(finderPatterns: 2, hasUndecodedCode: true)),
        ])
    func separators(lines: [String], traces: SeparatorTraces) {
        #expect(PageEvidence.Kind(reading: page(lines, traces)) == .unreadableSeparator(.undecodableSeparator))
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
            ([], SeparatorTraces()),
        ])
    func papers(lines: [String], traces: SeparatorTraces) {
        #expect(PageEvidence.Kind(reading: page(lines, traces)) == .content)
    }

    private func page(_ lines: [String], _ traces: SeparatorTraces) -> PageReading {
        let text = lines.enumerated().map { index, line in
            let words = line.split(separator: " ").enumerated().map { place, word in
                let box = PixelBox(x: 200 + 160 * place, y: 300 + 80 * index, width: 140, height: 40)
                return Word(text: String(word), box: box, confidence: 92)
            }
            return TextLine(words: words, box: PixelBox(x: 200, y: 300 + 80 * index, width: 1600, height: 40))
        }
        return PageReading(
            width: 2480, height: 3508, dpi: 300, rotation: .none, skew: 0, isBlank: false, barcodes: [],
            separatorTraces: traces, text: PageText(lines: text), textSource: .recognized, fingerprint: .none,
            remarks: [])
    }
}
