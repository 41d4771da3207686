/// Votes of the strokes on a sheet for the centres of the circles that they may be part of (a Hough transform).
///
/// Votes are counted apart by the stroke's direction: about a ring's centre they come from all of them, while the lines
/// of tables and drawings vote from two.
struct CentreVotes {
    /// Pixels of the halved sheet a cell.
    private static let cell = 3
    /// How far about a pixel the direction of its stroke is looked for.
    private static let reach = 3
    private static let directions = 4
    /// A sheet of noise has no more pixels worth looking at.
    private static let maxPixels = 40_000
    private static let maxPeaks = 6
    /// Votes from the two poorest directions below which nothing is a ring.
    private static let minVotes = 6

    private let columns: Int
    private let rows: Int
    private let spacing: Int
    /// By direction, then row by row.
    private var cells: [UInt16]

    /// - Parameter radii: in pixels of the sheet.
    init(of sheet: MarkSheet, radii: ClosedRange<Int>) {
        // Half the size has the same rings, a third of the pixels, and smoother strokes.
        let half = HalvedSheet(sheet)
        columns = half.width / Self.cell + 1
        rows = half.height / Self.cell + 1
        spacing = Int(6 * sheet.millimetre) / (2 * Self.cell)
        cells = [UInt16](repeating: 0, count: Self.directions * columns * rows)
        vote(half, radii.lowerBound / 2...radii.upperBound / 2)
    }

    private mutating func vote(_ sheet: HalvedSheet, _ radii: ClosedRange<Int>) {
        let (width, height, reach) = (sheet.width, sheet.height, Self.reach)
        var left = Self.maxPixels
        sheet.pixels.withUnsafeBufferPointer { pixels in
            for y in reach..<max(reach, height - reach) {
                for x in reach..<max(reach, width - reach) where pixels[y * width + x] != 0 {
                    guard left > 0 else { return }
                    left -= 1
                    guard let normal = StrokeNormal(pixels, width, x, y, reach: reach) else { continue }
                    cast(from: x, y, along: normal, radii)
                }
            }
        }
    }

    private mutating func cast(from x: Int, _ y: Int, along normal: StrokeNormal, _ radii: ClosedRange<Int>) {
        let layer = normal.direction(of: Self.directions) * columns * rows
        for sign in [1.0, -1.0] {
            for radius in stride(from: radii.lowerBound, through: radii.upperBound, by: 2) {
                let column = Int(Double(x) + sign * normal.x * Double(radius)) / Self.cell
                let row = Int(Double(y) + sign * normal.y * Double(radius)) / Self.cell
                guard column >= 0, row >= 0, column < columns, row < rows else { break }
                cells[layer + row * columns + column] &+= 1
            }
        }
    }

    /// The places with most votes from at least three directions, in pixels of the sheet.
    func peaks() -> [(x: Int, y: Int)] {
        var sums = balancedSums()
        var found: [(x: Int, y: Int)] = []
        for _ in 0..<Self.maxPeaks {
            guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }), sums[best] >= Self.minVotes else { break }
            let (row, column) = (best / columns, best % columns)
            found.append(((2 * column + 1) * Self.cell, (2 * row + 1) * Self.cell))
            for y in max(0, row - spacing)...min(rows - 1, row + spacing) {
                for x in max(0, column - spacing)...min(columns - 1, column + spacing) { sums[y * columns + x] = 0 }
            }
        }
        return found
    }

    /// For each cell the votes about it from the two directions with fewest.
    private func balancedSums() -> [Int] {
        let layers = (0..<Self.directions).map(sums)
        return (0..<columns * rows).map { cell in
            // Of two pairs the fewest two are the lesser ones, or both of one pair.
            let (a, b, c, d) = (layers[0][cell], layers[1][cell], layers[2][cell], layers[3][cell])
            let (low, high) = (min(a, b) + min(c, d), min(a + b, c + d))
            return Int(min(low, high))
        }
    }

    /// For each cell the votes of one direction in it and the eight cells about it.
    private func sums(_ direction: Int) -> [Int32] {
        var across = [Int32](repeating: 0, count: columns * rows)
        let layer = direction * columns * rows
        for row in 0..<rows {
            for column in 1..<max(1, columns - 1) {
                let start = row * columns + column
                across[start] =
                    Int32(cells[layer + start - 1]) + Int32(cells[layer + start]) + Int32(cells[layer + start + 1])
            }
        }
        var sums = across
        for cell in columns..<max(columns, columns * (rows - 1)) {
            sums[cell] += across[cell - columns] + across[cell + columns]
        }
        return sums
    }
}

/// A sheet at half its size; a pixel is ink, 1, where any of the four is.
private struct HalvedSheet {
    let width: Int
    let height: Int
    private(set) var pixels: [UInt8]

    init(_ sheet: MarkSheet) {
        let (width, height) = (sheet.width / 2, sheet.height / 2)
        (self.width, self.height) = (width, height)
        pixels = [UInt8](unsafeUninitializedCapacity: width * height) { halved, count in
            sheet.pixels.withUnsafeBufferPointer { pixels in
                for y in 0..<height {
                    let (above, below) = (2 * y * sheet.width, (2 * y + 1) * sheet.width)
                    for x in 0..<width {
                        let any =
                            pixels[above + 2 * x] | pixels[above + 2 * x + 1] | pixels[below + 2 * x]
                            | pixels[below + 2 * x + 1]
                        halved[y * width + x] = any == 0 ? 0 : 1
                    }
                }
            }
            count = width * height
        }
    }
}

/// Which way a stroke faces at a pixel, from the spread of the ink about it.
struct StrokeNormal {
    /// Of unit length.
    let x: Double
    let y: Double

    /// `nil` where the ink runs in no direction, as in dots and solid areas.
    init?(_ pixels: UnsafeBufferPointer<UInt8>, _ width: Int, _ column: Int, _ row: Int, reach: Int) {
        var (count, sumX, sumY, sumXX, sumYY, sumXY) = (0, 0, 0, 0, 0, 0)
        for dy in -reach...reach {
            let start = (row + dy) * width + column
            for dx in -reach...reach where pixels[start + dx] != 0 {
                count += 1
                sumX += dx
                sumY += dy
                sumXX += dx * dx
                sumYY += dy * dy
                sumXY += dx * dy
            }
        }
        guard count >= 4, count <= (2 * reach + 1) * (2 * reach + 1) / 2 else { return nil }
        let n = Double(count)
        let xx = Double(sumXX) - Double(sumX * sumX) / n
        let yy = Double(sumYY) - Double(sumY * sumY) / n
        let xy = Double(sumXY) - Double(sumX * sumY) / n
        let spread = ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()
        guard spread > 0.5 * (xx + yy) else { return nil }
        // The main axis by half angles, without trigonometry; the normal stands across it.
        let cosine = (xx - yy) / spread
        x = -(max(0, 1 - cosine) / 2).squareRoot() * (xy < 0 ? -1 : 1)
        y = (max(0, 1 + cosine) / 2).squareRoot()
    }

    /// The normal's direction as one of so many that divide the half circle.
    func direction(of count: Int) -> Int {
        // Four: about across, down, and the two diagonals.
        let steepness = abs(y) - abs(x)
        if count == 4, abs(steepness) > 0.55 { return steepness > 0 ? 0 : 2 }
        return (x < 0) == (y < 0) ? 1 : 3
    }
}
