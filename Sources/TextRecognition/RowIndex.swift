import DocumentModel

/// Boxes sorted into horizontal strips, for finding those at about the same height without comparing all.
struct RowIndex {
    private let rowHeight: Int
    /// Number of the topmost strip.
    private let top: Int
    private var strips: [[Int]]
    /// The topmost strip of each box.
    private let firstStrips: [Int]

    /// - Parameter reach: pixels by which each box counts as taller, upwards and downwards.
    init(_ boxes: [PixelBox], rowHeight: Int, reach: Int = 0) {
        let height = max(1, rowHeight)
        self.rowHeight = height
        firstStrips = boxes.map { Self.strip($0.y - reach, height) }
        let bottom = boxes.map { Self.strip($0.maxY + reach, height) }.max() ?? 0
        let top = firstStrips.min() ?? 0
        self.top = top
        strips = Array(repeating: [], count: max(0, bottom - top) + 1)
        for (index, box) in boxes.enumerated() {
            for strip in firstStrips[index]...Self.strip(box.maxY + reach, height) { strips[strip - top].append(index) }
        }
    }

    /// Indices of the boxes that share a strip with the box, each once, in ascending order within a strip.
    func members(near box: PixelBox) -> [Int] {
        let first = max(0, Self.strip(box.y, rowHeight) - top)
        let last = min(strips.count - 1, Self.strip(box.maxY, rowHeight) - top)
        guard first <= last else { return [] }
        var members = strips[first]
        for strip in first..<last {
            // Those that reach in from above are there already.
            members += strips[strip + 1].lazy.filter { firstStrips[$0] - top == strip + 1 }
        }
        return members
    }

    private static func strip(_ y: Int, _ height: Int) -> Int { (y >= 0 ? y : y - height + 1) / height }
}

/// Sets that can be united, and told apart by a representative member (union-find with path halving).
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (root(of: one), root(of: other))
        if first != second { parents[max(first, second)] = min(first, second) }
    }

    /// The sets, each in ascending order, ordered by their first member.
    mutating func groups() -> [[Int]] {
        var byRoot: [[Int]] = Array(repeating: [], count: parents.count)
        for member in parents.indices { byRoot[root(of: member)].append(member) }
        return byRoot.filter { !$0.isEmpty }
    }

    private mutating func root(of member: Int) -> Int {
        var member = member
        while parents[member] != member {
            parents[member] = parents[parents[member]]
            member = parents[member]
        }
        return member
    }
}

extension Array where Element == Double {
    /// The middle value, 0 when there is none.
    var median: Double { percentile(50) }

    /// The value below which that many per cent of the values lie, interpolated; 0 when there is none.
    func percentile(_ percent: Double) -> Double {
        guard !isEmpty else { return 0 }
        let ordered = sorted()
        let place = percent / 100 * Double(ordered.count - 1)
        let below = Int(place)
        guard below + 1 < ordered.count else { return ordered[below] }
        return ordered[below] + (place - Double(below)) * (ordered[below + 1] - ordered[below])
    }
}
