import DocumentModel
import Testing

/// Lines on a page 2000 pixels wide, 30 pixels high, a row every 60.
private func line(_ text: String, x: Int, row: Int, width: Int? = nil, shift: Int = 0) -> TextLine {
    let width = width ?? text.count * 18
    let words = text.split(separator: " ").map(String.init)
    let each = width / max(1, words.count)
    let boxes = words.indices.map { PixelBox(x: x + $0 * each, y: row * 60 + shift, width: each - 8, height: 30) }
    return TextLine(
        words: zip(words, boxes).map { Word(text: $0, box: $1, confidence: 90) },
        box: PixelBox(x: x, y: row * 60 + shift, width: width - 8, height: 30))
}

/// Full lines of prose, so that the page has its width.
private func prose(rows: Range<Int>) -> [TextLine] {
    rows.map { line("thân văn bản dòng \($0)", x: 100, row: $0, width: 1800) }
}

/// What `arrange` makes of the lines, whatever order they come in.
private func order(_ lines: [TextLine], seed: UInt64 = 7) -> [String] {
    var generator = Scramble(state: seed)
    return ReadingOrder.arrange(lines.shuffled(using: &generator)).map(\.text)
}

private struct Scramble: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 31)
    }
}

@Suite struct ReadingOrderTests {
    @Test func noLinesGiveNoLines() {
        #expect(ReadingOrder.arrange([]).isEmpty)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func tableIsReadRowByRow(seed: UInt64) {
        let cells = (0..<5).flatMap { row in
            (0..<3).map { line("ô \(row).\($0)", x: 100 + 600 * $0, row: row, shift: $0 * 4) }
        }
        #expect(order(cells, seed: seed) == (0..<5).flatMap { row in (0..<3).map { "ô \(row).\($0)" } })
    }

