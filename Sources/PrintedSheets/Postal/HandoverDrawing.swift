import Basics

/// Where things stand on a hand-over list. Measures in millimetres.
struct HandoverDrawing: PagedSheet {
    private let sheet: HandoverSheet
    private let created: Instant
    private let sums: [HandoverSums]
    private let code: CodeSymbol
    private let linear: LinearCode

    let frame = PageSize.a4.inset(by: 9)
    let table: Table

    private static let sideWidth = 52.0
    private static let codeSide = 18.0
    private static let rowCodeHeight = 5.5
    private static let maxCases = 6
    private static let trackingWidth = 45.0

    init(_ sheet: HandoverSheet, created: Instant) throws(SheetFault) {
        self.sheet = sheet
        self.created = created
        sums = HandoverSums.running(over: sheet.lines)
        linear = try LinearCode.fitting(
            sheet.number, name: "Số bảng kê", width: Self.sideWidth, modules: 0.2...0.382)
        code = try CodeSymbol.qr(PostalPayload.handoverList(number: sheet.number))
        table = Table(columns: Self.columns(of: sheet.leg), x: frame.x)
    }

    var title: String {
        switch sheet.leg {
        case .intake: "Biên bản giao nhận hồ sơ"
        case .return: "Bảng kê giao nhận bưu gửi"
        }
    }

    var rowCount: Int { sheet.lines.count }

    // MARK: Rows

    private static func columns(of leg: SheetLeg) -> [TableColumn] {
        [
            TableColumn(title: "STT", width: 8),
            TableColumn(title: "Số hiệu bưu gửi", width: trackingWidth),
            TableColumn(title: "Mã hồ sơ", width: 37),
            TableColumn(title: leg == .intake ? "Người gửi, địa chỉ" : "Người nhận, địa chỉ", width: 51),
            TableColumn(title: "Khối lượng (g)", width: 11.5, alignment: .right),
            TableColumn(title: "Cước (đồng)", width: 13.5, alignment: .right),
            TableColumn(title: "Thu hộ (đồng)", width: 17.5, alignment: .right),
            TableColumn(title: "Giấy tờ", width: 8.5, alignment: .right),
        ]
    }

    func cells(of row: Int) throws(SheetFault) -> [TableCell] {
        let line = sheet.lines[row]
        let code = try LinearCode.fitting(
            line.tracking, name: "Số hiệu bưu gửi ở dòng \(row + 1)", width: Self.trackingWidth, modules: 0.16...0.255)
        let shown = line.cases.prefix(Self.maxCases).map(\.rawValue)
        let hidden = line.cases.count - shown.count
        let cases = shown + (hidden > 0 ? ["và \(hidden) hồ sơ khác"] : [])
        let figure = TextStyle.figure(8)
        return [
            .text(Wording.count(row + 1), figure),
            TableCell(pieces: [
                .code(code, height: Self.rowCodeHeight, label: line.tracking, .figure(8.5, isBold: true))
            ]),
            TableCell(pieces: cases.map { .text($0, .figure(7.5)) }),
            TableCell(pieces: [
                .text(line.person.name, .flowing(8, isBold: true)), .text(line.person.fullAddress, .flowing(7.5)),
            ]),
            .text(Wording.count(line.weight), figure), .text(line.fee.digits, figure),
            .text(line.toCollect.digits, figure), .text(Wording.count(line.papers), figure),
        ]
    }

    func carriedCells(before row: Int, isHandedOn: Bool) -> [TableCell]? {
        sumCells(isHandedOn ? "Cộng chuyển trang sau" : "Trang trước chuyển sang", sums[row])
    }

    private func sumCells(_ name: String, _ sums: HandoverSums) -> [TableCell] {
        let style = TextStyle.figure(8, isBold: true)
        var label = TableCell.text("\(name): \(Wording.count(sums.parcels)) bưu gửi", style)
        label.span = 4
        return [
            label, .text(Wording.count(sums.weight), style), .text(sums.fee.digits, style),
            .text(sums.toCollect.digits, style), .text(Wording.count(sums.papers), style),
        ]
    }

    // MARK: Head

