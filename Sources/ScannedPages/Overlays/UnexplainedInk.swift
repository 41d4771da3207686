/// Ink of one scan of a sheet that has no counterpart on another, piece by piece.
struct UnexplainedInk {
    /// A connected piece.
    struct Piece {
        /// Square millimetres of ink.
        var area: Double
        /// Longer side in millimetres.
        var length: Double
        /// Middle of the piece in pixels of its page.
        var x: Double
        var y: Double
    }

    /// Largest first; single pixels left out.
    let pieces: [Piece]
    /// Square millimetres of the whole page's ink.
    let ink: Double

    /// - Parameter tolerance: how far off the other scan may show it, in millimetres.
    init(of first: SheetInk, laid overlay: SheetOverlay, over second: SheetInk, tolerance: Double) {
        let (level, faint) = (first.level, second.faint)
        let near = second.widened(by: max(1, Int((tolerance * second.scale).rounded())))
        var rest = [UInt8](repeating: 0, count: first.width * first.height)
        var sum = 0
        for y in 0..<first.height {
            for x in 0..<first.width {
                let value = first.darkness[y * first.width + x]
                guard value >= level else { continue }
                sum += Int(value)
                let (u, v) = overlay.moved(x, y)
                // What the other scan does not show is no evidence.
                guard u >= 0, v >= 0, u < near.width, v < near.height else { continue }
                if near.darkness[v * near.width + u] < faint { rest[y * first.width + x] = value }
            }
        }
        let area = 1 / (255 * first.scale * first.scale)
        ink = Double(sum) * area
        pieces = Self.pieces(of: &rest, first.width, first.height, first.scale).sorted { $0.area > $1.area }
    }

    private static func pieces(of rest: inout [UInt8], _ width: Int, _ height: Int, _ scale: Double) -> [Piece] {
        var pieces: [Piece] = []
        var open: [Int] = []
        for start in rest.indices where rest[start] > 0 {
            var (sum, count) = (0, 0)
            var (left, right, top, bottom) = (width, 0, height, 0)
            open.append(start)
            sum += Int(rest[start])
            rest[start] = 0
            while let at = open.popLast() {
                let (x, y) = (at % width, at / width)
                (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
                count += 1
                for v in max(0, y - 1)...min(height - 1, y + 1) {
                    for u in max(0, x - 1)...min(width - 1, x + 1) where rest[v * width + u] > 0 {
                        sum += Int(rest[v * width + u])
                        rest[v * width + u] = 0
                        open.append(v * width + u)
                    }
                }
            }
            guard count > 1 else { continue }
            pieces.append(
                Piece(
                    area: Double(sum) / (255 * scale * scale),
                    length: Double(max(right - left, bottom - top) + 1) / scale, x: Double(left + right) / 2,
                    y: Double(top + bottom) / 2))
        }
        return pieces
    }
}
