/// Small captions with what they name below them, side by side.
struct Facts: Sendable {
    struct Fact: Sendable {
        var caption: String
        var value: String
        /// Share of the width.
        var share = 1.0
        var style = TextStyle.flowing(9, isBold: true)
    }

    var facts: [Fact]

    private static let gutter = 5.0

    /// Draws them.
    ///
    /// - Returns: the first free y.
    func draw(on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double) throws(SheetFault) -> Double {
        let shares = facts.reduce(0) { $0 + $1.share }
        let spare = width - Self.gutter * Double(facts.count - 1)
        var (left, bottom) = (x, y)
        for fact in facts {
            let column = spare * fact.share / max(shares, 0.1)
            let top = y + (try canvas.draw(fact.caption, style: .caption, x: left, y: y, width: column))
            let height = try canvas.draw(fact.value, style: fact.style, x: left, y: top, width: column)
            bottom = max(bottom, top + height)
            left += column + Self.gutter
        }
        return bottom
    }
}
