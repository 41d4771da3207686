import Basics

/// What the citizen has to pay, line by line, and its sum. The postage is shown beside it: the post settles it with the
/// agency, so that the slip asks for the same amount as the label and the hand-over list.
struct ChargeList: Sendable {
    var postage: Dong
    var charges: [DispatchSlip.Charge]

    /// More kinds of fees than this are summed up in the last line.
    private static let maxCharges = 5

    var total: Dong { charges.reduce(.zero) { $0 + $1.amount } }

    /// Draws them.
    ///
    /// - Returns: the first free y.
    func draw(on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double) throws(SheetFault) -> Double {
        var top = y
        for (name, amount) in sums {
            top += try drawSum(name, amount, isBold: false, on: canvas, x: x, y: top, width: width)
        }
        canvas.rule(x: x, y: top + 0.3, width: width, thickness: 0.25)
        return try top + 0.8
            + drawSum("Tổng cộng phải thu", total, isBold: true, on: canvas, x: x, y: top + 0.8, width: width)
    }

    private var sums: [(String, Dong)] {
        var sums = [("Cước bưu chính (tính với cơ quan)", postage)]
        let shown = charges.count > Self.maxCharges ? Self.maxCharges - 1 : charges.count
        sums += charges.prefix(shown).map { ("\($0.name) (thu hộ)", $0.amount) }
        let rest = charges.dropFirst(shown)
        if !rest.isEmpty {
            sums.append(("\(rest.count) khoản thu hộ khác", rest.reduce(.zero) { $0 + $1.amount }))
        }
        return sums
    }

    private func drawSum(
        _ name: String, _ amount: Dong, isBold: Bool, on canvas: borrowing PDFCanvas, x: Double, y: Double,
        width: Double
    ) throws(SheetFault) -> Double {
        let size = isBold ? 9.5 : 8.5
        let figure = 34.0
        try canvas.draw(
            Wording.amount(amount), style: .figure(size, isBold: isBold, alignment: .right), x: x + width - figure,
            y: y, width: figure)
        return try canvas.draw(
            name, style: TextStyle(size: size, minimumSize: 6.5, isBold: isBold, maxLines: 2), x: x, y: y,
            width: width - figure - 2)
    }
}
