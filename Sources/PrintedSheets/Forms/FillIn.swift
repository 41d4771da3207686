/// A line to be filled in by hand: words with dotted gaps between them.
struct FillIn: Sendable {
    enum Part: Sendable {
        case words(String)
        /// A gap that takes its share of what the words leave of the line.
        case gap(Double)
    }

    var parts: [Part]

    static func named(_ name: String) -> FillIn { FillIn(parts: [.words(name), .gap(1)]) }

    /// Hour and date, as hand-over records must bear them.
    static func moment(_ name: String) -> FillIn {
        FillIn(parts: [
            .words(name), .gap(1), .words("giờ"), .gap(1), .words("phút, ngày"), .gap(1), .words("/"), .gap(1),
            .words("/"), .gap(1.5),
        ])
    }

    /// Millimetres from the top of one line to the next: room to write.
    static let lineHeight = 6.5

    private static let style = TextStyle(size: 8.5)
    private static let space = 1.0

    /// Draws the line.
    ///
    /// - Returns: the first free y.
    func draw(
        on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double, height: Double = lineHeight
    ) throws(SheetFault) -> Double {
        var shares = 0.0
        var words = 0.0
        for part in parts {
            switch part {
            case .words(let text): words += try canvas.measure(text, style: Self.style).width
            case .gap(let share): shares += share
            }
        }
        let spare = width - words - Self.space * Double(max(0, parts.count - 1))
        let top = y + height - 4.5
        let baseline = top + (try canvas.measure("g", style: Self.style).baseline)
        var left = x
        for part in parts {
            switch part {
            case .words(let text):
                let textWidth = try canvas.measure(text, style: Self.style).width
                try canvas.draw(text, style: Self.style, x: left, y: top, width: textWidth + Self.space)
                left += textWidth + Self.space
            case .gap(let share):
                let gap = max(0, spare * share / max(shares, 0.1))
                canvas.dots(x: left, y: baseline, width: gap)
                left += gap + Self.space
            }
        }
        return y + height
    }
}
