/// Reads the post's words for a status.
///
/// What a phrase means depends on what it governs: `phát thành công` is a delivery, `chưa phát thành công` is none, and
/// `phát thành công cho người gửi` is a return. So a text is cut into clauses at its punctuation; within a clause the
/// first phrase of the table that it contains counts, together with a negation before it and the sender behind it. The
/// first clause with a meaning decides; a later one changes it only when it says nothing else than its own meaning, as
/// in `phát thành công (hoàn)`. Words that contradict each other are ``PostalStatus/unknown``: a person looks at them.
struct StatusReader {
    private let vocabulary: StatementVocabulary
    /// Each phrase with a blank on both sides.
    private let phrases: [(padded: String, phrase: StatementVocabulary.StatusPhrase)]

    init(_ vocabulary: StatementVocabulary) {
        self.vocabulary = vocabulary
        phrases = vocabulary.statuses.map { (" \($0.phrase) ", $0) }
    }

    /// - Returns: ``PostalStatus/unknown`` for words that the table does not have, and for words that contradict each
    ///   other.
    func read(_ text: String) -> PostalStatus {
        if let status = vocabulary.statusCodes[text.trimmed] { return status }
        let clauses = text.split(whereSeparator: Self.separates).map { FoldedWords(String($0)) }
        var decided: Meaning?
        for clause in clauses where !clause.words.isEmpty {
            guard let meaning = meaning(of: clause) else { continue }
            guard let earlier = decided else {
                decided = meaning
                continue
            }
            if isAboutTheItem(clause) { decided = earlier.followed(by: meaning) }
        }
        return decided?.status ?? .unknown
    }

    private static func separates(_ character: Character) -> Bool {
        switch character {
        case "/", "(", ")", "[", "]", ";", ":", ",", ".", "-", "–", "—", "|", "+", "\n": true
        default: false
        }
    }

    // MARK: One clause

    /// What a clause means.
    private struct Meaning {
        var status: PostalStatus
        /// Whether the clause says nothing else.
        var isWhole: Bool

        /// What both mean together, the later one as a detail of this one.
        func followed(by later: Meaning) -> Meaning {
            if later.status == status { return self }
            switch status {
            case .delivered:
                if later.status.isReturn { return later.isWhole ? later : Meaning(status: .unknown, isWhole: false) }
                let contradicts = later.isWhole && later.status != .inTransit && later.status != .accepted
                return contradicts ? Meaning(status: .unknown, isWhole: false) : self
            case .attemptFailed:
                guard later.isWhole, later.status != .inTransit, later.status != .accepted else { return self }
                return later.status == .delivered ? Meaning(status: .unknown, isWhole: false) : later
            case .inTransit, .accepted, .prepared: return later.isWhole ? later : self
            case .unknown, .refused, .returning, .returned, .lost, .damaged, .cancelled: return self
            }
        }
    }

    /// The first phrase of the table that the clause contains, with what governs it; `nil` when it contains none.
    private func meaning(of clause: FoldedWords) -> Meaning? {
        let text = " \(clause.text) "
        for (padded, phrase) in phrases where text.contains(padded) {
            guard let found = Span(of: phrase.phrase, in: clause) else { continue }
            let isWhole = found.isAll(of: clause, but: vocabulary.statusFillers)
            if phrase.isAlone, !isWhole { continue }
            var meaning = Meaning(status: phrase.status, isWhole: isWhole)
            if let word = found.wordBefore(in: clause), let negated = phrase.status.negated(by: word) {
                return Meaning(status: negated, isWhole: isWhole)
            }
            switch phrase.status {
            case .delivered:
                if let sender = sender(in: clause) {
                    let isReturn = found.reaches(sender, in: clause)
                    return Meaning(status: isReturn ? .returned : .unknown, isWhole: isReturn)
                }
            case .returned, .returning:
                if sender(in: clause) != nil { meaning.isWhole = true }
            case .attemptFailed, .refused, .lost, .damaged, .cancelled:
                if isDeliveredToo(clause, beside: found) { meaning.status = .unknown }
            case .unknown, .prepared, .accepted, .inTransit: break
            }
            return meaning
        }
        return nil
    }

