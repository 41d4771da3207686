import VietnameseText

/// Reads addresses: `số 91 đường Hàm Rồng, xã Hợp Đức Thượng, tỉnh Sơn Định`.
enum AddressReader {
    /// An address after a label: what stands on its line and, when it runs on, on the next.
    static func labelled(_ index: Int, in paper: Paper) -> Candidate? {
        labelled(index, at: paper.valueRange(after: index), in: paper)?.value
    }

    /// An address after a label that begins at a range, and all that it takes.
    static func labelled(
        _ index: Int, at range: Range<Int>, in paper: Paper
    ) -> (value: Candidate, range: Range<Int>)? {
        var range = range
        guard !range.isEmpty else { return nil }
        while let longer = continued(range, after: index, in: paper) { range = longer }
        range = paper.trimmed(withoutNoise(withoutSentence(range, in: paper), in: paper))
        return candidate(at: range, strength: 0.95 * paper.labels[index].strength, in: paper).map { ($0, range) }
    }

    /// An address in running text: parts between commas as long as each begins like a part of an address.
    static func running(from start: Int, limit: Int, in paper: Paper) -> Candidate? {
        var end = start
        var partStart = start
        while partStart < limit {
            let stop = nameEnd(in: partStart..<partEnd(from: partStart, limit: limit, in: paper), of: paper)
            guard isPart(partStart..<stop, in: paper) else { break }
            end = stop
            guard stop < limit, paper.scan.bytes[stop] == UInt8(ascii: ",") else { break }
            partStart = paper.scan.skippingSpaces(from: stop + 1)
        }
        guard end > start else { return nil }
        return candidate(at: paper.trimmed(start..<end), strength: 0.9, in: paper)
    }

    /// An address after one of the phrases, wherever the lines put it: from the first unit whose parts reach a province.
    static func search(after phrases: [String], in paper: Paper) -> Candidate? {
        guard let start = phrases.lazy.compactMap({ paper.scan.occurrences(of: $0).first?.upperBound }).first else {
            return nil
        }
        let limit = min(paper.scan.count, start + 240)
        for offset in start..<limit where paper.scan.isWordStart(offset) {
            let word = paper.scan.folded(offset..<limit).prefix { $0 != " " }
            guard openingUnits.contains(String(word)),
                let candidate = running(from: offset, limit: paper.passage.lineEnd(at: offset), in: paper),
                names(candidate.value, anyOf: ["tinh", "thanh pho", "tp"])
            else { continue }
            return candidate.weakened(by: 0.9)
        }
        return nil
    }

    private static let openingUnits: Set<String> = [
        "so", "thon", "xom", "to", "ap", "khu", "khom", "ngo", "ngach", "hem", "duong", "pho", "buon", "ban", "phuong",
        "xa",
    ]

    /// The range up to where a sentence goes on behind its last part: "tỉnh Sơn Định được sử dụng thửa đất".
    private static func withoutSentence(_ range: Range<Int>, in paper: Paper) -> Range<Int> {
        let comma = range.last { paper.scan.bytes[$0] == UInt8(ascii: ",") }
        let start = paper.scan.skippingSpaces(from: comma.map { $0 + 1 } ?? range.lowerBound)
        guard start < range.upperBound, isPart(start..<range.upperBound, in: paper) else { return range }
        return range.lowerBound..<nameEnd(in: start..<range.upperBound, of: paper)
    }

    // MARK: Units

    /// Folded words that begin a part of an address.
    static let units: Set<String> = [
        "so", "nha", "thon", "xom", "to", "ap", "ban", "buon", "lang", "khu", "khom", "ngo", "ngach", "hem", "duong",
        "pho", "phuong", "xa", "thi", "huyen", "quan", "tinh", "thanh", "tp", "tt", "can", "phong", "lo", "tang",
        "chung", "dac", "sn", "tdp", "kdc", "kp", "p", "q", "h", "t", "x", "km", "quoc", "dai", "cum", "doi", "khoi",
        "toa", "tieu",
    ]

