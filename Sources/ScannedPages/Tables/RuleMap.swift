/// The ruled lines of a straight page on a coarse grid, where straight runs are found quickly.
struct RuleMap {
    /// Pixels of the page a cell.
    static let cell = 4

    let columns: Int
    let rows: Int
    private var cells: [Bool]

    /// - Parameter rules: the page's rules in bits.
    init(_ rules: borrowing Pix) {
        let (width, height, stride) = (rules.width, rules.height, rules.wordsPerRow)
        let columns = width / Self.cell + 1
        let rows = height / Self.cell + 1
        var cells = [Bool](repeating: false, count: columns * rows)
        rules.withWords { words in
            for y in 0..<height {
                let row = y / Self.cell * columns
                for word in 0..<stride where words[y * stride + word] != 0 {
                    // A word holds eight cells.
                    let bits = words[y * stride + word]
                    for part in 0..<8 where bits >> UInt32(28 - 4 * part) & 15 != 0 {
                        let column = word * 8 + part
                        if column < columns { cells[row + column] = true }
                    }
                }
            }
        }
        (self.columns, self.rows, self.cells) = (columns, rows, cells)
    }

    /// A straight run, on the grid.
    struct Run: Hashable {
        /// Across or down, where it begins and ends.
        var start: Int
        var end: Int
        /// The row or column that it runs in.
        var place: Int
    }

    /// Runs across of at least a length, with gaps of one cell; those below each other are one.
    func across(atLeast length: Int) -> [Run] {
        merged((0..<rows).flatMap { row in runs(row, columns, length) { cells[row * columns + $0] } })
    }

    /// Runs down of at least a length.
    func down(atLeast length: Int) -> [Run] {
        merged((0..<columns).flatMap { column in runs(column, rows, length) { cells[$0 * columns + column] } })
    }

    private func runs(_ place: Int, _ count: Int, _ length: Int, _ isInked: (Int) -> Bool) -> [Run] {
        var runs: [Run] = []
        var start: Int?
        var last = 0
        for at in 0..<count where isInked(at) {
            if let begun = start, at - last > 2 {
                if last + 1 - begun >= length { runs.append(Run(start: begun, end: last + 1, place: place)) }
                start = at
            } else if start == nil {
                start = at
            }
            last = at
        }
        if let start, last + 1 - start >= length { runs.append(Run(start: start, end: last + 1, place: place)) }
        return runs
    }

    /// Runs in neighbouring rows that overlap are one thick or slightly slanted rule.
    private func merged(_ runs: [Run]) -> [Run] {
        var merged: [(run: Run, last: Int)] = []
        for run in runs {
            let other = merged.indices.last {
                run.place - merged[$0].last <= 1 && merged[$0].run.start < run.end && run.start < merged[$0].run.end
            }
            if let other {
                merged[other].run.start = min(merged[other].run.start, run.start)
                merged[other].run.end = max(merged[other].run.end, run.end)
                merged[other].last = run.place
            } else {
                merged.append((run, run.place))
            }
        }
        return merged.map { Run(start: $0.run.start, end: $0.run.end, place: ($0.run.place + $0.last) / 2) }
    }
}
