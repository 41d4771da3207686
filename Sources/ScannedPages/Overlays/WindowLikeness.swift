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
                let (x, y) = overlay.moved(left + side / 2, top + side / 2)
                var best: (difference: Double, shift: (x: Int, y: Int))?
                func look(_ shift: (x: Int, y: Int)) {
                    let (u, v) = (x - side / 2 + shift.x, y - side / 2 + shift.y)
                    guard let found = a.correlation(left, top, b, u, v, side) else { return }
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

    fileprivate func correlation(_ x: Int, _ y: Int, _ other: SheetInk, _ u: Int, _ v: Int, _ side: Int) -> Double? {
        guard u >= 0, v >= 0, u + side <= other.width, v + side <= other.height else { return nil }
        // Sums of 32 bits, so that vectors of them are added up; windows have some hundred pixels.
        var (sumA, sumB, sumAA, sumBB, sumAB): (UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0)
        darkness.withUnsafeBufferPointer { a in
            other.darkness.withUnsafeBufferPointer { b in
                for row in 0..<side {
                    let (p, q) = ((y + row) * width + x, (v + row) * other.width + u)
                    let (here, there) = (a[p..<(p + side)], b[q..<(q + side)])
                    for (one, two) in zip(here, there) {
                        let (s, t) = (UInt32(one), UInt32(two))
                        sumA &+= s
                        sumB &+= t
                        sumAA &+= s &* s
                        sumBB &+= t &* t
                        sumAB &+= s &* t
                    }
                }
            }
        }
        let n = Double(side * side)
        let (meanA, meanB) = (Double(sumA), Double(sumB))
        let spread = ((n * Double(sumAA) - meanA * meanA) * (n * Double(sumBB) - meanB * meanB)).squareRoot()
        return spread > 0 ? (n * Double(sumAB) - meanA * meanB) / spread : 0
    }
}