    /// Where the clause names who sent the item.
    private func sender(in clause: FoldedWords) -> Span? {
        vocabulary.senders.lazy.compactMap { Span(of: $0, in: clause) }.first
    }

    /// Whether the clause says, apart from a phrase, that the item was delivered.
    private func isDeliveredToo(_ clause: FoldedWords, beside found: Span) -> Bool {
        phrases.contains { _, phrase in
            guard phrase.status == .delivered, Self.namesADelivery(phrase.phrase),
                let other = Span(of: phrase.phrase, in: clause), !other.overlaps(found)
            else { return false }
            return other.wordBefore(in: clause).flatMap(phrase.status.negated) == nil
        }
    }

    /// Whether a phrase says what was done, and not only that something succeeded.
    private static func namesADelivery(_ phrase: String) -> Bool {
        phrase.split(separator: " ").contains { ["phat", "giao", "nhan", "tra", "delivered"].contains($0) }
    }

    /// Whether a further clause speaks of the item rather than of money and of papers that were taken back.
    private func isAboutTheItem(_ clause: FoldedWords) -> Bool {
        !vocabulary.statusDetails.contains(where: clause.contains)
    }
}

/// Words of a clause that stand together.
private struct Span {
    let words: Range<Int>

    /// Where a phrase stands; `nil` when the clause does not contain it.
    init?(of phrase: String, in clause: FoldedWords) {
        let wanted = phrase.split(separator: " ")
        guard !wanted.isEmpty, wanted.count <= clause.words.count else { return nil }
        let start = (0...(clause.words.count - wanted.count)).first {
            clause.words[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }
        guard let start else { return nil }
        words = start..<(start + wanted.count)
    }

    func overlaps(_ other: Span) -> Bool { words.overlaps(other.words) }

    func isAll(of clause: FoldedWords, but fillers: Set<String>) -> Bool {
        clause.words.indices.allSatisfy { index in
            let word = clause.words[index]
            return words.contains(index) || fillers.contains(String(word)) || word.allSatisfy(\.isNumber)
        }
    }

    func wordBefore(in clause: FoldedWords) -> Substring? {
        words.lowerBound > 0 ? clause.words[words.lowerBound - 1] : nil
    }

    /// Whether only words of direction stand between this and what follows it.
    func reaches(_ other: Span, in clause: FoldedWords) -> Bool {
        if overlaps(other) { return true }
        guard other.words.lowerBound >= words.upperBound else { return false }
        return clause.words[words.upperBound..<other.words.lowerBound].allSatisfy(Self.directions.contains)
    }

    private static let directions: Set<Substring> = ["cho", "toi", "ve", "lai", "den", "tra", "hang", "ben", "noi"]
}

extension PostalStatus {
    /// What remains of a status behind `không`, `chưa`, `hủy`; `nil` for other words.
    fileprivate func negated(by word: Substring) -> PostalStatus? {
        guard ["khong", "chua", "huy", "bo", "cancel"].contains(word) else { return nil }
        switch self {
        case .delivered: return .attemptFailed
        case .returned, .returning: return word == "chua" ? .returning : .inTransit
        case .inTransit, .accepted: return .prepared
        case .unknown, .prepared, .attemptFailed, .refused, .lost, .damaged, .cancelled: return .unknown
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        let isBare = first > 0x20 && last > 0x20 && first < 0x80 && last < 0x80
        if isBare { return self }
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}

extension StatementVocabulary {
    /// What the post's words, or its code, for a status mean; ``PostalStatus/unknown`` when the table has neither.
    public func status(of text: String) -> PostalStatus { StatusReader(self).read(text) }
}
