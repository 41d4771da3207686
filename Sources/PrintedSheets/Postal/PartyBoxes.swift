/// Sender and recipient, each in a box, side by side.
struct PartyBoxes: Sendable {
    var sender: PostalParty
    var recipient: PostalParty

    /// Draws them.
    ///
    /// - Returns: the first free y.
    func draw(on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double) throws(SheetFault) -> Double {
        let gutter = 4.0
        let column = (width - gutter) / 2
        let lefts = [x, x + column + gutter]
        let parties = [("Người gửi", sender), ("Người nhận", recipient)]
        var bottom = y
        for (left, (caption, party)) in zip(lefts, parties) {
            bottom = max(
                bottom,
                try drawParty(party, caption: caption, on: canvas, x: left + 2, y: y + 1, width: column - 4) + 1)
        }
        for left in lefts {
            canvas.box(Frame(x: left, y: y, width: column, height: bottom - y), thickness: 0.25)
        }
        return bottom
    }

    private func drawParty(
        _ party: PostalParty, caption: String, on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double
    ) throws(SheetFault) -> Double {
        var top = y
        if !party.phone.isEmpty {
            try canvas.draw(
                "ĐT \(party.phone)", style: .figure(8.5, isBold: true, alignment: .right), x: x + width / 2, y: top,
                width: width / 2)
        }
        top += try canvas.draw(caption, style: .caption, x: x, y: top, width: width / 2)
        top += try canvas.draw(party.name, style: .flowing(9.5, isBold: true), x: x, y: top, width: width)
        return top + (try canvas.draw(party.fullAddress, style: .flowing(8.5), x: x, y: top, width: width))
    }
}
