/// Where things stand on a label. Measures in millimetres.
///
/// Code, money and sender have their places; the recipient takes what is left of the height.
struct LabelDrawing {
    private let label: ShippingLabel
    private let frame: Frame
    private let code: CodeSymbol
    private let linear: LinearCode
    private let look: Style

    /// What differs between the large label and the small one.
    private struct Style {
        var sender: (size: Double, height: Double)
        var province: (size: Double, height: Double)
        var name: Double
        var phone: Double
        var address: Double
        var service: Double
        var codeSide: Double
        var money: (size: Double, height: Double)
        var bars: Double
        var tracking: Double
        var gap: Double
        /// Whether the province has the whole width, above service and QR code.
        var provinceIsOnTop: Bool

        static let large = Style(
            sender: (9, 19), province: (31, 16), name: 19, phone: 16, address: 14.5, service: 20, codeSide: 28,
            money: (23, 14), bars: 19, tracking: 19, gap: 2, provinceIsOnTop: true)
        static let small = Style(
            sender: (7, 6.2), province: (19, 8.5), name: 11.5, phone: 10, address: 9, service: 13, codeSide: 21,
            money: (14, 7.5), bars: 10.5, tracking: 12, gap: 1, provinceIsOnTop: false)
    }

    /// More cases than this are not said by the QR code, which would be too fine; the tracking number tells the parcel.
    private static let maxCases = 3
    private static let minModule = 0.33
    private static let greatestModule = 0.51

    init(_ label: ShippingLabel, frame: Frame) throws(SheetFault) {
        self.label = label
        self.frame = frame
        look = frame.height > 100 ? .large : .small
        linear = try LinearCode.fitting(
            label.tracking, name: "Số hiệu bưu gửi cho \(label.recipient.name)", width: frame.width,
            modules: Self.minModule...Self.greatestModule)
        let cases = label.cases.count > Self.maxCases ? [] : label.cases
        code = try CodeSymbol.qr(
            PostalPayload.parcel(tracking: label.tracking, cases: cases), correction: .medium)
    }

    /// Draws the label without ending the page.
    func draw(on canvas: borrowing PDFCanvas) throws(SheetFault) {
        let bars = try drawBars(on: canvas)
        let money = bars - look.gap - look.money.height
        try drawMoney(on: canvas, y: money)
        var middle = frame
        middle.y = try drawSender(on: canvas)
        if look.provinceIsOnTop { middle.y += try drawProvince(on: canvas, y: middle.y, width: frame.width) }
        middle.height = money - look.gap - middle.y
        try drawSide(on: canvas, middle: middle)
        if !look.provinceIsOnTop {
            let width = frame.width - look.codeSide - 3
            let height = try drawProvince(on: canvas, y: middle.y, width: width)
            middle.y += height
            middle.height -= height
        }
        try drawRecipient(on: canvas, middle: middle)
    }

    /// - Returns: how high it came out.
    private func drawProvince(on canvas: borrowing PDFCanvas, y: Double, width: Double) throws(SheetFault) -> Double {
        let style = TextStyle(size: look.province.size, minimumSize: 9, isBold: true)
        return try canvas.draw(
            label.recipient.province.uppercased(), style: style, x: frame.x, y: y, width: width,
            height: look.province.height) + look.gap / 2
    }

    private func drawSender(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        let style = TextStyle(size: look.sender.size, minimumSize: look.sender.size * 0.6, maxLines: 6)
        let address = label.sender.fullAddress.isEmpty ? "" : ", \(label.sender.fullAddress)"
        let phone = label.sender.phone.isEmpty ? "" : ", ĐT \(label.sender.phone)"
        let height = try canvas.draw(
            "Người gửi: \(label.sender.name)\(address)\(phone)", style: style, x: frame.x,
            y: frame.y, width: frame.width, height: look.sender.height)
        let y = frame.y + height + look.gap * 0.6
        canvas.rule(x: frame.x, y: y, width: frame.width, thickness: 0.4)
        return y + look.gap
    }

