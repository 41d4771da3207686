import VietnameseText

/// Which letters of two readings of a line stand for each other: the cheapest way to make one of the other.
struct LetterAlignment {
    /// For each letter of the first text where its part of the second begins; one more for the end.
    let starts: [Int]
    /// For each letter of the first text the one that stands for it in the second; `nil` where it has none.
    let partners: [Int?]

    private static let different = 3
    /// A letter with other marks is rather the same letter than another one.
    private static let otherMarks = 2
    private static let missing = 2

    init(_ first: [Character], _ second: [Character]) {
        if first == second {
            starts = Array(0...first.count)
            partners = first.indices.map(\.self)
            return
        }
        let (bareFirst, bareSecond) = (Self.bare(first), Self.bare(second))
        func cost(_ i: Int, _ j: Int) -> Int {
            if first[i] == second[j] { return 0 }
            return bareFirst[i] == bareSecond[j] ? Self.otherMarks : Self.different
        }
        let columns = second.count + 1
        var table = [Int](repeating: 0, count: (first.count + 1) * columns)
        for j in 0..<columns { table[j] = j * Self.missing }
        for i in first.indices {
            table[(i + 1) * columns] = (i + 1) * Self.missing
            for j in second.indices {
                table[(i + 1) * columns + j + 1] = min(
                    table[i * columns + j] + cost(i, j), table[i * columns + j + 1] + Self.missing,
                    table[(i + 1) * columns + j] + Self.missing)
            }
        }
        var starts = [Int](repeating: second.count, count: first.count + 1)
        var partners = [Int?](repeating: nil, count: first.count)
        var (i, j) = (first.count, second.count)
        while i > 0 {
            let here = table[i * columns + j]
            if j > 0, here == table[(i - 1) * columns + j - 1] + cost(i - 1, j - 1) {
                (i, j) = (i - 1, j - 1)
                partners[i] = j
                starts[i] = j
            } else if here == table[(i - 1) * columns + j] + Self.missing {
                i -= 1
                starts[i] = j
            } else {
                j -= 1
            }
        }
        starts[0] = 0
        self.starts = starts
        self.partners = partners
    }

    private static func bare(_ letters: [Character]) -> [Character] {
        letters.map { $0.isASCII ? $0 : Folding.folded(String($0)).first ?? $0 }
    }
}
