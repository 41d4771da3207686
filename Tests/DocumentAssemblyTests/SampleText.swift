import DocumentModel
import Foundation

/// Texts with boxes as a recognizer would give them.
enum SampleText {
    static let lines = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-UBND",
        "Kính gửi: Ủy ban nhân dân xã Đông Lĩnh", "ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳỷỹỵ đĐ",
    ]

    /// Lines set at even letter width from the left, then tilted about the page's centre by `skew` degrees.
    static func page(
        _ lines: [String] = SampleText.lines, width: Int, height: Int, letter: (width: Int, height: Int) = (9, 18),
        skew: Double = 0
    ) -> PageText {
        let angle = skew * .pi / 180
        let centre = (x: Double(width) / 2, y: Double(height) / 2)
        return PageText(
            lines: lines.enumerated().map { row, line in
                var column = 0
                // A mark behind a space makes one character with it, but is a word of its own.
                let words = line.unicodeScalars.split(separator: " ").map { scalars -> Word in
                    let word = String(Substring(scalars))
                    let size = (width: word.count * letter.width, height: letter.height)
                    let middle = (
                        x: Double(width / 8 + column * letter.width) + Double(size.width) / 2 - centre.x,
                        y: Double(height / 3 + row * letter.height * 2) + Double(size.height) / 2 - centre.y
                    )
                    column += word.count + 1
                    let x = middle.x * cos(angle) - middle.y * sin(angle) + centre.x
                    let y = middle.x * sin(angle) + middle.y * cos(angle) + centre.y
                    let box = PixelBox(
                        x: Int((x - Double(size.width) / 2).rounded()), y: Int((y - Double(size.height) / 2).rounded()),
                        width: size.width, height: size.height)
                    return Word(text: word, box: box, confidence: 90)
                }
                let box = words.dropFirst().reduce(words[0].box) { $0.union($1.box) }
                return TextLine(words: words, box: box)
            })
    }

    static let metadata = DocumentMetadata(
        title: "Giấy khai sinh & <bản sao> \"số 1\" – Đặng Thị Ưởng 🏛", caseCode: "000.00.16.H40-261118-0042",
        componentCode: "TP01",
        fields: [
            .docType: "quyet_dinh", .number: "12/QĐ-UBND", .date: "2026-11-02", .agency: "UBND xã A & B",
            .title: "V/v <trích yếu>\u{0}", .idNumber: "000053374336",
        ],
        createdAt: 1_795_300_000_123)
}
