/// Where people sign, side by side, each with name, hour and date.
struct Signatures: Sendable {
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

    private static let gutter = 12.0

    /// Draws the places.
    ///
    /// - Returns: the first free y.
    func draw(on canvas: borrowing PDFCanvas, x: Double, y: Double, width: Double) throws(SheetFault) -> Double {
        let column = (width - Self.gutter * Double(places.count - 1)) / Double(max(1, places.count))
        var heads = y
        for (index, place) in places.enumerated() {
            let left = x + Double(index) * (column + Self.gutter)
            var top = y
            top += try canvas.draw(
                place.role, style: TextStyle(size: 9, minimumSize: 7, isBold: true, alignment: .centred), x: left,
                y: top, width: column)
            if !place.party.isEmpty {
                top += try canvas.draw(
                    place.party, style: .flowing(8, alignment: .centred), x: left, y: top, width: column)
            }
            top += try canvas.draw(
                "(ký, ghi rõ họ tên)", style: TextStyle(size: 7.5, isItalic: true, alignment: .centred), x: left,
                y: top, width: column)
            heads = max(heads, top)
        }
        var bottom = heads
        for (index, place) in places.enumerated() {
            var top = heads + room
            for line in place.lines {
                top = try line.draw(
                    on: canvas, x: x + Double(index) * (column + Self.gutter), y: top, width: column)
            }
            bottom = max(bottom, top)
        }
        return bottom
    }
}
