import VietnameseText

/// Reads the agency that issued a paper, or to which an application is addressed.
enum AgencyReader {
    static func read(_ paper: Paper) -> Candidate? {
        switch paper.kind?.name {
        case "don_de_nghi", "to_khai":
            return labelled(.addressee, in: paper)
        case "khai_sinh", "ket_hon":
            return labelled(.registrar, in: paper) ?? block(in: paper)
        default:
            return block(in: paper)
        }
    }

    // MARK: Labels

    private static func labelled(_ meaning: LabelMeaning, in paper: Paper) -> Candidate? {
        paper.labels.indices.lazy.filter { paper.labels[$0].meaning == meaning }
            .compactMap { labelled($0, at: paper.valueRange(after: $0), in: paper) }.first
    }

    /// The agency after a label.
    static func labelled(_ index: Int, at range: Range<Int>, in paper: Paper) -> Candidate? {
        let printed = paper.scan.printed(range).trimmingEnd(of: ".,;:(")
        guard let name = AgencyName.corrected(printed) else { return nil }
        return Candidate(name, in: paper.passage, at: range, strength: 0.95 * paper.labels[index].strength)
    }

    // MARK: Block at the upper left

    /// The lines in capitals above the number; the last agency among them issued the paper, those before are above it.
    private static func block(in paper: Paper) -> Candidate? { blocks(in: paper).last }

    /// The agencies named in the block, the one above first.
    static func blocks(in paper: Paper) -> [Candidate] {
        let end = paper.heading?.line ?? min(12, paper.passage.lines.count)
        let lines = (0..<end).filter { isBlockLine($0, in: paper) }
        return groups(among: lines, in: paper).compactMap { agency($0, in: paper) }
    }

    /// The agency in whose name somebody signs: "TM. ỦY BAN NHÂN DÂN" and what follows.
    static func signer(onLine line: Int, in paper: Paper) -> Candidate? {
        let text = paper.passage.text(ofLine: line)
        let folded = Folding.folded(text)
        guard HeadingFinder.isCapital(text), folded.hasPrefix("tm") || folded.hasPrefix("t/m"),
            let blank = text.firstIndex(where: { $0 == " " || $0 == "." })
        else { return nil }
        let rest = text[blank...].drop { !$0.isLetter }
        guard let name = AgencyName.corrected(AgencyName.sentenceCase(String(rest))), AgencyName.isComplete(name) else {
            return nil
        }
        return source(name, lines: [line], in: paper)
    }

    private static func agency(_ range: [Int], in paper: Paper) -> Candidate? {
        let text = range.map { lettersOnly(paper.passage.text(ofLine: $0)) }.joined(separator: " ")
        guard let name = AgencyName.corrected(AgencyName.sentenceCase(text)) else { return nil }
        guard let candidate = source(name, lines: range, in: paper) else { return nil }
        return AgencyName.isComplete(name) ? candidate : candidate.weakened(by: 0.6)
    }

    /// The lines of each agency of the block.
    private static func groups(among lines: [Int], in paper: Paper) -> [[Int]] {
        var groups: [[Int]] = []
        for line in lines {
            let text = lettersOnly(paper.passage.text(ofLine: line))
            let isOpen =
                groups.last.map { group in
                    !AgencyName.isComplete(
                        group.map { lettersOnly(paper.passage.text(ofLine: $0)) }.joined(separator: " "))
                } ?? false
            if AgencyName.begins(text), !isOpen {
                groups.append([line])
            } else if let last = groups.last?.last, line - last <= 3 {
                groups[groups.count - 1].append(line)
            }
        }
        return groups
    }

    private static func isBlockLine(_ line: Int, in paper: Paper) -> Bool {
        let text = lettersOnly(paper.passage.text(ofLine: line))
        let folded = Folding.folded(text)
        guard HeadingFinder.isCapital(text), text.count >= 3, text.count <= 60 else { return false }
        // "THUẾ CƠ SỞ 4" is a name, a number of more digits belongs to something else.
        guard text.count(where: \.isNumber) <= 2, !text.contains(":"), !text.contains("/") else { return false }
        return !["cong hoa", "xa hoi", "chu nghia", "viet nam", "doc lap", "tu do"].contains(where: folded.contains)
    }

    /// The text without specks at its ends.
    private static func lettersOnly(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, !first.isLetter { rest.removeFirst() }
        while let last = rest.last, !last.isLetter, !last.isNumber { rest.removeLast() }
        return String(rest)
    }

    private static func source(_ name: String, lines: [Int], in paper: Paper) -> Candidate? {
        let parts = lines.compactMap { paper.passage.source(of: paper.passage.lines[$0].range) }
        guard let first = parts.first else { return nil }
        let box = parts.dropFirst().reduce(first.box) { $0.union($1.box) }
        let reliability = lines.reduce(1) {
            $0 * paper.passage.reliability(of: paper.passage.lines[$1].range, doubt: 0.8)
        }
        var candidate = Candidate(value: name, confidence: 95 * reliability, page: first.page, box: box)
        candidate.offset = lines.first.map { paper.passage.lines[$0].range.lowerBound }
        candidate.reliability = reliability
        return candidate
    }
}

