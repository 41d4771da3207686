/// How alike two scans of a sheet are, window by window: windows of the size of a letter or two, each laid over the other
/// scan where it fits best.
struct WindowLikeness {
    /// One minus the correlation of each window that bears ink, 0 (alike) to 2; ascending.
    let differences: [Double]

    /// - Parameter isSparse: whether a sample of the windows will do.
    init(of first: SheetInk, laid overlay: SheetOverlay, over second: SheetInk, isSparse: Bool) {
        let (a, b) = (first.smoothed(), second.smoothed())
        let side = max(8, Int((Self.side * first.scale).rounded()))
        let shifts = Self.shifts(within: max(2, Int((0.4 * first.scale).rounded())))
        let step = isSparse ? 4 * side : side / 2
        var differences: [Double] = []
        for top in stride(from: 0, through: first.height - side, by: step) {
            for left in stride(from: 0, through: first.width - side, by: step) {
                guard first.inkCount(left, top, side) * 12 >= side * side else { continue }
                let window = a.window(left, top, side)
                let (x, y) = overlay.moved(left + side / 2, top + side / 2)
                var best: (difference: Double, shift: (x: Int, y: Int))?
                func look(_ shift: (x: Int, y: Int)) {
                    let (u, v) = (x - side / 2 + shift.x, y - side / 2 + shift.y)
                    guard let found = b.correlation(with: window, u, v) else { return }
                    if 1 - found < best?.difference ?? 3 { best = (1 - found, shift) }
                }
                for shift in shifts {
                    look(shift)
                    if let best, best.difference <= Self.alike { break }
                }
                // Smoothed strokes fit better step by step, so that every second place will do at first.
                if let coarse = best, coarse.difference > Self.alike {
                    for near in Self.neighbours { look((coarse.shift.x + near.x, coarse.shift.y + near.y)) }
                }
                if let best { differences.append(best.difference) }
            }
        }
        self.differences = differences.sorted()
    }

    /// Millimetres.
    private static let side = 2.4
    /// Windows that differ no more need no better place.
    private static let alike = 0.04

    private static let neighbours = (-1...1).flatMap { y in (-1...1).map { (x: $0, y: y) } }
        .filter { $0.x != 0 || $0.y != 0 }

    /// Every second one, the nearest first.
    private static func shifts(within reach: Int) -> [(x: Int, y: Int)] {
        let steps = Array(stride(from: -(reach / 2) * 2, through: reach, by: 2))
        let all = steps.flatMap { y in steps.map { (x: $0, y: y) } }
        return all.sorted { ($0.x * $0.x + $0.y * $0.y, $0.y, $0.x) < ($1.x * $1.x + $1.y * $1.y, $1.y, $1.x) }
    }
}

extension SheetInk {
    fileprivate func smoothed() -> SheetInk {
        var result = darkness
        guard width > 2, height > 2 else { return self }
        // Down, then across: each pixel with its neighbours, weighed 1, 2, 1.
        var column = [UInt16](repeating: 0, count: width)
        darkness.withUnsafeBufferPointer { ink in
            result.withUnsafeMutableBufferPointer { result in
                column.withUnsafeMutableBufferPointer { column in
                    for y in 1..<(height - 1) {
                        let at = y * width
                        for x in 0..<width {
                            column[x] =
                                UInt16(ink[at &- width &+ x]) &+ 2 &* UInt16(ink[at &+ x])
                                &+ UInt16(ink[at &+ width &+ x])
                        }
                        for x in 1..<(width - 1) {
                            let sum = column[x &- 1] &+ 2 &* column[x] &+ column[x &+ 1]
                            result[at &+ x] = UInt8(truncatingIfNeeded: sum >> 4)
                        }
                    }
                }
            }
        }
        return SheetInk(width: width, height: height, scale: scale, isBitonal: isBitonal, darkness: result)
    }

    fileprivate func inkCount(_ left: Int, _ top: Int, _ side: Int) -> Int {
        var count = 0
        let level = level
        darkness.withUnsafeBufferPointer { ink in
            for y in top..<(top + side) {
                for x in left..<(left + side) where ink[y * width + x] >= level { count += 1 }
            }
        }
        return count
    }

    fileprivate func window(_ left: Int, _ top: Int, _ side: Int) -> Window {
        var window = Window(side: side)
        darkness.withUnsafeBufferPointer { ink in
            for row in 0..<side {
                let start = (top + row) * width + left
                for value in ink[start..<(start + side)] {
                    window.pixels.append(value)
                    window.sum &+= UInt32(value)
                    window.sumOfSquares &+= UInt32(value) &* UInt32(value)
                }
            }
        }
        return window
    }

    /// How much a window of another page is like the place at which it is laid on this one.
    fileprivate func correlation(with window: Window, _ u: Int, _ v: Int) -> Double? {
        let side = window.side
        guard u >= 0, v >= 0, u + side <= width, v + side <= height else { return nil }
        // Sums of 32 bits, so that vectors of them are added up; windows have some hundred pixels.
        var (sumB, sumBB, sumAB): (UInt32, UInt32, UInt32) = (0, 0, 0)
        window.pixels.withUnsafeBufferPointer { a in
            darkness.withUnsafeBufferPointer { b in
                for row in 0..<side {
                    let (p, q) = (row &* side, (v &+ row) &* width &+ u)
                    for column in 0..<side {
                        let (s, t) = (UInt32(a[p &+ column]), UInt32(b[q &+ column]))
                        sumB &+= t
                        sumBB &+= t &* t
                        sumAB &+= s &* t
                    }
                }
            }
        }
        let n = Double(side * side)
        let (meanA, meanB) = (Double(window.sum), Double(sumB))
        let spread = ((n * Double(window.sumOfSquares) - meanA * meanA) * (n * Double(sumBB) - meanB * meanB))
            .squareRoot()
        return spread > 0 ? (n * Double(sumAB) - meanA * meanB) / spread : 0
    }
}

/// A square piece of a page, with what is needed of it wherever it is laid.
private struct Window {
    let side: Int
    var pixels: [UInt8] = []
    var sum: UInt32 = 0
    var sumOfSquares: UInt32 = 0

    init(side: Int) {
        self.side = side
        pixels.reserveCapacity(side * side)
    }
}
