import DocumentModel

/// Finds dotted leaders and dashes among the pieces of ink: runs of small pieces at one height and at short distances.
///
/// Leaders are what harms the reader most: the network takes them for letters, and the page's layout for lines.
struct Leaders {
    /// Median letter height of the page in pixels.
    let letterHeight: Double

    /// Indices of the pieces that belong to leaders, ascending.
    func indices(in components: [PixelBox]) -> [Int] {
        let dots = components.indices.filter { isDot(components[$0]) }.sorted {
            (components[$0].x, components[$0].y) < (components[$1].x, components[$1].y)
        }
        let boxes = dots.map { components[$0] }
        let index = RowIndex(boxes, rowHeight: max(4, Int(letterHeight / 2)))
        var sets = DisjointSets(count: boxes.count)
        for current in boxes.indices {
            if let next = follower(of: current, in: boxes, index) { sets.join(current, next) }
        }
        return sets.groups().filter { isLeader($0.map { boxes[$0] }) }.joined().map { dots[$0] }.sorted()
    }

    private func isDot(_ box: PixelBox) -> Bool { Double(box.height) <= 0.32 * letterHeight }

    private func follower(of current: Int, in boxes: [PixelBox], _ index: RowIndex) -> Int? {
        let box = boxes[current]
        var nearest: (index: Int, gap: Int)?
        for candidate in index.members(near: box) where candidate != current {
            let other = boxes[candidate]
            let gap = other.x - box.maxX
            guard gap >= -1, Double(gap) <= 0.8 * letterHeight, other.x > box.x else { continue }
            guard abs(other.midY - box.midY) <= max(1, 0.08 * letterHeight), areAlike(box, other) else { continue }
            if let nearest, gap >= nearest.gap { continue }
            nearest = (candidate, gap)
        }
        return nearest?.index
    }

    /// A full stop is no part of a row of specks, nor the top of a 5.
    private func areAlike(_ one: PixelBox, _ other: PixelBox) -> Bool {
        max(one.height, other.height) <= 2 * min(one.height, other.height) + 1
    }

    /// A leader is long, dense, regular and straight; specks of dust that happen to stand in a row are none of it.
    private func isLeader(_ pieces: [PixelBox]) -> Bool {
        let pieces = pieces.sorted { $0.x < $1.x }
        guard let first = pieces.first, let last = pieces.last else { return false }
        let length = Double(last.maxX - first.x)
        let ink = Double(pieces.reduce(0) { $0 + $1.width })
        if length >= 4 * letterHeight, ink >= 0.5 * length { return true }
        guard pieces.count >= 8, length >= 2 * letterHeight, ink >= 0.12 * length else { return false }
        guard pieces.map({ Double(min($0.width, $0.height)) }).median >= 2 else { return false }
        let gaps = zip(pieces, pieces.dropFirst()).map { Double($1.x - $0.maxX) }
        return gaps.percentile(90) <= 2.5 * gaps.median + 2
    }
}
