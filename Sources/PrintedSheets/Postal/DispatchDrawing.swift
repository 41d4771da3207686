import Basics

/// Where things stand on one copy of a dispatch slip. Measures in millimetres.
struct DispatchDrawing: PagedSheet {
    private let slip: DispatchSlip
    private let copy: String
    private let created: Instant
    private let code: CodeSymbol
    private let linear: LinearCode

    let frame: Frame
    let table: Table
    private let isHalf: Bool

    private static let sideWidth = 66.0
    private static let codeSide = 21.0

    init(_ slip: DispatchSlip, copy: String, frame: Frame, isHalf: Bool, created: Instant) throws(SheetFault) {
        self.slip = slip
        self.copy = copy
        self.frame = frame
        self.isHalf = isHalf
        self.created = created
        linear = try LinearCode.fitting(
            slip.tracking, name: "Số hiệu bưu gửi của hồ sơ \(slip.caseCode)", width: Self.sideWidth + 4,
            modules: 0.2...0.382)
        code = try CodeSymbol.qr(
            PostalPayload.parcel(tracking: slip.tracking, cases: [slip.caseCode]), correction: .medium)
        table = Table(
            columns: [
                TableColumn(title: "STT", width: 9),
                TableColumn(title: "Giấy tờ trong bưu gửi", width: frame.width - 9 - 34 - 20),
                TableColumn(title: "Hình thức", width: 34),
                TableColumn(title: "Số lượng", width: 20, alignment: .right),
            ], x: frame.x, rowPadding: isHalf ? 0.5 : 1)
    }

    // MARK: Papers, then what is to be given back

    var rowCount: Int { slip.papers.count + (slip.recalled.isEmpty ? 0 : slip.recalled.count + 1) }

    func cells(of row: Int) throws(SheetFault) -> [TableCell] {
        let style = TextStyle.flowing(8)
        if row < slip.papers.count {
            let paper = slip.papers[row]
            return [
                .text(Wording.count(row + 1), .figure(8)), .text(paper.name, style), .text(paper.form, style),
                .text(Wording.count(paper.count), .figure(8)),
            ]
        }
        if row == slip.papers.count {
            var heading = TableCell.text(
                "Giấy tờ người nhận phải nộp lại khi nhận kết quả (đánh dấu khi đã thu)",
                TextStyle(size: 7.5, minimumSize: 6, isBold: true))
            heading.span = 4
            return [heading]
        }
        let name = slip.recalled[row - slip.papers.count - 1]
        return [TableCell(pieces: [.tickBox]), .text(name, style), .text("phải nộp lại", style)]
    }

    // MARK: Head

    func drawHead(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) -> Double {
        guard page.isFirst else { return try drawRunningHead(on: canvas) }
        let bottom = max(try drawTracking(on: canvas), try drawTitle(on: canvas), frame.y + Self.codeSide) + 1
        canvas.fill(code, x: frame.right - Self.codeSide, y: frame.y, side: Self.codeSide)
        canvas.rule(x: frame.x, y: bottom, width: frame.width, thickness: 0.5)
        let facts = Facts(facts: [
            Facts.Fact(caption: "Mã hồ sơ", value: slip.caseCode.rawValue, share: 3, style: .figure(9.5, isBold: true)),
            Facts.Fact(caption: "Thủ tục", value: slip.procedure, share: 3.6, style: .flowing(8.5)),
            Facts.Fact(caption: "Ngày gửi", value: LocalTime.text(slip.day), share: 1.2, style: .figure(8.5)),
            Facts.Fact(caption: "Dịch vụ", value: slip.service, share: 1.2, style: .flowing(8.5)),
            Facts.Fact(
                caption: "Khối lượng", value: "\(Wording.count(slip.weight)) g", share: 1, style: .figure(8.5)),
        ])
        let below = try facts.draw(on: canvas, x: frame.x, y: bottom + 0.8, width: frame.width) + 1
        return try PartyBoxes(sender: slip.sender, recipient: slip.recipient)
            .draw(on: canvas, x: frame.x, y: below, width: frame.width) + 1.5
    }

