import DocumentModel
import FieldReading
import Testing

/// Values are found by what speaks for them, wherever they stand and whatever the paper is called.
@Suite struct EvidenceTests {
    private func fields(
        _ text: String, confidence: Double = 97, register: RegisteredCase? = nil,
        vocabulary: FieldVocabulary = .standard
    ) -> DocumentFields {
        let page = FieldFixture.page(text, confidence: confidence)
        return FieldReader.read(texts: [(page, [])], register: register, vocabulary: vocabulary)
    }

    private static let unknown = """
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        PHIẾU THAM GIA TỔ HỢP TÁC
        Họ và tên: Lường Thị Mây
        Ngày, tháng, năm sinh: 14/02/1987
        Số định danh cá nhân: 000187204511
        Nơi thường trú: bản Nà Pồng, xã Thượng Yên, tỉnh Sơn Định
        Thượng Yên, ngày 3 tháng 9 năm 2026
        NGƯỜI THAM GIA
        (Ký và ghi rõ họ tên)
        Lường Thị Mây
        """

    @Test func paperOfUnknownKindYieldsItsFields() {
        let fields = fields(Self.unknown)
        #expect(fields[.docType]?.value ?? "other" == "other")
        #expect(fields[.subject]?.value == "Lường Thị Mây")
        #expect(fields[.dateOfBirth]?.value == "1987-02-14")
        #expect(fields[.idNumber]?.value == "000187204511")
        #expect(fields[.address]?.value == "bản Nà Pồng, xã Thượng Yên, tỉnh Sơn Định")
        #expect(fields[.date]?.value == "2026-09-03")
    }

    @Test(arguments: [
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN GIANG\nGIẤY XÁC NHẬN", "giay_xac_nhan"),
        ("HỘI ĐỒNG NHÂN DÂN\nXÃ BÌNH LẠC\nNGHỊ QUYẾT", "nghi_quyet"),
        ("NGƯỜI HƯỚNG DẪN\nGIẤY MỜI", "giay_moi"),
    ])
    func partsOfOtherNamesAreNoHeadings(text: String, kind: String) {
        #expect(fields(text)[.docType]?.value == kind)
    }

    @Test func whatBelongsToAnotherPersonIsNotTaken() {
        let text = """
            GIẤY ỦY QUYỀN
            Bên ủy quyền: Cấn Thị Vượng, CCCD số 000171620455
            Bên được ủy quyền: Lã Công Thành, sinh ngày 08/02/1990, CCCD số 000090331876
            Thường trú tại: số 3 đường Bà Triệu, phường An Hải, tỉnh Sơn Định
            """
        let fields = fields(text)
        #expect(fields[.subject]?.value == "Cấn Thị Vượng")
        #expect(fields[.idNumber]?.value == "000171620455")
        #expect(fields[.dateOfBirth] == nil)
        #expect(fields[.address] == nil)
    }

    @Test func dotsOfTheFormAreNotPartOfTheValue() {
        let text = "TỜ KHAI ĐĂNG KÝ\nHọ, chữ đệm, tên: ..Lò.Thị.Pâng\nNơi cư trú: .thôn.3,.xã.Ea.Rông,.tỉnh.Sơn.Định"
        let fields = fields(text)
        #expect(fields[.subject]?.value == "Lò Thị Pâng")
        #expect(fields[.address]?.value == "thôn 3, xã Ea Rông, tỉnh Sơn Định")
    }

    @Test func loneNamesAndAmountsAreNotSureAgreeingOnesAre() throws {
        let lone = fields("BIÊN LAI THU TIỀN\nNgười nộp: Mẫn Đức Huy\nSố tiền: 45.000 đồng")
        let agreed = fields(
            """
            BIÊN LAI THU TIỀN
            Người nộp: Mẫn Đức Huy
            Số tiền: 45.000 đồng
            Bằng chữ: Bốn mươi lăm nghìn đồng
            NGƯỜI NỘP
            Mẫn Đức Huy
            """)
        #expect(lone[.subject]?.isSure == false)
        #expect(lone[.amount]?.isSure == false)
        #expect(agreed[.subject]?.isSure == true)
        #expect(agreed[.amount]?.isSure == true)
    }

    @Test(arguments: [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 03 tháng 7 năm 2025 của Ủy ban nhân dân tỉnh;",
        "Theo Công văn số 15/UBND ngày 03/07/2025",
    ])
    func daysOfCitedPapersAreNotThePapersOwn(line: String) {
        #expect(fields("THÔNG BÁO\nVề việc nghỉ lễ\n\(line)")[.date] == nil)
    }

    // MARK: The case register

    @Test func registerFillsNothingThatIsNotOnThePage() {
        let register = RegisteredCase(
            applicant: "Giáp Thị Miên", idNumber: "000171620455", address: "thôn Đoài, xã Bình Lạc, tỉnh Sơn Định")
        let fields = fields("THÔNG BÁO\nVề việc nghỉ lễ", register: register)
        #expect(fields[.subject] == nil)
        #expect(fields[.idNumber] == nil)
        #expect(fields[.address] == nil)
    }

    @Test func registerMakesAReadingSure() {
        let text = "BIÊN LAI THU TIỀN\nNgười nộp: Mẫn Đức Huy"
        #expect(fields(text)[.subject]?.isSure == false)
        #expect(fields(text, register: RegisteredCase(applicant: "Mẫn Đức Huy"))[.subject]?.isSure == true)
    }

