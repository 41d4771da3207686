import DocumentModel
import FieldReading
import TestSupport
import Testing
import VietnameseText

@Suite struct FieldReaderTests {
    @Test(arguments: try FieldFixture.all())
    func readsWhatThePaperStatesAndNothingElse(fixture: FieldFixture) {
        let fields = FieldReader.read(texts: fixture.pages.map { ($0, []) })
        for field in FieldName.allCases {
            #expect(fields[field]?.value == fixture.expected[field], "\(field.rawValue)")
        }
    }

    @Test func valueComesWithItsWordsBox() throws {
        let page = FieldFixture.page("HỢP ĐỒNG\nSố: 12/2026/HĐCN")
        let number = try #require(FieldReader.read(texts: [(page, [])])[.number])
        #expect(number.value == "12/2026/HĐCN")
        #expect(number.page == 0)
        #expect(number.box == page.lines[1].words[1].box)
    }

    @Test func doubtfulWordsLeaveTheFieldEmpty() {
        let text = "BIÊN LAI THU TIỀN\nSố: 1234567\nHọ, tên người nộp tiền: Giáp Thị Miên"
        let sure = FieldReader.read(texts: [(FieldFixture.page(text, confidence: 95), [])])
        let doubtful = FieldReader.read(texts: [(FieldFixture.page(text, confidence: 35), [])])
        #expect(sure[.subject]?.value == "Giáp Thị Miên")
        #expect(sure[.number]?.value == "1234567")
        #expect(doubtful[.subject] == nil)
        #expect(doubtful[.number] == nil)
    }

    @Test func formWithoutItsHeadingIsKnownByItsLabels() {
        let text = """
            Ký hiệu: AC/26T
            Số: 5550012
            Liên 2: Giao cho người nộp tiền
            Họ, tên người nộp tiền: Giáp Thị Miên
            Số tiền: 45.000 đồng
            Viết bằng chữ: Bốn mươi lăm nghìn đồng
            NGƯỜI THU TIỀN
            """
        let fields = FieldReader.read(texts: [(FieldFixture.page(text), [])])
        #expect(fields[.docType]?.value == "bien_lai")
        #expect(fields[.title]?.value == "Biên lai thu tiền")
        #expect(fields[.number]?.value == "5550012")
    }

    @Test func oneUnreadWordSpoilsTheValue() {
        var page = FieldFixture.page("BIÊN LAI THU TIỀN\nĐịa chỉ: thôn Đoài Thượng, xã Bình Lạc, tỉnh Sơn Định")
        #expect(FieldReader.read(texts: [(page, [])])[.subject] == nil)
        page = FieldFixture.page(
            "BIÊN LAI THU TIỀN\nNgười nộp: Mẫn Đức Huy\nĐịa chỉ: thôn Đoài Thượng, xã Bình Lạc, tỉnh Sơn Định")
        #expect(FieldReader.read(texts: [(page, [])])[.address] != nil)
        page.lines[2].words[6].confidence = 30
        #expect(FieldReader.read(texts: [(page, [])])[.address] == nil)
        #expect(FieldReader.read(texts: [(page, [])])[.subject] != nil)
    }

    @Test func agreementRaisesConfidence() throws {
        let alone = "BIÊN LAI THU TIỀN\nSố tiền: 45.000 đồng"
        let agreed = alone + "\nViết bằng chữ: Bốn mươi lăm nghìn đồng"
        let first = try #require(FieldReader.read(texts: [(FieldFixture.page(alone), [])])[.amount])
        let second = try #require(FieldReader.read(texts: [(FieldFixture.page(agreed), [])])[.amount])
        #expect(first.value == "45000")
        #expect(second.confidence > first.confidence)
    }

    @Test func wordsCorrectOneWrongDigit() {
        let text = "BIÊN LAI THU TIỀN\nSố tiền: 46.000 đồng\nViết bằng chữ: Bốn mươi lăm nghìn đồng"
        #expect(FieldReader.read(texts: [(FieldFixture.page(text), [])])[.amount]?.value == "45000")
    }

    @Test func datesAfterTheLimitAreRefused() throws {
        let page = FieldFixture.page("GIẤY ỦY QUYỀN\nBình Lạc, ngày 19 tháng 2 năm 2062")
        #expect(FieldReader.read(texts: [(page, [])])[.date]?.value == "2062-02-19")
        let limit = try #require(CivilDate(year: 2027, month: 1, day: 1))
        #expect(FieldReader.read(texts: [(page, [])], notAfter: limit)[.date] == nil)
    }
}

@Suite struct IdentityCardTests {
    private let payload = "000201447730||Tôn Nữ Diệu Linh|01032001|Nữ|số 15 đường Lê Lợi, phường An Hải|18072024"

