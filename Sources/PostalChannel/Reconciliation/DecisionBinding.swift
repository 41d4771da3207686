/// Decisions about pairs are bound to what a line says, not to the row in which it stands: when a corrected statement
/// takes the place of the one whose line a person looked at, the decision goes over to the line that says the same.
public struct DecisionBinding: Sendable {
    /// The decisions, about lines of the statements in force.
    public private(set) var decisions: [MatchDecision]
    /// Parcels, by identity, of which a decision holds no more because the line says something else now.
    public private(set) var outdated: Set<String> = []

    /// - Parameters:
    ///   - decisions: all that people decided, in the order of recording.
    ///   - replaced: the lines of decisions whose statement is not in force any more, by ``MatchDecision/line``.
    ///   - lines: the lines in force.
    public init(_ decisions: [MatchDecision], replaced: [String: StatementLine], lines: [StatementLine]) {
        self.decisions = decisions
        guard !replaced.isEmpty else { return }
        let numbers = Set(replaced.values.map(\.tracking.text))
        let candidates = Dictionary(grouping: lines.lazy.filter { numbers.contains($0.tracking.text) }) {
            $0.tracking.text
        }
        for index in decisions.indices {
            guard let seen = replaced[decisions[index].line] else { continue }
            let present = candidates[seen.tracking.text] ?? []
            if let same = present.first(where: { LineOrder.isCopy($0, seen) && $0.caseCode == seen.caseCode }) {
                self.decisions[index].line = same.place.text
            } else if !present.isEmpty, !isRenewed(decisions[index], among: decisions[(index + 1)...], replaced) {
                outdated.insert(decisions[index].parcel)
            }
        }
    }

    /// Whether somebody decided about the parcel again by a line that is in force.
    private func isRenewed(
        _ decision: MatchDecision, among later: ArraySlice<MatchDecision>, _ replaced: [String: StatementLine]
    ) -> Bool {
        later.contains { $0.parcel == decision.parcel && replaced[$0.line] == nil }
    }
}
