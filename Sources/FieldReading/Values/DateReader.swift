import VietnameseText

/// Reads the date of a paper and other dates.
enum DateReader {
    /// The first date in a range.
    static func candidate(in range: Range<Int>, strength: Double, paper: Paper) -> Candidate? {
        let part = ScannableText(String(paper.scan.characters[range]))
        guard part.count == range.count, let match = DateText.all(in: part).first, paper.isPlausible(match.date) else {
            return nil
        }
        let place = (range.lowerBound + match.range.lowerBound)..<(range.lowerBound + match.range.upperBound)
        let weight = match.form == .repaired ? 0.85 * strength : strength
        return Candidate(match.date.iso, in: paper.passage, at: place, strength: weight)
    }

    /// The date that the paper bears.
    static func issueDate(of paper: Paper) -> Candidate? {
        let labelled = paper.labels.indices.filter { paper.labels[$0].meaning == .issueDate }.lazy.compactMap {
            candidate(in: paper.valueRange(after: $0), strength: 0.95 * paper.labels[$0].strength, paper: paper)
        }
        switch paper.kind?.name {
        case "cccd":
            return IdentityCardReader.issueDate(in: paper) ?? labelled.first ?? CardTextReader.issueDate(in: paper)
        case "khai_sinh", "ket_hon":
            return labelled.first
        case "gcn_hkd":
            return labelled.first ?? best(in: paper)
        case "hop_dong", "giay_uy_quyen", "quyet_dinh", "nghi_quyet":
            // Labelled dates in these are those of identity cards and of births.
            return best(in: paper)
        default:
            return best(in: paper) ?? labelled.first
        }
    }

    // MARK: By place

    private static func best(in paper: Paper) -> Candidate? {
        let matches = DateText.all(in: paper.scan).filter { paper.isPlausible($0.date) }
        let scored = matches.compactMap { match -> (Candidate, Double)? in
            let weight = weight(of: match, in: paper)
            guard weight > 0,
                let candidate = Candidate(match.date.iso, in: paper.passage, at: match.range, strength: weight)
            else { return nil }
            return (candidate, weight)
        }
        return scored.max { $0.1 < $1.1 }?.0
    }

    /// How sure the place of a date makes it the date of the paper, 0 to 1.
    static func weight(of match: DateText.Match, in paper: Paper) -> Double {
        guard let lineIndex = paper.passage.lineIndex(at: match.range.lowerBound) else { return 0 }
        let line = paper.passage.lines[lineIndex].range
        let start = endOfNumber(in: line, paper: paper) ?? line.lowerBound
        let before = paper.scan.folded(start..<max(start, match.range.lowerBound))
        let after = paper.scan.folded(match.range.upperBound..<max(match.range.upperBound, line.upperBound))
        let words = before.split { !$0.isLetter }.map(String.init)
        if words.contains(where: citing.contains) || before.contains("cap ngay") || before.hasSuffix("cap ") {
            return 0
        }
        if before.contains("sinh") { return 0 }
        let endsLine = after.filter(\.isLetter).count <= 2
        switch match.form {
        case .words:
            if opening.contains(where: before.contains) { return 0.96 }
            if !endsLine { return before.filter(\.isLetter).isEmpty ? 0.4 : 0.35 }
            if words.isEmpty { return 0.93 }
            return isPlace(start..<max(start, match.range.lowerBound), in: paper) ? 0.97 : 0.5
        case .numeric, .repaired:
            return words == ["ngay"] || words == ["ngay", "thang", "nam"] ? 0.9 : 0.2
        }
    }

    /// Where the paper's own number ends when it stands on the same line, read across: "Số: 12/QĐ-UBND Vinh, ngày …".
    private static func endOfNumber(in line: Range<Int>, paper: Paper) -> Int? {
        guard let start = line.first(where: { paper.scan.isWordStart($0) }),
            paper.scan.matches([0x73, 0x6F], at: start)
        else { return nil }
        let part = ScannableText(String(paper.scan.characters[line]))
        guard part.count == line.count, let number = DocumentNumber.all(in: part).first,
            line.lowerBound + number.range.lowerBound - start <= 8
        else { return nil }
        return line.lowerBound + number.range.upperBound
    }

    /// Words that introduce another paper's date.
    private static let citing: Set<String> = ["cu", "qd", "nd", "tt", "ttr", "khoan", "luat", "tu", "den", "truoc"]
    private static let opening = [
        "hom nay", "hoi ", "dang ky lan dau", "lam tai", "lap tai", "so 1", "so 2", "ban tin",
    ]

    /// "Hợp Đức Thượng, ngày …": few words, the last part a name of a place before a comma.
    private static func isPlace(_ before: Range<Int>, in paper: Paper) -> Bool {
        let printed = paper.scan.printed(before).trimmingEnd(of: ",.;: ")
        guard let first = printed.split(separator: " ").last?.first else { return false }
        return first.isUppercase || first.isNumber
    }
}
