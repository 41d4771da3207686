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
                var best: Double?
                for shift in shifts {
                    let (u, v) = (x - side / 2 + shift.x, y - side / 2 + shift.y)
                    guard let found = a.correlation(left, top, b, u, v, side) else { continue }
                    best = min(best ?? 2, 1 - found)
                    if 1 - found <= Self.alike { break }
                }
                if let best { differences.append(best) }
            }
        }
        self.differences = differences.sorted()
    }

    /// Millimetres.
    private static let side = 2.4
    /// Windows that differ no more need no better place.
    private static let alike = 0.04

    /// The nearest first.
    private static func shifts(within reach: Int) -> [(x: Int, y: Int)] {
        let all = (-reach...reach).flatMap { y in (-reach...reach).map { (x: $0, y: y) } }
        return all.sorted { ($0.x * $0.x + $0.y * $0.y, $0.y, $0.x) < ($1.x * $1.x + $1.y * $1.y, $1.y, $1.x) }
    }
}

extension SheetInk {
    fileprivate func smoothed() -> SheetInk {
        var result = darkness
        darkness.withUnsafeBufferPointer { ink in
            for y in 1..<max(1, height - 1) {
                for x in 1..<max(1, width - 1) {
                    let at = y * width + x
                    let above = Int(ink[at - width - 1]) + 2 * Int(ink[at - width]) + Int(ink[at - width + 1])
                    let here = 2 * Int(ink[at - 1]) + 4 * Int(ink[at]) + 2 * Int(ink[at + 1])
                    let below = Int(ink[at + width - 1]) + 2 * Int(ink[at + width]) + Int(ink[at + width + 1])
                    result[at] = UInt8((above + here + below) / 16)
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
        var (sumA, sumB, sumAA, sumBB, sumAB) = (0, 0, 0, 0, 0)
        darkness.withUnsafeBufferPointer { a in
            other.darkness.withUnsafeBufferPointer { b in
                for row in 0..<side {
                    let (p, q) = ((y + row) * width + x, (v + row) * other.width + u)
                    for column in 0..<side {
                        let (s, t) = (Int(a[p + column]), Int(b[q + column]))
                        sumA &+= s
                        sumB &+= t
                        sumAA &+= s &* s
                        sumBB &+= t &* t
                        sumAB &+= s &* t
                    }
                }
            }
        }
        let n = side * side
        let spread = (Double(n * sumAA - sumA * sumA) * Double(n * sumBB - sumB * sumB)).squareRoot()
        return spread > 0 ? Double(n * sumAB - sumA * sumB) / spread : 0
    }
}