    @Test func doubtfulMarksAreSpelledAsRegisteredSureOnesWait() {
        let text = "BIÊN LAI THU TIỀN\nNgười nộp: Mẫn Đức Húy"
        let register = RegisteredCase(applicant: "Mẫn Đức Huy")
        #expect(fields(text, confidence: 90, register: register)[.subject]?.value == "Mẫn Đức Huy")
        let sure = fields(text, confidence: 98, register: register)[.subject]
        #expect(sure?.value ?? "Mẫn Đức Húy" == "Mẫn Đức Húy")
        #expect(sure?.isSure ?? false == false)
    }

    @Test("The applicant's name with another number, or number with another name, is never sure")
    func whoIsNotTheRegisteredOneWaits() {
        func fields(_ applicant: String, _ number: String) -> DocumentFields {
            self.fields(Self.unknown, register: RegisteredCase(applicant: applicant, idNumber: number))
        }
        let same = fields("Lường Thị Mây", "000187204511")
        #expect(same[.subject]?.isSure == true && same[.idNumber]?.isSure == true)
        #expect(same[.subject]?.support?.contains(.register) == true && same[.subject]?.contradictsRegister == nil)
        let otherNumber = fields("Lường Thị Mây", "000091345600")
        #expect(otherNumber[.idNumber]?.value == "000187204511")
        #expect(otherNumber[.idNumber]?.isSure == false && otherNumber[.idNumber]?.contradictsRegister == true)
        let otherName = fields("Vi Văn Tám", "000187204511")
        #expect(otherName[.subject]?.value == "Lường Thị Mây")
        #expect(otherName[.subject]?.isSure == false && otherName[.subject]?.contradictsRegister == true)
        #expect(otherName[.idNumber]?.isSure == true)
        // Another person's paper in the case says nothing against the register.
        let relative = fields("Vi Văn Tám", "000091345600")
        #expect(relative[.idNumber]?.confidence == self.fields(Self.unknown)[.idNumber]?.confidence)
    }

    // MARK: Words of an office

    @Test func officeAddsLabelsAndKinds() throws {
        let labels = try FieldVocabulary.labelGroups(
            """
            version: "1"
            labels:
              - {means: holder, source: form of the office, texts: [(tru dong|nghe nhan) dang ky]}
            """)
        let kinds = try FieldVocabulary.kindEntries(
            """
            version: "1"
            kinds:
              - {kind: phieu_le_hoi, title: heading, source: form of the office, headings: [Phiếu lễ hội], states: [subject]}
            """)
        let text = "PHIẾU LỄ HỘI\nNghệ nhân đăng ký: Mẫn Đức Huy"
        let vocabulary = try FieldVocabulary.standard.adding(labels: labels, kinds: kinds)
        #expect(fields(text)[.subject] == nil)
        let fields = fields(text, vocabulary: vocabulary)
        #expect(fields[.docType]?.value == "phieu_le_hoi")
        #expect(fields[.subject]?.value == "Mẫn Đức Huy")
    }

    @Test(arguments: [
        ("{means: nothing, source: x, texts: [a]}", "nothing"),
        ("{means: name, source: x, texts: [a (b (c))]}", "a (b (c))"),
        ("{means: name, texts: [a]}", "source"),
    ])
    func faultsOfWordsSayWhatIsWrong(entry: String, part: String) {
        let fault = #expect(throws: FieldVocabulary.Fault.self) {
            let labels = try FieldVocabulary.labelGroups("version: \"1\"\nlabels:\n  - \(entry)")
            _ = try FieldVocabulary.standard.adding(labels: labels, kinds: [])
        }
        #expect(fault?.description.contains(part) == true)
    }
}

/// Values in cells of their own, to the right of their labels and below them.
@Suite struct CellTests {
    private func line(_ text: String, x: Int, y: Int) -> TextLine {
        var left = x
        let words = text.split(separator: " ").map { word in
            defer { left += 15 * (word.count + 1) }
            let box = PixelBox(x: left, y: y, width: 15 * word.count, height: 30)
            return Word(text: String(word), box: box, confidence: 97)
        }
        return TextLine(words: words, box: words.dropFirst().reduce(words[0].box) { $0.union($1.box) })
    }

    @Test func valuesStandBesideTheirLabelsOrBelow() {
        let page = PageText(lines: [
            line("GIẤY NỘP TIỀN VÀO NGÂN SÁCH NHÀ NƯỚC", x: 300, y: 50),
            line("Người nộp thuế", x: 100, y: 200), line("Phùng Thị Vui", x: 700, y: 202),
            line("Phí đo đạc", x: 100, y: 300), line("20.000", x: 900, y: 300),
            line("Lệ phí", x: 100, y: 360), line("15.000", x: 900, y: 361),
            line("Tổng số tiền phải nộp", x: 100, y: 420), line("35.000", x: 900, y: 421),
            line("Tờ bản đồ số", x: 100, y: 600), line("Thửa đất số", x: 600, y: 600),
            line("29", x: 130, y: 660), line("184", x: 640, y: 660),
        ])
        let fields = FieldReader.read(texts: [(page, [])])
        #expect(fields[.subject]?.value == "Phùng Thị Vui")
        #expect(fields[.amount]?.value == "35000")
        #expect(fields[.mapSheet]?.value == "29")
        #expect(fields[.parcelNumber]?.value == "184")
    }
}
