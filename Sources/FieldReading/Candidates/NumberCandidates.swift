import VietnameseText

extension CandidateFinder {
    /// Everything that can be the paper's own number.
    func numbers() -> [FieldCandidate] {
        var found: [FieldCandidate] = []
        for (number, range) in DocumentNumber.all(in: paper.scan) {
            // "3ó/NQ" may be 30 or 36.
            let head = paper.scan.characters[range].prefix { $0 != "/" }
            guard head.allSatisfy(\.isASCII) else { continue }
            if let candidate = numberCandidate(number, at: range) { found.append(candidate) }
        }
        for index in paper.labels.indices where paper.labels[index].meaning.isNumber {
            for (range, relation) in paper.valueRanges(after: index) {
                guard let place = NumberToken.first(in: range, of: paper.scan),
                    var candidate = numberCandidate(paper.scan.printed(place), at: place)
                else { continue }
                addLabel(index, relation, to: &candidate, exact: [.number], near: [.serial])
                found.append(candidate)
            }
        }
        for line in paper.passage.lines.indices {
            found += NumberToken.serials(in: paper.passage.lines[line].range, of: paper.scan).compactMap {
                numberCandidate(paper.scan.printed($0), at: $0)
            }
        }
        found += numbersInHeading()
        // The only one that a label at the beginning of a line announces.
        let isAnnounced = { (candidate: FieldCandidate) in
            candidate.evidence[.exactLabel] > 0 && candidate.evidence[.place] > 0 && candidate.evidence[.labelDoubt] < 1
                && candidate.evidence[.ambiguous] == 0
        }
        let announced = Set(found.filter(isAnnounced).map(\.value))
        for index in found.indices where isAnnounced(found[index]) {
            found[index].evidence.set(.extreme, announced.count == 1)
        }
        return found
    }

    private func numberCandidate(_ value: String, at range: Range<Int>) -> FieldCandidate? {
        guard var candidate = FieldCandidate(.number, value, at: range, in: paper) else { return nil }
        addLabel(to: &candidate, at: range, exact: [.number], near: [.serial])
        let before = paper.scan.folded(paper.lineBefore(range.lowerBound, most: 24))
        let words = before.split { !$0.isLetter }.map(String.init)
        let opensLine =
            LabelFinder.isAtLineStart(range.lowerBound, in: paper.passage) || startsWithLabel(range)
            || labelOpensLine(of: range)
        candidate.evidence[.place] = opensLine ? 1 : 0
        candidate.evidence.set(.sentence, words.last == "so" && candidate.evidence[.exactLabel] == 0)
        candidate.evidence.set(.cited, !opensLine && words.count > 1 && words.last == "so")
        candidate.evidence.set(.wellFormed, NumberToken.isNumberAndSymbol(value) || NumberToken.isTracking(value))
        candidate.evidence.set(.code, NumberToken.isTracking(value))
        candidate.evidence.set(
            .ambiguous, NumberToken.isOfAnotherSort(value) || paper.isInTable(range.lowerBound))
        candidate.evidence.set(.kindAgrees, agreesWithKind(value))
        let isRepaired = value.filter(\.isNumber) != paper.scan.printed(range).filter(\.isNumber)
        candidate.evidence.set(.broken, isRepaired || isCut(range))
        addPlace(to: &candidate)
        return candidate
    }

    /// Whether the label that governs the number begins its line.
    private func labelOpensLine(of range: Range<Int>) -> Bool {
        guard let governor = paper.governor(of: range), paper.labels[governor.label].meaning.isNumber else {
            return false
        }
        return LabelFinder.isAtLineStart(paper.labels[governor.label].range.lowerBound, in: paper.passage)
    }

    /// Whether figures that may belong to the number stand to its left: it was cut.
    private func isCut(_ range: Range<Int>) -> Bool {
        guard let line = paper.passage.lineIndex(at: range.lowerBound),
            paper.passage.lines[line].range.lowerBound == range.lowerBound, let left = paper.leftNeighbour(of: line)
        else { return false }
        return paper.scan.bytes[paper.passage.lines[left].range].last.map(ScannableText.isDigitByte) ?? false
    }

    /// Numbers behind "số" in the heading: `MẢNH TRÍCH ĐO ĐỊA CHÍNH SỐ 12-2026`.
    private func numbersInHeading() -> [FieldCandidate] {
        guard let heading = paper.heading else { return [] }
        let line = paper.passage.lines[heading.line].range
        return paper.scan.occurrences(of: "so", in: line).compactMap { place in
            guard let token = NumberToken.first(in: place.upperBound..<line.upperBound, of: paper.scan) else {
                return nil
            }
            var candidate = numberCandidate(paper.scan.printed(token), at: token)
            candidate?.evidence[.place] = 1
            candidate?.evidence[.cited] = 0
            candidate?.evidence[.exactLabel] = 1
            return candidate
        }
    }

