/// Later steps of the cascade: the number is lost, absent or mistyped, and other fields speak for it (rules R4 to R6).
/// Each asks for exactly one candidate; two or more go to a person.
struct FuzzyNumberMatcher {
    let input: ReconciliationInput

    func run(_ board: inout MatchState) {
        pairLossyNumbers(&board)
        pairCases(&board)
        MistypedNumbers(input: input).pair(&board, by: self)
    }

    // MARK: R4

    private func pairLossyNumbers(_ board: inout MatchState) {
        let lines = board.openLines.filter { range(of: input.lines[$0].tracking) != nil }
        guard !lines.isEmpty else { return }
        let parcels = board.openParcels.filter { Int(input.parcels[$0].tracking) != nil }
        let byName = Dictionary(grouping: parcels) { Names.key(input.parcels[$0].recipient) }
        let byCase = Dictionary(
            parcels.flatMap { parcel in input.parcels[parcel].cases.map { ($0, [parcel]) } }, uniquingKeysWith: +)
        propose(lines, by: .lossyNumber, &board) { line in
            let theirs = input.lines[line]
            guard let range = range(of: theirs.tracking) else { return [] }
            let named = byName[Names.key(theirs.recipient)] ?? []
            let cased = theirs.caseCode.flatMap { byCase[$0] } ?? []
            return Set(named + cased).filter { parcel in
                let ours = input.parcels[parcel]
                guard let number = Int(ours.tracking), range.contains(number) else { return false }
                return PairEvidence(ours, theirs, input.rules).replacesNumber
            }
        }
    }

    /// The numbers that a line may mean, when digits were lost: said by the cell, or by so many zeros at the end that a
    /// spreadsheet program must have put them there.
    private func range(of tracking: WrittenTracking) -> ClosedRange<Int>? {
        switch tracking {
        case .lossy(_, let range): return range
        case .numeric(let digits):
            let zeros = digits.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
            guard zeros >= 4, digits.utf8.count - zeros >= 4, let number = Int(digits) else { return nil }
            let unit = (0..<zeros).reduce(1) { product, _ in product * 10 }
            return (number - unit / 2)...(number + unit - 1)
        case .written, .several, .none: return nil
        }
    }

    // MARK: R5

    private func pairCases(_ board: inout MatchState) {
        let lines = board.openLines.filter { input.lines[$0].caseCode != nil && !hasNumberOfItsOwn($0) }
        guard !lines.isEmpty else { return }
        let byCase = Dictionary(
            board.openParcels.flatMap { parcel in input.parcels[parcel].cases.map { ($0, [parcel]) } },
            uniquingKeysWith: +)
        propose(lines, by: .caseAndFields, &board) { line in
            let theirs = input.lines[line]
            let parcels = theirs.caseCode.flatMap { byCase[$0] } ?? []
            return Set(parcels.filter { PairEvidence(input.parcels[$0], theirs, input.rules).replacesNumber })
        }
    }

    /// Whether a line's number is a good one, which then says that it is another item.
    private func hasNumberOfItsOwn(_ line: Int) -> Bool {
        switch input.lines[line].tracking {
        case .none, .lossy: false
        case .written(let number), .numeric(let number): input.rules.formats.standing(of: number) != .wrong
        case .several: true
        }
    }

    // MARK: Exactly one, or ask

    /// Pairs the lines that have exactly one candidate which no other line has; all others are noted as doubts. Copies of
    /// one line count as one, and all but the first become further lines of the parcel.
    func propose(
        _ lines: [Int], by rule: MatchRule, _ board: inout MatchState, candidates: (Int) -> Set<Int>
    ) {
        var proposals: [(line: Int, parcels: [Int])] = []
        var wanting: [Int: [Int]] = [:]
        for line in lines where board.isOpen(line: line) {
            let parcels = candidates(line).filter { !input.forbids($0, line) }.sorted()
            proposals.append((line, parcels))
            for parcel in parcels { wanting[parcel, default: []].append(line) }
        }
        for (line, parcels) in proposals where board.isOpen(line: line) {
            guard parcels.count == 1, let rivals = wanting[parcels[0]], areCopies(rivals) else {
                for parcel in parcels { board.doubt(parcel: parcel, line: line, .severalCandidates) }
                continue
            }
            let copies = rivals.sorted { LineOrder.precedes(input.lines[$0], input.lines[$1]) }
            board.pair(parcel: parcels[0], line: copies[0], by: rule)
            for copy in copies.dropFirst() { board.addDuplicate(parcel: parcels[0], line: copy, by: rule) }
        }
    }

    private func areCopies(_ lines: [Int]) -> Bool {
        lines.allSatisfy { LineOrder.isCopy(input.lines[$0], input.lines[lines[0]]) }
    }
}
