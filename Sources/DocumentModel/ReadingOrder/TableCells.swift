/// Where the cells of a table with ruled lines are, for reading it cell by cell.
public struct TableCells: Hashable, Sendable {
    /// Around its outer rules.
    public var box: PixelBox
    /// Row by row, from left to right; they do not overlap.
    public var cells: [PixelBox]

    public init(box: PixelBox, cells: [PixelBox]) {
        self.box = box
        self.cells = cells
    }

    /// Lines taken apart at the edges of the cells: those in each cell, and those outside of the table.
    ///
    /// Words belong to the cell that their middle is in.
    func parts(of lines: [TextLine]) -> (cells: [[TextLine]], outside: [TextLine]) {
        var inside: [[TextLine]] = Array(repeating: [], count: cells.count)
        var outside: [TextLine] = []
        for line in lines {
            guard line.box.overlaps(box) else {
                outside.append(line)
                continue
            }
            var rest: [Word] = []
            var ofCells: [Int: [Word]] = [:]
            for word in line.words {
                if let cell = cells.firstIndex(where: { $0.holdsMiddle(of: word.box) }) {
                    ofCells[cell, default: []].append(word)
                } else {
                    rest.append(word)
                }
            }
            for (cell, words) in ofCells { inside[cell].append(line.part(words)) }
            if !rest.isEmpty { outside.append(line.part(rest)) }
        }
        return (inside, outside)
    }
}

extension TextLine {
    /// The line of some of its words; itself when these are all.
    fileprivate func part(_ words: [Word]) -> TextLine {
        if words.count == self.words.count { return self }
        return TextLine(words: words, box: words.dropFirst().reduce(words[0].box) { $0.union($1.box) })
    }
}

extension PixelBox {
    /// Whether the middle of another box lies in this one.
    func holdsMiddle(of other: PixelBox) -> Bool {
        other.midX >= Double(x) && other.midX < Double(maxX) && other.midY >= Double(y) && other.midY < Double(maxY)
    }

    fileprivate func overlaps(_ other: PixelBox) -> Bool {
        x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }
}
