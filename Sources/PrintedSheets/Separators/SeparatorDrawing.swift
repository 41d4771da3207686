/// Where things stand on a separator sheet. Measures in millimetres.
///
/// The code stands twice: large in the middle, and small at the foot for sheets that were torn or folded. Nothing is
/// nearer to the edge than 18 mm, so neither printers nor feeders that cut or skew a little can touch it.
struct SeparatorDrawing {
    private static let margin = 18.0
    private static let width = PageSize.a4.width - 2 * margin
    private static let labelWidth = 40.0
    private static let codeSide = 84.0
    private static let codeTop = 50.0
    private static let footTop = 232.0
    private static let footCodeSide = 36.0

    private let sheet: SeparatorSheet
    private let code: CodeSymbol

    /// - Throws: ``SheetFault/code(_:)``.
    init(_ sheet: SeparatorSheet) throws(SheetFault) {
        self.sheet = sheet
        code = try CodeSymbol.qr(sheet.payload.text)
    }

    /// Draws one page.
    ///
    /// - Throws: ``SheetFault``.
    func draw(on canvas: borrowing PDFCanvas) throws(SheetFault) {
        try drawHead(on: canvas)
        canvas.fill(code, x: (PageSize.a4.width - Self.codeSide) / 2, y: Self.codeTop, side: Self.codeSide)
        try drawTable(on: canvas)
        try drawFoot(on: canvas)
        canvas.endPage()
    }

    private func drawHead(on canvas: borrowing PDFCanvas) throws(SheetFault) {
        canvas.rule(x: Self.margin, y: Self.margin, width: Self.width, thickness: 1.2)
        try canvas.draw(
            "TỜ PHÂN CÁCH HỒ SƠ", style: TextStyle(size: 27, isBold: true, alignment: .centred), x: Self.margin,
            y: Self.margin + 4, width: Self.width)
        try canvas.draw(
            "Separator sheet", style: TextStyle(size: 11, alignment: .centred), x: Self.margin, y: Self.margin + 17.5,
            width: Self.width)
    }

    private func drawTable(on canvas: borrowing PDFCanvas) throws(SheetFault) {
        var y = Self.codeTop + Self.codeSide + Self.quiet(side: Self.codeSide)
        canvas.rule(x: Self.margin, y: y, width: Self.width, thickness: 0.3)
        y += 4
        for (label, value, style) in rows {
            try canvas.draw(
                label, style: TextStyle(size: 11), x: Self.margin, y: y + style.size * 0.09, width: Self.labelWidth)
            let height = try canvas.draw(
                value, style: style, x: Self.margin + Self.labelWidth, y: y, width: Self.width - Self.labelWidth)
            y += height + 2.5
        }
    }

    private var rows: [(String, String, TextStyle)] {
        var rows = [
            ("Mã hồ sơ", sheet.caseCode.rawValue, TextStyle(size: 21, isBold: true)),
            ("Thành phần", sheet.component.rawValue, TextStyle(size: 21, isBold: true)),
            ("", sheet.componentName, TextStyle(size: 14, maxLines: 3)),
            ("Thủ tục", sheet.procedure, TextStyle(size: 12, maxLines: 3)),
        ]
        if let applicant = sheet.applicant { rows.append(("Người nộp", applicant, TextStyle(size: 12))) }
        return rows
    }

    private func drawFoot(on canvas: borrowing PDFCanvas) throws(SheetFault) {
        let top = Self.footTop
        canvas.rule(x: Self.margin, y: top - 6, width: Self.width, thickness: 0.3)
        canvas.fill(code, x: Self.margin + 2, y: top + 4, side: Self.footCodeSide)
        let left = Self.margin + 2 + Self.footCodeSide + 2 * Self.quiet(side: Self.footCodeSide)
        let right = Self.margin + Self.width
        var y = top
        y +=
            try canvas.draw(
                "Hướng dẫn", style: TextStyle(size: 12, isBold: true), x: left, y: y, width: right - left) + 1
        let style = TextStyle(size: 11, maxLines: 2)
        for (number, line) in Self.instructions.enumerated() {
            try canvas.draw("\(number + 1).", style: style, x: left, y: y, width: 6)
            y += try canvas.draw(line, style: style, x: left + 6, y: y, width: right - left - 6) + 0.8
        }
    }

    private static let instructions = [
        "Đặt tờ này ngay trước trang đầu của thành phần ghi ở trên.",
        "Mọi trang quét sau tờ này, đến tờ phân cách kế tiếp, được gắn vào thành phần đó.",
        "Không viết, dán, bấm kim hay đóng dấu lên mã vuông.",
        "Tờ này không lưu trong hồ sơ; bỏ đi sau khi quét.",
    ]

    /// Clear space beside a code of this side, a little more than the standard asks for.
    private static func quiet(side: Double) -> Double { side * 0.16 }
}
