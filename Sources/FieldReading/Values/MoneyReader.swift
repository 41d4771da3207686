import VietnameseText

/// Reads amounts of money; figures and words that agree confirm each other.
enum MoneyReader {
    /// The amount that the paper states.
    static func read(_ paper: Paper) -> Candidate? {
        for (index, label) in paper.labels.enumerated() where label.meaning.isAmount {
            guard let figures = figures(after: index, in: paper) else { continue }
            return compared(figures, with: words(after: index, in: paper), paper: paper)
        }
        return words(after: 0, in: paper).flatMap { words in
            Candidate("\(words.amount)", in: paper.passage, at: words.range, strength: 0.75)
        }
    }

    private struct Reading {
        var amount: Int
        var range: Range<Int>
        var strength: Double
    }

    private static func figures(after index: Int, in paper: Paper) -> Reading? {
        let start = paper.labels[index].range.upperBound
        var end = paper.passage.lineEnd(at: max(0, start - 1))
        if !paper.hasContent(start..<max(start, end)) { end = paper.valueRange(after: index).upperBound }
        guard end > start else { return nil }
        let part = ScannableText(String(paper.scan.characters[start..<end]))
        let matches = AmountText.all(in: part).filter { $0.amount >= 1_000 }
        guard part.count == end - start,
            let match = matches.first(where: \.hasUnit) ?? matches.first(where: \.isGrouped) ?? matches.first
        else { return nil }
        let base = paper.labels[index].strength
        let strength = match.hasUnit ? 0.95 : match.isGrouped ? 0.9 : 0.5
        let range = (start + match.range.lowerBound)..<(start + match.range.upperBound)
        return Reading(amount: match.amount, range: range, strength: base * strength)
    }

    /// The amount in words nearest behind the label: behind "bằng chữ" or in brackets.
    private static func words(after index: Int, in paper: Paper) -> Reading? {
        guard index < paper.labels.count else { return nil }
        let from = paper.labels[index].range.lowerBound
        for word in paper.labels.indices.dropFirst(index) where paper.labels[word].meaning == .amountInWords {
            let start = paper.labels[word].range.upperBound
            guard start - from < 400 else { return nil }
            if let reading = spelled(from: start, in: paper) { return reading }
        }
        let brackets = (from..<min(paper.scan.count, from + 120)).first { paper.scan.bytes[$0] == UInt8(ascii: "(") }
        return brackets.flatMap { spelled(from: $0 + 1, in: paper) }
    }

    /// Number words up to "đồng", a bracket or a full stop, on this line and the next.
    private static func spelled(from start: Int, in paper: Paper) -> Reading? {
        let stops: Set<UInt8> = [UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":")]
        let limit = min(paper.scan.count, start + 160)
        let stop = (start..<max(start, limit)).first { stops.contains(paper.scan.bytes[$0]) } ?? limit
        let unit = paper.scan.occurrences(of: "dong", in: start..<stop).first
        let end = unit?.upperBound ?? min(stop, paper.passage.lineEnd(at: start))
        guard end > start, let amount = NumberWords.parse(paper.scan.printed(start..<end)) else { return nil }
        return Reading(amount: amount, range: start..<end, strength: 0.8)
    }

    private static func compared(_ figures: Reading, with words: Reading?, paper: Paper) -> Candidate? {
        let candidate = Candidate(
            "\(figures.amount)", in: paper.passage, at: figures.range, strength: figures.strength)
        guard let words else { return candidate }
        if words.amount == figures.amount { return candidate?.confirmed(by: 0.25) }
        // One wrong digit, or one lost, is the usual error; a grammatical number in words hardly arises by chance.
        if EditDistance.isWithin(1, "\(figures.amount)", "\(words.amount)") {
            return Candidate("\(words.amount)", in: paper.passage, at: words.range, strength: 0.85, doubt: 0.5)
        }
        return nil
    }
}
