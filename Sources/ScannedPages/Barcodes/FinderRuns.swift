import DocumentModel

/// Where QR codes seem to stand, told by runs of 1:1:3:1:1 modules across and down through finder patterns
/// (ISO/IEC 18004), in whatever direction the code stands.
///
/// Whatever ZXing can decode has three such patterns; that one pair of them is found suffices.
struct FinderRuns {
    struct Pattern {
        /// Centre in pixels of the page.
        var x: Double
        var y: Double
        /// Side of a module in pixels of the page.
        var module: Double
    }

    let patterns: [Pattern]

    /// Between rows that are looked at, in millimetres: two go through the core of the finest codes on ID cards.
    private static let rowDistance = 0.5
    /// A page of nothing but patterns is no page.
    private static let maxPatterns = 64

    init(in lines: borrowing RasterLines, dpi: Int) {
        var found: [Pattern] = []
        var room = LineRoom()
        var column = LineRoom()
        let step = max(1, Int((Self.rowDistance * Double(dpi) / 25.4).rounded()))
        for y in stride(from: step / 2, to: lines.height, by: step) where found.count < Self.maxPatterns {
            lines.findEdges(of: y, .across, &room)
            for start in stride(from: 0, to: room.edges.count - 5, by: 2) {
                guard let run = Self.run(room.edges, from: start) else { continue }
                guard let pattern = Self.crossed(run.centre, y, run.module, lines, &column) else { continue }
                Self.add(pattern, to: &found)
            }
        }
        patterns = found
    }

    /// Boxes around patterns that belong together, each wide enough for the whole code. In pixels; they may reach over
    /// the page's edges and overlap.
    var codes: [PixelBox] {
        var left = patterns
        var boxes: [PixelBox] = []
        while let first = left.popLast() {
            let others = left.filter { Self.belong(first, $0) }
            guard !others.isEmpty else { continue }
            left.removeAll { Self.belong(first, $0) }
            let all = others + [first]
            // The pattern that may be missing stands as far from one of the others as these from each other.
            let span = others.map { max(abs($0.x - first.x), abs($0.y - first.y)) }.max() ?? 0
            let module = all.map(\.module).max() ?? 0
            boxes.append(PixelBox(around: all.map { ($0.x, $0.y) }, margin: span + 12 * module))
        }
        return boxes
    }

    /// A run of five shades in the proportions of a pattern.
    private static func run(_ edges: [Int32], from start: Int) -> (centre: Int, module: Double)? {
        let (a, b, c) = (edges[start], edges[start + 1], edges[start + 2])
        let (d, e, f) = (edges[start + 3], edges[start + 4], edges[start + 5])
        let length = f - a
        // The core decides in most places.
        guard length >= 8, 10 * (d - c) >= 3 * length, 5 * (d - c) <= 3 * length + 5 else { return nil }
        let module = Double(length) / 7
        let slack = 0.55 * module + 1
        for part in [b - a, c - b, e - d, f - e] where abs(Double(part) - module) > slack { return nil }
        return (Int(c + d) / 2, module)
    }

    /// The pattern at a place when it has the same proportions down the page.
    private static func crossed(
        _ x: Int, _ y: Int, _ module: Double, _ lines: borrowing RasterLines, _ column: inout LineRoom
    ) -> Pattern? {
        let reach = Int(6 * module) + 3
        let (top, bottom) = (max(0, y - reach), min(lines.height, y + reach + 1))
        lines.read(x, .down, from: top, to: bottom, &column.gray)
        guard let darkest = column.gray.min(), let lightest = column.gray.max(), lightest - darkest > 25 else {
            return nil
        }
        column.edges.removeAll(keepingCapacity: true)
        column.findEdges(below: UInt8((Int(darkest) + Int(lightest) + 1) / 2))
        for start in stride(from: 0, to: column.edges.count - 5, by: 2)
        where column.edges[start + 2] <= y - top && y - top < column.edges[start + 3] {
            guard let run = run(column.edges, from: start), abs(run.module - module) <= 0.4 * module + 0.5 else {
                continue
            }
            return Pattern(x: Double(x), y: Double(top + run.centre), module: (module + run.module) / 2)
        }
        return nil
    }

    private static func add(_ pattern: Pattern, to found: inout [Pattern]) {
        let reach = 3 * pattern.module + 2
        let isKnown = found.contains { abs($0.x - pattern.x) < reach && abs($0.y - pattern.y) < reach }
        if !isKnown { found.append(pattern) }
    }

    /// Whether two may be of one code: of like size, at a distance that versions 1 to 40 have.
    private static func belong(_ a: Pattern, _ b: Pattern) -> Bool {
        let module = (a.module + b.module) / 2
        guard max(a.module, b.module) <= 1.5 * min(a.module, b.module) + 1 else { return false }
        let distance = ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot() / module
        return (10...260).contains(distance)
    }
}

extension PixelBox {
    /// The smallest box around points, with a margin.
    init(around points: [(x: Double, y: Double)], margin: Double) {
        let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
        let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
        self.init(
            x: Int(left - margin), y: Int(top - margin), width: Int(right - left + 2 * margin) + 1,
            height: Int(bottom - top + 2 * margin) + 1)
    }

    /// What of it lies within a picture of a size; `nil` when nothing does.
    func within(width pageWidth: Int, height pageHeight: Int) -> PixelBox? {
        let (left, top) = (max(0, x), max(0, y))
        let (right, bottom) = (min(pageWidth, maxX), min(pageHeight, maxY))
        guard left < right, top < bottom else { return nil }
        return PixelBox(x: left, y: top, width: right - left, height: bottom - top)
    }
}
