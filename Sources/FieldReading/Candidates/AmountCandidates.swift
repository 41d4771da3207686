import VietnameseText

extension CandidateFinder {
    /// Least amount that a paper states by itself.
    private static let least = 1_000

    /// Every sum on the paper; those that words spell out, too.
    func amounts() -> [FieldCandidate] {
        let spelled = SpelledAmounts.all(in: paper)
        let figures = AmountText.all(in: paper.scan).filter {
            $0.amount >= Self.least && ($0.hasUnit || $0.isGrouped) && !isSomethingElse($0)
                && paper.isOnOneLine($0.range)
        }
        let largest = figures.map(\.amount).max()
        var found = figures.compactMap { match -> FieldCandidate? in
            guard var candidate = FieldCandidate(.amount, "\(match.amount)", at: match.range, in: paper) else {
                return nil
            }
            addLabel(to: &candidate, at: match.range, exact: [.total], near: [.amount])
            candidate.evidence.set(.wellFormed, match.hasUnit)
            candidate.evidence.set(.crossChecked, spelled.contains { $0.amount == match.amount })
            candidate.evidence.set(.crossFailed, !spelled.isEmpty && candidate.evidence[.crossChecked] == 0)
            candidate.evidence.set(.extreme, match.amount == largest && figures.count > 1)
            candidate.evidence.set(.ambiguous, !match.hasUnit && match.amount < 10_000)
            candidate.evidence.set(.kindAgrees, isSum(match.amount, of: figures.map(\.amount)))
            addPlace(to: &candidate)
            // A small number without a unit or label counts something.
            let isAnnounced = candidate.evidence[.exactLabel] + candidate.evidence[.nearLabel] > 0
            return match.hasUnit || match.amount >= 10_000 || isAnnounced ? candidate : nil
        }
        found += spelled.compactMap { reading in
            guard !figures.contains(where: { $0.amount == reading.amount }),
                var candidate = FieldCandidate(.amount, "\(reading.amount)", at: reading.range, in: paper, doubt: 0.5)
            else { return nil }
            candidate.evidence.set(.sentence, true)
            candidate.evidence.set(.extreme, Set(spelled.map(\.amount)).count == 1)
            addLabel(to: &candidate, at: reading.range, exact: [.amountInWords, .total], near: [.amount])
            // One wrong digit is the usual error; a lost word of the sum is no agreement.
            let near = figures.contains { figure in
                let (left, right) = (Array("\(figure.amount)".utf8), Array("\(reading.amount)".utf8))
                return left.count == right.count && zip(left, right).count { $0 != $1 } == 1
            }
            candidate.evidence.set(.broken, SpelledAmounts.isCut(reading.range, in: paper.scan))
            candidate.evidence.set(.crossChecked, near)
            addPlace(to: &candidate)
            return candidate
        }
        return found
    }

    /// Whether square metres or the middle of a longer number were taken for money.
    private func isSomethingElse(_ match: AmountText.Match) -> Bool {
        // "0900 184 792" is a telephone number.
        let before = (0..<match.range.lowerBound).last { paper.scan.bytes[$0] != ScannableText.blank }
        if let before, before + 2 >= match.range.lowerBound, ScannableText.isDigitByte(paper.scan.bytes[before]) {
            return true
        }
        let next = paper.scan.skippingSpaces(from: match.range.upperBound)
        guard !match.hasUnit, next < paper.scan.count else { return false }
        let end = match.range.upperBound
        if [UInt8(ascii: ","), UInt8(ascii: ".")].contains(paper.scan.bytes[end]), end + 1 < paper.scan.count,
            ScannableText.isDigitByte(paper.scan.bytes[end + 1])
        {
            return true
        }
        // "3.547 hồ sơ" counts something.
        if paper.scan.characters[next].isLowercase { return true }
        let rest = paper.scan.folded(next..<min(paper.scan.count, next + 3))
        return rest.hasPrefix("m2") || rest.hasPrefix("m?") || rest.hasPrefix("m ") || rest.hasPrefix("-")
            || rest.hasPrefix("/")
    }

    /// Whether the other sums, one or more of them in a row, add up to it.
    private func isSum(_ amount: Int, of all: [Int]) -> Bool {
        guard let place = all.lastIndex(of: amount), place >= 2 else { return false }
        var sum = 0
        for earlier in all[..<place].reversed() {
            sum += earlier
            if sum == amount, earlier != amount { return true }
            if sum > amount { return false }
        }
        return false
    }
}

/// Sums that are written out in words.
enum SpelledAmounts {
    /// Every run of number words that ends with đồng or stands behind a label for such words.
    static func all(in paper: Paper) -> [(amount: Int, range: Range<Int>)] {
        var found: [(Int, Range<Int>)] = []
        for place in paper.scan.occurrences(of: "dong") {
            guard let (amount, start) = before(place.lowerBound, in: paper.scan) else { continue }
            found.append((amount, start..<place.upperBound))
        }
        for label in paper.labels where label.meaning == .amountInWords {
            let start = label.range.upperBound
            let end = min(paper.passage.lineEnd(at: max(0, start - 1)), paper.scan.count)
            guard start < end, let amount = NumberWords.parse(paper.scan.printed(start..<end)), amount >= 1_000,
                !found.contains(where: { $0.0 == amount }), isMoney(start..<end, amount, in: paper)
            else { continue }
            found.append((amount, start..<end))
        }
        return found
    }

    /// Whether a word stands directly before the sum, which may be part of it and misread.
    static func isCut(_ range: Range<Int>, in scan: ScannableText) -> Bool {
        let before = scan.folded(max(0, range.lowerBound - 3)..<range.lowerBound)
        return before.last == " " && before.dropLast().last?.isLetter ?? false
    }

    /// Whether words behind a label are a sum and not square metres: figures say the same.
    private static func isMoney(_ range: Range<Int>, _ amount: Int, in paper: Paper) -> Bool {
        AmountText.all(in: paper.scan).contains { $0.amount == amount && ($0.hasUnit || $0.isGrouped) }
            && !paper.scan.folded(range.upperBound..<min(paper.scan.count, range.upperBound + 30)).contains("met vuong")
    }

    /// The longest run of number words that ends at the offset.
    private static func before(_ end: Int, in scan: ScannableText) -> (amount: Int, start: Int)? {
        var best: (Int, Int)?
        var start = end
        var words = 0
        while start > 0, words < 24 {
            var first = start
            while first > 0, !ScannableText.isWordByte(scan.bytes[first - 1]) {
                guard scan.bytes[first - 1] == ScannableText.blank || scan.bytes[first - 1] == UInt8(ascii: ",") else {
                    return best
                }
                first -= 1
            }
            while first > 0, ScannableText.isWordByte(scan.bytes[first - 1]) { first -= 1 }
            guard first < start else { break }
            words += 1
            start = first
            if let amount = NumberWords.parse(scan.printed(start..<end)) {
                if amount >= 1_000 { best = (amount, start) }
            } else if words >= 2, best != nil {
                break
            } else if words > 4 {
                break
            }
        }
        return best
    }
}
