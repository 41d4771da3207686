import Basics

/// What lines of a hand-over list amount to.
struct HandoverSums: Hashable, Sendable {
    var parcels = 0
    /// In grams.
    var weight = 0
    var fee = Dong.zero
    var toCollect = Dong.zero
    var papers = 0

    mutating func add(_ line: HandoverSheet.Line) {
        parcels += 1
        weight += line.weight
        fee += line.fee
        toCollect += line.toCollect
        papers += line.papers
    }

    /// The sums before each line and, last, after all.
    static func running(over lines: [HandoverSheet.Line]) -> [HandoverSums] {
        var sums = HandoverSums()
        return [sums]
            + lines.map { line in
                sums.add(line)
                return sums
            }
    }
}
