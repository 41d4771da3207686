/// Turns what was paired into entries with outcomes and remarks.
struct ResultBuilder {
    private let input: ReconciliationInput
    private let board: MatchState
    private let coverage: Coverage
    private let verdicts: Verdicts
    /// Parcels of which a case has further parcels in the same direction.
    private let crowded: Set<Int>
    /// See ``ReconciliationResult/combinedLines``.
    let combinedLines: [Int: StatementLine]
    /// The last day that counts, where somebody has set one.
    private let lastDay: Int?

    init(input: ReconciliationInput, board: MatchState, crowded: Set<Int>) {
        self.input = input
        self.board = board
        self.crowded = crowded
        coverage = Coverage(input.statements, input.lines)
        combinedLines = Self.combinedLines(input, board)
        lastDay = input.cutOff?.daysSinceEpoch
        verdicts = Verdicts(
            rules: input.rules, cutOff: lastDay ?? coverage.lastDay)
    }

    func entries() -> [ReconciledEntry] {
        let furtherLines = Dictionary(grouping: board.duplicates, by: \.parcel)
        let pairs = pairsByParcel
        let places = parcelsByIdentity
        let (first, second) = Parallel.run {
            entries(of: places[..<(places.count / 2)], pairs, furtherLines)
        } and: {
            entries(of: places[(places.count / 2)...], pairs, furtherLines)
        }
        let openLines = board.openLines
        return first + second
            + openLines.sorted { LineOrder.precedes(input.lines[$0], input.lines[$1]) }.map(aloneLine)
    }

    private static func combinedLines(_ input: ReconciliationInput, _ board: MatchState) -> [Int: StatementLine] {
        let parts = Dictionary(grouping: board.duplicates.lazy.filter(\.isPart), by: \.parcel)
        guard !parts.isEmpty else { return [:] }
        let pairs = board.pairs.lazy.filter { parts[$0.parcel] != nil }.map { pair in
            (
                pair.line,
                ItemParts.combined(input.lines[pair.line], parts[pair.parcel, default: []].map { input.lines[$0.line] })
            )
        }
        return Dictionary(Array(pairs)) { first, _ in first }
    }

    /// The place of each parcel's pair; −1 for those without.
    private var pairsByParcel: [Int32] {
        var pairs = [Int32](repeating: -1, count: input.parcels.count)
        for (place, pair) in board.pairs.enumerated() { pairs[pair.parcel] = Int32(place) }
        return pairs
    }

    /// - Parameter pairs: see ``pairsByParcel``.
    private func entries(
        of parcels: ArraySlice<Int>, _ pairs: [Int32], _ furtherLines: [Int: [MatchState.Pair]]
    ) -> [ReconciledEntry] {
        var entries: [ReconciledEntry] = []
        entries.reserveCapacity(parcels.count + board.duplicates.count)
        for parcel in parcels {
            let further = furtherLines.isEmpty ? nil : furtherLines[parcel]
            if pairs[parcel] >= 0 {
                entries.append(
                    pair(board.pairs[Int(pairs[parcel])], isDuplicated: further?.contains { !$0.isPart } ?? false))
            } else {
                entries.append(aloneParcel(parcel))
            }
            guard let further else { continue }
            entries += further.sorted { LineOrder.precedes(input.lines[$0.line], input.lines[$1.line]) }.map(duplicate)
        }
        return entries
    }

    /// The ledger gives parcels in this order already.
    private var parcelsByIdentity: [Int] {
        let places = Array(input.parcels.indices)
        let isSorted = places.dropFirst().allSatisfy { input.parcels[$0 - 1].id <= input.parcels[$0].id }
        return isSorted
            ? places : places.sorted { (input.parcels[$0].id, $0) < (input.parcels[$1].id, $1) }
    }

    // MARK: Kinds of entries

    private func pair(_ pair: MatchState.Pair, isDuplicated: Bool) -> ReconciledEntry {
        let line = combinedLines.isEmpty ? input.lines[pair.line] : combinedLines[pair.line] ?? input.lines[pair.line]
        if isAfterCutOff(input.parcels[pair.parcel]) || isAfterCutOff(line) {
            return ReconciledEntry(
                parcel: pair.parcel, line: pair.line, rule: pair.rule, outcomes: [], remarks: RemarkSet(.afterCutOff))
        }
        var outcomes = verdicts.differences(input.parcels[pair.parcel], line)
        if isDuplicated { outcomes.insert(.duplicateLine) }
        if board.sharedNumbers.contains(pair.parcel) { outcomes.insert(.trackingReused) }
        if isMistyped(pair) { outcomes.insert(.checkDigitTypo) }
        if pair.rule == .lossyNumber { outcomes.insert(.numericTrackingLossy) }
        if outcomes.isEmpty { outcomes = OutcomeSet(.matched).union(information(pair.parcel, line)) }
        var remarks = verdicts.remarks(
            input.parcels[pair.parcel], line, input.facts[input.parcels[pair.parcel].id])
        // An item on several statements was taken in the days of one of them.
        if combinedLines[pair.line] == nil, coverage.isOutside(line) { remarks.insert(.wrongPeriod) }
        if input.outdatedDecisions.contains(input.parcels[pair.parcel].id) { remarks.insert(.decisionOutdated) }
        remarks.formUnion(board.remarksOfParcels[pair.parcel]?.intersection(Self.remarksOfPairs) ?? [])
        if line.tracking == .none { remarks.insert(.numberMissing) }
        if hasLostZeros(pair) { remarks.insert(.leadingZerosLost) }
        return ReconciledEntry(
            parcel: pair.parcel, line: pair.line, rule: pair.rule, outcomes: outcomes, remarks: remarks,
            runnerUp: pair.runnerUp ?? board.runnersUpOfParcels[pair.parcel])
    }