    private func drawTracking(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        var y = frame.y
        y += try canvas.draw(
            slip.issuer.agency, style: TextStyle(size: 8, minimumSize: 6, isBold: true, maxLines: 2), x: frame.x, y: y,
            width: Self.sideWidth)
        canvas.fill(linear, x: frame.x, y: y + 0.8, height: 10)
        y += 10.9
        return y
            + (try canvas.draw(
                slip.tracking, style: .figure(12, isBold: true), x: frame.x, y: y, width: Self.sideWidth))
    }

    private func drawTitle(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        let x = frame.x + Self.sideWidth + 2
        let width = frame.right - Self.codeSide - 4 - x
        let subtitle = slip.leg == .intake ? "Nhận hồ sơ qua bưu chính công ích" : "Trả kết quả qua bưu chính công ích"
        var y = frame.y
        for (text, style) in [
            ("PHIẾU GỬI HỒ SƠ", TextStyle(size: 17, minimumSize: 12, isBold: true)),
            (subtitle, TextStyle(size: 9, minimumSize: 7)), (copy, TextStyle(size: 9, minimumSize: 7, isItalic: true)),
        ] {
            y += try canvas.draw(text, style: style.aligned(.centred), x: x, y: y, width: width)
        }
        return y
    }

    private func drawRunningHead(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        let side = 12.0
        canvas.fill(code, x: frame.right - side, y: frame.y, side: side)
        try canvas.draw(
            "Phiếu gửi hồ sơ \(slip.tracking)", style: .figure(11, isBold: true), x: frame.x, y: frame.y,
            width: frame.width - side - 6)
        try canvas.draw(
            "Hồ sơ \(slip.caseCode). \(copy)", style: .figure(8.5), x: frame.x, y: frame.y + 5.5,
            width: frame.width - side - 6)
        return frame.y + side + 2
    }

    // MARK: Below the table

    func drawClosing(on canvas: borrowing PDFCanvas, y: Double, spare: Double) throws(SheetFault) -> Double {
        canvas.rule(x: frame.x, y: y, width: frame.width, thickness: 0.25)
        let left = frame.width * 0.5
        let remarks = try drawRemarks(on: canvas, y: y + 1.5, width: left - 8)
        let sums = try due.draw(on: canvas, x: frame.x + left, y: y + 1.5, width: frame.width - left)
        return try signatures.draw(
            on: canvas, x: frame.x, y: max(remarks, sums) + (isHalf ? 2 : 5), width: frame.width, spare: spare)
    }

    private func drawRemarks(on canvas: borrowing PDFCanvas, y: Double, width: Double) throws(SheetFault) -> Double {
        var top = y
        top +=
            try canvas.draw(
                "Số tiền bằng chữ: \(Wording.words(due.total)).", style: .flowing(8), x: frame.x, y: top, width: width)
            + 0.5
        for remark in remarks {
            top += try canvas.draw(remark, style: .remark, x: frame.x, y: top, width: width)
        }
        return top
    }

    private var due: ChargeList { ChargeList(postage: slip.postage, charges: slip.charges) }

    private var remarks: [String] {
        switch slip.leg {
        case .intake:
            [
                "Hồ sơ đã được kiểm đếm theo danh mục trên và niêm phong trước mặt người gửi.",
                "Người gửi xuất trình giấy tờ tùy thân.",
            ]
        case .return:
            [
                "Người nhận xuất trình giấy tờ tùy thân, kiểm đếm theo danh mục trên trước khi ký nhận."
            ]
        }
    }

    private var signatures: SignatureBlocks {
        let places: [SignatureBlocks.Place] =
            switch slip.leg {
            case .intake:
                [
                    .signing("Người gửi hồ sơ", verb: "gửi"),
                    .signing("Nhân viên bưu điện", verb: "nhận"),
                ]
            case .return:
                [
                    .signing("Nhân viên bưu điện", verb: "giao"),
                    .signing(
                        "Người nhận kết quả", verb: "nhận", further: [.named("Giấy tờ tùy thân số:")]),
                ]
            }
        return SignatureBlocks(places: places, room: isHalf ? 8 : 20, isCompact: isHalf)
    }

    var footHeight: Double { isHalf ? 0 : SheetFoot.height }

    func drawFoot(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) {
        guard !isHalf else { return }
        try SheetFoot(text: "Lập lúc \(LocalTime.text(created))", page: page).draw(on: canvas, frame: frame)
    }
}
