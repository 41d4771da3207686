import Basics

/// Where things stand on the record of a reconciliation. Measures in millimetres.
struct DiscrepancyDrawing: PagedSheet {
    private let sheet: DiscrepancySheet
    private let created: Instant

    let frame = PageSize.a4.inset(by: 10)
    let table: Table
    private let summary: Table

    private static let maxCases = 4

    init(_ sheet: DiscrepancySheet, created: Instant) {
        self.sheet = sheet
        self.created = created
        table = Table(
            columns: [
                TableColumn(title: "STT", width: 9),
                TableColumn(title: "Số hiệu bưu gửi, mã hồ sơ", width: 42),
                TableColumn(title: "Chênh lệch còn mở và bằng chứng", width: 79),
                TableColumn(title: "Cơ quan (đồng)", width: 20, alignment: .right),
                TableColumn(title: "Bưu điện (đồng)", width: 20, alignment: .right),
                TableColumn(title: "Lệch (đồng)", width: 20, alignment: .right),
            ], x: frame.x)
        let amounts =
            ["Cước theo cơ\u{A0}quan", "Cước theo bưu\u{A0}điện", "Cước lệch"]
            + ["Thu hộ theo cơ\u{A0}quan", "Thu hộ theo bưu\u{A0}điện", "Thu hộ lệch"]
        summary = Table(
            columns: [
                TableColumn(title: "Kết quả đối soát", width: 50),
                TableColumn(title: "Số dòng", width: 14, alignment: .right),
            ] + amounts.map { TableColumn(title: $0, width: 21, alignment: .right) }, x: frame.x)
    }

    // MARK: Open differences

    var rowCount: Int { sheet.differences.count }

    func cells(of row: Int) throws(SheetFault) -> [TableCell] {
        let difference = sheet.differences[row]
        let figure = TextStyle.figure(8)
        var parcel: [TableCell.Piece] = [.text(difference.tracking, .figure(8, isBold: true))]
        parcel += difference.cases.prefix(Self.maxCases).map { .text($0.rawValue, .figure(7.5)) }
        if let deadline = difference.deadline {
            parcel.append(.text("Hạn khiếu nại \(LocalTime.text(deadline))", TextStyle(size: 7.5, isItalic: true)))
        }
        let isOfMoney = difference.ours != nil || difference.theirs != nil
        let none = isOfMoney ? "không có" : "–"
        let gap = (difference.ours ?? .zero) - (difference.theirs ?? .zero)
        return [
            .text(Wording.count(row + 1), figure),
            TableCell(pieces: parcel),
            TableCell(pieces: [
                .text(difference.outcome, .flowing(8, isBold: true)), .text(difference.evidence, .flowing(7.5)),
            ]),
            .text(difference.ours?.digits ?? none, figure),
            .text(difference.theirs?.digits ?? none, figure),
            .text(isOfMoney ? Self.signed(gap) : "–", .figure(8, isBold: true)),
        ]
    }

    private static func signed(_ amount: Dong) -> String {
        amount > .zero ? "+\(amount.digits)" : amount.digits.replacing("-", with: "−")
    }

    // MARK: Head

    func drawHead(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) -> Double {
        guard page.isFirst else { return try drawRunningHead(on: canvas) }
        var y = try sheet.issuer.letterhead.draw(on: canvas, frame: frame) + 5
        let period = "Kỳ từ \(LocalTime.text(sheet.firstDay)) đến \(LocalTime.text(sheet.lastDay))"
        for (text, style) in [
            ("BIÊN BẢN ĐỐI SOÁT BƯU GỬI", TextStyle(size: 16, isBold: true)),
            ("Số \(sheet.number)", TextStyle.figure(9)), (period, TextStyle.figure(9)),
        ] {
            y += try canvas.draw(text, style: style.aligned(.centred), x: frame.x, y: y, width: frame.width)
        }
        let parties = Facts(facts: [
            Facts.Fact(caption: "Cơ quan", value: sheet.issuer.agency),
            Facts.Fact(caption: "Bưu điện", value: sheet.postalOperator),
            Facts.Fact(caption: "Bảng đối soát của bưu điện", value: sheet.statement),
        ])
        y = try parties.draw(on: canvas, x: frame.x, y: y + 4, width: frame.width)
        y = try drawCounts(on: canvas, y: y + 3)
        return try drawSummary(on: canvas, y: y + 3) + (rowCount == 0 ? 0 : 7)
    }