    /// A pair stays in doubt only when a further line of its number is not explained.
    private static let remarksOfPairs = RemarkSet(.numberConflict)

    private func duplicate(_ pair: MatchState.Pair) -> ReconciledEntry {
        if pair.isPart {
            return ReconciledEntry(
                parcel: pair.parcel, line: pair.line, rule: pair.rule, outcomes: [], remarks: RemarkSet(.partOfItem),
                isFurtherLine: true)
        }
        return ReconciledEntry(
            parcel: pair.parcel, line: pair.line, rule: pair.rule, outcomes: OutcomeSet(.duplicateLine),
            isFurtherLine: true)
    }

    private func aloneParcel(_ place: Int) -> ReconciledEntry {
        let parcel = input.parcels[place]
        if isAfterCutOff(parcel) {
            return ReconciledEntry(parcel: place, outcomes: [], remarks: RemarkSet(.afterCutOff))
        }
        var outcomes: OutcomeSet = []
        var remarks = input.facts[parcel.id].map(verdicts.remarks) ?? []
        remarks.formUnion(board.remarksOfParcels[place] ?? [])
        if input.outdatedDecisions.contains(parcel.id) { remarks.insert(.decisionOutdated) }
        if parcel.status != .prepared, parcel.status != .cancelled, coverage.includes(parcel, input.rules) {
            outcomes.insert(.missingInStatement)
        } else {
            remarks.insert(.awaitingStatement)
        }
        if board.sharedNumbers.contains(place) { outcomes.insert(.trackingReused) }
        if verdicts.isOverdue(parcel, parcel.status, delivered: nil) { remarks.insert(.overdue) }
        return ReconciledEntry(
            parcel: place, outcomes: outcomes, remarks: remarks, runnerUp: board.runnersUpOfParcels[place])
    }

    private func aloneLine(_ place: Int) -> ReconciledEntry {
        let outcome: Outcome = board.reusedLines.contains(place) ? .trackingReused : .missingInOurs
        var remarks = board.remarksOfLines[place] ?? []
        let line = input.lines[place]
        if isAfterCutOff(line) { return ReconciledEntry(line: place, outcomes: [], remarks: RemarkSet(.afterCutOff)) }
        if coverage.isOutside(line) { remarks.insert(.wrongPeriod) }
        if !line.doubts.isEmpty { remarks.formUnion(verdicts.remarks(line.doubts)) }
        return ReconciledEntry(
            line: place, outcomes: OutcomeSet(outcome), remarks: remarks, runnerUp: board.runnersUpOfLines[place])
    }

    // MARK: Parts

    private func isAfterCutOff(_ parcel: Parcel) -> Bool {
        guard let lastDay, let handedOver = parcel.handedOver else { return false }
        return PostalTime.dayNumber(of: handedOver) > lastDay
    }

    private func isAfterCutOff(_ line: StatementLine) -> Bool {
        guard let lastDay, let time = line.accepted ?? line.delivered else { return false }
        return time.dayNumber > lastDay
    }

    private func isMistyped(_ pair: MatchState.Pair) -> Bool {
        switch pair.rule {
        case .mistypedNumber: true
        case .caseAndFields: input.lines[pair.line].tracking != .none
        case .decided, .numberAndCase, .number, .numberAndFields, .lossyNumber: false
        }
    }

    private func information(_ place: Int, _ line: StatementLine) -> OutcomeSet {
        let parcel = input.parcels[place]
        var outcomes: OutcomeSet = []
        if parcel.recipient != line.recipient, Names.compare(parcel.recipient, line.recipient) == .marksDiffer {
            outcomes.insert(.nameDiacriticsOnly)
        }
        if parcel.cases.count > 1 { outcomes.insert(.twoCasesOneParcel) }
        if crowded.contains(place) { outcomes.insert(.caseInTwoParcels) }
        if case .numeric = line.tracking { outcomes.insert(.numericTracking) }
        if line.tracking.text.utf8.count < parcel.tracking.utf8.count, isWithoutZeros(line, parcel) {
            outcomes.insert(.numericTracking)
        }
        return outcomes
    }

    private func hasLostZeros(_ pair: MatchState.Pair) -> Bool {
        isWithoutZeros(input.lines[pair.line], input.parcels[pair.parcel])
    }

    private func isWithoutZeros(_ line: StatementLine, _ parcel: Parcel) -> Bool {
        switch line.tracking {
        case .written(let number), .numeric(let number):
            number.utf8.count < parcel.tracking.utf8.count && NumberIndex.isSame(number, parcel.tracking)
        case .lossy, .several, .none: false
        }
    }
}
