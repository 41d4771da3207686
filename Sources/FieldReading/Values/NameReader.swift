import VietnameseText

/// Reads a person's name.
enum NameReader {
    /// A name after a label.
    static func labelled(_ index: Int, in paper: Paper) -> Candidate? {
        let label = paper.labels[index]
        return candidate(in: paper.valueRange(after: index), strength: 0.97 * label.strength, paper: paper)
    }

    /// A name at the beginning of the range, behind a form of address if there is one.
    static func candidate(in range: Range<Int>, strength: Double, paper: Paper) -> Candidate? {
        var start = range.lowerBound
        if let title = titleEnd(at: start, in: paper) { start = title }
        let run = nameRun(from: start, limit: range.upperBound, in: paper)
        let text = paper.scan.printed(run)
        guard PersonName.isPlausible(text) else { return nil }
        let name = PersonName.withFamilyNameRestored(PersonName.titled(text))
        guard let candidate = Candidate(name, in: paper.passage, at: run, strength: strength) else { return nil }
        let share = PersonName.syllableShare(name)
        // What follows the name on the line should not be more of it.
        let rest = paper.trimmed(run.upperBound..<max(run.upperBound, range.upperBound))
        let leftover = rest.isEmpty || !paper.scan.isWordStart(rest.lowerBound) || rest.lowerBound > run.upperBound + 1
        let isClean = !name.contains { !$0.isLetter && $0 != " " } && !isCut(at: run.upperBound, in: paper)
        return candidate.weakened(by: (share < 1 || !isClean ? 0.6 : 1) * (leftover ? 1 : 0.8))
    }

    /// Whether a sign inside a word ended the name: "Đỗ Quan`g".
    private static func isCut(at end: Int, in paper: Paper) -> Bool {
        guard end < paper.scan.count, paper.scan.bytes[end] != ScannableText.blank else { return false }
        return end + 1 < paper.scan.count && ScannableText.isWordByte(paper.scan.bytes[end + 1])
    }

    /// Persons addressed as ông, bà, anh or chị in running text, in order.
    static func mentions(in paper: Paper, offsets: Range<Int>) -> [(candidate: Candidate, range: Range<Int>)] {
        var found: [(Candidate, Range<Int>)] = []
        for start in offsets where paper.scan.isWordStart(start) {
            guard let nameStart = titleEnd(at: start, in: paper), !isPartOfPlace(start, in: paper) else { continue }
            let run = nameRun(from: nameStart, limit: min(paper.scan.count, nameStart + 60), in: paper)
            guard let candidate = candidate(in: run, strength: 0.92, paper: paper) else { continue }
            found.append((candidate, run))
        }
        return found
    }

    private static let titles = [
        "ong (ba)", "ong/ba", "ong, ba", "ong ba", "ong", "ba", "anh", "chi", "ho ong", "ho ba",
    ]
    .map { Array($0.utf8) }

    /// Offset behind a form of address and its colon.
    private static func titleEnd(at start: Int, in paper: Paper) -> Int? {
        let scan = paper.scan
        for title in titles where scan.matches(title, at: start) && scan.isWordEnd(start + title.count) {
            var end = scan.skippingSpaces(from: start + title.count)
            if end < scan.count, scan.bytes[end] == UInt8(ascii: ":") { end = scan.skippingSpaces(from: end + 1) }
            return end > start + title.count ? end : nil
        }
        return nil
    }

    /// "đường Bà Triệu" is no person.
    private static func isPartOfPlace(_ start: Int, in paper: Paper) -> Bool {
        let before = paper.scan.printed(max(0, start - 12)..<start).split(separator: " ").last.map(String.init) ?? ""
        return places.contains(Folding.exact(before))
    }

    /// With marks, for "cho bà" is not "chợ Bà".
    private static let places: Set<String> = [
        "đường", "phố", "chợ", "cầu", "bến", "tỉnh", "xã", "phường", "núi", "hẻm", "ngõ", "đền", "chùa",
    ]

    /// The longest run of words with capitals.
    private static func nameRun(from start: Int, limit: Int, in paper: Paper) -> Range<Int> {
        let scan = paper.scan
        var end = start
        var offset = start
        var words = 0
        while offset < limit, words < 6 {
            let wordEnd = (offset..<limit).first { scan.bytes[$0] == ScannableText.blank } ?? limit
            let printed = scan.characters[offset..<wordEnd]
            guard let first = printed.first, first.isUppercase else { break }
            // In a name printed in mixed case a word in capitals begins something else: "Đinh Thị Quế NGƯỜI KHAI".
            // and the other way round: "KIỀU HỮU TIỆP Giới tính".
            if words > 0, wordEnd - offset > 1, isMixed(scan.characters[start..<end]) != isMixed(printed) { break }
            let letters = printed.prefix { $0.isLetter || $0 == "'" || $0 == "’" || $0 == "-" }
            words += 1
            end = offset + letters.count
            if letters.count < printed.count { break }
            offset = wordEnd + 1
        }
        return start..<end
    }

    private static func isMixed(_ characters: ArraySlice<Character>) -> Bool {
        characters.contains(where: \.isLowercase)
    }
}
