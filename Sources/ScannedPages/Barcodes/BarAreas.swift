import DocumentModel

/// Where linear barcodes seem to stand: many edges close together at the same places in lines more than a millimetre
/// apart. Print has none that reach over three such lines.
struct BarAreas {
    /// A linear code, perhaps with its neighbour.
    struct Area {
        /// In pixels of the page.
        var box: PixelBox
        /// The direction in which its bars follow each other.
        var direction: RasterLines.Direction
    }

    private(set) var areas: [Area] = []

    /// Distance of two lines in millimetres. Codes are 5 mm high at least.
    private static let lineDistance = 1.4
    /// Widest bar or gap in millimetres: four modules.
    private static let widestBar = 2.2
    /// Shortest code in millimetres.
    private static let shortest = 9.0
    /// Edges of the shortest code: start, one symbol, check and stop have 26.
    private static let fewestEdges = 20
    /// Edges of neighbouring lines are this close, in millimetres.
    private static let slack = 0.11
    /// Share of a stretch's edges that the lines above it have too.
    private static let likeness = 0.75
    /// More are no code but a pattern.
    private static let maxAreas = 64

    private let pixelsPerMillimetre: Double

    init(in lines: borrowing RasterLines, dpi: Int) {
        pixelsPerMillimetre = Double(dpi) / 25.4
        for direction in RasterLines.Direction.allCases { search(lines, direction) }
    }

    private mutating func search(_ lines: borrowing RasterLines, _ direction: RasterLines.Direction) {
        var above: [[Int32]] = [[], []]
        var room = LineRoom()
        let step = max(2, Int(Self.lineDistance * pixelsPerMillimetre))
        for line in stride(from: step / 2, to: lines.count(direction), by: step) {
            lines.findEdges(of: line, direction, &room)
            for stretch in stretches(room.edges) {
                let edges = room.edges[stretch]
                guard above.allSatisfy({ isAlike(edges, $0) }) else { continue }
                add(from: Int(edges.first ?? 0), to: Int(edges.last ?? 0), line, step, direction)
                if areas.count == Self.maxAreas { return }
            }
            above.swapAt(0, 1)
            swap(&above[1], &room.edges)
        }
    }

    /// Stretches of edges that follow each other closely.
    private func stretches(_ edges: [Int32]) -> [Range<Int>] {
        let widest = Int32(Self.widestBar * pixelsPerMillimetre)
        let shortest = Int32(Self.shortest * pixelsPerMillimetre)
        var found: [Range<Int>] = []
        var start = 0
        for index in edges.indices where index + 1 == edges.count || edges[index + 1] - edges[index] > widest {
            if index + 1 - start >= Self.fewestEdges, edges[index] - edges[start] >= shortest {
                found.append(start..<index + 1)
            }
            start = index + 1
        }
        return found
    }

    /// Whether most edges of a stretch have their like in another line, and the other way round.
    private func isAlike(_ stretch: ArraySlice<Int32>, _ other: [Int32]) -> Bool {
        guard let first = stretch.first, let last = stretch.last, !other.isEmpty else { return false }
        let slack = max(1, Int32((Self.slack * pixelsPerMillimetre).rounded()))
        var place = other.partitioningIndex { $0 >= first - slack }
        let begin = place
        var alike = 0
        for edge in stretch {
            while place < other.count, other[place] < edge - slack { place += 1 }
            if place < other.count, other[place] <= edge + slack { alike += 1 }
        }
        while place < other.count, other[place] <= last + slack { place += 1 }
        let most = max(stretch.count, place - begin)
        return Double(alike) >= Self.likeness * Double(most)
    }

    /// Joins what follows an area of the line before.
    private mutating func add(
        from start: Int, to end: Int, _ line: Int, _ step: Int, _ direction: RasterLines.Direction
    ) {
        // The stretch was seen two lines before as well, and reaches to the next one at most.
        let (first, last) = (max(0, line - 3 * step), line + step)
        let box =
            direction == .across
            ? PixelBox(x: start, y: first, width: end - start, height: last - first)
            : PixelBox(x: first, y: start, width: last - first, height: end - start)
        let known = areas.lastIndex {
            $0.direction == direction && $0.box.holdsPart(of: box, direction: direction)
        }
        if let known {
            areas[known].box = areas[known].box.union(box)
        } else {
            areas.append(Area(box: box, direction: direction))
        }
    }
}

extension PixelBox {
    /// Whether another box meets it and shares half of its length in a direction.
    fileprivate func holdsPart(of other: PixelBox, direction: RasterLines.Direction) -> Bool {
        let across = min(maxX, other.maxX) - max(x, other.x)
        let down = min(maxY, other.maxY) - max(y, other.y)
        guard across > 0, down > 0 else { return false }
        return direction == .across
            ? 2 * across >= min(width, other.width) : 2 * down >= min(height, other.height)
    }
}

extension Array {
    /// The first index from which on a condition holds, which is false before and true after it.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