/// Names of agencies: how they begin, how they are written in running text.
enum AgencyName {
    /// Beginnings in their right spelling, longer ones before those that they contain.
    private static let beginnings = [
        "Ủy ban nhân dân", "Hội đồng nhân dân", "Chi nhánh Văn phòng đăng ký đất đai", "Văn phòng đăng ký đất đai",
        "Văn phòng công chứng", "Phòng công chứng", "Chi nhánh", "Trung tâm", "Bảo hiểm xã hội", "Kho bạc Nhà nước",
        "Công an", "Chi cục", "Tổng cục", "Cục", "Sở", "Phòng", "Ban", "Bộ", "Văn phòng", "Tòa án nhân dân",
        "Viện kiểm sát nhân dân", "Thanh tra", "Thuế", "Đảng ủy", "Thủ tướng Chính phủ", "Chính phủ", "Ngân hàng",
        "Trạm Y tế", "Bệnh viện", "Trường", "Công ty", "Bộ phận", "Ủy ban Mặt trận Tổ quốc Việt Nam", "UBND", "HĐND",
    ].sorted { $0.count > $1.count }.map { (name: $0, pattern: Array(Folding.folded($0).utf8)) }

    /// Whether the text begins like an agency's name.
    static func begins(_ text: String) -> Bool { beginning(of: text) != nil }

    /// Whether more than the kind of agency is named.
    static func isComplete(_ text: String) -> Bool {
        guard let (name, length) = beginning(of: text) else { return false }
        if complete.contains(name) { return true }
        let rest = Folding.folded(text).dropFirst(length).split(separator: " ")
        // "ỦY BAN NHÂN DÂN PHƯỜNG" still lacks the name.
        return !rest.isEmpty && !(rest.count == 1 && openUnits.contains(String(rest[0])))
    }

    /// The name with its beginning in the right spelling and single blanks; `nil` when it does not begin like one.
    static func corrected(_ text: String) -> String? {
        let single = text.split(separator: " ").joined(separator: " ")
        guard let (name, length) = beginning(of: single), single.count >= length else { return nil }
        let rest = single.dropFirst(length)
        guard name.count + rest.count >= 4, name.count + rest.count <= 120 else { return nil }
        return name + rest
    }

    /// Names that need nothing behind them.
    private static let complete: Set<String> = [
        "Thủ tướng Chính phủ", "Chính phủ", "Văn phòng đăng ký đất đai", "Chi nhánh Văn phòng đăng ký đất đai",
    ]

    private static let openUnits: Set<String> = ["xa", "phuong", "tinh", "huyen", "quan", "thi", "thanh"]

    /// The beginning that the text has, with up to one wrong letter in seven, and its length in the text.
    private static func beginning(of text: String) -> (name: String, length: Int)? {
        let folded = Array(Folding.folded(text).utf8)
        for (name, pattern) in beginnings {
            if let length = prefixLength(of: pattern, in: folded) {
                // Short names need their marks: "Bàn giao …" is no board (ban), "Số …" no department (sở).
                if name.count <= 4, Folding.exact(String(text.prefix(name.count))) != Folding.exact(name) { continue }
                // "TRƯỜNG" alone is the end of "MÔI TRƯỜNG".
                if name == "Trường", length == folded.count { continue }
                return (name, length)
            }
        }
        return nil
    }

    /// How many of the bytes the pattern takes at the beginning of the text, the nearest fit first.
    private static func prefixLength(of pattern: [UInt8], in text: [UInt8]) -> Int? {
        let limit = pattern.count >= 10 ? pattern.count / 8 : 0
        let fits = ((pattern.count - limit)...(pattern.count + limit)).compactMap { length -> (Int, Int)? in
            guard length <= text.count, length == text.count || text[length] == ScannableText.blank,
                let edits = EditDistance.distance(pattern[...], text[..<length], limit: limit)
            else { return nil }
            return (length, edits)
        }
        return fits.min { $0.1 < $1.1 }?.0
    }

    // MARK: Case

    /// `ỦY BAN NHÂN DÂN XÃ ĐÔNG LĨNH` becomes `Ủy ban nhân dân xã Đông Lĩnh`; text in mixed case is kept.
    static func sentenceCase(_ text: String) -> String {
        guard HeadingFinder.isCapital(text) else { return text }
        let lower = text.split(separator: " ").map { Folding.exact(String($0)) }
        var result: [String] = []
        var isProper = false
        for (index, word) in lower.enumerated() {
            let folded = Folding.folded(word)
            if properAfter.contains(folded) || (["thi", "thanh"].contains(folded) && index > 0) {
                isProper = true
                result.append(index == 0 ? PersonName.capitalised(word) : word)
            } else if isProper, !["tran", "xa", "pho", "vuc"].contains(folded) {
                result.append(PersonName.capitalised(word))
            } else {
                let opens = index == 0 || (index == 1 && fieldAfter.contains(Folding.folded(lower[0])))
                result.append(opens ? PersonName.capitalised(word) : word)
            }
        }
        return result.joined(separator: " ")
    }

    private static let properAfter: Set<String> = ["xa", "phuong", "tinh", "huyen", "quan", "vuc", "pho", "tran"]
    private static let fieldAfter: Set<String> = ["so", "phong", "bo", "ban"]
}

extension String {
    /// The text without any of the characters, or blanks, at its end.
    func trimmingEnd(of characters: String) -> String {
        var rest = self[...]
        while let last = rest.last, last == " " || characters.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
