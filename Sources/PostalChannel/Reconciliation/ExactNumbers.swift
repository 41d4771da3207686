/// First steps of the cascade: the same number on both sides (rules R1 to R3).
struct ExactNumbers {
    let input: ReconciliationInput

    func run(_ board: inout MatchState) {
        let index = NumberIndex(parcels: input.parcels, lines: input.lines)
        for parcels in index.sharedAmongParcels { board.shareNumber(parcels) }
        index.forEachShared { parcel, line in
            if board.isOpen(parcel: parcel), board.isOpen(line: line) { pairSingles(parcel, line, &board) }
        } others: { group in
            var group = group
            if !input.decisions.isEmpty {
                group.parcels.removeAll { !board.isOpen(parcel: $0) }
                group.lines.removeAll { !board.isOpen(line: $0) }
            }
            if group.parcels.count == 1, group.lines.count == 1 {
                pairSingles(group.parcels[0], group.lines[0], &board)
            } else {
                pairSeveral(group, &board)
            }
        }
        tellOfSeveralNumbers(&board)
    }

    /// Of several numbers in one cell the first that is ours was paired; the parcels of the others are told of the line.
    private func tellOfSeveralNumbers(_ board: inout MatchState) {
        let lines = input.lines.indices.filter { if case .several = input.lines[$0].tracking { true } else { false } }
        guard !lines.isEmpty else { return }
        let parcels = Dictionary(grouping: board.openParcels) { input.parcels[$0].tracking }
        for line in lines {
            guard case .several(let numbers) = input.lines[line].tracking else { continue }
            for parcel in numbers.flatMap({ parcels[$0] ?? [] }) {
                board.doubt(parcel: parcel, line: line, .severalNumbers)
            }
        }
    }

    private func pairSingles(_ parcel: Int, _ line: Int, _ board: inout MatchState) {
        guard !input.forbids(parcel, line) else { return }
        guard
            isSameOrNoName(parcel, line)
                || !PairEvidence(input.parcels[parcel], input.lines[line], input.rules).isContradiction
        else {
            board.doubt(parcel: parcel, line: line, .numberConflict)
            return
        }
        board.pair(parcel: parcel, line: line, by: rule(parcel, line))
    }

    // Fields are looked at where they stand: a parcel or a line is never copied for each of a million pairs.

    private func isSameOrNoName(_ parcel: Int, _ line: Int) -> Bool {
        input.lines[line].recipient.isEmpty || input.parcels[parcel].recipient == input.lines[line].recipient
    }

    private func rule(_ parcel: Int, _ line: Int) -> MatchRule {
        guard let code = input.lines[line].caseCode else { return .number }
        return input.parcels[parcel].cases.contains(code) ? .numberAndCase : .number
    }

    /// Several parcels or lines have one number: each parcel gets the line that agrees best, if one does so more than
    /// all others; what agrees with a paired parcel and is left over is a further line of it.
    private func pairSeveral(_ group: NumberIndex.Group, _ board: inout MatchState) {
        let lines = group.lines.sorted { LineOrder.precedes(input.lines[$0], input.lines[$1]) }
        if group.parcels.count == 1, pairParts(group.parcels[0], lines, &board) { return }
        var openLines = lines
        var openParcels = group.parcels
        while let best = bestPair(openParcels, openLines) {
            guard best.isClear else {
                board.doubt(parcel: best.parcel, line: best.line, .severalCandidates)
                break
            }
            let isSimple = group.parcels.count == 1
            board.pair(
                parcel: best.parcel, line: best.line,
                by: isSimple ? rule(best.parcel, best.line) : .numberAndFields,
                runnerUp: best.runnerUp)
            openParcels.removeAll { $0 == best.parcel }
            openLines.removeAll { $0 == best.line }
            for line in openLines where LineOrder.isCopy(input.lines[line], input.lines[best.line]) {
                board.addDuplicate(parcel: best.parcel, line: line, by: .numberAndFields)
            }
            openLines.removeAll { !board.isOpen(line: $0) }
        }
        settleRest(group, openLines, &board)
    }