    @Test func nationalHeadingIsReadBlockByBlock() {
        let lines = [
            line("ỦY BAN NHÂN DÂN", x: 150, row: 0), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 1000, row: 0),
            line("XÃ ĐÔNG LĨNH", x: 200, row: 1), line("Độc lập - Tự do - Hạnh phúc", x: 1100, row: 1),
            line("Số: 12/QĐ-UBND", x: 180, row: 2), line("Đông Lĩnh, ngày 02 tháng 11 năm 2026", x: 1000, row: 2),
        ]
        #expect(
            order(lines + prose(rows: 4..<8)).prefix(6) == [
                "ỦY BAN NHÂN DÂN", "XÃ ĐÔNG LĨNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-UBND", "Đông Lĩnh, ngày 02 tháng 11 năm 2026",
            ])
    }

    @Test func nationalNameThatTouchesALongAgencysNameIsParted() {
        let words =
            [("PHƯỜNG", 100, 160), ("BẾN", 270, 80), ("TÂY", 360, 80)]
            + [("CỘNG", 470, 100), ("HÒA", 580, 80), ("XÃ", 670, 60), ("HỘI", 740, 80)]
        let boxed = words.map { Word(text: $0, box: PixelBox(x: $1, y: 0, width: $2, height: 30), confidence: 90) }
        let whole = TextLine(words: boxed, box: PixelBox(x: 100, y: 0, width: 720, height: 30))
        let below = [line("ỦY BAN", x: 150, row: 1, width: 200), line("Độc lập", x: 600, row: 1, width: 150)]
        #expect(order([whole] + below) == ["PHƯỜNG BẾN TÂY", "ỦY BAN", "CỘNG HÒA XÃ HỘI", "Độc lập"])
    }

    @Test func agencyWithTheSameLettersInItsNameIsNotParted() {
        let words = [
            ("BAN", 100, 40), ("KHOA", 150, 80), ("HỌC", 240, 60), ("VÀ", 310, 40), ("CÔNG", 372, 90),
            ("NGHỆ", 472, 80),
        ]
        let boxed = words.map { Word(text: $0, box: PixelBox(x: $1, y: 60, width: $2, height: 30), confidence: 90) }
        let agency = TextLine(words: boxed, box: PixelBox(x: 100, y: 60, width: 452, height: 30))
        let motto = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 1000, row: 0)
        let number = line("Số: 12/QĐ-SKHCN", x: 160, row: 2)
        let first = line("UBND TỈNH VÂN TRẠCH", x: 120, row: 0)
        #expect(
            order([first, motto, agency, number] + prose(rows: 4..<6)).prefix(3) == [
                "UBND TỈNH VÂN TRẠCH", "BAN KHOA HỌC VÀ CÔNG NGHỆ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ])
    }

    @Test("A number that stands lower than the date is the last line of the agency's block")
    func numberBelowTheDate() {
        let lines = [
            line("ỦY BAN NHÂN DÂN", x: 150, row: 0), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 1000, row: 0),
            line("TRUNG TÂM PHỤC VỤ", x: 200, row: 1), line("Độc lập - Tự do - Hạnh phúc", x: 1100, row: 1),
            line("HÀNH CHÍNH", x: 220, row: 2), line("Đông Lĩnh, ngày 02 tháng 11 năm 2026", x: 1000, row: 2),
            line("Số: 12/TNHS", x: 220, row: 3),
        ]
        #expect(
            order(lines + prose(rows: 5..<8)).prefix(7) == [
                "ỦY BAN NHÂN DÂN", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH", "Số: 12/TNHS",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                "Đông Lĩnh, ngày 02 tháng 11 năm 2026",
            ])
    }

    @Test(
        "A number that follows the name as closely as its lines each other belongs to its block, further down it does not",
        arguments: [(-50, true), (0, false)])
    func numberCloseToTheName(shift: Int, isInside: Bool) {
        let lines = [
            line("ỦY BAN NHÂN DÂN", x: 150, row: 0, shift: 20),
            line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 1000, row: 0, shift: 20),
            line("XÃ ĐÔNG LĨNH", x: 200, row: 1), line("Độc lập - Tự do - Hạnh phúc", x: 1100, row: 1),
            line("Số: 736/PKS", x: 220, row: 2, shift: 30 + shift),
            line("Đông Lĩnh, ngày 02 tháng 11 năm 2026", x: 1000, row: 2, shift: 30 + shift),
        ]
        #expect(order(lines + prose(rows: 5..<8))[2].hasPrefix("Số") == isInside)
    }

    @Test("A department is no number, and what a letter is about is read before its date")
    func letterOfADepartment() {
        let lines = [
            line("UBND TỈNH SƠN ĐỊNH", x: 150, row: 0), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 1000, row: 0),
            line("SỞ NỘI VỤ", x: 200, row: 1), line("Độc lập - Tự do - Hạnh phúc", x: 1100, row: 1),
            line("Số: 7/SNV", x: 200, row: 3), line("Sơn Định, ngày 02 tháng 11 năm 2026", x: 1000, row: 3),
            line("V/v nhập liệu sổ hộ", x: 150, row: 4), line("tịch lịch sử", x: 200, row: 5, shift: -15),
        ]
        #expect(
            order(lines + prose(rows: 8..<11)).prefix(8) == [
                "UBND TỈNH SƠN ĐỊNH", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                "Số: 7/SNV", "V/v nhập liệu sổ hộ", "tịch lịch sử", "Sơn Định, ngày 02 tháng 11 năm 2026",
            ])
    }

    @Test("Cells of a ruled table are read one after the other, lines that go over several are taken apart")
    func tableCellByCell() {
        let lines = [
            line("Danh sách", x: 100, row: 0), line("1. Giao: Kho 08 giờ", x: 100, row: 2, width: 1000),
            line("2. Nhận: Kho", x: 100, row: 3), line("19/10/2026", x: 900, row: 3), line("Ghi chú", x: 100, row: 6),
            line("Bên", x: 1500, row: 3),
        ]
        // Five words on 1000 pixels: the last two stand right of 650.
        let table = TableCells(
            box: PixelBox(x: 80, y: 100, width: 1200, height: 160),
            cells: [
                PixelBox(x: 80, y: 100, width: 570, height: 160), PixelBox(x: 650, y: 100, width: 630, height: 160),
            ])
        #expect(
            ReadingOrder.arrange(lines.reversed(), tables: [table]).map(\.text) == [
                "Danh sách", "1. Giao: Kho", "2. Nhận: Kho", "08 giờ", "19/10/2026", "Bên", "Ghi chú",
            ])
    }

    @Test("Three who sign are read block by block, and the foot of a letter after the signature")
    func signersAndFoot() {
        let signers = [
            line("Người đo đạc", x: 100, row: 9), line("Người kiểm tra", x: 800, row: 9),
            line("Giám đốc", x: 1600, row: 9),
            line("Vi Văn Tám", x: 120, row: 12), line("Lò Thị Mây", x: 820, row: 12),
            line("Hà Bá Lý", x: 1600, row: 12),
        ]
        #expect(
            order(prose(rows: 0..<8) + signers).suffix(6) == [
                "Người đo đạc", "Vi Văn Tám", "Người kiểm tra", "Lò Thị Mây", "Giám đốc", "Hà Bá Lý",
            ])
        let letter = [
            line("Nơi nhận:", x: 100, row: 9), line("KT. GIÁM ĐỐC", x: 1400, row: 9),
            line("- Lưu: VT.", x: 100, row: 10),
            line("Vi Văn Tám", x: 1400, row: 12), line("Số 15 đường Tỉnh Lỵ", x: 100, row: 16),
        ]
        #expect(
            order(prose(rows: 0..<8) + letter).suffix(5) == [
                "Nơi nhận:", "- Lưu: VT.", "KT. GIÁM ĐỐC", "Vi Văn Tám", "Số 15 đường Tỉnh Lỵ",
            ])
    }

    @Test func headingWithoutAgencyStaysInRows() {
        let lines = [
            line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 700, row: 0),
            line("Độc lập - Tự do - Hạnh phúc", x: 760, row: 1), line("Họ tên: Vũ A", x: 100, row: 2),
            line("Nam", x: 1500, row: 2),
        ]
        #expect(
            order(lines) == [
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Họ tên: Vũ A", "Nam",
            ])
    }

    @Test func recipientsComeBeforeTheSignature() {
        let lines = [
            line("Nơi nhận:", x: 100, row: 5), line("TM. ỦY BAN NHÂN DÂN", x: 1300, row: 5),
            line("- Như điều 3;", x: 100, row: 6), line("CHỦ TỊCH", x: 1400, row: 6),
            line("- Lưu: VT.", x: 100, row: 7), line("Hoàng Đức Trường", x: 1350, row: 9),
        ]
        #expect(
            order(prose(rows: 0..<4) + lines).suffix(6) == [
                "Nơi nhận:", "- Như điều 3;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hoàng Đức Trường",
            ])
    }

    @Test func proseInTwoColumnsIsReadColumnByColumn() {
        let left = (2..<14).map { line("cột trái dòng thứ \($0)", x: 100, row: $0, width: 850) }
        let right = (2..<14).map { line("cột phải dòng thứ \($0)", x: 1050, row: $0, width: 850, shift: 3) }
        let title = line("BẢN TIN MỘT CỬA", x: 700, row: 0)
        #expect(order([title] + left + right) == ([title] + left + right).map(\.text))
    }

    @Test func receiptHeadIsReadInThreeParts() {
        let head = [
            ["Tên cơ quan thu:", "XÃ ĐÔNG LĨNH"], ["BIÊN LAI THU TIỀN", "PHÍ, LỆ PHÍ"],
            ["Ký hiệu: AB/26T", "Số: 1098"],
        ]
        let lines = head.enumerated().flatMap { column, texts in
            texts.enumerated().map { row, text in line(text, x: 100 + 700 * column, row: row) }
        }
        let third = line("Liên 2: người nộp", x: 800, row: 2)
        let form = [line("Họ tên: Nguyễn Thị Diễm", x: 60, row: 3, width: 700), line("tỉnh Sơn", x: 1000, row: 3)]
        #expect(
            order(lines + [third] + form + prose(rows: 4..<6)).prefix(9) == [
                "Tên cơ quan thu:", "XÃ ĐÔNG LĨNH", "BIÊN LAI THU TIỀN", "PHÍ, LỆ PHÍ", "Liên 2: người nộp",
                "Ký hiệu: AB/26T", "Số: 1098", "Họ tên: Nguyễn Thị Diễm", "tỉnh Sơn",
            ])
    }

    @Test func lineWithAWideGapIsTakenApart() {
        let words = [("Giới", 100), ("tính", 160), ("Quốc", 900), ("tịch", 970)].map {
            Word(text: $0, box: PixelBox(x: $1, y: 0, width: 50, height: 30), confidence: 90)
        }
        let whole = TextLine(words: words, box: PixelBox(x: 100, y: 0, width: 920, height: 30))
        #expect(ReadingOrder.arrange([whole]).map(\.text) == ["Giới tính", "Quốc tịch"])
    }

    @Test func everyWordStays() {
        let lines = prose(rows: 0..<20) + (0..<30).map { line("rải rác \($0)", x: ($0 * 397) % 1700, row: $0 % 20) }
        let before = lines.flatMap(\.words).map(\.text).sorted()
        #expect(ReadingOrder.arrange(lines).flatMap(\.words).map(\.text).sorted() == before)
    }
}

