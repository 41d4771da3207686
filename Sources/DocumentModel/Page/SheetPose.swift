/// How one scan of a sheet lies over another: turned a little and moved, in millimetres about the middle of the page.
///
/// The skew that was measured on each scan does not suffice: on a sheet of few lines it is a guess.
struct SheetPose {
    /// A word's place on both scans.
    struct Point {
        var x: Double
        var y: Double
        var movedX: Double
        var movedY: Double
    }

    /// Small turn in radians.
    private let angle: Double
    private let shiftX: Double
    private let shiftY: Double

    /// Fits the turn and the shift by medians, so that words matched wrongly do not matter; `nil` when there are fewer
    /// than three words or the sheets lie farther apart than a feeder brings them, which is another layout.
    init?(moving points: [Point]) {
        guard points.count >= 3 else { return nil }
        let angle = Self.angle(of: points)
        let shiftsX = points.map { $0.movedX - Self.turned($0.x, $0.y, angle).x }.sorted()
        let shiftsY = points.map { $0.movedY - Self.turned($0.x, $0.y, angle).y }.sorted()
        (shiftX, shiftY) = (shiftsX[points.count / 2], shiftsY[points.count / 2])
        self.angle = angle
        guard abs(shiftX) <= Self.maxShift, abs(shiftY) <= Self.maxShift else { return nil }
    }

    /// Where a place of the first scan is on the second.
    func moved(x: Double, y: Double) -> (Double, Double) {
        let turned = Self.turned(x, y, angle)
        return (turned.x + shiftX, turned.y + shiftY)
    }

    private static let maxShift = 15.0
    /// Turns beyond this many radians are no error of measuring skew: wrong matches.
    private static let maxTurn = 0.09
    /// Words nearer to each other, in millimetres, tell little about a turn.
    private static let minDistance = 25.0
    /// Words used for the turn; their pairs are counted.
    private static let maxWords = 60

    /// Median turn over pairs of words; 0 when there are no good pairs.
    private static func angle(of points: [Point]) -> Double {
        let stride = max(1, points.count / maxWords)
        let used = points.indices.filter { $0 % stride == 0 }.map { points[$0] }
        var angles: [Double] = []
        for (index, a) in used.enumerated() {
            for b in used[(index + 1)...] {
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let (movedX, movedY) = (b.movedX - a.movedX, b.movedY - a.movedY)
                let square = dx * dx + dy * dy
                guard square >= minDistance * minDistance else { continue }
                // The cross product is the sine times both lengths; the turn is small and the lengths are equal.
                let sine = (dx * movedY - dy * movedX) / square
                if abs(sine) <= maxTurn { angles.append(sine) }
            }
        }
        guard angles.count >= 3 else { return 0 }
        return angles.sorted()[angles.count / 2]
    }

    private static func turned(_ x: Double, _ y: Double, _ angle: Double) -> (x: Double, y: Double) {
        (x * cosine(angle) - y * sine(angle), x * sine(angle) + y * cosine(angle))
    }

    // Series to the fifth power are exact to 1e-5 for 30 degrees and need no C library.
    static func sine(_ a: Double) -> Double { a - a * a * a / 6 + a * a * a * a * a / 120 }
    static func cosine(_ a: Double) -> Double { 1 - a * a / 2 + a * a * a * a / 24 }
}
