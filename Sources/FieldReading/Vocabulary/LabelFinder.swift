import VietnameseText

/// A label found in a passage.
struct LabelHit: Sendable {
    var meaning: LabelMeaning
    /// Offsets of the label with what belongs to it: "(viết chữ in hoa)", "/ Full name", the colon.
    var range: Range<Int>
    /// 1 for a label read letter by letter, less for one with wrong letters.
    var strength: Double
    var hasColon: Bool
    /// Whether it fills its line or cell, so that its value stands to its right or below.
    var fillsLine = false
}

/// Finds labels, tolerant of recognition errors, blanks and remarks in brackets.
enum LabelFinder {
    /// All labels in order; they do not overlap.
    static func hits(in passage: Passage, _ index: LabelIndex) -> [LabelHit] {
        let exact = exactHits(in: passage, index)
        let taken = exact.map(\.range)
        let closed = Set(exact.filter(\.hasColon).map { $0.range.upperBound - 1 })
        let fuzzy = fuzzyHits(in: passage, index, except: closed)
            .filter { hit in !taken.contains { $0.overlaps(hit.range) } }
        return (exact + fuzzy).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    // MARK: Exact

    private static func exactHits(in passage: Passage, _ index: LabelIndex) -> [LabelHit] {
        let scan = passage.scan
        var hits: [LabelHit] = []
        var offset = 0
        while offset < scan.count {
            if scan.isWordStart(offset), let hit = exactHit(in: passage, at: offset, index) {
                hits.append(hit)
                offset = hit.range.upperBound
            } else {
                offset += 1
            }
        }
        return hits
    }

    private static func exactHit(in passage: Passage, at start: Int, _ index: LabelIndex) -> LabelHit? {
        for (label, end) in index.matches(in: passage.scan, at: start) {
            // In running text a label may be broken, on a form it never is: "BẢN MẪU" / "Số".
            guard passage.lineEnd(at: start) >= end || (label.isBare && runsOn(start..<end, in: passage)) else {
                continue
            }
            if let colon = colonEnd(in: passage, after: end) {
                let meaning = second(after: end, before: colon, in: passage, index) ?? label.meaning
                return LabelHit(meaning: meaning, range: start..<colon, strength: 1, hasColon: true)
            }
            let opensLine = isAtLineStart(start, in: passage)
            // "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ" is a heading.
            let isHeading = HeadingFinder.isCapital(passage.text(ofLine: passage.lineIndex(at: start) ?? 0))
            if opensLine, let lineEnd = filledLineEnd(in: passage, after: end), label.text.count >= 5 {
                return LabelHit(
                    meaning: label.meaning, range: start..<lineEnd, strength: 0.9, hasColon: false, fillsLine: true)
            }
            if opensLine, let colon = laterColon(in: passage, after: end), label.text.contains(ScannableText.blank) {
                return LabelHit(meaning: label.meaning, range: start..<colon, strength: 0.8, hasColon: true)
            }
            if label.isBare || (opensLine && label.text.count >= 8 && !isHeading) {
                let strength = label.isBare ? 1 : 0.9
                return LabelHit(meaning: label.meaning, range: start..<end, strength: strength, hasColon: false)
            }
        }
        return nil
    }

    /// Whether a phrase over a line break is one phrase of running text; "SƠ ĐỒ THỬA ĐẤT" / "Số …" is not.
    private static func runsOn(_ range: Range<Int>, in passage: Passage) -> Bool {
        !HeadingFinder.isCapital(passage.scan.printed(range.lowerBound..<passage.lineEnd(at: range.lowerBound)))
    }

    /// End of the line when nothing but a remark in brackets follows.
    private static func filledLineEnd(in passage: Passage, after end: Int) -> Int? {
        let scan = passage.scan
        let lineEnd = passage.lineEnd(at: end - 1)
        let rest = scan.skippingSpaces(from: end)
        guard rest < lineEnd else { return lineEnd }
        let isRemark = scan.bytes[rest] == UInt8(ascii: "(") && scan.bytes[lineEnd - 1] == UInt8(ascii: ")")
        let hasWords = (rest..<lineEnd).contains { ScannableText.isWordByte(scan.bytes[$0]) }
        return isRemark || !hasWords ? lineEnd : nil
    }

    /// What the second of two labels means that stand before one colon, "Mã số thuế / Số định danh cá nhân:", where it says
    /// more than the first.
    private static func second(
        after end: Int, before colon: Int, in passage: Passage, _ index: LabelIndex
    ) -> LabelMeaning? {
        let scan = passage.scan
        let sign = scan.skippingSpaces(from: end)
        guard sign < colon, scan.bytes[sign] == UInt8(ascii: "/") else { return nil }
        let start = scan.skippingSpaces(from: sign + 1)
        guard let (label, last) = index.matches(in: scan, at: start).first, last <= colon,
            [.idNumber, .number, .birthDate, .address, .total].contains(label.meaning)
        else { return nil }
        return label.meaning
    }

    /// End of a colon behind at most three more words: "Họ và tên người bệnh (chữ in hoa):".
    private static func laterColon(in passage: Passage, after end: Int) -> Int? {
        let scan = passage.scan
        let limit = min(passage.lineEnd(at: end - 1), end + 30)
        guard let colon = (end..<max(end, limit)).first(where: { scan.bytes[$0] == UInt8(ascii: ":") }) else {
            return nil
        }
        let between = scan.folded(end..<colon)
        let words = between.split { !$0.isLetter }
        guard words.count <= 3, !between.contains(where: { $0.isNumber || $0 == "," || $0 == "." || $0 == ";" }),
            !scan.characters[end..<colon].contains(where: \.isUppercase)
        else { return nil }
        return colon + 1
    }

    /// End of the colon that belongs to a label ending at `end`: right behind it or behind brackets, an English
    /// translation or a footnote mark.
    private static func colonEnd(in passage: Passage, after end: Int) -> Int? {
        let scan = passage.scan
        let limit = min(passage.lineEnd(at: end), end + 60)
        var offset = scan.skippingSpaces(from: end)
        while offset < limit {
            switch scan.bytes[offset] {
            case UInt8(ascii: ":"), UInt8(ascii: ";"):
                return offset + 1
            case UInt8(ascii: "("), UInt8(ascii: "["):
                let closes = [UInt8(ascii: ")"), UInt8(ascii: "]")]
                guard let close = (offset..<limit).first(where: { closes.contains(scan.bytes[$0]) }) else { return nil }
                offset = scan.skippingSpaces(from: close + 1)
            case UInt8(ascii: "/"):
                return (offset..<limit).first { scan.bytes[$0] == UInt8(ascii: ":") }.map { $0 + 1 }
            case UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "."):
                offset = scan.skippingSpaces(from: offset + 1)
            default:
                return nil
            }
        }
        return nil
    }

