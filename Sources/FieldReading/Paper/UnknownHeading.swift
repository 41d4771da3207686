import VietnameseText

/// Finds the heading of a paper whose kind is not known, by how headings are printed: in capitals, below the national
/// motto, in the middle of the page, larger than the rest.
enum UnknownHeading {
    static func find(in passage: Passage, labels: [LabelHit], width: Int) -> PaperHeading? {
        let lines = passage.lines.indices.prefix(HeadingFinder.depth).prefix { passage.lines[$0].page == 0 }
        let heights = passage.lines.map(\.box.height).sorted()
        guard let first = lines.first, !heights.isEmpty else { return nil }
        let usual = heights[heights.count / 2]
        let motto = lines.last { isMotto(passage.text(ofLine: $0)) }
        let below = motto.map { $0 + 1 } ?? first
        let rated = (below..<max(below, lines.endIndex)).prefix(16).compactMap { line -> (Int, Double)? in
            let strength = strength(of: line, in: passage, usual: usual, width: width)
            let isLabel = labels.contains { $0.hasColon && passage.lines[line].range.contains($0.range.lowerBound) }
            return strength >= 0.6 && !isLabel ? (line, strength) : nil
        }
        guard let best = rated.max(by: { ($0.1, $1.0) < ($1.1, $0.0) }) else { return nil }
        let range = passage.lines[best.0].range
        let kind = PaperKind(
            name: PaperKind.other, titleStyle: .heading, states: nil, codes: [], traces: [])
        return PaperHeading(
            kind: kind, name: PersonName.capitalised(passage.scan.printed(range)), range: range, line: best.0,
            lastLine: best.0, strength: best.1, isKnown: false)
    }

    private static func strength(of line: Int, in passage: Passage, usual: Int, width: Int) -> Double {
        let text = passage.text(ofLine: line)
        let words = Folding.folded(text).split { !$0.isLetter }.map(String.init)
        guard HeadingFinder.isCapital(text), (2...14).contains(words.count), text.count(where: \.isLetter) >= 6,
            !text.contains(":"), text.count(where: \.isNumber) <= 2, !AgencyName.begins(text), !isMotto(text),
            Syllables.validShare(of: text.split(separator: " ").map(String.init)) ?? 0 >= 0.5
        else { return 0 }
        var strength = 0.3
        if let first = words.first, opening.contains(first) { strength += 0.4 }
        let box = passage.lines[line].box
        if Double(box.height) >= 1.15 * Double(usual) { strength += 0.15 }
        if width > 0, abs(box.midX - width / 2) * 8 < width { strength += 0.1 }
        return strength
    }

    /// Words that names of papers begin with.
    private static let opening: Set<String> = [
        "giay", "don", "phieu", "to", "ban", "bien", "thong", "quyet", "hop", "so", "the", "bang", "chung", "hoa",
        "danh", "mau", "loi", "van", "thu", "lenh", "trich", "bao", "ke", "tham", "xac", "cam", "khai", "ly", "hoc",
        "huong",
    ]

    private static func isMotto(_ text: String) -> Bool {
        let folded = Folding.folded(text)
        return folded.contains("doc lap") || folded.contains("hanh phuc") || folded.contains("cong hoa xa hoi")
            || folded.contains("chu nghia viet")
    }
}
