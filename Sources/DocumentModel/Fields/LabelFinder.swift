import VietnameseText

/// A label found in a passage.
struct LabelHit: Sendable {
    var meaning: LabelMeaning
    /// Offsets of the label with what belongs to it: "(viết chữ in hoa)", "/ Full name", the colon.
    var range: Range<Int>
    /// 1 for a label read letter by letter, less for one with wrong letters.
    var strength: Double
    var hasColon: Bool
}

/// Finds labels, tolerant of recognition errors, blanks and remarks in brackets.
enum LabelFinder {
    /// All labels in order; they do not overlap.
    static func hits(in passage: Passage) -> [LabelHit] {
        let exact = exactHits(in: passage)
        let taken = exact.map(\.range)
        let fuzzy = fuzzyHits(in: passage).filter { hit in !taken.contains { $0.overlaps(hit.range) } }
        return (exact + fuzzy).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    // MARK: Exact

    private static let byFirstByte = Dictionary(grouping: FieldLabel.all) { $0.text[0] }

    private static func exactHits(in passage: Passage) -> [LabelHit] {
        let scan = passage.scan
        var hits: [LabelHit] = []
        var offset = 0
        while offset < scan.count {
            if scan.isWordStart(offset), let hit = exactHit(in: passage, at: offset) {
                hits.append(hit)
                offset = hit.range.upperBound
            } else {
                offset += 1
            }
        }
        return hits
    }

    private static func exactHit(in passage: Passage, at start: Int) -> LabelHit? {
        let scan = passage.scan
        for label in byFirstByte[scan.bytes[start]] ?? [] where scan.matches(label.text, at: start) {
            let end = start + label.text.count
            // In running text a label may be broken, on a form it never is: "BẢN MẪU" / "Số".
            guard scan.isWordEnd(end),
                passage.lineEnd(at: start) >= end || (label.isBare && runsOn(start..<end, in: passage))
            else { continue }
            if let colon = colonEnd(in: passage, after: end) {
                return LabelHit(meaning: label.meaning, range: start..<colon, strength: 1, hasColon: true)
            }
            let opensLine = label.text.count >= 8 && isAtLineStart(start, in: passage)
            if label.isBare || opensLine {
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

    /// Whether nothing but numbering ("5.", "a)", "-") stands before the offset on its line.
    static func isAtLineStart(_ offset: Int, in passage: Passage) -> Bool {
        guard let line = passage.lineIndex(at: offset) else { return false }
        let before = passage.lines[line].range.lowerBound..<offset
        return before.count <= 5 && before.count { ScannableText.isLetterByte(passage.scan.bytes[$0]) } <= 1
    }

    // MARK: With wrong letters

    /// Labels with wrong letters: only directly before a colon, where a label is to be expected.
    private static func fuzzyHits(in passage: Passage) -> [LabelHit] {
        let scan = passage.scan
        return scan.bytes.indices.compactMap { colon in
            guard scan.bytes[colon] == UInt8(ascii: ":"), let line = passage.lineIndex(at: colon) else { return nil }
            let from = max(passage.lines[line].range.lowerBound, colon - 48)
            let end = (from..<colon).last { ScannableText.isLetterByte(scan.bytes[$0]) }.map { $0 + 1 } ?? colon
            return fuzzyHit(in: scan, starts: from..<end, colon: colon)
        }
    }

    /// For each length of a chunk the labels that it can be with wrong letters.
    private static let byLength: [Int: [FieldLabel]] = {
        var table: [Int: [FieldLabel]] = [:]
        for label in FieldLabel.all where label.text.count >= 7 {
            let limit = label.text.count / 6
            for length in (label.text.count - limit)...(label.text.count + limit) {
                table[length, default: []].append(label)
            }
        }
        return table
    }()

    private static func fuzzyHit(in scan: ScannableText, starts: Range<Int>, colon: Int) -> LabelHit? {
        var best: (label: FieldLabel, start: Int, edits: Int)?
        for start in starts where scan.isWordStart(start) {
            let chunk = scan.bytes[start..<starts.upperBound]
            for label in byLength[chunk.count] ?? [] {
                let limit = label.text.count / 6
                // Recognition rarely mistakes both ends of a label.
                guard label.text.first == chunk.first || label.text.last == chunk.last,
                    let edits = EditDistance.distance(label.text[...], chunk, limit: limit)
                else { continue }
                if edits < best?.edits ?? Int.max { best = (label, start, edits) }
            }
        }
        guard let best else { return nil }
        let strength = 1 - 0.6 * Double(best.edits) / Double(best.label.text.count)
        return LabelHit(
            meaning: best.label.meaning, range: best.start..<(colon + 1), strength: strength, hasColon: true)
    }
}
