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
    private var dots: [Piece] = []

    /// Square millimetres of the smallest dot: a full stop of 7 points.
    private static let least = 0.06
    /// Millimetres that a dot measures at most across and down.
    private static let longest = 1.1
    /// Millimetres from a dot to the letter or figure that it belongs to.
    private static let reach = 1.3
    /// Square millimetres of ink within reach that are print.
    private static let leastPrint = 0.25
    /// By so much of the page's usual ink the darkest place of a dot is as dark as print.
    private static let darkness = 0.8
    /// Share of a dot's darkness that is found where it is.
    private static let presence = 0.55

    init(on page: SheetInk) {
        self.page = page
        var (isSeen, isDot) = (
            [Bool](repeating: false, count: page.darkness.count), [Bool](repeating: false, count: page.darkness.count)
        )
        var (sum, count) = (0, 0)
        var small: [Piece] = []
        let longest = Int((Self.longest * page.scale).rounded(.up))
        let least = Int(Self.least * 255 * page.scale * page.scale)
        for start in page.darkness.indices where page.darkness[start] >= page.level && !isSeen[start] {
            let piece = page.piece(at: start, &isSeen)
            sum += piece.sum
            count += piece.pixels.count
            guard piece.x.count <= longest, piece.y.count <= longest else { continue }
            for pixel in piece.pixels { isDot[pixel] = true }
            if piece.sum >= least { small.append(piece) }
        }
        let usual = Self.darkness * Double(sum) / Double(max(1, count))
        dots = small.filter { dot in
            dot.pixels.contains { Double(page.darkness[$0]) >= usual } && inkAround(dot, isDot) >= Self.leastPrint
        }
    }

    /// Whether another scan lacks one of the dots, or more.
    ///
    /// - Parameter overlay: how this page lies over the other.
    func isAnyMissing(on other: SheetInk, _ overlay: SheetOverlay) -> Bool {
        dots.contains { !isPresent($0, on: other, overlay) }
    }

    /// A pixel to each side covers what is cut off in moving.
    private func isPresent(_ dot: Piece, on other: SheetInk, _ overlay: SheetOverlay) -> Bool {
        let (middleX, middleY) = (
            (dot.x.lowerBound + dot.x.upperBound) / 2, (dot.y.lowerBound + dot.y.upperBound) / 2
        )
        let (u, v) = overlay.moved(middleX, middleY)
        let wanted = Int(Self.presence * Double(dot.sum))
        for downBy in -2...2 {
            for acrossBy in -2...2 {
                // Farther off only a dot that is a dot there too is this one.
                let isFar = abs(downBy) > 1 || abs(acrossBy) > 1
                if isFar, other.isInk(u + acrossBy, v + downBy), other.isDot(u + acrossBy, v + downBy, Self.longest) {
                    return true
                }
                guard !isFar else { continue }
                var sum = 0
                for pixel in dot.pixels {
                    let (x, y) = (pixel % page.width - middleX + u, pixel / page.width - middleY + v)
                    // What the other scan does not show is no evidence.
                    guard x + acrossBy >= 0, y + downBy >= 0, x + acrossBy < other.width, y + downBy < other.height
                    else { return true }
                    sum += Int(other.darkness[(y + downBy) * other.width + x + acrossBy])
                }
                if sum >= wanted { return true }
            }
        }
        return false
    }

    /// Square millimetres of ink about a dot that is none itself.
    private func inkAround(_ dot: Piece, _ isDot: [Bool]) -> Double {
        let (width, height, level) = (page.width, page.height, page.level)
        let reach = Int((Self.reach * page.scale).rounded())
        var sum = 0
        for y in max(0, dot.y.lowerBound - reach)...min(height - 1, dot.y.upperBound + reach) {
            for x in max(0, dot.x.lowerBound - reach)...min(width - 1, dot.x.upperBound + reach) {
                let value = page.darkness[y * width + x]
                if value >= level, !isDot[y * width + x] { sum += Int(value) }
            }
        }
        return Double(sum) / (255 * page.scale * page.scale)
    }
}

extension SheetInk {
    /// The connected ink at a pixel, which is marked as seen.
    fileprivate func piece(at start: Int, _ isSeen: inout [Bool]) -> PrintedDots.Piece {
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

    fileprivate func isInk(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < width && y < height && darkness[y * width + x] >= level
    }

    /// Whether the ink at a pixel goes on for so many millimetres at most.
    fileprivate func isDot(_ x: Int, _ y: Int, _ longest: Double) -> Bool {
        let reach = Int((longest * scale).rounded(.up))
        var seen: Set<Int> = [y * width + x]
        var open = [(x, y)]
        while let (column, row) = open.popLast() {
            guard abs(column - x) < reach, abs(row - y) < reach else { return false }
            for v in (row - 1)...(row + 1) {
                for u in (column - 1)...(column + 1) where isInk(u, v) {
                    if seen.insert(v * width + u).inserted { open.append((u, v)) }
                }
            }
        }
        return true
    }
}
