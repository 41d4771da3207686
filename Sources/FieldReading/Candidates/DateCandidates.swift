import VietnameseText

extension CandidateFinder {
    /// Every day on the paper that can be the one on which it was made.
    func dates() -> [FieldCandidate] {
        let all = DateText.all(in: paper.scan).filter { paper.isPlausible($0.date) }
        let latest = all.map(\.date).max()
        return all.compactMap { match in
            guard var candidate = FieldCandidate(.date, match.date.iso, at: match.range, in: paper) else { return nil }
            addLabel(to: &candidate, at: match.range, exact: [.issueDate])
            candidate.evidence[.place] = DateReader.weight(of: match, in: paper)
            candidate.evidence.set(.extreme, match.date == latest)
            candidate.evidence.set(.wellFormed, match.form == .words)
            candidate.evidence.set(.broken, match.form == .repaired)
            candidate.evidence.set(.cited, isCited(match.range))
            candidate.evidence.set(.faxLine, isOnFaxLine(match.range))
            candidate.evidence.set(.nearLabel, followsIdentity(match.range))
            candidate.evidence.set(.kindAgrees, standsOverSignature(match.range))
            addPlace(to: &candidate)
            // The day of a paper that is cited is never this one's.
            let isOwn = candidate.evidence[.place] >= 0.9 || candidate.evidence[.exactLabel] > 0
            return candidate.evidence[.cited] > 0 && !isOwn ? nil : candidate
        }
    }

    /// Whether words that cite another paper, or its number, stand before the day on its line.
    private func isCited(_ range: Range<Int>) -> Bool {
        let before = paper.scan.folded(paper.lineBefore(range.lowerBound, most: 60))
        let words = before.split { !$0.isLetter }.map(String.init)
        return words.last == "cap" || words.suffix(8).contains { ["cu", "luat", "nghi", "cong", "theo"].contains($0) }
            || before.suffix(40).contains("/") && words.suffix(6).contains("so")
    }

    /// Whether the line is at the very top and bears a time: fax machines print when they received.
    private func isOnFaxLine(_ range: Range<Int>) -> Bool {
        guard let line = paper.passage.lineIndex(at: range.lowerBound) else { return false }
        let text = paper.passage.text(ofLine: line)
        return paper.height(at: range.lowerBound) < 0.05 && text.contains(":")
    }

    /// Whether it is the day on which an identity card was issued: behind its number.
    private func followsIdentity(_ range: Range<Int>) -> Bool {
        let start = max(0, range.lowerBound - 60)
        let part = ScannableText(String(paper.scan.characters[start..<range.lowerBound]))
        return CitizenNumber.all(in: part).contains { _ in true }
    }

    /// Whether nothing but capitals and remarks in brackets follows on the next lines: whoever signs.
    private func standsOverSignature(_ range: Range<Int>) -> Bool {
        guard let line = paper.passage.lineIndex(at: range.lowerBound), paper.height(at: range.lowerBound) > 0.35 else {
            return false
        }
        return (line + 1..<min(line + 4, paper.passage.lines.count)).contains { below in
            let text = paper.passage.text(ofLine: below)
            return text.hasPrefix("(") || (HeadingFinder.isCapital(text) && text.count(where: \.isLetter) >= 5)
        }
    }
}