    /// Whether nothing but numbering ("5.", "a)", "-", "2.1.5.") stands before the offset on its line.
    static func isAtLineStart(_ offset: Int, in passage: Passage) -> Bool {
        guard let line = passage.lineIndex(at: offset) else { return false }
        let before = passage.lines[line].range.lowerBound..<offset
        return before.count <= 8 && before.count { ScannableText.isLetterByte(passage.scan.bytes[$0]) } <= 1
    }

    // MARK: With wrong letters

    /// Labels with wrong letters: only directly before a colon, where a label is to be expected.
    /// - Parameter closed: colons of labels that were read letter by letter.
    private static func fuzzyHits(in passage: Passage, _ index: LabelIndex, except closed: Set<Int>) -> [LabelHit] {
        let scan = passage.scan
        return scan.bytes.indices.compactMap { colon in
            guard scan.bytes[colon] == UInt8(ascii: ":"), !closed.contains(colon),
                let line = passage.lineIndex(at: colon)
            else { return nil }
            let from = max(passage.lines[line].range.lowerBound, colon - 48)
            let end = (from..<colon).last { ScannableText.isLetterByte(scan.bytes[$0]) }.map { $0 + 1 } ?? colon
            return fuzzyHit(in: scan, starts: from..<end, colon: colon, index)
        }
    }

    private static func fuzzyHit(
        in scan: ScannableText, starts: Range<Int>, colon: Int, _ index: LabelIndex
    ) -> LabelHit? {
        var best: (label: FieldLabel, start: Int, edits: Int)?
        for start in starts where scan.isWordStart(start) {
            guard let near = index.nearest(to: scan.bytes[start..<starts.upperBound]) else { continue }
            if near.edits < best?.edits ?? Int.max { best = (near.label, start, near.edits) }
        }
        guard let best else { return nil }
        let strength = 1 - 0.6 * Double(best.edits) / Double(best.label.text.count)
        return LabelHit(
            meaning: best.label.meaning, range: best.start..<(colon + 1), strength: strength, hasColon: true)
    }
}
