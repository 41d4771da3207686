import DocumentModel

/// Boxes sorted into horizontal strips, for finding those at about the same height without comparing all.
struct RowIndex {
    private let rowHeight: Int
    private var strips: [Int: [Int]] = [:]

    /// - Parameter reach: pixels by which each box counts as taller, upwards and downwards.
    init(_ boxes: [PixelBox], rowHeight: Int, reach: Int = 0) {
        self.rowHeight = max(1, rowHeight)
        for (index, box) in boxes.enumerated() {
            for strip in self.strip(box.y - reach)...self.strip(box.maxY + reach) {
                strips[strip, default: []].append(index)
            }
        }
    }

    /// Indices of the boxes that share a strip with the box, each once, in ascending order within a strip.
    func members(near box: PixelBox) -> [Int] {
        let first = strip(box.y)
        let last = strip(box.maxY)
        if first == last { return strips[first] ?? [] }
        var seen = Set<Int>()
        var members: [Int] = []
        for strip in first...last {
            for member in strips[strip] ?? [] where seen.insert(member).inserted { members.append(member) }
        }
        return members
    }

    private func strip(_ y: Int) -> Int { (y >= 0 ? y : y - rowHeight + 1) / rowHeight }
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
