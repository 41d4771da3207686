import DocumentModel

/// A rectangle in PDF coordinates: y upwards, whatever unit.
struct PDFRectangle: Hashable {
    var left: Double
    var bottom: Double
    var right: Double
    var top: Double

    var width: Double { right - left }
    var height: Double { top - bottom }
    var area: Double { max(0, width) * max(0, height) }

    func intersection(_ other: PDFRectangle) -> PDFRectangle {
        PDFRectangle(
            left: max(left, other.left), bottom: max(bottom, other.bottom), right: min(right, other.right),
            top: min(top, other.top))
    }

    func expanded(by margin: Double) -> PDFRectangle {
        PDFRectangle(left: left - margin, bottom: bottom - margin, right: right + margin, top: top + margin)
    }

    func contains(_ other: PDFRectangle) -> Bool {
        left <= other.left && bottom <= other.bottom && right >= other.right && top >= other.top
    }
}

/// A coordinate transformation as PDF writes it: `x' = a x + c y + e`, `y' = b x + d y + f`.
struct PDFMatrix: Hashable {
    var a = 1.0
    var b = 0.0
    var c = 0.0
    var d = 1.0
    var e = 0.0
    var f = 0.0

    /// From the six numbers of an operator or array.
    init?(_ values: [Double]) {
        guard values.count == 6, values.allSatisfy(\.isFinite) else { return nil }
        (a, b, c, d, e, f) = (values[0], values[1], values[2], values[3], values[4], values[5])
    }

    init() {}

    /// First this, then `other`.
    func then(_ other: PDFMatrix) -> PDFMatrix {
        var product = PDFMatrix()
        product.a = a * other.a + b * other.c
        product.b = a * other.b + b * other.d
        product.c = c * other.a + d * other.c
        product.d = c * other.b + d * other.d
        product.e = e * other.a + f * other.c + other.e
        product.f = e * other.b + f * other.d + other.f
        return product
    }

    /// The box around a transformed rectangle.
    func box(of area: PDFRectangle) -> PDFRectangle {
        let xs = [area.left, area.right]
        let ys = [area.bottom, area.top]
        let corners = xs.flatMap { x in ys.map { y in (x: a * x + c * y + e, y: b * x + d * y + f) } }
        return PDFRectangle(
            left: corners.map(\.x).min() ?? 0, bottom: corners.map(\.y).min() ?? 0,
            right: corners.map(\.x).max() ?? 0, top: corners.map(\.y).max() ?? 0)
    }

    /// The counter-clockwise quarter turn that it makes; `nil` when it mirrors or turns by another angle.
    var counterClockwiseTurn: QuarterTurn? {
        let straight = max(abs(a), abs(d))
        let crossed = max(abs(b), abs(c))
        guard a * d - b * c > 0 else { return nil }
        if crossed <= straight * 0.002 { return a > 0 ? QuarterTurn.none : .half }
        if straight <= crossed * 0.002 { return b > 0 ? .clockwise90 : .clockwise270 }
        return nil
    }
}

/// Size and orientation of a page as viewers show it.
struct PDFPageGeometry {
    /// What is shown, in the page's own coordinates.
    let box: PDFRectangle
    /// How a viewer turns the page clockwise (`/Rotate`).
    let rotation: QuarterTurn
    /// Points a unit (`/UserUnit`).
    let userUnit: Double

    init(box: PDFRectangle, rotation: QuarterTurn, userUnit: Double) {
        self.box = box
        self.rotation = rotation
        self.userUnit = userUnit
    }

    /// - Parameter page: a page's dictionary with what it inherits.
    init(page: PDFObject) {
        // Viewers take US letter where the box is missing or empty.
        let media = Self.rectangle(page["MediaBox"]) ?? PDFRectangle(left: 0, bottom: 0, right: 612, top: 792)
        let crop = Self.rectangle(page["CropBox"])?.intersection(media) ?? media
        box = crop.width > 0 && crop.height > 0 ? crop : media
        let turn = ((page["Rotate"].integer ?? 0) % 360 + 360) % 360
        rotation = QuarterTurn(rawValue: turn) ?? .none
        let unit = page["UserUnit"].number ?? 1
        userUnit = unit > 0 ? unit : 1
    }

    /// Inches across and down as shown.
    var inches: (width: Double, height: Double) {
        let size = (width: box.width * userUnit / 72, height: box.height * userUnit / 72)
        return rotation.exchangesSides ? (size.height, size.width) : size
    }

    /// Pixels across and down when drawn; at least 1.
    func pixels(dpi: Double) -> (width: Int, height: Int) {
        let size = inches
        let limit = 1e9
        return (
            Int(min(limit, max(1, (size.width * dpi).rounded(.up)))),
            Int(min(limit, max(1, (size.height * dpi).rounded(.up))))
        )
    }

    /// Where a rectangle of the page's own coordinates is shown, in pixels from the top left.
    func shown(_ area: PDFRectangle, pixelsPerPoint: Double) -> PixelBox {
        let (left, right) = (area.left - box.left, area.right - box.left)
        let (top, bottom) = (box.top - area.top, box.top - area.bottom)
        let turned: (x: Double, y: Double, width: Double, height: Double) =
            switch rotation {
            case .none: (left, top, right - left, bottom - top)
            case .clockwise90: (box.height - bottom, left, bottom - top, right - left)
            case .half: (box.width - right, box.height - bottom, right - left, bottom - top)
            case .clockwise270: (top, box.width - right, bottom - top, right - left)
            }
        func pixels(_ value: Double) -> Int { Int((max(-1e6, min(1e6, value)) * pixelsPerPoint).rounded()) }
        return PixelBox(
            x: pixels(turned.x), y: pixels(turned.y), width: pixels(turned.width), height: pixels(turned.height))
    }

    private static func rectangle(_ object: PDFObject) -> PDFRectangle? {
        let values = object.items(limit: 5).compactMap(\.number)
        guard values.count == 4 else { return nil }
        let rectangle = PDFRectangle(
            left: min(values[0], values[2]), bottom: min(values[1], values[3]), right: max(values[0], values[2]),
            top: max(values[1], values[3]))
        return rectangle.width > 0 && rectangle.height > 0 ? rectangle : nil
    }
}

extension QuarterTurn {
    /// Whether width and height change places.
    var exchangesSides: Bool { self == .clockwise90 || self == .clockwise270 }
}
