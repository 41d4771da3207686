/// Where people sign, side by side, each with name, hour and date.
struct SignatureBlocks: Sendable {
    struct Place: Sendable {
        /// As in `BÊN GIAO`.
        var role: String
        /// Whom the signer stands for; may be empty.
        var party: String
        /// Lines below the signature.
        var lines: [FillIn]

        /// A place with name, hour and date.
        ///
        /// - Parameters:
        ///   - verb: what is done at that hour, as in `giao`.
        ///   - further: lines below the name.
        static func signing(_ role: String, for party: String = "", verb: String, further: [FillIn] = []) -> Place {
            Place(
                role: role.uppercased(), party: party,
                lines: [.named("Họ và tên:")] + further + [.moment("Giờ \(verb):")])
        }
    }

    var places: [Place]
    /// Clear height to sign and stamp in, in millimetres.
    var room: Double
    /// Whether it must take little height.
    var isCompact = false

    private static let gutter = 12.0

    /// The most that the clear height grows where there is room.
    private static let growth = 8.0

    /// Draws the places.
    ///
    /// - Parameter spare: height that stays free below them, which they may take.
    /// - Returns: the first free y.
    func draw(
        on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double, spare: Double
    ) throws(SheetFault) -> Double {
        let column = (width - Self.gutter * Double(places.count - 1)) / Double(max(1, places.count))
        func left(_ index: Int) -> Double { x + Double(index) * (column + Self.gutter) }
        var heads = y
        for (index, place) in places.enumerated() {
            heads = max(heads, try drawHead(place, on: canvas, x: left(index), y: y, width: column))
        }
        var bottom = heads
        for (index, place) in places.enumerated() {
            var top = heads + room + min(spare, Self.growth)
            for line in place.lines {
                top = try line.draw(
                    on: canvas, x: left(index), y: top, width: column,
                    height: isCompact ? FillIn.lineHeight - 0.9 : FillIn.lineHeight)
            }
            bottom = max(bottom, top)
        }
        return bottom
    }

    /// Role and party above the signature.
    private func drawHead(
        _ place: Place, on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double
    ) throws(SheetFault) -> Double {
        var lines = [(place.role, TextStyle(size: 9, minimumSize: 7, isBold: true))]
        if !place.party.isEmpty { lines.append((place.party, .flowing(8))) }
        if !isCompact { lines.append(("(ký, ghi rõ họ tên)", TextStyle(size: 7.5, isItalic: true))) }
        var top = y
        for (text, style) in lines {
            top += try canvas.draw(text, style: style.aligned(.centred), x: x, y: top, width: width)
        }
        return top
    }
}
