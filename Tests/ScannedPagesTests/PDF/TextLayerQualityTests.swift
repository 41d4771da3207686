import DocumentModel
import Testing

@testable import ScannedPages

struct TextLayerQualityTests {
    private func isGood(_ text: String) -> Bool {
        let words = text.split(separator: " ").map {
            Word(text: String($0), box: PixelBox(x: 0, y: 0, width: 1, height: 1), confidence: 100)
        }
        guard let first = words.first else { return TextLayerQuality.isGood(PageText()) }
        return TextLayerQuality.isGood(PageText(lines: [TextLine(words: words, box: first.box)]))
    }

    private static let vietnamese = """
        Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025 ; xét đề nghị của Trưởng phòng Kinh tế , \
        Hạ tầng và Đô thị tại Tờ trình số 86/TTr-KTHT về việc cấp giấy chứng nhận quyền sử dụng đất
        """

    @Test(
        "Sound text passes: Vietnamese, English, few words, numbers, a few bullets of a symbol font",
        arguments: [
            vietnamese, vietnamese + " \u{F0B7} 20 °C § 5", "173", "ĐÃ THU 150.000 đồng",
            """
            This agreement is made between the parties whose names stand below and shall come into force on the day of \
            its signature by the last of them unless otherwise provided in the annex to this agreement
            """,
        ])
    func sound(_ text: String) { #expect(isGood(text.replacing("\n", with: " "))) }

    @Test(
        "Broken text fails: TCVN3, VNI, lost marks, private use, replacement characters, nothing",
        arguments: [
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc QuyÕt ®Þnh vÒ viÖc cÊp giÊy chøng nhËn",
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp - Töï do - Haïnh phuùc Quyeát ñònh veà vieäc caáp giaáy",
            """
            Can cu Luat To chuc chinh quyen dia phuong ngay thang nam xet de nghi cua Truong phong Kinh te va Do thi tai \
            To trinh so ve viec cap giay chung nhan quyen su dung dat o cho ong
            """,
            "C\u{E001}ng h\u{E002}a x\u{E003} h\u{E004}i", "C\u{FFFD}ng h\u{FFFD}a x\u{FFFD} h\u{FFFD}i", "",
        ])
    func broken(_ text: String) { #expect(!isGood(text.replacing("\n", with: " "))) }
}