    /// - Returns: the top of code and number.
    private func drawBars(on canvas: borrowing PDFCanvas) throws(SheetFault) -> Double {
        let style = TextStyle.figure(look.tracking, isBold: true, alignment: .centred)
        let height = try canvas.height(of: label.tracking, style: style, width: frame.width)
        let y = frame.bottom - height
        try canvas.draw(label.tracking, style: style, x: frame.x, y: y, width: frame.width)
        let top = y - look.bars - 0.3
        canvas.fill(linear, x: frame.x + (frame.width - linear.width) / 2, y: top, height: look.bars)
        return top
    }

    private func drawMoney(on canvas: borrowing PDFCanvas, y: Double) throws(SheetFault) {
        let height = look.money.height
        canvas.box(Frame(x: frame.x, y: y, width: frame.width, height: height), thickness: 0.7)
        let isDue = label.toCollect != .zero
        let words = isDue ? "THU HỘ" : "KHÔNG THU TIỀN"
        let caption =
            isDue ? TextStyle(size: look.money.size * 0.6, isBold: true) : .figure(look.money.size, isBold: true)
        let inner = frame.inset(by: 2.5)
        try drawCentred(words, style: caption, on: canvas, x: inner.x, y: y, width: inner.width, height: height)
        guard isDue else { return }
        let side = look.money.size * 1.2
        try drawCentred(
            Wording.amount(label.toCollect), style: .figure(look.money.size, isBold: true, alignment: .right),
            on: canvas, x: inner.x + side, y: y, width: inner.width - side, height: height)
    }

    /// Draws a line in the middle of a height.
    private func drawCentred(
        _ text: String, style: TextStyle, on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double,
        height: Double
    ) throws(SheetFault) {
        let own = try canvas.height(of: text, style: style, width: width)
        try canvas.draw(text, style: style, x: x, y: y + (height - own) / 2, width: width)
    }

    /// Service, QR code and weight down the right side.
    private func drawSide(on canvas: borrowing PDFCanvas, middle: Frame) throws(SheetFault) {
        let x = middle.right - look.codeSide
        var y = middle.y
        y += try canvas.draw(
            label.service,
            style: TextStyle(
                size: look.service, minimumSize: 6, isBold: true, alignment: .centred, maxLines: 2),
            x: x, y: y, width: look.codeSide, height: look.service * 0.5)
        canvas.fill(code, x: x, y: y + 0.5, side: look.codeSide)
        y += look.codeSide + 1
        try canvas.draw(
            "\(Wording.count(label.weight)) g", style: .figure(look.address * 0.8, alignment: .centred), x: x, y: y,
            width: look.codeSide)
    }

    /// Name, telephone and address beside the QR code, all smaller when they are long.
    private func drawRecipient(on canvas: borrowing PDFCanvas, middle: Frame) throws(SheetFault) {
        let width = middle.width - look.codeSide - 3
        let cases = label.cases.isEmpty ? "" : "Hồ sơ \(label.cases.map(\.rawValue).joined(separator: ", "))"
        let caseStyle = TextStyle(size: look.address * 0.7, minimumSize: 5, maxLines: 2)
        var bottom = middle.bottom
        if !cases.isEmpty {
            bottom -= try canvas.height(of: cases, style: caseStyle, width: width)
            try canvas.draw(cases, style: caseStyle, x: middle.x, y: bottom, width: width)
        }
        var scale = 1.0
        while scale > 0.5, try height(ofRecipient: scale, width: width, on: canvas) > bottom - middle.y {
            scale -= 0.04
        }
        var y = middle.y
        for (text, style) in recipient(scale) where y < bottom {
            y += try canvas.draw(text, style: style, x: middle.x, y: y, width: width, height: bottom - y)
        }
    }

    private func height(
        ofRecipient scale: Double, width: Double, on canvas: borrowing PDFCanvas
    ) throws(SheetFault) -> Double {
        var height = 0.0
        for (text, style) in recipient(scale) {
            height += try canvas.height(of: text, style: style, width: width)
        }
        return height
    }

    private func recipient(_ scale: Double) -> [(String, TextStyle)] {
        var lines = [(label.recipient.name, TextStyle(size: look.name * scale, isBold: true, maxLines: 8))]
        if !label.recipient.phone.isEmpty {
            let size = look.phone * max(scale, 0.7)
            lines.append(("ĐT \(label.recipient.phone)", .figure(size, isBold: true)))
        }
        lines.append((label.recipient.address, TextStyle(size: look.address * scale, maxLines: 12)))
        return lines
    }
}
