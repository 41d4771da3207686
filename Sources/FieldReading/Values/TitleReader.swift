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

    /// What each style of title gives, in the right spelling of known terms.
    static func variants(in paper: Paper) -> [(style: PaperKind.TitleStyle, title: Candidate)] {
        guard let heading = paper.heading, heading.isKnown || paper.kind?.states == nil else {
            if let name = fixedName(of: paper) { return [(paper.kind?.titleStyle ?? .line, name)] }
            return letterSummary(in: paper).map { [(.summary, corrected($0))] } ?? []
        }
        // The title of a known kind has one style; of an unknown one it can be any.
        let styles = heading.isKnown ? [heading.kind.titleStyle] : [.summary, .heading, .line, .subtitle]
        var found = styles.compactMap { style in
            printed(heading, style, in: paper).map { (style, completed(corrected($0), in: paper)) }
        }
        if found.isEmpty || !heading.isKnown, let letter = letterSummary(in: paper) {
            found.append((.summary, corrected(letter)))
        }
        return found
    }

    /// A heading of which a piece stands apart: when a known one begins with it and its other words stand near, it is
    /// that one.
    private static func completed(_ title: Candidate, in paper: Paper) -> Candidate {
        let read = Folding.folded(title.value)
        let near = paper.passage.lines.prefix(HeadingFinder.depth).map { paper.scan.printed($0.range) }
            .filter(HeadingFinder.isCapital).map(Folding.folded)
        let full = paper.vocabulary.kinds.headings.filter { heading in
            let name = Folding.folded(heading.name)
            guard heading.kind == paper.kind, name.hasPrefix(read + " ") else { return false }
            let rest = name.dropFirst(read.count).split { !$0.isLetter }
            guard !name.dropFirst(read.count).contains(where: \.isNumber) else { return false }
            return rest.allSatisfy { word in near.contains { $0.split { !$0.isLetter }.contains(word) } }
        }
        guard full.count == 1, let name = full.first?.name else { return title }
        var title = title
        title.value = name
        return title
    }

    /// Whether a title is wholly that of a known form.
    static func isKnown(_ title: String, in paper: Paper) -> Bool {
        let exact = Folding.exact(title)
        if isBeginning(title, in: paper) { return false }
        return headings(of: paper.kind, paper).contains(exact) || AdministrativeTerms.isForm(exact)
    }

    /// Whether longer titles of the kind begin like it: "Giấy chứng nhận" of what?
    static func isBeginning(_ title: String, in paper: Paper) -> Bool {
        let exact = Folding.exact(title)
        return headings(of: paper.kind, paper).contains { $0.hasPrefix(exact + " ") || $0.hasPrefix(exact + ",") }
    }

    private static func headings(of kind: PaperKind?, _ paper: Paper) -> [String] {
        paper.vocabulary.kinds.headings.filter { $0.kind == kind }.map { Folding.exact($0.name) }
    }

    private static func corrected(_ title: Candidate) -> Candidate {
        var title = title
        let form = AdministrativeTerms.formTitle(near: title.value)
            .map { HeadingFinder.isCapital(title.value) ? $0.uppercased() : $0 }
        title.value = form ?? AdministrativeTerms.restored(title.value)
        return title
    }

    private static func printed(in paper: Paper) -> Candidate? {
        guard let heading = paper.heading else { return fixedName(of: paper) ?? letterSummary(in: paper) }
        return printed(heading, heading.kind.titleStyle, in: paper)
    }

    private static func printed(
        _ heading: PaperHeading, _ style: PaperKind.TitleStyle, in paper: Paper
    ) -> Candidate? {
        switch style {
        case .printed:
            return printedHeading(heading, in: paper)
        case .line:
            return firstLine(heading, in: paper)
        case .heading:
            return joined(heading, lines: capitalLines(from: heading, in: paper), in: paper)
        case .subtitle:
            // "BIÊN BẢN" says less than the line below it; "BIÊN BẢN LÀM VIỆC" needs no more.
            let isBare = headingRange(heading, in: paper).upperBound <= heading.range.upperBound
            let below = isBare ? subtitle(below: heading, in: paper) : []
            let lines = capitalLines(from: heading, in: paper) + below
            return joined(heading, lines: lines, in: paper)
        case .summary:
            return summary(below: heading, in: paper) ?? letterSummary(in: paper)
        }
    }

    /// The name of a form that has only one, when the form was known by other traces.
    private static func fixedName(of paper: Paper) -> Candidate? {
        guard let identified = paper.identified else { return nil }
        let names = [
            "cccd": "Căn cước công dân", "khai_sinh": "Giấy khai sinh", "bien_lai": "Biên lai thu tiền",
            "gcn_hkd": "Giấy chứng nhận đăng ký hộ kinh doanh",
        ]
        return names[identified.kind.name].map {
            Candidate(value: $0, confidence: 0.9 * identified.confidence, page: 0)
        }
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
        let isFixed = heading.kind.isOne(of: "bien_lai", "cccd", "khai_sinh", "ket_hon")
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
            "can cu", "kinh gui", "kinh moi", "tran trong", "xet ", "theo de nghi", "dieu ", "so:", "thuc hien ",
            "hom nay", "stt ", "tt ",
        ]
        .contains { folded.drop { !$0.isLetter }.hasPrefix($0) }
        return opensBody || text.count(where: \.isNumber) >= 8
    }
}
