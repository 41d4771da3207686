import Foundation

/// The ink about a place of a sheet, for looking at it in circles.
struct RingWindow {
    private struct Pixel {
        var x: Int
        var y: Int
        var isRed: Bool
    }

    private let radii: ClosedRange<Int>
    private let centre: (x: Int, y: Int)
    private let ink: [Pixel]

    init(of sheet: MarkSheet, around centre: (x: Int, y: Int), radii: ClosedRange<Int>) {
        self.radii = radii
        self.centre = centre
        let reach = radii.upperBound + Self.clear.upperBound + Self.search
        var ink: [Pixel] = []
        for y in max(0, centre.y - reach)..<max(0, min(sheet.height, centre.y + reach + 1)) {
            for x in max(0, centre.x - reach)..<max(0, min(sheet.width, centre.x + reach + 1)) {
                let tone = sheet.pixels[y * sheet.width + x]
                if tone != MarkSheet.Tone.paper { ink.append(Pixel(x: x, y: y, isRed: tone == MarkSheet.Tone.red)) }
            }
        }
        self.ink = ink
    }

    /// How far the centre may be from where most votes fell.
    private static let search = 8
    /// What should be clear outside a ring, pixels from its middle.
    private static let clear = 4...6
    /// A ring found roughly has to stand out by so much of the circle, of 64, to be looked at closely.
    private static let minRough = 14

    /// The ring that stands out most about a centre near the window's.
    func clearestRing() -> RoundSeal? {
        var best: (x: Int, y: Int, radius: Int, score: Int) = (centre.x, centre.y, 0, 0)
        for (reach, step, share) in [(Self.search, 4, 3), (2, 2, 1), (1, 1, 1)] {
            let (x, y) = (best.x, best.y)
            let pixels = share == 1 ? ink : stride(from: 0, to: ink.count, by: share).map { ink[$0] }
            // A third of the pixels shows less of the ring.
            best.score = 0
            for dy in stride(from: -reach, through: reach, by: step) {
                for dx in stride(from: -reach, through: reach, by: step) {
                    let circles = Circles(pixels.lazy.map { ($0.x - x - dx, $0.y - y - dy, $0.isRed) }, limit: limit)
                    guard let ring = circles.clearest(radii), ring.score > best.score else { continue }
                    best = (x + dx, y + dy, ring.radius, ring.score)
                }
            }
            if best.score < Self.minRough { return nil }
        }
        let circles = Circles(ink.lazy.map { ($0.x - best.x, $0.y - best.y, $0.isRed) }, limit: limit)
        return RoundSeal(
            x: best.x, y: best.y, radius: best.radius, ring: circles.share(best.radius - 1...best.radius + 1),
            outside: circles.share(best.radius + Self.clear.lowerBound...best.radius + Self.clear.upperBound),
            red: circles.redShare(best.radius - 1...best.radius + 1))
    }

    private var limit: Int { radii.upperBound + Self.clear.upperBound }

    /// The ink about a centre, sorted into circles of each radius.
    private struct Circles {
        private static let sectors = 64
        /// For each radius the directions in which there is ink.
        private var directions: [UInt64]
        private var counts: [Int]
        private var reds: [Int]

        init(_ ink: some Sequence<(Int, Int, Bool)>, limit: Int) {
            directions = [UInt64](repeating: 0, count: limit + 1)
            counts = [Int](repeating: 0, count: limit + 1)
            reds = counts
            for (dx, dy, isRed) in ink {
                guard let (radius, sector) = Polar.table.place(dx: dx, dy: dy), radius <= limit else { continue }
                directions[radius] |= 1 << UInt64(sector)
                counts[radius] += 1
                if isRed { reds[radius] += 1 }
            }
        }

        func clearest(_ radii: ClosedRange<Int>) -> (radius: Int, score: Int)? {
            let scores = radii.map { radius in
                let outside = radius + RingWindow.clear.lowerBound...radius + RingWindow.clear.upperBound
                return sectors(radius - 1...radius + 1) - sectors(outside)
            }
            guard let best = scores.max(), best > 0 else { return nil }
            // Seals have rings within their ring; the clear edge of theirs is no less clear.
            let outermost = scores.lastIndex { 10 * $0 >= 8 * best } ?? 0
            return (radii.lowerBound + outermost, scores[outermost])
        }

        func share(_ radii: ClosedRange<Int>) -> Double { Double(sectors(radii)) / Double(Self.sectors) }

        func redShare(_ radii: ClosedRange<Int>) -> Double {
            Double(reds[radii].reduce(0, +)) / Double(max(1, counts[radii].reduce(0, +)))
        }

        private func sectors(_ radii: ClosedRange<Int>) -> Int {
            directions[radii].reduce(0, |).nonzeroBitCount
        }
    }
}

/// Radius and direction of the pixels about a centre.
private struct Polar: Sendable {
    static let table = Polar()
    private static let reach = 128
    private let places: [UInt16]

    private init() {
        var places: [UInt16] = []
        for y in -Self.reach...Self.reach {
            for x in -Self.reach...Self.reach {
                let radius = Double(x * x + y * y).squareRoot().rounded()
                let turn = atan2(Double(y), Double(x)) / (2 * .pi) + 0.5
                places.append(UInt16(min(255, radius)) << 8 | UInt16(min(63, turn * 64)))
            }
        }
        self.places = places
    }

    /// `nil` for what is too far off. Radii in pixels, directions 0 to 63.
    func place(dx: Int, dy: Int) -> (radius: Int, sector: Int)? {
        guard abs(dx) <= Self.reach, abs(dy) <= Self.reach else { return nil }
        let place = places[(dy + Self.reach) * (2 * Self.reach + 1) + dx + Self.reach]
        return (Int(place >> 8), Int(place & 255))
    }
}
