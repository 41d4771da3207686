import VietnameseText

/// Reads the title: the name of a form, or the summary of the contents (trích yếu).
enum TitleReader {
    static func read(_ paper: Paper) -> Candidate? {
        guard var candidate = printed(in: paper) else { return nil }
        let isPrintedInCapitals = HeadingFinder.isCapital(candidate.value)
        if let form = AdministrativeTerms.formTitle(near: candidate.value) {
            candidate = candidate.confirmed(by: 0.5)
            candidate.value = isPrintedInCapitals ? form.uppercased() : form
        } else {
            candidate.value = AdministrativeTerms.restored(candidate.value)
        }
        return candidate
    }

    private static func printed(in paper: Paper) -> Candidate? {
        guard let heading = paper.heading else { return fixedName(of: paper) ?? letterSummary(in: paper) }
        switch heading.kind.titleStyle {
        case .printedHeading:
            return printedHeading(heading, in: paper)
        case .firstLine:
            return firstLine(heading, in: paper)
        case .wholeHeading:
            return joined(heading, lines: capitalLines(from: heading, in: paper), in: paper)
        case .headingAndSubtitle:
            let lines = capitalLines(from: heading, in: paper) + subtitle(below: heading, in: paper)
            return joined(heading, lines: lines, in: paper)
        case .summary:
            return summary(below: heading, in: paper) ?? letterSummary(in: paper)
        }
    }

    /// The name of a form that has only one, when the form was known by other traces.
    private static func fixedName(of paper: Paper) -> Candidate? {
        guard let identified = paper.identified else { return nil }
        let names: [PaperKind: String] = [
            .identityCard: "Căn cước công dân", .birthCertificate: "Giấy khai sinh", .receipt: "Biên lai thu tiền",
            .businessCertificate: "Giấy chứng nhận đăng ký hộ kinh doanh",
        ]
        return names[identified.kind].map { Candidate(value: $0, confidence: 0.9 * identified.confidence, page: 0) }
    }

    // MARK: Headings

