import Basics
import Ledger
import PostalChannel

/// What a statement is to the others in force, by the lines that they have in common and by what a person said.
struct StatementPlacing {
    /// Statements whose place it takes.
    var replaces: [StatementID] = []
    /// The statement that has the same lines.
    var sameAs: StatementRecord?
    /// Statements of which nobody knows what it is to them.
    var inDoubt: [StatementOverlap] = []

    init(_ comparison: StatementComparison, days: ClosedRange<CalendarDay>?, isIndependent: Bool) {
        guard !isIndependent else { return }
        for overlap in comparison.overlaps {
            switch StatementRelation(overlap.shared, before: overlap.statement.source.declaredPeriod, after: days) {
            case .apart: continue
            case .identical: sameAs = sameAs ?? overlap.statement
            case .successor: replaces.append(overlap.statement.id)
            case .inDoubt: inDoubt.append(overlap)
            }
        }
    }
}

/// What people said of a file, now and before.
struct StatementAnswersInForce {
    /// Statements whose place it takes.
    var corrects: [StatementID]
    var answers: StatementAnswers
    /// The statement of the same file, read anew with other columns.
    var previous: StatementRecord?

    /// What was said of a file that waits holds on until something else is said.
    init(_ options: StatementOptions, known: [StatementRecord]) {
        let waiting = known.last { $0.state == .awaitingColumns || $0.state == .loading }
        previous = options.isReadAnew ? known.last { $0.state == .complete } : nil
        let earlier = waiting ?? previous
        corrects = options.corrects
        answers = StatementAnswers(
            amends: options.amends, isIndependent: options.isIndependent,
            isAccepted: options.isAccepted || waiting?.answers.isAccepted ?? false && !options.isReadAnew,
            by: options.person ?? earlier?.answers.by)
        if !options.saysWhatItIs {
            corrects = [waiting?.supersedes].compactMap(\.self)
            answers.amends = earlier?.answers.amends
            answers.isIndependent = earlier?.answers.isIndependent ?? false
        }
        if let previous { corrects.insert(previous.id, at: 0) }
    }

    /// Statements that a person, or an earlier reading of the file, has settled.
    func settled(among others: [StatementRecord]) -> Set<StatementID> {
        var settled = Set(corrects)
        if let amended = answers.amends { settled.insert(amended) }
        if let seen = previous?.completedAt {
            for other in others { if let completed = other.completedAt, completed <= seen { settled.insert(other.id) } }
        }
        return settled
    }
}
