import VietnameseText

/// Reads parcel number, map sheet and area.
enum LandReader {
    static func parcel(in paper: Paper) -> Candidate? {
        guard let candidate = number(.parcel, in: paper) else { return nil }
        // The drawing bears the number again.
        let isRepeated = paper.scan.occurrences(of: candidate.value).count > 1
        return isRepeated ? candidate.confirmed(by: 0.5) : candidate
    }

    static func mapSheet(in paper: Paper) -> Candidate? { number(.mapSheet, in: paper) }

    /// Square metres; a decimal comma becomes a point.
    static func area(in paper: Paper) -> Candidate? {
        for label in paper.labels where label.meaning == .area {
            let start = label.range.upperBound
            let end = min(paper.scan.count, start + 40)
            if let candidate = area(in: start..<end, strength: label.strength, paper: paper) { return candidate }
        }
        return nil
    }

    private static func number(_ meaning: LabelMeaning, in paper: Paper) -> Candidate? {
        for label in paper.labels where label.meaning == meaning && !label.fillsLine {
            let start = label.range.upperBound
            let limit = min(paper.scan.count, start + 12)
            guard let first = (start..<limit).first(where: { ScannableText.isWordByte(paper.scan.bytes[$0]) }) else {
                continue
            }
            let end = (first..<limit).first { !ScannableText.isDigitByte(paper.scan.bytes[$0]) } ?? limit
            guard (1...5).contains(end - first), paper.scan.isWordEnd(end) else { continue }
            let digits = paper.scan.printed(first..<end)
            guard let value = Int(digits), value > 0 else { continue }
            return Candidate("\(value)", in: paper.passage, at: first..<end, strength: 0.95 * label.strength)
        }
        return nil
    }

    private static func area(in range: Range<Int>, strength: Double, paper: Paper) -> Candidate? {
        guard let (value, place, hasUnit) = squareMetres(in: range, of: paper.scan) else { return nil }
        return Candidate(value, in: paper.passage, at: place, strength: strength * (hasUnit ? 0.95 : 0.6))
    }

    /// The figures at the beginning of a range as square metres, where they stand and whether the unit follows.
    static func squareMetres(
        in range: Range<Int>, of scan: ScannableText
    ) -> (value: String, range: Range<Int>, hasUnit: Bool)? {
        guard let first = range.first(where: { ScannableText.isDigitByte(scan.bytes[$0]) }),
            scan.folded(range.lowerBound..<first).filter(\.isLetter).count <= 4
        else { return nil }
        let figures = (first..<range.upperBound).prefix {
            ScannableText.isDigitByte(scan.bytes[$0]) || scan.bytes[$0] == 0x2E || scan.bytes[$0] == 0x2C
        }
        let printed = scan.printed(first..<(first + figures.count))
        guard let value = squareMetres(printed) else { return nil }
        let unit = scan.skippingSpaces(from: first + figures.count)
        let hasUnit = unit < scan.count && scan.bytes[unit] == UInt8(ascii: "m")
        return (value, first..<(first + figures.count), hasUnit)
    }

    /// `2.791` is 2791, `125,5` is 125.5: points group thousands, a comma or a lone point before one or two digits
    /// marks decimals.
    static func squareMetres(_ printed: String) -> String? {
        let text = printed.trimmingSigns
        let parts = text.split(whereSeparator: { $0 == "." || $0 == "," }).map(String.init)
        guard let head = parts.first, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
        if parts.count == 1 { return Int(head).map(String.init) }
        let last = parts[parts.count - 1]
        let isDecimal = last.count != 3
        let whole = isDecimal ? parts.dropLast() : parts[...]
        guard whole.dropFirst().allSatisfy({ $0.count == 3 }), last.count <= 3, let value = Int(whole.joined()) else {
            return nil
        }
        return isDecimal ? "\(value).\(last)" : "\(value)"
    }
}

extension String {
    /// The text without points and commas at its end.
    fileprivate var trimmingSigns: Substring {
        var rest = self[...]
        while let last = rest.last, last == "." || last == "," { rest.removeLast() }
        return rest
    }
}