    @Test func codeIsTheBestSource() {
        let page = FieldFixture.page("CĂN CƯỚC CÔNG DÂN\nSố / No.: 000201447739\nHọ và tên:\nTÔN NỮ DIỆU LỊNH")
        let code = Barcode(symbology: .qrCode, payload: payload)
        let fields = FieldReader.read(texts: [(page, [code])])
        #expect(fields[.docType]?.value == "cccd")
        #expect(fields[.idNumber]?.value == "000201447730")
        #expect(fields[.subject]?.value == "Tôn Nữ Diệu Linh")
        #expect(fields[.dateOfBirth]?.value == "2001-03-01")
        #expect(fields[.address]?.value == "số 15 đường Lê Lợi, phường An Hải")
        #expect(fields[.date]?.value == "2024-07-18")
    }

    @Test(arguments: [
        "https://example.vn/000201447730", "000201447730||Tôn Nữ Diệu Linh|31022001|Nữ|x|", "SOHOA1/000/TP01",
        "|||||||",
        "00020144773|x|Tôn Nữ Diệu Linh|01032001|Nữ|số 15|18072024",
    ])
    func otherCodesAreIgnored(payload: String) {
        let page = FieldFixture.page("CĂN CƯỚC CÔNG DÂN\nSố / No.: 000201447730")
        let fields = FieldReader.read(texts: [(page, [Barcode(symbology: .qrCode, payload: payload)])])
        #expect(fields[.idNumber]?.value == "000201447730")
        #expect(fields[.subject] == nil)
    }

    @Test func shapesAndMachineReadableLinesReplaceUnreadLabels() {
        let text = """
            CĂN CƯỚC CÔNG DÂN
            `; 000099321243 bên
            ¬. c. 2v 6
            LƯU ĐỨC TIỆP
            TM Ho cu: 20/07/1999
            20/07/2040
            manh vớ 18I10I2025
            IDVNM0993212430000099321243<<5
            9907204M4007202VNM<<<<<<<<<<<4
            LUU<<DUC<TIEP<<<<<<<<<<<<<<<<<
            """
        let fields = FieldReader.read(texts: [(FieldFixture.page(text, confidence: 80), [])])
        #expect(fields[.idNumber]?.value == "000099321243")
        #expect(fields[.subject]?.value == "Lưu Đức Tiệp")
        #expect(fields[.dateOfBirth]?.value == "1999-07-20")
        #expect(fields[.date]?.value == "2025-10-18")
    }
}

@Suite struct FieldReaderRobustnessTests {
    /// Whatever recognition makes of a page, reading it ends and gives values that are well formed.
    @Test func damagedPapersNeverYieldMalformedValues() throws {
        let lines = try FieldFixture.all().flatMap { $0.pages.flatMap { $0.lines.map(\.text) } }
        var random = SeededGenerator(seed: 7)
        for round in 0..<80 {
            let start = Int.random(in: 0..<lines.count, using: &random)
            let text = lines.dropFirst(start).prefix(20).map { damaged($0, &random) }.filter {
                $0.contains { $0 != " " }
            }
            let fields = FieldReader.read(texts: [(FieldFixture.page(text.joined(separator: "\n")), [])])
            let id = fields[.idNumber].map { CitizenNumber($0.value) != nil } ?? true
            let amount = fields[.amount].map { Int($0.value) ?? 0 > 0 } ?? true
            let dates = [fields[.date], fields[.dateOfBirth]].allSatisfy { $0.map { $0.value.count == 10 } ?? true }
            let name = fields[.subject].map { PersonName.isPlausible($0.value) } ?? true
            #expect(id && amount && dates && name, "seed 7, round \(round)")
        }
    }

    @Test func oddPagesAreRead() {
        #expect(FieldReader.read(texts: []).isEmpty)
        #expect(FieldReader.read(texts: [(PageText(), [])]).isEmpty)
        for text in [":", "Số:", "Họ và tên:", "(", "Kính gửi: (", "QUYẾT ĐỊNH", "Thửa đất số", "....", "Số tiền: ("] {
            _ = FieldReader.read(texts: [(FieldFixture.page(text), [])])
        }
    }

    private func damaged(_ line: String, _ random: inout SeededGenerator) -> String {
        let noise = Array(" .:;|/()-“lO01ạẫ\u{301}")
        return String(
            line.flatMap { character -> [Character] in
                switch Int.random(in: 0..<30, using: &random) {
                case 0: []
                case 1: [noise[Int.random(in: 0..<noise.count, using: &random)]]
                case 2: [character, noise[Int.random(in: 0..<noise.count, using: &random)]]
                default: [character]
                }
            })
    }
}