    /// Several lines that tell of one item: its way, a refund, a surcharge. They are taken together when all of them can
    /// be the parcel and none charges again what another charges.
    private func pairParts(_ parcel: Int, _ lines: [Int], _ board: inout MatchState) -> Bool {
        guard lines.count > 1, lines.allSatisfy({ isSameItem(parcel, $0) && !input.forbids(parcel, $0) }),
            let main = ItemParts.main(lines, of: input.lines), ItemParts.areParts(lines.map { input.lines[$0] })
        else { return false }
        board.pair(parcel: parcel, line: main, by: rule(parcel, main))
        for line in lines where line != main { board.addPart(parcel: parcel, line: line, by: .numberAndFields) }
        return true
    }

    /// Lines left over are further lines of the parcel that they agree with, or another item under the same number.
    private func settleRest(_ group: NumberIndex.Group, _ lines: [Int], _ board: inout MatchState) {
        let paired = group.parcels.filter { !board.isOpen(parcel: $0) }
        for line in lines {
            let candidates = paired.filter { isSameItem($0, line) && !input.forbids($0, line) }
            if candidates.count == 1 {
                board.addDuplicate(parcel: candidates[0], line: line, by: .numberAndFields)
            } else {
                for parcel in group.parcels { board.doubt(parcel: parcel, line: line, .numberConflict) }
                if !paired.isEmpty { board.reuse(line: line) }
            }
        }
    }

    private func isSameItem(_ parcel: Int, _ line: Int) -> Bool {
        let evidence = PairEvidence(input.parcels[parcel], input.lines[line], input.rules)
        return evidence.isInWindow && evidence.caseCode != .differs && evidence.name != .differs
    }

    private struct BestPair {
        var parcel: Int
        var line: Int
        /// Whether it agrees more than any other pair of the same parcel or the same line.
        var isClear: Bool
        var runnerUp: RunnerUp?
    }

    /// Groups beyond this are no mistake of a clerk; a person looks at them.
    private static let largestGroup = 64

    private func bestPair(_ parcels: [Int], _ lines: [Int]) -> BestPair? {
        guard parcels.count * lines.count <= Self.largestGroup * Self.largestGroup else { return nil }
        var best: (score: Int, parcel: Int, line: Int)?
        var scores: [(score: Int, parcel: Int, line: Int)] = []
        for parcel in parcels {
            for line in lines {
                let evidence = PairEvidence(input.parcels[parcel], input.lines[line], input.rules)
                guard !evidence.isContradiction, !input.forbids(parcel, line) else { continue }
                let score = (evidence.score, parcel, line)
                scores.append(score)
                if best.map({ score.0 > $0.score }) ?? true { best = score }
            }
        }
        guard let best else { return nil }
        let rivals = scores.filter { rival in
            guard rival.parcel != best.parcel || rival.line != best.line else { return false }
            if rival.parcel == best.parcel {
                return !LineOrder.isCopy(input.lines[rival.line], input.lines[best.line])
            }
            return rival.line == best.line
        }
        let rival = rivals.max { $0.score < $1.score }
        return BestPair(
            parcel: best.parcel, line: best.line,
            isClear: rival.map { $0.score < best.score || $0.parcel == best.parcel } ?? true,
            runnerUp: rival.map { $0.parcel == best.parcel ? .line($0.line) : .parcel($0.parcel) })
    }
}

/// An order of statement lines by what they say, so that their places in files decide nothing but between equals.
public enum LineOrder {
    /// Whether two lines say the same.
    static func isCopy(_ a: StatementLine, _ b: StatementLine) -> Bool {
        a.tracking.text == b.tracking.text && a.accepted == b.accepted && a.delivered == b.delivered
            && a.recipient == b.recipient && a.collected == b.collected && a.fee == b.fee && a.status == b.status
            && a.weight == b.weight
    }

    public static func precedes(_ a: StatementLine, _ b: StatementLine) -> Bool {
        if a.tracking.text != b.tracking.text { return a.tracking.text < b.tracking.text }
        let times = (moment(a.accepted), moment(b.accepted), moment(a.delivered), moment(b.delivered))
        if times.0 != times.1 { return times.0 < times.1 }
        if times.2 != times.3 { return times.2 < times.3 }
        if a.recipient != b.recipient { return a.recipient < b.recipient }
        if a.fee != b.fee { return (a.fee ?? .zero) < (b.fee ?? .zero) }
        if a.collected != b.collected { return (a.collected ?? .zero) < (b.collected ?? .zero) }
        return a.place < b.place
    }

    private static func moment(_ time: PostalTime?) -> Int64 { time?.instant.milliseconds ?? .min }
}