@Suite struct SignersAndFiguresTests {
    @Test func whoSignsBesideEachOtherIsReadBlockByBlock() {
        let lines = [
            line("BÊN A", x: 300, row: 5), line("BÊN B", x: 1400, row: 5),
            line("(Ký, ghi rõ họ tên)", x: 200, row: 6),
            line("Nguyễn Văn An", x: 250, row: 9), line("Trần Thị Bình", x: 1350, row: 9),
        ]
        let after = [line("LỜI CHỨNG CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", x: 400, row: 11, width: 1200)]
        #expect(
            order(prose(rows: 0..<4) + lines + after).dropFirst(4) == [
                "BÊN A", "(Ký, ghi rõ họ tên)", "Nguyễn Văn An", "BÊN B", "Trần Thị Bình",
                "LỜI CHỨNG CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ",
            ])
    }

    @Test func twoColumnsOfATableInCapitalsStayRows() {
        let rows = (0..<8).flatMap { row in
            [line("HỌ TÊN SỐ \(row)", x: 200, row: row), line("GHI CHÚ SỐ \(row)", x: 1300, row: row)]
        }
        #expect(order(rows).prefix(2) == ["HỌ TÊN SỐ 0", "GHI CHÚ SỐ 0"])
    }

    @Test func labelsOfADrawingComeAfterTheTextEachWithWhatStandsBelow() {
        // Parcels of a map: number over area, at heights of their own.
        let labels = [
            line("373", x: 400, row: 5), line("881,3", x: 390, row: 6),
            line("376", x: 1000, row: 4, shift: 30), line("287,2", x: 990, row: 5, shift: 30),
            line("374", x: 420, row: 9), line("286,2", x: 410, row: 10),
        ]
        let text = [line("SƠ ĐỒ VỊ TRÍ", x: 800, row: 0), line("Tỷ lệ 1:500", x: 850, row: 14)]
        let figure = PixelBox(x: 300, y: 200, width: 1000, height: 500)
        #expect(
            ReadingOrder.arrange(text + labels, figures: [figure]).map(\.text) == [
                "SƠ ĐỒ VỊ TRÍ", "Tỷ lệ 1:500", "373", "881,3", "374", "286,2", "376", "287,2",
            ])
    }

    @Test func aFrameAroundTextIsNoDrawing() {
        let whole = PixelBox(x: 0, y: 0, width: 2000, height: 2000)
        let lines = prose(rows: 0..<6)
        #expect(ReadingOrder.arrange(lines, figures: [whole]) == ReadingOrder.arrange(lines))
    }
}
