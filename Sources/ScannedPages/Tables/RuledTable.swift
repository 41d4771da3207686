import DocumentModel

/// A grid of ruled lines: at least two rows and two columns, closed on all sides.
public struct RuledTable: Hashable, Sendable {
    public struct Cell: Hashable, Sendable {
        public var row: Int
        public var column: Int
        public var rowSpan: Int
        public var columnSpan: Int
        public var box: PixelBox
    }

    public var box: PixelBox
    public var rows: Int
    public var columns: Int
    /// Row by row, from left to right.
    public var cells: [Cell]

    /// The tables of a straight page, from top to bottom.
    ///
    /// - Parameters:
    ///   - rules: its ruled lines in bits.
    ///   - dpi: its resolution.
    public static func found(in rules: borrowing Pix, dpi: Int) -> [RuledTable] {
        let map = RuleMap(rules)
        let millimetre = Double(dpi) / 25.4 / Double(RuleMap.cell)
        let across = map.across(atLeast: Int(8 * millimetre))
        let down = map.down(atLeast: max(4, Int(4 * millimetre)))
        // A page of hatching is no table.
        guard across.count >= 3, down.count >= 3, across.count <= maxRules, down.count <= maxRules else { return [] }
        return RuleGroups(across: across, down: down, tolerance: max(1, Int(1.2 * millimetre))).groups()
            .compactMap { RuledTable(across: $0.across, down: $0.down, tolerance: max(1, Int(1.5 * millimetre))) }
            .sorted { $0.box.y < $1.box.y }
    }

    private static let maxRules = 600

    /// The same table on the page turned by a half.
    public func upsideDown(width: Int, height: Int) -> RuledTable {
        func turned(_ box: PixelBox) -> PixelBox {
            PixelBox(x: width - box.maxX, y: height - box.maxY, width: box.width, height: box.height)
        }
        var table = self
        table.box = turned(box)
        table.cells = cells.reversed().map { cell in
            Cell(
                row: rows - cell.row - cell.rowSpan, column: columns - cell.column - cell.columnSpan,
                rowSpan: cell.rowSpan, columnSpan: cell.columnSpan, box: turned(cell.box))
        }
        return table
    }
}

extension RuledTable {
    /// `nil` when the rules make no grid.
    fileprivate init?(across: [RuleMap.Run], down: [RuleMap.Run], tolerance: Int) {
        let tops = Self.places(of: across, tolerance)
        let lefts = Self.places(of: down, tolerance)
        guard tops.count >= 3, lefts.count >= 3, let top = tops.first, let bottom = tops.last, let left = lefts.first,
            let right = lefts.last
        else { return nil }
        rows = tops.count - 1
        columns = lefts.count - 1
        let scale = RuleMap.cell
        box = PixelBox(x: left * scale, y: top * scale, width: (right - left) * scale, height: (bottom - top) * scale)
        cells = []
        var covered = Set<[Int]>()
        for row in 0..<rows {
            for column in 0..<columns where !covered.contains([row, column]) {
                var (rowSpan, columnSpan) = (1, 1)
                while column + columnSpan < columns,
                    !Self.covers(down, lefts[column + columnSpan], tops[row]..<tops[row + 1], tolerance)
                { columnSpan += 1 }
                let width = lefts[column]..<lefts[column + columnSpan]
                while row + rowSpan < rows, !Self.covers(across, tops[row + rowSpan], width, tolerance) { rowSpan += 1 }
                for y in row..<row + rowSpan { for x in column..<column + columnSpan { covered.insert([y, x]) } }
                let (x, y) = (lefts[column] * scale, tops[row] * scale)
                cells.append(
                    Cell(
                        row: row, column: column, rowSpan: rowSpan, columnSpan: columnSpan,
                        box: PixelBox(
                            x: x, y: y, width: lefts[column + columnSpan] * scale - x,
                            height: tops[row + rowSpan] * scale - y)))
            }
        }
        guard cells.count >= 4, rows <= Self.maxRows, columns <= Self.maxColumns else { return nil }
    }

    private static let maxRows = 200
    private static let maxColumns = 60

    /// Where rules run, those at about one place counted once.
    private static func places(of runs: [RuleMap.Run], _ tolerance: Int) -> [Int] {
        var places: [(sum: Int, count: Int)] = []
        for place in runs.map(\.place).sorted() {
            if let last = places.last, place - last.sum / last.count <= tolerance {
                places[places.count - 1] = (last.sum + place, last.count + 1)
            } else {
                places.append((place, 1))
            }
        }
        return places.map { $0.sum / $0.count }
    }

    /// Whether rules at a place cover most of a stretch.
    private static func covers(_ runs: [RuleMap.Run], _ place: Int, _ stretch: Range<Int>, _ tolerance: Int) -> Bool {
        let covered = runs.filter { abs($0.place - place) <= tolerance }
            .reduce(0) { $0 + max(0, min($1.end, stretch.upperBound) - max($1.start, stretch.lowerBound)) }
        return 10 * covered >= 6 * stretch.count
    }
}

/// Rules that cross or meet each other.
private struct RuleGroups {
    let across: [RuleMap.Run]
    let down: [RuleMap.Run]
    let tolerance: Int

    func groups() -> [(across: [RuleMap.Run], down: [RuleMap.Run])] {
        var groupOfAcross = [Int?](repeating: nil, count: across.count)
        var groupOfDown = [Int?](repeating: nil, count: down.count)
        var count = 0
        for first in across.indices where groupOfAcross[first] == nil {
            groupOfAcross[first] = count
            var next = [first]
            while let rule = next.popLast() {
                for crossing in down.indices where groupOfDown[crossing] == nil && meet(across[rule], down[crossing]) {
                    groupOfDown[crossing] = count
                    for other in across.indices
                    where groupOfAcross[other] == nil && meet(across[other], down[crossing]) {
                        groupOfAcross[other] = count
                        next.append(other)
                    }
                }
            }
            count += 1
        }
        return (0..<count).map { group in
            (
                across.indices.filter { groupOfAcross[$0] == group }.map { across[$0] },
                down.indices.filter { groupOfDown[$0] == group }.map { down[$0] }
            )
        }
    }

    private func meet(_ one: RuleMap.Run, _ other: RuleMap.Run) -> Bool {
        other.place >= one.start - tolerance && other.place <= one.end + tolerance
            && one.place >= other.start - tolerance && one.place <= other.end + tolerance
    }
}