    private static func isPart(_ range: Range<Int>, in paper: Paper) -> Bool {
        let text = paper.scan.printed(range)
        guard let word = text.split(separator: " ").first, let letter = word.first else { return false }
        let folded = Folding.folded(String(word)).filter { $0.isLetter || $0.isNumber }
        return units.contains(folded) || letter.isNumber || letter.isUppercase
    }

    /// The next comma, semicolon, bracket, sentence end or the limit.
    private static func partEnd(from start: Int, limit: Int, in paper: Paper) -> Int {
        let scan = paper.scan
        var offset = start
        while offset < limit {
            switch scan.bytes[offset] {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ":"):
                return offset
            case UInt8(ascii: ".") where isSentenceEnd(offset, from: start, in: scan):
                return offset
            default:
                offset += 1
            }
        }
        return limit
    }

    /// Where the sentence goes on behind the name without a comma: "tỉnh Sơn Định được sử dụng thửa đất".
    private static func nameEnd(in part: Range<Int>, of paper: Paper) -> Int {
        var hasName = false
        for offset in part where paper.scan.isWordStart(offset) {
            let word = paper.scan.folded(offset..<part.upperBound).prefix { $0 != " " }
            let first = paper.scan.characters[offset]
            if hasName, first.isLowercase, !units.contains(String(word)) {
                return (part.lowerBound..<offset).last { paper.scan.bytes[$0] != ScannableText.blank }.map { $0 + 1 }
                    ?? offset
            }
            hasName = hasName || first.isUppercase
        }
        return part.upperBound
    }

    /// A full stop ends the sentence unless it abbreviates (`TP. Vinh`, `P.5`).
    private static func isSentenceEnd(_ offset: Int, from start: Int, in scan: ScannableText) -> Bool {
        guard offset + 1 >= scan.count || scan.bytes[offset + 1] == ScannableText.blank else { return false }
        let word = scan.folded(start..<offset).split(separator: " ").last.map(String.init) ?? ""
        return word.count > 2
    }

    // MARK: Running on

    /// The range with the following line when the address visibly goes on there.
    private static func continued(_ range: Range<Int>, after index: Int, in paper: Paper) -> Range<Int>? {
        guard let last = range.last, let line = paper.passage.lineIndex(at: last),
            paper.trimmed(last..<paper.passage.lines[line].range.upperBound).count <= 1,
            line + 1 < paper.passage.lines.count
        else { return nil }
        let next = paper.passage.lines[line + 1]
        let nextLabel = index + 1 < paper.labels.count ? paper.labels[index + 1].range.lowerBound : paper.scan.count
        // On a spread the next line in reading order may stand in the other column.
        guard next.page == paper.passage.lines[line].page, nextLabel > next.range.lowerBound,
            isBelow(next, paper.passage.lines[line])
        else { return nil }
        let end = min(next.range.upperBound, nextLabel)
        let addition = paper.scan.printed(next.range.lowerBound..<end)
        let value = paper.scan.printed(range.lowerBound..<paper.passage.lines[line].range.upperBound)
        guard goesOn(value, with: addition, lineOf: paper.passage.lines[line], next: next) else { return nil }
        return range.lowerBound..<end
    }

    private static func isBelow(_ next: Passage.Line, _ line: Passage.Line) -> Bool {
        next.box.x < line.box.maxX && next.box.y > line.box.y && next.box.y - line.box.maxY <= 3 * line.box.height
    }

    private static func goesOn(
        _ value: String, with addition: String, lineOf line: Passage.Line, next: Passage.Line
    ) -> Bool {
        guard value.split(separator: "\n").count == 1, let first = addition.first, first.isLetter || first.isNumber,
            !HeadingFinder.isCapital(addition) || HeadingFinder.isCapital(value), !addition.contains(":")
        else { return false }
        let words = Folding.folded(value).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let last = words.last else { return false }
        let opensUnit = units.contains(Folding.folded(String(addition.prefix { $0 != " " && $0 != "," })))
        let number = addition.prefix { $0.isNumber }
        let isNumbering = !number.isEmpty && addition.dropFirst(number.count).first.map { ".)".contains($0) } ?? false
        if isNumbering { return false }
        if value.hasSuffix(",") || openUnits.contains(last) { return true }
        if value.hasSuffix(".") || value.hasSuffix(";") { return false }
        if opensUnit, !words.contains("tinh"), first.isLowercase || addition.contains(",") { return true }
        if !words.contains("tinh"), !words.contains("tp"), names(addition, anyOf: ["tinh", "tp", "thanh pho"]) {
            return true
        }
        // "… tỉnh Sơn" / "Định": a province of one word, and one or two words alone below.
        let province = words.lastIndex { $0 == "tinh" || $0 == "pho" }
        let isShort = addition.split(separator: " ").count <= 2
        return isShort && first.isUppercase && province.map { words.count - $0 == 2 } ?? false && isWide(line, next)
    }

    private static func names(_ text: String, anyOf units: [String]) -> Bool {
        let scan = ScannableText(text)
        return units.contains(where: scan.contains)
    }

    /// Whether the upper line reaches clearly further right than the lower, as the lines of a paragraph do.
    private static func isWide(_ line: Passage.Line, _ next: Passage.Line) -> Bool {
        line.box.width == 0 || line.box.maxX > next.box.maxX
    }

    /// Units whose name must follow.
    private static let openUnits: Set<String> = [
        "so", "thon", "xom", "ap", "ban", "khu", "ngo", "duong", "pho", "phuong", "xa", "huyen", "quan", "tinh",
        "thanh", "tp", "thi", "tran", "to", "dan",
    ]

    // MARK: Value

    /// The range from the first unit on when what stands before it on the first part is no Vietnamese.
    private static func withoutNoise(_ range: Range<Int>, in paper: Paper) -> Range<Int> {
        let part = range.lowerBound..<partEnd(from: range.lowerBound, limit: range.upperBound, in: paper)
        let words = paper.scan.printed(part).split(separator: " ").map(String.init)
        guard let first = words.first, !openingUnits.contains(Folding.folded(first)), !Syllables.isValid(first),
            !first.contains(where: \.isNumber),
            let unit = part.first(where: { offset in
                paper.scan.isWordStart(offset)
                    && openingUnits.contains(String(paper.scan.folded(offset..<part.upperBound).prefix { $0 != " " }))
            })
        else { return range }
        return unit..<range.upperBound
    }

    private static func candidate(at range: Range<Int>, strength: Double, in paper: Paper) -> Candidate? {
        let text = withoutCountry(tidied(paper.scan.printed(range)))
        let words = Folding.folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard words.count >= 2, text.count >= 6, text.count <= 200, !endsOpen(words) else { return nil }
        guard let candidate = Candidate(text, in: paper.passage, at: range, strength: strength) else { return nil }
        let named = words.count { units.contains($0) }
        guard named > 0 else { return candidate.weakened(by: 0.5) }
        let share = Syllables.validShare(of: text.split(separator: " ").map(String.init)) ?? 0
        let province = names(text, anyOf: ["tinh", "thanh pho", "tp"]) ? 1 : 0.85
        return candidate.weakened(by: province * (share < 0.85 ? 0.7 : share < 1 ? 0.85 : 1))
    }

    /// Whether the name of the last unit was not read: "…, phường Nguyễn Khắc, tỉnh".
    private static func endsOpen(_ words: [String]) -> Bool {
        words.last.map { ["tinh", "xa", "phuong", "huyen", "quan", "pho"].contains($0) } ?? false
    }

    /// The text without the country's name behind the province.
    private static func withoutCountry(_ text: String) -> String {
        guard let comma = text.lastIndex(of: ","), Folding.folded(text[comma...].filter(\.isLetter)) == "vietnam" else {
            return text
        }
        return String(text[..<comma])
    }

    /// Single blanks, none before a comma.
    private static func tidied(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ").split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0.trimmingBlanks) }.joined(separator: ", ")
    }
}

extension Substring {
    /// The text without blanks at its ends.
    var trimmingBlanks: Substring {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
