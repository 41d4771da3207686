/// Pairs our parcels with the lines of the post's statements and says what differs.
///
/// A pure function: the same input gives the same result, in whatever order parcels and lines come and however the lines
/// are spread over statements. The cascade goes from the number and the case to one slip in the number that a second
/// field confirms; each step pairs only what has exactly one candidate, and a name alone never pairs anything.
public enum Reconciliation {
    public static func run(_ input: ReconciliationInput) -> ReconciliationResult {
        let (board, crowded) = Parallel.run {
            paired(input)
        } and: {
            SharedCases.parcels(in: input.parcels)
        }
        let builder = ResultBuilder(input: input, board: board, crowded: crowded)
        return ReconciliationResult(
            input: input, entries: builder.entries(), combinedLines: builder.combinedLines,
            askedNames: board.askedNames)
    }

    private static func paired(_ input: ReconciliationInput) -> MatchState {
        var board = MatchState(parcels: input.parcels.count, lines: input.lines.count)
        pairDecided(input, &board)
        ExactNumbers(input: input).run(&board)
        FuzzyNumberMatcher(input: input).run(&board)
        return board
    }

    /// Pairs what people said belongs together, each parcel and each line once.
    private static func pairDecided(_ input: ReconciliationInput, _ board: inout MatchState) {
        let confirmed = input.decisions.confirmed
        guard !confirmed.isEmpty else { return }
        let parcels = Dictionary(input.parcels.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let lines = Dictionary(input.lines.enumerated().map { ($1.place.text, $0) }) { first, _ in first }
        for decision in confirmed {
            guard let parcel = parcels[decision.parcel], let line = lines[decision.line], board.isOpen(parcel: parcel),
                board.isOpen(line: line)
            else { continue }
            board.pair(parcel: parcel, line: line, by: .decided)
        }
    }
}
