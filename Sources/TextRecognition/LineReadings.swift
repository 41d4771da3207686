import DocumentModel

/// Chooses, line by line, between two readings of the same page.
enum LineReadings {
    /// The better of two readings of a line, the first when they are equal.
    static func better(_ first: [Word], _ second: [Word], of line: FoundLine) -> [Word] {
        worth(second, of: line) > worth(first, of: line) ? second : first
    }

    /// What a reading of a line is worth: long words that the network is sure of count; unsure ones count against it,
    /// and so do letters that it leaves out.
    private static func worth(_ words: [Word], of line: FoundLine) -> Double {
        let letters = words.letterCount
        let missing = Double(max(0, line.letterCount - letters))
        return words.reduce(0) { $0 + Double($1.text.count) * ($1.confidence - 75) } - Self.missingCost * missing
    }

    /// A letter that a reading leaves out costs as much as one that was read with a confidence of 45.
    private static let missingCost = 30.0

    /// The words of a page reading that stand in each of the lines; words outside every line are left out.
    static func words(of page: [[Word]], in lines: [FoundLine]) -> [[Word]] {
        let index = RowIndex(lines.map(\.core), rowHeight: 64)
        var assigned: [[Word]] = Array(repeating: [], count: lines.count)
        for word in page.joined() {
            let place = index.members(near: word.box).filter { lines[$0].core.holdsCentre(of: word.box) }
                .max { lines[$0].core.sharedHeight(with: word.box) < lines[$1].core.sharedHeight(with: word.box) }
            if let place { assigned[place].append(word) }
        }
        return assigned.map { $0.sorted { $0.box.x < $1.box.x } }
    }
}

extension PixelBox {
    /// Whether the other box has its centre in this one.
    func holdsCentre(of other: PixelBox) -> Bool {
        other.midX >= Double(x) && other.midX < Double(maxX) && other.midY >= Double(y) && other.midY < Double(maxY)
    }

    /// Rows of pixels that both boxes share.
    func sharedHeight(with other: PixelBox) -> Int { max(0, min(maxY, other.maxY) - max(y, other.y)) }
}