    func drawHead(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) -> Double {
        guard page.isFirst else { return try drawRunningHead(on: canvas) }
        let top = try sheet.issuer.letterhead.draw(on: canvas, frame: frame) + 5
        let middle = frame.width - 2 * Self.sideWidth
        canvas.fill(linear, x: frame.x, y: top, height: 11)
        try canvas.draw(
            sheet.number, style: .figure(11, isBold: true), x: frame.x, y: top + 11.5, width: Self.sideWidth)
        canvas.fill(code, x: frame.right - Self.codeSide, y: top - 1, side: Self.codeSide)
        var y = top
        y += try canvas.draw(
            title.uppercased(), style: TextStyle(size: 15, minimumSize: 11, isBold: true, alignment: .centred),
            x: frame.x + Self.sideWidth, y: y, width: middle)
        for line in [direction, Wording.long(sheet.day)] {
            y += try canvas.draw(
                line, style: TextStyle(size: 9, minimumSize: 7, alignment: .centred), x: frame.x + Self.sideWidth,
                y: y, width: middle)
        }
        let facts = Facts(facts: [
            Facts.Fact(caption: "Bên giao", value: giver, share: 3),
            Facts.Fact(caption: "Bên nhận", value: taker, share: 3),
            Facts.Fact(caption: "Số bưu gửi", value: Wording.count(sheet.lines.count)),
            Facts.Fact(caption: "Tiền thu hộ", value: Wording.amount(total.toCollect), share: 1.6),
        ])
        return try facts.draw(on: canvas, x: frame.x, y: top + Self.codeSide + 2, width: frame.width) + 2.5
    }

    private func drawRunningHead(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        let side = 11.0
        canvas.fill(code, x: frame.right - side, y: frame.y - 3, side: side)
        let width = frame.width - side - 8
        let height = try canvas.draw(
            "\(title) số \(sheet.number)", style: .figure(10, isBold: true), x: frame.x, y: frame.y - 3, width: width)
        try canvas.draw(
            "\(giver) → \(taker), \(Wording.long(sheet.day))", style: TextStyle(size: 8, minimumSize: 5, maxLines: 2),
            x: frame.x, y: frame.y - 3 + height, width: width, height: side - height)
        return frame.y + side - 1
    }

    private var direction: String {
        switch sheet.leg {
        case .intake: "Nhận hồ sơ qua bưu chính công ích"
        case .return: "Trả kết quả qua bưu chính công ích"
        }
    }

    private var giver: String { sheet.leg == .intake ? sheet.postOffice : sheet.issuer.agency }
    private var taker: String { sheet.leg == .intake ? sheet.issuer.agency : sheet.postOffice }
    private var total: HandoverSums { sums[sums.count - 1] }

    // MARK: Below the table

    func drawClosing(on canvas: borrowing PDFCanvas, y: Double, spare: Double) throws(SheetFault) -> Double {
        let cells = sumCells("Tổng cộng", total)
        let height = try table.height(of: cells, on: canvas)
        try table.drawRow(cells, on: canvas, y: y, height: height)
        canvas.rule(x: frame.x, y: y + height - 0.5, width: frame.width, thickness: 0.5)
        var y = y + height + 2
        for (name, amount) in [("Tổng cước", total.fee), ("Tổng tiền thu hộ", total.toCollect)] {
            y += try canvas.draw(
                "\(name): \(Wording.amount(amount)) (bằng chữ: \(Wording.words(amount))).", style: .flowing(9),
                x: frame.x, y: y, width: frame.width)
        }
        y += try canvas.draw(remark, style: .remark, x: frame.x, y: y + 0.5, width: frame.width) + 4
        return try signatures.draw(on: canvas, x: frame.x + 8, y: y, width: frame.width - 16, spare: spare)
    }

    private var remark: String {
        let counted = "Hai bên đã cùng kiểm đếm đủ số bưu gửi và số giấy tờ ghi trong \(sheet.lines.count) dòng trên."
        guard sheet.leg == .intake else { return counted }
        return counted + " Thời điểm ký nhận là thời điểm hồ sơ được nộp tại cơ quan."
    }

    private var signatures: SignatureBlocks {
        let places: [SignatureBlocks.Place] = [
            .signing("Bên giao", for: giver, verb: "giao"), .signing("Bên nhận", for: taker, verb: "nhận"),
        ]
        return SignatureBlocks(places: places, room: 16)
    }

    func drawFoot(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) {
        try SheetFoot(text: "\(title) số \(sheet.number), lập lúc \(LocalTime.text(created))", page: page)
            .draw(on: canvas, frame: frame)
    }
}
