import VietnameseText

/// Reads the number and symbol of a paper.
enum NumberReader {
    /// The number that the paper bears.
    static func read(_ paper: Paper) -> Candidate? {
        switch paper.kind?.name {
        case "bien_lai": return serial(in: paper)
        case "gcn_hkd": return businessCode(in: paper)
        case "hai_cot": return issue(in: paper)
        default: return symbol(in: paper)
        }
    }

    /// Offsets in which the paper's own number stands: the head, at most to the first lines below the heading.
    private static func head(of paper: Paper) -> Range<Int> {
        let lastLine = min(paper.passage.lines.count, (paper.heading?.line ?? 12) + 6)
        guard lastLine > 0 else { return 0..<0 }
        return 0..<paper.passage.lines[lastLine - 1].range.upperBound
    }

    /// `Số: 907/QĐ-UBND`; a number without the label counts when it begins its line.
    private static func symbol(in paper: Paper) -> Candidate? {
        let head = head(of: paper)
        let numbers = DocumentNumber.all(in: paper.scan).filter { head.contains($0.range.lowerBound) }
        for (number, range) in numbers {
            // "Căn cứ Nghị quyết số …" names another paper: the own number's label begins its line.
            let isLabelled = labelStandsBefore(range.lowerBound, in: paper)
            guard isLabelled || LabelFinder.isAtLineStart(range.lowerBound, in: paper.passage) else { continue }
            let candidate = Candidate(number, in: paper.passage, at: range, strength: isLabelled ? 0.97 : 0.7)
            return agrees(number, with: paper.kind) ? candidate?.confirmed(by: 0.6) : candidate
        }
        return nil
    }

    /// Whether the symbol abbreviates the kind of paper, as Decree 30/2020/NĐ-CP, annex III, has it.
    private static func agrees(_ number: String, with kind: PaperKind?) -> Bool {
        guard let kind, !kind.codes.isEmpty else { return false }
        let parts = number.split { $0 == "/" || $0 == "-" }.dropFirst().map(String.init)
        return parts.contains { part in kind.codes.contains { part == $0 || ($0.count >= 2 && part.hasPrefix($0)) } }
    }

    /// Whether "Số" or what recognition makes of it (`Sô.`, `56:`) stands before the offset, at the start of a line.
    private static func labelStandsBefore(_ offset: Int, in paper: Paper) -> Bool {
        guard let line = paper.passage.lineIndex(at: offset) else { return false }
        let start = max(paper.passage.lines[line].range.lowerBound, offset - 8)
        let before = paper.scan.folded(start..<offset)
        let words = before.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard LabelFinder.isAtLineStart(offset - labelLength(before), in: paper.passage) else { return false }
        return words.last == "so" || (words.count == 1 && before.contains(":") && words[0].count == 2)
    }

    /// Length of the last word of the text with what follows it.
    private static func labelLength(_ text: String) -> Int {
        let rest = text.reversed().drop { !$0.isLetter && !$0.isNumber }.drop { $0.isLetter || $0.isNumber }
        return text.count - rest.count
    }

    /// A receipt's serial number: five to eight digits behind "Số".
    private static func serial(in paper: Paper) -> Candidate? {
        for (index, label) in paper.labels.enumerated() where label.meaning.isNumber {
            let range = paper.valueRange(after: index)
            if let candidate = digits(5...8, in: range, strength: 0.95 * label.strength, paper: paper) {
                return candidate
            }
        }
        return paper.scan.occurrences(of: "so").lazy.compactMap { place in
            let end = paper.passage.lineEnd(at: place.lowerBound)
            return digits(6...8, in: place.upperBound..<max(place.upperBound, end), strength: 0.8, paper: paper)
        }.first
    }

    private static func digits(
        _ length: ClosedRange<Int>, in range: Range<Int>, strength: Double, paper: Paper
    ) -> Candidate? {
        guard let start = range.first(where: { ScannableText.isWordByte(paper.scan.bytes[$0]) }) else { return nil }
        let end =
            (start..<range.upperBound).first { !ScannableText.isDigitByte(paper.scan.bytes[$0]) }
            ?? range.upperBound
        guard length.contains(end - start), paper.scan.isWordEnd(end) else { return nil }
        return Candidate(paper.scan.printed(start..<end), in: paper.passage, at: start..<end, strength: strength)
    }

    /// A business household's code: letters and digits in one word, at least eight, most of them digits.
    private static func businessCode(in paper: Paper) -> Candidate? {
        for (index, label) in paper.labels.enumerated() where label.meaning.isNumber {
            let range = paper.valueRange(after: index)
            let code = String(paper.scan.printed(range).prefix { $0.isLetter || $0.isNumber || $0 == "-" })
            guard (8...16).contains(code.count), code.count(where: \.isNumber) * 2 > code.count else { continue }
            let place = range.lowerBound..<(range.lowerBound + code.count)
            return Candidate(code.uppercased(), in: paper.passage, at: place, strength: 0.95 * label.strength)
        }
        return nil
    }

    /// A bulletin's issue: `Số 27 – ngày …`.
    private static func issue(in paper: Paper) -> Candidate? {
        let head = head(of: paper)
        return paper.scan.occurrences(of: "so").filter { head.contains($0.lowerBound) }.lazy.compactMap { place in
            digits(1...5, in: place.upperBound..<head.upperBound, strength: 0.9, paper: paper)
        }.first
    }
}
