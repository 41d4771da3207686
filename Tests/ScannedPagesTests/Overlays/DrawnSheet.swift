@testable import ScannedPages

/// A sheet of strokes, drawn anew for each scan of it: exactly where a feeder would bring it.
struct DrawnSheet {
    /// A stroke in millimetres.
    struct Stroke {
        var from: (x: Double, y: Double)
        var to: (x: Double, y: Double)
        var width = 0.3
    }

    /// How a sheet lay in the scanner, and what the scanner did to it.
    struct Scan {
        var turn = 0.0
        var stretch = 1.0
        var shift: (x: Double, y: Double) = (0, 0)
        /// How dark black becomes, 0 to 255.
        var black = 235.0
        /// What is added to the width of all strokes, in millimetres.
        var spread = 0.0
        var noise = 6
        var isBitonal = false
        var seed: UInt64 = 1
    }

    static let width = 100.0
    static let height = 130.0
    /// Pixels a millimetre: 150 dots per inch.
    static let scale = 150 / 25.4

    var strokes: [Stroke] = []

    /// Lines of letters that are no letters: four strokes each.
    static func text(lines: Int, seed: UInt64 = 7) -> DrawnSheet {
        var (sheet, random) = (DrawnSheet(), Steps(state: seed))
        for line in 0..<lines {
            var x = 12.0
            while x < 84 {
                sheet.add(letter: random.next(), x: x, y: 14 + 6 * Double(line))
                x += random.next() % 6 == 0 ? 5 : 2.4
            }
        }
        return sheet
    }

    /// A letter 1.6 mm wide and 2.2 mm tall: strokes between points of a grid.
    mutating func add(letter: UInt64, x: Double, y: Double) {
        var random = Steps(state: letter | 1)
        var at = (x: x + 0.8 * Double(random.next() % 3), y: y + 1.1 * Double(random.next() % 3))
        for _ in 0..<4 {
            let to = (x: x + 0.8 * Double(random.next() % 3), y: y + 1.1 * Double(random.next() % 3))
            strokes.append(Stroke(from: at, to: to))
            at = to
        }
    }

    mutating func add(_ points: [(x: Double, y: Double)], width: Double = 0.4) {
        for (from, to) in zip(points, points.dropFirst()) { strokes.append(Stroke(from: from, to: to, width: width)) }
    }

    /// A circle, as of a seal.
    mutating func addRing(x: Double, y: Double, radius: Double) {
        let points = (0...36).map { step in
            let angle = Double(step) * .pi / 18 - .pi
            return (x: x + radius * Self.cosine(angle), y: y + radius * Self.sine(angle))
        }
        add(points, width: 0.6)
    }

    /// The page as it shines through.
    var mirrored: DrawnSheet {
        DrawnSheet(
            strokes: strokes.map {
                Stroke(
                    from: (Self.width - $0.from.x, $0.from.y), to: (Self.width - $0.to.x, $0.to.y), width: $0.width)
            })
    }

    func scanned(_ scan: Scan = Scan()) -> SheetInk {
        let (columns, rows) = (Int(Self.width * Self.scale), Int(Self.height * Self.scale))
        var shades = [Double](repeating: 0, count: columns * rows)
        for stroke in strokes { draw(stroke, scan, on: &shades, columns, rows) }
        var random = Steps(state: scan.seed)
        let darkness = shades.map { shade -> UInt8 in
            let noise = Double(random.next() % UInt64(2 * scan.noise + 1)) - Double(scan.noise)
            let value = shade * scan.black + noise
            guard scan.isBitonal else { return UInt8(max(0, min(255, value))) }
            return value > 110 ? 255 : 0
        }
        return SheetInk(width: columns, height: rows, scale: Self.scale, isBitonal: scan.isBitonal, darkness: darkness)
    }

    /// Darkens the pixels near a stroke, those at its edge by half.
    private func draw(_ stroke: Stroke, _ scan: Scan, on shades: inout [Double], _ columns: Int, _ rows: Int) {
        let (a, b) = (place(stroke.from, scan), place(stroke.to, scan))
        let radius = (stroke.width / 2 + scan.spread) * Self.scale
        let reach = radius + 1
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = max(0.0001, dx * dx + dy * dy)
        for y in max(0, Int(min(a.y, b.y) - reach))...min(rows - 1, max(0, Int(max(a.y, b.y) + reach))) {
            for x in max(0, Int(min(a.x, b.x) - reach))...min(columns - 1, max(0, Int(max(a.x, b.x) + reach))) {
                let along = max(0, min(1, ((Double(x) - a.x) * dx + (Double(y) - a.y) * dy) / square))
                let (u, v) = (Double(x) - a.x - along * dx, Double(y) - a.y - along * dy)
                let shade = max(0, min(1, radius + 0.5 - (u * u + v * v).squareRoot()))
                shades[y * columns + x] = max(shades[y * columns + x], shade)
            }
        }
    }

    private func place(_ point: (x: Double, y: Double), _ scan: Scan) -> (x: Double, y: Double) {
        let angle = scan.turn * .pi / 180
        let (x, y) = (scan.stretch * (point.x - Self.width / 2), scan.stretch * (point.y - Self.height / 2))
        return (
            (x - angle * y + Self.width / 2 + scan.shift.x) * Self.scale,
            (y + angle * x + Self.height / 2 + scan.shift.y) * Self.scale
        )
    }

    private static func sine(_ a: Double) -> Double {
        // Bhaskara's approximation is good to 0.002.
        let b = abs(a)
        let value = 16 * b * (.pi - b) / (5 * .pi * .pi - 4 * b * (.pi - b))
        return a < 0 ? -value : value
    }

    private static func cosine(_ a: Double) -> Double { sine(abs(a) > .pi / 2 ? .pi / 2 - abs(a) : .pi / 2 - abs(a)) }

    /// Pseudo-random numbers, the same on each run.
    private struct Steps {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
