import DocumentModel

/// Chooses between readings of the same lines.
enum LineReadings {
    /// Piece by piece of a line what most readings agree on, or else the surest; the first when in doubt.
    ///
    /// The confidence becomes the mean of those that agree, and less for each reading that does not.
    static func agreed(_ readings: [[Word]]) -> [Word] {
        guard readings.count > 1 else { return readings.first ?? [] }
        return pieces(of: readings).flatMap { piece in
            let votes = piece.map { words in piece.count { $0.map(\.text) == words.map(\.text) } }
            var best = 0
            for other in piece.indices.dropFirst() where votes[other] >= votes[best] {
                // What only one reading sees is rather a speck.
                if piece[0].isEmpty, votes[other] == 1 { continue }
                let isSurer = worth(piece[other]) > worth(piece[best]) + leadOverFirst
                if votes[other] > votes[best] || isSurer { best = other }
            }
            return weighed(piece[best], by: piece)
        }
    }

    /// The words with the confidence that all readings of a piece give them.
    private static func weighed(_ words: [Word], by piece: [[Word]]) -> [Word] {
        let agreeing = piece.filter { $0.map(\.text) == words.map(\.text) }
        let dissent = dissentCost * Double(piece.count - agreeing.count)
        return words.indices.map { index in
            var word = words[index]
            let mean = agreeing.reduce(0) { $0 + $1[index].confidence } / Double(agreeing.count)
            word.confidence = max(0, mean - dissent)
            return word
        }
    }

    /// The words of each reading in the pieces of a line between which all readings have gaps, from left to right.
    private static func pieces(of readings: [[Word]]) -> [[[Word]]] {
        let words = readings.enumerated().flatMap { reading, words in words.map { (reading: reading, word: $0) } }
            .sorted { $0.word.box.midX < $1.word.box.midX }
        var pieces: [[[Word]]] = []
        var (left, right) = (0, 0)
        for (reading, word) in words {
            let shared = right - word.box.x
            if pieces.isEmpty || 2 * shared < min(word.box.width, right - left) {
                pieces.append(Array(repeating: [], count: readings.count))
                (left, right) = (word.box.x, word.box.maxX)
            } else {
                (left, right) = (min(left, word.box.x), max(right, word.box.maxX))
            }
            pieces[pieces.count - 1][reading].append(word)
        }
        return pieces
    }

    /// What a piece of a reading must be worth more than another, to be taken without being agreed on.
    private static let leadOverFirst = 10.0
    /// Points of confidence for each reading that says otherwise.
    private static let dissentCost = 5.0

    // MARK: Line by line

    /// The better of two readings of a line, the first when they are equal.
    static func better(_ first: [Word], _ second: [Word], of line: FoundLine) -> [Word] {
        worth(second, of: line) > worth(first, of: line) ? second : first
    }

    /// The second of two readings of a line that is badly read, when it is so much better that chance is no reason.
    ///
    /// Its confidence is lowered, since the first one says otherwise.
    static func clearlyBetter(_ first: [Word], _ second: [Word], of line: FoundLine) -> [Word] {
        guard worth(second, of: line) > worth(first, of: line) + clearLead else { return first }
        return second.map { word in
            var word = word
            word.confidence = max(0, word.confidence - dissentCost)
            return word
        }
    }

    /// Points that a letter read with a confidence of 85 counts four times.
    private static let clearLead = 40.0

    /// What a reading of a line is worth: long words that the network is sure of count; unsure ones count against it,
    /// and so do letters that it leaves out.
    private static func worth(_ words: [Word], of line: FoundLine) -> Double {
        worth(words) - missingCost * Double(max(0, line.letterCount - words.letterCount))
    }

    private static func worth(_ words: [Word]) -> Double {
        words.reduce(0) { $0 + Double($1.text.count) * ($1.confidence - 75) }
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
