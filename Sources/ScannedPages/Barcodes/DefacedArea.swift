import DocumentModel

/// Looks for what remains of a code that was scribbled over, blotted or copied to a lump: a dark patch as large as a
/// separator's code that stands free on the paper.
///
/// Text, seals and drawings are mostly paper; portraits on cards are smaller; edges and shadows touch the border.
/// Photographs have shades between ink and paper, and are seldom as square as a code.
enum DefacedArea {
    /// Side of a cell in millimetres: larger than the gaps between the strokes of a scribble.
    private static let cell = 4.0
    /// Share of darkness from which a cell is covered. Text reaches a quarter, even bold and on fat copies.
    private static let covered = 0.3
    /// Shorter side of the smallest patch in cells; codes of separators have 24 mm and more.
    private static let shortest = 6
    /// Share of a patch's box that has to be covered.
    private static let fill = 0.6
    /// Longest side of a patch as a multiple of the other; scribbles reach beyond the code.
    private static let longest = 1.6
    /// Longer side of the largest patch in millimetres: the sheet scribbled over as far as anything is printed on it.
    private static let largest = 190.0
    /// Share of a patch's pixels that have to be as good as black. Strokes leave paper between them, and their edges
    /// are gray; of a photograph little is black.
    private static let black = 0.25
    private static let blackest: UInt8 = 72

    /// Whether there is one.
    /// - Parameters:
    ///   - view: the page; codes that were read are painted over.
    ///   - dpi: the view's resolution.
    static func stands(on view: borrowing GrayView, dpi: Int) -> Bool {
        let side = max(1, Int((cell * Double(dpi) / 25.4).rounded()))
        let (columns, rows) = (view.width / side, view.height / side)
        guard columns > shortest, rows > shortest else { return false }
        var isCovered = coveredCells(of: view, side: side, columns, rows)
        for start in isCovered.indices where isCovered[start] {
            guard let patch = patch(from: start, in: &isCovered, columns, rows) else { continue }
            let box = PixelBox(
                x: patch.x * side, y: patch.y * side, width: patch.width * side, height: patch.height * side)
            if view.share(of: box, notLighterThan: blackest) >= black { return true }
        }
        return false
    }

    private static func coveredCells(
        of view: borrowing GrayView, side: Int, _ columns: Int, _ rows: Int
    ) -> [Bool] {
        let width = view.width
        let least = Int(covered * 255 * Double(side * side))
        return view.withRows { pixels in
            guard let pixels else { return [] }
            return (0..<rows * columns).map { cell in
                let first = cell / columns * side * width + cell % columns * side
                var darkness = 0
                for row in 0..<side {
                    for column in 0..<side { darkness += 255 - Int(pixels[first + row * width + column]) }
                }
                return darkness >= least
            }
        }
    }

    /// Follows one connected patch, taking it out of the map.
    /// - Returns: its box in cells; `nil` when it has not the form of a code.
    private static func patch(
        from start: Int, in isCovered: inout [Bool], _ columns: Int, _ rows: Int
    ) -> PixelBox? {
        var waiting = [start]
        isCovered[start] = false
        var (left, right, top, bottom, count) = (columns, -1, rows, -1, 0)
        while let cell = waiting.popLast() {
            let (x, y) = (cell % columns, cell / columns)
            (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
            count += 1
            for v in max(0, y - 1)...min(rows - 1, y + 1) {
                for u in max(0, x - 1)...min(columns - 1, x + 1) where isCovered[v * columns + u] {
                    isCovered[v * columns + u] = false
                    waiting.append(v * columns + u)
                }
            }
        }
        let (across, down) = (right - left + 1, bottom - top + 1)
        let (short, long) = (min(across, down), max(across, down))
        guard left > 0, top > 0, right < columns - 1, bottom < rows - 1, short >= shortest,
            Double(long) <= longest * Double(short), Double(long) * cell <= largest,
            Double(count) >= fill * Double(across * down)
        else { return nil }
        return PixelBox(x: left, y: top, width: across, height: down)
    }
}
