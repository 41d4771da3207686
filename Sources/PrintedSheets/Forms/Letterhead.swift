/// The heading of administrative papers: agency on the left, the nation on the right (Decree 30/2020/NĐ-CP, annex I).
struct Letterhead: Sendable {
    /// The body above the agency; may be empty.
    var authority: String
    var agency: String

    /// Draws the heading from the top of a frame.
    ///
    /// - Returns: the first free y.
    func draw(on canvas: borrowing PDFCanvas, frame: Frame) throws(SheetFault) -> Double {
        let left = frame.width * 0.44
        var bottom = frame.y
        if !authority.isEmpty {
            bottom += try canvas.draw(
                authority.uppercased(), style: .flowing(9, alignment: .centred), x: frame.x, y: bottom, width: left)
        }
        bottom += try canvas.draw(
            agency.uppercased(), style: .flowing(9, isBold: true, alignment: .centred), x: frame.x, y: bottom,
            width: left)
        canvas.rule(x: frame.x + left / 3, y: bottom + 0.6, width: left / 3, thickness: 0.25)
        let nation = try drawNation(
            on: canvas, x: frame.x + left, y: frame.y, width: frame.width - left)
        return max(bottom, nation) + 1
    }

    private func drawNation(
        on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double
    ) throws(SheetFault) -> Double {
        let style = TextStyle(size: 9.5, minimumSize: 8, isBold: true, alignment: .centred)
        var bottom = y
        bottom += try canvas.draw("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style: style, x: x, y: bottom, width: width)
        let motto = "Độc lập - Tự do - Hạnh phúc"
        bottom += try canvas.draw(motto, style: style, x: x, y: bottom, width: width)
        let ruled = try canvas.measure(motto, style: style).width
        canvas.rule(x: x + (width - ruled) / 2, y: bottom + 0.6, width: ruled, thickness: 0.25)
        return bottom
    }
}