    /// Offsets of the heading on its line, up to a label or a bracket that follows on it.
    private static func headingRange(_ heading: PaperHeading, in paper: Paper) -> Range<Int> {
        let line = paper.passage.lines[heading.lastLine].range
        let label = paper.labels.first { $0.range.lowerBound >= heading.range.upperBound }?.range.lowerBound
        let end = max(heading.range.upperBound, min(line.upperBound, label ?? line.upperBound))
        let signs: Set<UInt8> = [UInt8(ascii: "("), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "/")]
        let sign = (heading.range.upperBound..<end).first { signs.contains(paper.scan.bytes[$0]) } ?? end
        return paper.trimmed(heading.range.lowerBound..<sign)
    }

    private static func linesBelow(_ heading: PaperHeading, count: Int, in paper: Paper) -> ArraySlice<Int> {
        Array(paper.passage.lines.indices).dropFirst(heading.lastLine + 1).prefix(count)
    }

    private static func printedHeading(_ heading: PaperHeading, in paper: Paper) -> Candidate? {
        guard var candidate = joined(heading, lines: capitalLines(from: heading, in: paper), in: paper) else {
            return nil
        }
        if HeadingFinder.isCapital(paper.scan.printed(heading.range)) { candidate.value = candidate.value.uppercased() }
        return candidate
    }

    private static func firstLine(_ heading: PaperHeading, in paper: Paper) -> Candidate? {
        var range = headingRange(heading, in: paper)
        let words = range.lowerBound..<paper.passage.lines[heading.line].range.upperBound
        // "MẶT BẰNG TẦNG TRỆT – TỶ LỆ 1:100": what stands behind a dash between blanks is no title.
        if let dash = words.first(where: { isDash($0, in: paper.scan) }), dash > heading.range.upperBound {
            range = paper.trimmed(range.lowerBound..<min(dash, range.upperBound))
        }
        let isFixed = [.receipt, .identityCard, .birthCertificate, .marriageCertificate].contains(heading.kind)
        let rest = paper.scan.printed(heading.range.upperBound..<max(heading.range.upperBound, range.upperBound))
        let takesRest = !isFixed && HeadingFinder.isCapital(rest) && !rest.isEmpty
        let title = takesRest ? heading.name + " " + Folding.exact(rest) : heading.name
        return Candidate(
            title, in: paper.passage, at: range, strength: 0.95 * heading.strength, doubt: takesRest ? 0.7 : 0.3)
    }

    private static func isDash(_ offset: Int, in scan: ScannableText) -> Bool {
        scan.bytes[offset] == UInt8(ascii: "-") && offset > 0 && scan.bytes[offset - 1] == ScannableText.blank
    }

    /// The heading's line and the lines in capitals below it.
    private static func capitalLines(from heading: PaperHeading, in paper: Paper) -> [Range<Int>] {
        var ranges = [headingRange(heading, in: paper)]
        for line in linesBelow(heading, count: 3, in: paper) {
            let text = paper.passage.text(ofLine: line)
            guard HeadingFinder.isCapital(text), !text.contains(":"), !text.contains(where: \.isNumber),
                !AgencyName.begins(text), text.filter(\.isLetter).count >= 4
            else { break }
            ranges.append(paper.passage.lines[line].range)
        }
        return ranges
    }

    /// Lines in lower case directly below the heading that hold no label and are no sentence of the body.
    private static func subtitle(below heading: PaperHeading, in paper: Paper) -> [Range<Int>] {
        let first = heading.lastLine + capitalLines(from: heading, in: paper).count
        var ranges: [Range<Int>] = []
        for line in first..<max(first, min(first + 3, paper.passage.lines.count)) {
            let text = paper.passage.text(ofLine: line)
            let range = paper.passage.lines[line].range
            guard !HeadingFinder.isCapital(text), !text.contains(":"), text.filter(\.isLetter).count >= 4,
                !paper.labels.contains(where: { range.contains($0.range.lowerBound) }), !endsSummary(text),
                !AgencyName.begins(text), !text.hasPrefix("(")
            else { break }
            if let last = ranges.last, let first = text.first, first.isUppercase,
                !isOpenEnded(paper.scan.printed(last))
            {
                break
            }
            ranges.append(range)
        }
        return ranges
    }

    private static func isOpenEnded(_ text: String) -> Bool { text.count >= 50 }

    private static func joined(_ heading: PaperHeading, lines: [Range<Int>], in paper: Paper) -> Candidate? {
        guard let first = lines.first, let last = lines.last else { return nil }
        var texts = lines.map { paper.scan.printed($0) }
        // The part that the table knows is written as the table spells it.
        if texts[0].count >= heading.range.count, first.upperBound >= heading.range.upperBound {
            texts[0] = heading.name + texts[0].dropFirst(heading.range.upperBound - first.lowerBound)
        } else {
            texts = [heading.name]
        }
        let title = texts.enumerated().map { index, text in
            index == 0
                ? PersonName.capitalised(text) : HeadingFinder.isCapital(text) ? Folding.exact(text) : lowerFirst(text)
        }.joined(separator: " ")
        return Candidate(
            title, in: paper.passage, at: first.lowerBound..<last.upperBound, strength: 0.93 * heading.strength,
            doubt: 0.7)
    }

    private static func lowerFirst(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.lowercased() + text.dropFirst()
    }

    // MARK: Summary

    /// The lines between the name of the kind and the authority or the body.
    private static func summary(below heading: PaperHeading, in paper: Paper) -> Candidate? {
        var lines: [Range<Int>] = []
        for line in linesBelow(heading, count: 6, in: paper) {
            let text = paper.passage.text(ofLine: line)
            if text.filter(\.isLetter).count < 3 {
                if text.contains(where: \.isLetter), !lines.isEmpty { break }
                continue
            }
            guard !HeadingFinder.isCapital(text), !endsSummary(text) else { break }
            lines.append(paper.passage.lines[line].range)
        }
        guard let first = lines.first, let last = lines.last else { return nil }
        let text = lines.map { paper.scan.printed($0) }.joined(separator: " ").trimmingEnd(of: ".;:,-")
        guard (8...400).contains(text.count) else { return nil }
        return Candidate(text, in: paper.passage, at: first.lowerBound..<last.upperBound, strength: 0.93)
    }

    /// `V/v …` under the number of an official letter.
    private static func letterSummary(in paper: Paper) -> Candidate? {
        let limit = min(paper.passage.lines.count, 14)
        for line in 0..<limit {
            let text = paper.passage.text(ofLine: line)
            let folded = Folding.folded(text)
            guard folded.hasPrefix("v/v ") || folded.hasPrefix("ve viec ") else { continue }
            var last = line
            while last + 1 < limit, last < line + 4, continuesLetterSummary(paper.passage.text(ofLine: last + 1)) {
                last += 1
            }
            let range = paper.passage.lines[line].range.lowerBound..<paper.passage.lines[last].range.upperBound
            return Candidate(
                paper.scan.printed(range).trimmingEnd(of: ".;:,"), in: paper.passage, at: range, strength: 0.85)
        }
        return nil
    }

    private static func continuesLetterSummary(_ text: String) -> Bool {
        guard let first = text.first(where: \.isLetter), !endsSummary(text), !text.contains(":") else { return false }
        return first.isLowercase
    }

    private static func endsSummary(_ text: String) -> Bool {
        let folded = Folding.folded(text)
        let opensBody = [
            "can cu", "kinh gui", "xet ", "theo de nghi", "dieu ", "so:", "thuc hien ", "hom nay", "stt ", "tt ",
        ]
        .contains { folded.drop { !$0.isLetter }.hasPrefix($0) }
        return opensBody || text.count(where: \.isNumber) >= 8
    }
}
