import DocumentModel

/// The three nested squares of a QR code (ISO/IEC 18004), recognised by their share of ink ring by ring.
///
/// ZXing looks for runs of 1:1:3:1:1 and loses a pattern with the first stroke through it. Here core, light ring and
/// dark ring only have to be mostly dark and light, so that scribbled and worn codes still leave a trace.
struct FinderPatterns {
    struct Pattern {
        /// Centre in pixels of the view.
        var x: Double
        var y: Double
        /// Side of a module in pixels of the view.
        var module: Double
        /// How much darker the dark parts are than the light ones, 0 to 1.
        var contrast: Double
    }

    /// Resolution of the view in dots per inch.
    static let resolution = 75
    /// Modules of separator sheets, in pixels at ``resolution``: 0.7 to 2.6 mm. Codes printed on ID cards are finer.
    private static let modules: [Double] = [2.1, 2.4, 2.8, 3.2, 3.7, 4.3, 4.9, 5.7, 6.6, 7.6]

    let patterns: [Pattern]

    /// Whether three of them, or two, stand as in one code: same size, at a distance of 14 to 60 modules.
    var formsCode: Bool {
        patterns.indices.contains { first in
            patterns.indices.contains { $0 > first && Self.belong(patterns[first], patterns[$0]) }
        }
    }

    /// Whether any of them has modules beside it, as far as a code reaches from a corner to two sides.
    ///
    /// Of the four squares with the pattern in a corner, twice as wide as the pattern, one lies in the code: its other
    /// quarters are neither paper nor ink alone. Beside a letter or figure there is print on one side at most, and a
    /// tear leaves two of three.
    func standAmongModules(on view: borrowing GrayView) -> Bool {
        for pattern in patterns {
            let quarter = max(4, Int((7 * pattern.module).rounded()))
            let (left, top) = (Int(pattern.x) - quarter / 2, Int(pattern.y) - quarter / 2)
            for (dx, dy) in [(1, 1), (1, -1), (-1, 1), (-1, -1)] {
                let quarters = [(dx, 0), (0, dy), (dx, dy)].count { across, down in
                    let box = PixelBox(
                        x: left + across * (quarter + 1), y: top + down * (quarter + 1), width: quarter,
                        height: quarter)
                    return view.looksLikeModules(box)
                }
                if quarters >= 2 { return true }
            }
        }
        return false
    }

    /// Whether anything on the page is as dark and as large as a core; without, thinning finds no pattern either.
    let hasDarkPlaces: Bool

    init(in view: borrowing GrayView) {
        let table = DarknessTable(view)
        var found: [Pattern] = []
        // Whatever is dark enough for a large core is so for a small one somewhere within it.
        var darkRows: [Int] = []
        Self.search(table, Self.modules[0], rows: nil, &found) { darkRows.append($0) }
        hasDarkPlaces = !darkRows.isEmpty
        if hasDarkPlaces {
            for module in Self.modules.dropFirst() { Self.search(table, module, rows: darkRows, &found) { _ in } }
        }
        patterns = Self.distinct(found)
    }

    /// - Parameters:
    ///   - rows: rows with places dark enough for the smallest core, ascending; others far from them are passed over.
    ///   - noteDark: called with each row that has a place dark enough for a core.
    private static func search(
        _ table: DarknessTable, _ module: Double, rows: [Int]?, _ found: inout [Pattern], noteDark: (Int) -> Void
    ) {
        let margin = Int((4.5 * module).rounded(.up)) + 1
        let step = max(1, Int(module / 2))
        guard table.width > 2 * margin, table.height > 2 * margin else { return }
        let reach = Int((1.5 * module).rounded(.up))
        var nextRow = 0
        var places: [Int] = []
        var room: [UInt8] = []
        for y in stride(from: margin, to: table.height - margin, by: step) {
            if let rows {
                while nextRow < rows.count, rows[nextRow] < y - reach { nextRow += 1 }
                guard nextRow < rows.count else { return }
                if rows[nextRow] > y + reach { continue }
            }
            // The core decides in most places.
            table.findDark(in: y, from: margin, step: step, side: 3 * module, above: 0.72, &places, &room)
            if !places.isEmpty { noteDark(y) }
            for x in places {
                let core = table.darkness(x, y, side: 3 * module)
                let light = table.darkness(x, y, side: 5 * module)
                let lightRing = light.ring(outside: core)
                guard lightRing < 0.42 else { continue }
                let dark = table.darkness(x, y, side: 7 * module)
                let darkRing = dark.ring(outside: light)
                guard darkRing > 0.6 else { continue }
                let quiet = table.darkness(x, y, side: 9 * module).ring(outside: dark)
                guard quiet < 0.55 else { continue }
                let contrast = min(core.mean, darkRing) - max(lightRing, quiet)
                guard contrast > 0.3 else { continue }
                found.append(Pattern(x: Double(x), y: Double(y), module: module, contrast: contrast))
            }
        }
    }

