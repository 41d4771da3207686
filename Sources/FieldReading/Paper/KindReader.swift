import VietnameseText

/// Tells the kind of a paper: by its heading, else by what only that kind prints.
enum KindReader {
    /// The kind and how sure it is, 0 to 100.
    static func read(_ paper: Paper) -> (kind: PaperKind, confidence: Double)? {
        let kinds = paper.vocabulary.kinds
        if IdentityCardReader.payload(in: paper) != nil, let card = kinds.named("cccd") { return (card, 98) }
        if let heading = paper.heading, heading.isKnown {
            let source = paper.passage.source(of: heading.range)
            let confidence = heading.strength * (100 - 0.2 * (100 - (source?.confidence ?? 100)))
            return (heading.kind, confidence)
        }
        // Phrases do not tell the kind of a paper whose heading can be read and says something else.
        let isHeaded = paper.heading.map { $0.strength >= 0.8 } ?? false
        if !isHeaded, let kind = traced(in: paper) { return (kind, 80) }
        if isLetter(paper), let letter = kinds.named("cong_van") { return (letter, 75) }
        return paper.heading.map { ($0.kind, 70 * $0.strength) }
    }

    private static func traced(in paper: Paper) -> PaperKind? {
        let counted = paper.vocabulary.kinds.all.filter { !$0.traces.isEmpty }
            .map { kind in (kind, kind.traces.count { paper.scan.contains($0) }) }
        let ranked = counted.sorted { $0.1 > $1.1 }
        guard ranked.count > 1, ranked[0].1 >= 2, ranked[0].1 > ranked[1].1 else { return nil }
        return ranked[0].0
    }

    /// An official letter has a number, an addressee and no name of a kind.
    private static func isLetter(_ paper: Paper) -> Bool {
        guard let first = paper.firstLabel(.addressee),
            let line = paper.passage.lineIndex(at: paper.labels[first].range.lowerBound)
        else { return false }
        return line < 16
            && DocumentNumber.all(in: paper.scan).first.map {
                $0.range.lowerBound < paper.labels[first].range.lowerBound
            } ?? false
    }
}
