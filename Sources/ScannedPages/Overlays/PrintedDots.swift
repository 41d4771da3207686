/// The dots of print on a page: full stops, decimal points, the dots of letters, above and below them. Each is as dark as
/// the strokes beside it, and connected with none.
///
/// Where one scan of a sheet has such a dot and the other has not, an amount or a word may be another one. Ink is allowed
/// to lie a little off in the other scan, so that the letter beside a dot explains it; therefore dots are looked at one by
/// one. Dust is mostly paler, finer or off the lines; rows of dots are leaders, which come and go.
struct PrintedDots {
    /// Connected ink.
    fileprivate struct Piece {
        /// Indices into the page's pixels.
        var pixels: [Int]
        /// Sum of their darkness.
        var sum: Int
        var x: ClosedRange<Int>
        var y: ClosedRange<Int>
    }

    private let page: SheetInk
    /// Ink of pieces that are larger than dots.
    private var isPrint: [Bool]
    private var dots: [Piece] = []

    /// Square millimetres of the smallest dot: a full stop of 7 points.
    private static let minArea = 0.05
    /// Millimetres that a dot measures at most across and down.
    private static let longest = 1.1
    /// Millimetres from a dot to the letter or figure that it belongs to.
    private static let reach = 1.6
    /// Square millimetres of print within reach.
    private static let minPrint = 0.2
    /// Millimetres by which the overlay may be off at a dot.
    private static let slack = 0.4
    /// What is so much as dark as the page's darkest print belongs to one piece with its neighbours: between a dot and its
    /// letter the ink of both blurs.
    private static let core = 0.6
    /// The darkest place of a dot is as dark as print.
    private static let darkness = 0.75
    /// Places where the letter fits so nearly as well as where it fits best are as good: pixels are cut off in moving.
    private static let asGood = 0.97
    /// Share of a dot's darkness that the other scan shows in its place at least.
    private static let presence = 0.35

    init(on page: SheetInk) {
        self.page = page
        isPrint = [Bool](repeating: false, count: page.darkness.count)
        var isSeen = isPrint
        let dark = page.darkestPrint
        let core = max(page.level, UInt8(Self.core * Double(dark)))
        var small: [Piece] = []
        let longest = Int((Self.longest * page.scale).rounded(.up))
        let smallest = Int(Self.minArea * 255 * page.scale * page.scale)
        for start in page.darkness.indices where page.darkness[start] >= core && !isSeen[start] {
            let piece = page.piece(at: start, atLeast: core, &isSeen)
            if piece.x.count > longest || piece.y.count > longest {
                for pixel in piece.pixels { isPrint[pixel] = true }
            } else if piece.sum >= smallest {
                small.append(piece)
            }
        }
        let minDarkness = Self.darkness * Double(dark)
        let minPrint = Int(Self.minPrint * page.scale * page.scale)
        dots = small.filter { dot in
            dot.pixels.contains { Double(page.darkness[$0]) >= minDarkness } && print(around: dot).count >= minPrint
        }
    }

    /// Whether another scan lacks one of the dots, or more.
    ///
    /// - Parameter overlay: how this page lies over the other.
    func isAnyMissing(on other: SheetInk, _ overlay: SheetOverlay) -> Bool {
        dots.contains { !isPresent($0, on: other, overlay) }
    }

    /// A dot stands to its letter in both scans alike: the letter tells where to look.
    private func isPresent(_ dot: Piece, on other: SheetInk, _ overlay: SheetOverlay) -> Bool {
        let middle = (x: (dot.x.lowerBound + dot.x.upperBound) / 2, y: (dot.y.lowerBound + dot.y.upperBound) / 2)
        let (u, v) = overlay.moved(middle.x, middle.y)
        let print = self.print(around: dot)
        let reach = Int((Self.slack * page.scale).rounded())
        var places: [(x: Int, y: Int, likeness: Int)] = []
        for downBy in -reach...reach {
            for acrossBy in -reach...reach {
                let (x, y) = (u - middle.x + acrossBy, v - middle.y + downBy)
                places.append((x, y, ink(of: other, under: print, movedBy: x, y)))
            }
        }
        let best = Double(places.map(\.likeness).max() ?? 0)
        let wanted = Self.presence * Double(dot.sum)
        return places.contains { place in
            Double(place.likeness) >= Self.asGood * best
                && Double(ink(of: other, under: dot.pixels, movedBy: place.x, place.y)) >= wanted
        }
    }

    private func ink(of other: SheetInk, under pixels: [Int], movedBy x: Int, _ y: Int) -> Int {
        var sum = 0
        for pixel in pixels {
            let (column, row) = (pixel % page.width + x, pixel / page.width + y)
            // What the other scan does not show is no evidence.
            guard column >= 0, row >= 0, column < other.width, row < other.height else {
                sum += 255
                continue
            }
            sum += Int(other.darkness[row * other.width + column])
        }
        return sum
    }

    /// The pixels of print about a dot.
    private func print(around dot: Piece) -> [Int] {
        let (width, height) = (page.width, page.height)
        let reach = Int((Self.reach * page.scale).rounded())
        var pixels: [Int] = []
        for y in max(0, dot.y.lowerBound - reach)...min(height - 1, dot.y.upperBound + reach) {
            for x in max(0, dot.x.lowerBound - reach)...min(width - 1, dot.x.upperBound + reach)
            where isPrint[y * width + x] { pixels.append(y * width + x) }
        }
        return pixels
    }
}

extension SheetInk {
    /// How dark all but the darkest twentieth of the ink is.
    fileprivate var darkestPrint: UInt8 {
        var counts = [Int](repeating: 0, count: 256)
        for value in darkness where value >= level { counts[Int(value)] += 1 }
        var left = counts.reduce(0, +) / 20
        for value in (0..<256).reversed() {
            left -= counts[value]
            if left <= 0 { return UInt8(value) }
        }
        return level
    }

    /// The connected ink at a pixel, which is marked as seen.
    fileprivate func piece(at start: Int, atLeast level: UInt8, _ isSeen: inout [Bool]) -> PrintedDots.Piece {
        var piece = PrintedDots.Piece(
            pixels: [start], sum: 0, x: (start % width)...(start % width), y: (start / width)...(start / width))
        isSeen[start] = true
        var next = 0
        while next < piece.pixels.count {
            let (column, row) = (piece.pixels[next] % width, piece.pixels[next] / width)
            piece.sum += Int(darkness[piece.pixels[next]])
            piece.x = min(piece.x.lowerBound, column)...max(piece.x.upperBound, column)
            piece.y = min(piece.y.lowerBound, row)...max(piece.y.upperBound, row)
            next += 1
            for v in max(0, row - 1)...min(height - 1, row + 1) {
                for u in max(0, column - 1)...min(width - 1, column + 1) {
                    let neighbour = v * width + u
                    guard darkness[neighbour] >= level, !isSeen[neighbour] else { continue }
                    isSeen[neighbour] = true
                    piece.pixels.append(neighbour)
                }
            }
        }
        return piece
    }
}
