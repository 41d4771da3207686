import VietnameseText

/// The heading of a paper: which kind it names and which lines it takes.
struct PaperHeading: Sendable {
    var kind: PaperKind
    /// The name of the kind in its right spelling, the part of the heading that the table knows.
    var name: String
    /// Offsets of that name in the passage.
    var range: Range<Int>
    /// Line on which it begins.
    var line: Int
    /// Line on which its known part ends.
    var lastLine: Int
    /// How well it was recognized, 0 to 1.
    var strength: Double
    /// Whether it is one of the headings of known kinds.
    var isKnown = true
}

/// Finds the heading on a page: a short line, mostly capitals, that begins with the name of a kind.
enum HeadingFinder {
    /// Lines of a page among which the heading is looked for.
    static let depth = 24

    /// The heading among the first lines from `firstLine` on that stand on the same page.
    static func find(in passage: Passage, kinds: PaperKinds, from firstLine: Int = 0) -> PaperHeading? {
        guard firstLine < passage.lines.count else { return nil }
        let page = passage.lines[firstLine].page
        let lines = passage.lines.indices.dropFirst(firstLine).prefix(depth)
            .prefix { passage.lines[$0].page == page }
        for line in lines {
            if let heading = heading(in: passage, line: line, kinds) { return heading }
        }
        for line in lines {
            if let heading = innerHeading(in: passage, line: line, kinds) { return heading }
        }
        return nil
    }

    /// A heading that begins the line.
    private static func heading(in passage: Passage, line: Int, _ kinds: PaperKinds) -> PaperHeading? {
        let range = passage.lines[line].range
        guard let start = range.first(where: { passage.scan.isWordStart($0) }) else { return nil }
        for heading in kinds.headings {
            guard let (end, edits) = prefixEnd(of: heading.pattern, in: passage, at: start),
                isCapital(passage.scan.printed(start..<end)), !isMention(passage, after: end, line: line),
                hasMarks(passage.scan.printed(start..<end), of: heading.name)
            else { continue }
            // "HỘI ĐỒNG NHÂN DÂN" is no contract (hợp đồng).
            if edits > 0, AgencyName.begins(passage.text(ofLine: line)) { continue }
            let strength = 1 - 0.08 * Double(edits)
            return PaperHeading(
                kind: heading.kind, name: heading.name, range: start..<end, line: line,
                lastLine: passage.lineIndex(at: end - 1) ?? line, strength: strength)
        }
        return nil
    }

    /// A heading in capitals inside a line, where columns were read across: behind an agency or the motto, or so long that
    /// it is nothing else.
    private static func innerHeading(in passage: Passage, line: Int, _ kinds: PaperKinds) -> PaperHeading? {
        let range = passage.lines[line].range
        let isAcross = AgencyName.begins(passage.text(ofLine: line)) || passage.scan.folded(range).contains("hanh phuc")
        for heading in kinds.headings where heading.name.count >= (isAcross ? 8 : 14) {
            let pattern = heading.pattern
            for start in range where passage.scan.isWordStart(start) && passage.scan.matches(pattern, at: start) {
                let end = start + pattern.count
                guard passage.scan.isWordEnd(end), isCapital(passage.scan.printed(start..<end)),
                    hasMarks(passage.scan.printed(start..<end), of: heading.name)
                else { continue }
                return PaperHeading(
                    kind: heading.kind, name: heading.name, range: start..<end, line: line, lastLine: line,
                    strength: 0.9)
            }
        }
        return nil
    }

    /// Whether at least half of the words have the marks of the name's: "PHƯỜNG AN HẢI" is no "phương án".
    private static func hasMarks(_ printed: String, of name: String) -> Bool {
        let read = Folding.exact(printed).split { !$0.isLetter }
        let right = Folding.exact(name).split { !$0.isLetter }
        return 2 * zip(read, right).count(where: ==) >= right.count
    }

    /// End of the name at the offset, with up to one wrong letter in seven; the name may run on to the next lines.
    private static func prefixEnd(of pattern: [UInt8], in passage: Passage, at start: Int) -> (end: Int, edits: Int)? {
        let scan = passage.scan
        if scan.matches(pattern, at: start), scan.isWordEnd(start + pattern.count) { return (start + pattern.count, 0) }
        let limit = pattern.count / 7
        guard limit > 0 else { return nil }
        var best: (end: Int, edits: Int)?
        for length in (pattern.count - limit)...(pattern.count + limit) {
            let end = start + length
            guard end <= scan.count, scan.isWordEnd(end), !scan.isWordEnd(end - 1),
                let edits = EditDistance.distance(pattern[...], scan.bytes[start..<end], limit: limit)
            else { continue }
            if edits < best?.edits ?? Int.max, areNear(pattern, scan.bytes[start..<end]) { best = (end, edits) }
        }
        return best
    }

    /// Whether no word has more than one wrong letter, a long one two: "tiếp nhận" is not "biên nhận".
    private static func areNear(_ pattern: [UInt8], _ printed: ArraySlice<UInt8>) -> Bool {
        let right = pattern.split(separator: ScannableText.blank)
        let read = printed.split(separator: ScannableText.blank)
        guard right.count == read.count else {
            let letters = { (text: [UInt8]) in text.filter { $0 != ScannableText.blank }[...] }
            return EditDistance.distance(letters(pattern), letters(Array(printed)), limit: 1) != nil
        }
        return zip(right, read).allSatisfy { right, read in
            if right.contains(where: ScannableText.isDigitByte) { return right == read }
            return EditDistance.distance(right, read, limit: right.count >= 7 ? 2 : 1) != nil
        }
    }

    /// "Quyết định số 12/QĐ-UBND ngày …" cites a paper and does not head one.
    private static func isMention(_ passage: Passage, after end: Int, line: Int) -> Bool {
        let lineEnd = passage.lines[line].range.upperBound
        guard end < lineEnd else { return false }
        let rest = end..<lineEnd
        let folded = passage.scan.folded(rest)
        return folded.hasPrefix(" so ") && folded.contains("/") && folded.contains("ngay")
    }

    /// Whether the letters are capitals but for what recognition mixes in.
    static func isCapital(_ text: String) -> Bool {
        let letters = text.filter(\.isLetter)
        guard !letters.isEmpty else { return false }
        return Double(letters.count(where: \.isUppercase)) >= 0.75 * Double(letters.count)
    }
}
