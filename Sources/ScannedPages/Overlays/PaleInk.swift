/// Ink hardly darker than paper that one scan of a sheet shows and the other does not: a pale stamp, pencil, marker.
/// From pixel to pixel noise hides it, so that means of squares are compared.
struct PaleInk {
    /// Square millimetres of the largest connected piece.
    let largestPiece: Double

    /// Side of a square in millimetres.
    private static let side = 0.5
    /// By so much, of 255, a square is darker than paper to count.
    private static let minDarkness = 11.0
    /// The share of it that the other scan shows at least of what is on both.
    private static let sharedShare = 0.4

    /// - Parameter overlay: how the first lies over the second; both in gray or colour.
    init(of first: SheetInk, laid overlay: SheetOverlay, over second: SheetInk) {
        let factor = max(1, Int((Self.side * first.scale).rounded()))
        let (a, b) = (SquareShades(first, factor), SquareShades(second, factor))
        var isMissing = [Bool](repeating: false, count: a.columns * a.rows)
        for row in 0..<a.rows {
            for column in 0..<a.columns {
                let shade = a.shade(column, row)
                guard shade >= Self.minDarkness else { continue }
                let (x, y) = overlay.moved(column * factor + factor / 2, row * factor + factor / 2)
                guard x >= 0, y >= 0, x < second.width, y < second.height else { continue }
                isMissing[row * a.columns + column] =
                    b.darkest(around: x / factor, y / factor) < Self.sharedShare * shade
            }
        }
        let most = Self.largest(&isMissing, a.columns, a.rows)
        largestPiece = Double(most * factor * factor) / (first.scale * first.scale)
    }

    /// Squares of the largest connected piece, taken out of the map.
    private static func largest(_ isMissing: inout [Bool], _ columns: Int, _ rows: Int) -> Int {
        var most = 0
        var open: [Int] = []
        for start in isMissing.indices where isMissing[start] {
            var count = 0
            isMissing[start] = false
            open.append(start)
            while let at = open.popLast() {
                count += 1
                let (x, y) = (at % columns, at / columns)
                for v in max(0, y - 1)...min(rows - 1, y + 1) {
                    for u in max(0, x - 1)...min(columns - 1, x + 1) where isMissing[v * columns + u] {
                        isMissing[v * columns + u] = false
                        open.append(v * columns + u)
                    }
                }
            }
            most = max(most, count)
        }
        return most
    }
}

/// The mean darkness of a page's squares beyond that of its paper.
private struct SquareShades {
    let columns: Int
    let rows: Int
    private let shades: [Double]

    init(_ page: SheetInk, _ factor: Int) {
        (columns, rows) = (page.width / factor, page.height / factor)
        var means = [Double](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            for y in (row * factor)..<((row + 1) * factor) {
                for column in 0..<columns {
                    let start = y * page.width + column * factor
                    var sum = 0
                    for x in start..<(start + factor) { sum += Int(page.darkness[x]) }
                    means[row * columns + column] += Double(sum)
                }
            }
        }
        let area = Double(factor * factor)
        let paper = means.isEmpty ? 0 : means.sorted()[means.count / 2]
        shades = means.map { ($0 - paper) / area }
    }

    func shade(_ column: Int, _ row: Int) -> Double { shades[row * columns + column] }

    /// The darkest of a square and those around it.
    func darkest(around column: Int, _ row: Int) -> Double {
        var darkest = -255.0
        for v in max(0, row - 1)...max(0, min(rows - 1, row + 1)) where v < rows {
            for u in max(0, column - 1)...max(0, min(columns - 1, column + 1)) where u < columns {
                darkest = max(darkest, shades[v * columns + u])
            }
        }
        return darkest
    }
}