    /// The strongest of each heap of hits.
    private static func distinct(_ found: [Pattern]) -> [Pattern] {
        var kept: [Pattern] = []
        for pattern in found.sorted(by: { ($1.contrast, $0.y, $0.x) < ($0.contrast, $1.y, $1.x) }) {
            let isNear = kept.contains {
                let reach = 5 * max($0.module, pattern.module)
                return abs($0.x - pattern.x) < reach && abs($0.y - pattern.y) < reach
            }
            if !isNear { kept.append(pattern) }
            if kept.count == 16 { break }
        }
        return kept
    }

    private static func belong(_ a: Pattern, _ b: Pattern) -> Bool {
        let module = (a.module + b.module) / 2
        guard max(a.module, b.module) < 1.35 * min(a.module, b.module) else { return false }
        let distance = ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot() / module
        // Version 1 has 14 modules between centres, version 10 has 50; the diagonal is longer by the root of 2.
        return (12...75).contains(distance)
    }
}

/// Sums of darkness from the top left corner, so that any rectangle's mean costs four look-ups.
private struct DarknessTable {
    let width: Int
    let height: Int
    private let sums: [UInt32]

    struct Square {
        var sum: Double
        var area: Double
        var mean: Double { sum / area }

        func ring(outside inner: Square) -> Double { (sum - inner.sum) / max(1, area - inner.area) }
    }

    init(_ view: borrowing GrayView) {
        let (width, height) = (view.width, view.height)
        self.width = width
        self.height = height
        sums = view.withRows { rows in
            var sums = [UInt32](repeating: 0, count: (width + 1) * (height + 1))
            guard let rows else { return sums }
            sums.withUnsafeMutableBufferPointer { sums in
                for y in 0..<height {
                    let (above, here) = (y * (width + 1) + 1, (y + 1) * (width + 1) + 1)
                    var row: UInt32 = 0
                    for x in 0..<width {
                        // Wraps on very large views; differences stay right.
                        row &+= 255 - UInt32(rows[y &* width &+ x])
                        sums[here &+ x] = sums[above &+ x] &+ row
                    }
                }
            }
            return sums
        }
    }

    /// Places of a row where the mean of the square about them exceeds a share; the margin has to hold the square.
    ///
    /// - Parameter room: memory that is used again from row to row.
    func findDark(
        in y: Int, from margin: Int, step: Int, side: Double, above share: Double, _ places: inout [Int],
        _ room: inout [UInt8]
    ) {
        places.removeAll(keepingCapacity: true)
        let half = Int((side / 2).rounded(.down))
        let length = 2 * half + 1
        let least = UInt32(share * 255 * Double(length * length))
        let count = width - 2 * margin
        if room.count < count { room = [UInt8](repeating: 0, count: count) }
        let top = (y - half) * (width + 1) - half + margin
        let bottom = top + length * (width + 1)
        let isAnyDark = sums.withUnsafeBufferPointer { sums in
            room.withUnsafeMutableBufferPointer { room in
                // Most rows of a page have no dark place: vectors of all places are faster than a choice of them.
                var any: UInt8 = 0
                for x in 0..<count {
                    let darkness =
                        sums[bottom &+ x &+ length] &- sums[top &+ x &+ length] &- sums[bottom &+ x] &+ sums[top &+ x]
                    let isDark: UInt8 = darkness > least ? 1 : 0
                    room[x] = isDark
                    any |= isDark
                }
                return any != 0
            }
        }
        guard isAnyDark else { return }
        for x in stride(from: 0, to: count, by: step) where room[x] != 0 { places.append(margin + x) }
    }

    /// The square about a pixel; it has to lie within the view.
    func darkness(_ x: Int, _ y: Int, side: Double) -> Square {
        let half = Int((side / 2).rounded(.down))
        let (left, right) = (max(0, x - half), min(width, x + half + 1))
        let (top, bottom) = (max(0, y - half), min(height, y + half + 1))
        let row = width + 1
        let sum =
            sums[bottom * row + right] &- sums[top * row + right] &- sums[bottom * row + left] &+ sums[top * row + left]
        return Square(sum: Double(sum) / 255, area: Double((right - left) * (bottom - top)))
    }
}

extension GrayView {
    /// Whether a square of the view is mixed of ink and paper as modules are, in each of its quarters.
    fileprivate func looksLikeModules(_ box: PixelBox) -> Bool {
        let half = (width: box.width / 2, height: box.height / 2)
        guard box.x >= 0, box.y >= 0, box.maxX <= width, box.maxY <= height else { return false }
        return [(0, 0), (1, 0), (0, 1), (1, 1)].allSatisfy { across, down in
            let part = PixelBox(
                x: box.x + across * half.width, y: box.y + down * half.height, width: half.width, height: half.height)
            return (0.15...0.9).contains(share(of: part, notLighterThan: 128))
        }
    }
}