    private func drawRunningHead(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        let height = try canvas.draw(
            "Biên bản đối soát số \(sheet.number)", style: .figure(10, isBold: true), x: frame.x, y: frame.y,
            width: frame.width)
        return frame.y + height + 2
    }

    /// All lines = matched + breaks, in large figures.
    private func drawCounts(on canvas: borrowing PDFCanvas, y: Double) throws(SheetFault) -> Double {
        let breaks = sheet.total.lines - sheet.matchedLines
        let counts = [
            ("Tổng số dòng", sheet.total.lines), ("Khớp", sheet.matchedLines), ("Chênh lệch", breaks),
            ("Chênh lệch còn mở", sheet.differences.count),
        ]
        let signs = ["", "=", "+", ""]
        let height = 15.0
        let step = frame.width / Double(counts.count)
        canvas.box(Frame(x: frame.x, y: y, width: frame.width, height: height), thickness: 0.4)
        for (index, (caption, count)) in counts.enumerated() {
            let left = frame.x + Double(index) * step
            try canvas.draw(
                caption, style: .caption.aligned(.centred), x: left + 2, y: y + 1.5, width: step - 4)
            try canvas.draw(
                Wording.count(count), style: .figure(16, isBold: true, alignment: .centred), x: left + 4, y: y + 5.5,
                width: step - 8)
            try canvas.draw(
                signs[index], style: TextStyle(size: 16, alignment: .centred), x: left - 4, y: y + 5.5, width: 8)
        }
        canvas.upright(x: frame.x + 3 * step, y: y, height: height, thickness: 0.4)
        return y + height
    }

    private func drawSummary(on canvas: borrowing PDFCanvas, y: Double) throws(SheetFault) -> Double {
        var y = try summary.drawHeader(on: canvas, y: y)
        let rows = sheet.outcomes.map { Self.cells($0.name, $0.sums, isBold: false) }
        for cells in rows + [Self.cells("Tổng cộng", sheet.total, isBold: true)] {
            let height = try summary.height(of: cells, on: canvas)
            try summary.drawRow(cells, on: canvas, y: y, height: height)
            y += height
        }
        canvas.rule(x: frame.x, y: y - 0.5, width: frame.width, thickness: 0.5)
        return y
            + (try canvas.draw(
                "Đơn vị tiền: đồng. Lệch = theo cơ quan − theo bưu điện.", style: .remark, x: frame.x, y: y + 0.5,
                width: frame.width)) + 0.5
    }

    private static func cells(_ name: String, _ sums: DiscrepancySheet.Sums, isBold: Bool) -> [TableCell] {
        let figure = TextStyle.figure(8, isBold: isBold)
        let gap = sums.ours - sums.theirs
        let amounts =
            [sums.ours.postage.digits, sums.theirs.postage.digits, signed(gap.postage)]
            + [sums.ours.collected.digits, sums.theirs.collected.digits, signed(gap.collected)]
        return [.text(name, .flowing(8, isBold: isBold)), .text(Wording.count(sums.lines), figure)]
            + amounts.map { .text($0, figure) }
    }

    // MARK: Below the table

    func drawClosing(on canvas: borrowing PDFCanvas, y: Double, spare: Double) throws(SheetFault) -> Double {
        var y = y + 3
        let gap = sheet.total.ours - sheet.total.theirs
        var amounts = [("Cước lệch", gap.postage), ("Thu hộ lệch", gap.collected)]
        if let remitted = sheet.remitted {
            amounts += [("Đã nộp về", remitted), ("Đã thu hộ mà chưa nộp", sheet.total.theirs.collected - remitted)]
        }
        for (name, amount) in amounts {
            y += try canvas.draw(
                "\(name): \(Self.signed(amount)) đồng (bằng chữ: \(Wording.words(amount))).", style: .flowing(9),
                x: frame.x, y: y, width: frame.width)
        }
        let signatures = SignatureBlocks(
            places: [
                .signing("Đại diện cơ quan", for: sheet.issuer.agency, verb: "ký"),
                .signing("Đại diện bưu điện", for: sheet.postalOperator, verb: "ký"),
            ], room: 18)
        return try signatures.draw(on: canvas, x: frame.x, y: y + 5, width: frame.width, spare: spare)
    }

    func drawFoot(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) {
        try SheetFoot(text: "Biên bản đối soát số \(sheet.number), lập lúc \(LocalTime.text(created))", page: page)
            .draw(on: canvas, frame: frame)
    }
}
