/// The last line of a page: what the sheet is, and which page of how many.
struct SheetFoot: Sendable {
    var text: String
    var page: PageNumber

    /// With the clear space above it, in millimetres.
    static let height = 5.5

    /// Draws the line at the foot of a frame.
    func draw(on canvas: borrowing PDFCanvas, frame: Frame) throws(SheetFault) {
        let style = TextStyle.figure(7.5)
        let number = 30.0
        let y = frame.bottom - 3.5
        try canvas.draw(text, style: style, x: frame.x, y: y, width: frame.width - number)
        try canvas.draw(
            page.text, style: style.aligned(.right), x: frame.right - number, y: y, width: number)
    }
}