    /// Whether "Số" begins the line and the number follows.
    private func startsWithLabel(_ range: Range<Int>) -> Bool {
        let before = paper.scan.folded(paper.lineBefore(range.lowerBound))
        let words = before.split { !$0.isLetter && !$0.isNumber }
        return words.count <= 2 && words.first.map { $0 == "so" || $0.count == 2 } ?? false
    }

    private func agreesWithKind(_ number: String) -> Bool {
        guard let kind = paper.kind, !kind.codes.isEmpty else { return false }
        if kind.codes.contains(NumberToken.shape(of: number)) { return true }
        let parts = number.split { $0 == "/" || $0 == "-" }.dropFirst().map(String.init)
        return parts.contains { part in kind.codes.contains { part == $0 || ($0.count >= 2 && part.hasPrefix($0)) } }
    }
}

/// Numbers of papers that are not number and symbol: serials, codes, tracking numbers.
enum NumberToken {
    /// The number with A for each capital and 0 for each digit: `AA 000000`.
    static func shape(of text: String) -> String {
        String(text.map { $0.isNumber ? "0" : $0.isUppercase ? "A" : $0 })
    }

    /// The first word with digits, with the letters of a serial before it: `0056`, `PT960152`, `CH 989257`.
    static func first(in range: Range<Int>, of scan: ScannableText) -> Range<Int>? {
        let words = words(in: range, of: scan)
        for (index, word) in words.prefix(2).enumerated() {
            let text = scan.printed(word)
            guard text.count(where: \.isNumber) >= 3, text.allSatisfy(isPart) else {
                // Capital letters can be a serial's; anything else is a word before a number of something else.
                if text.allSatisfy({ $0.isUppercase }), text.count <= 5 { continue }
                return nil
            }
            let start = index == 1 ? words[0].lowerBound : word.lowerBound
            return start..<word.upperBound
        }
        return nil
    }

    /// Whether letters follow the slash, at least two behind one another: `12/QĐ-UBND`, but not `09/2026`.
    static func isNumberAndSymbol(_ text: String) -> Bool {
        let parts = text.split { $0 == "/" || $0 == "-" }
        return text.contains("/") && parts.last.map { $0.count >= 2 && $0.allSatisfy(\.isLetter) } ?? false
    }

    /// Serials anywhere: one to five capitals and five to eight digits, `CH 989257`; tracking numbers.
    static func serials(in range: Range<Int>, of scan: ScannableText) -> [Range<Int>] {
        let words = words(in: range, of: scan)
        var found: [Range<Int>] = []
        for (index, word) in words.enumerated() {
            let text = scan.printed(word)
            if isSerial(text) || isTracking(text) { found.append(word) }
            guard index > 0, (5...8).contains(text.count), text.allSatisfy(\.isNumber) else { continue }
            let letters = scan.printed(words[index - 1])
            if (1...4).contains(letters.count), letters.allSatisfy({ $0.isUppercase && $0.isASCII }) {
                found.append(words[index - 1].lowerBound..<word.upperBound)
            }
        }
        return found
    }

    /// Whether the text is a tracking number of the Universal Postal Union, check digit included (standard S10).
    static func isTracking(_ text: String) -> Bool {
        let letters = Array(text.utf8)
        guard letters.count == 13, letters.prefix(2).allSatisfy(isCapital), letters.suffix(2).allSatisfy(isCapital)
        else {
            return false
        }
        let digits = letters[2..<11].compactMap { ScannableText.isDigitByte($0) ? Int($0) - 48 : nil }
        guard digits.count == 9 else { return false }
        let rest = 11 - zip(digits, [8, 6, 4, 2, 3, 5, 9, 7]).reduce(0) { $0 + $1.0 * $1.1 } % 11
        return digits[8] == (rest == 10 ? 0 : rest == 11 ? 5 : rest)
    }

    /// Whether the text is rather a case code, a telephone number, an identity number, a year or a date.
    static func isOfAnotherSort(_ text: String) -> Bool {
        let digits = text.count(where: \.isNumber)
        if text.allSatisfy(\.isNumber) {
            return digits == 12 || digits == 9 || (digits == 10 && text.hasPrefix("09")) || digits < 3
        }
        let isCase = text.contains("-") && text.contains("H") && digits >= 12
        return isCase || text.contains(".")
    }

    private static func isSerial(_ text: String) -> Bool {
        let letters = text.prefix { $0.isUppercase && $0.isASCII }
        let digits = text.dropFirst(letters.count)
        return (1...5).contains(letters.count) && (5...8).contains(digits.count) && digits.allSatisfy(\.isNumber)
    }

    private static func words(in range: Range<Int>, of scan: ScannableText) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let start = scan.skippingSpaces(from: offset)
            guard start < range.upperBound else { break }
            let blank = (start..<range.upperBound).first { scan.bytes[$0] == ScannableText.blank } ?? range.upperBound
            var end = blank
            while end > start, [0x2E, 0x2C, 0x3B, 0x29, 0x3A].contains(scan.bytes[end - 1]) { end -= 1 }
            if end > start { words.append(start..<end) }
            offset = blank
        }
        return words
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isNumber || character.isUppercase || "/-.".contains(character)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
