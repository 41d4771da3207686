import Basics

/// What a transaction has done so far, and which facts it recorded: gathered by the verbs, written before the commit.
final class ActLog {
    struct Act {
        var act: AuditAct
        var at: Instant
        /// In the order in which they came; one that comes again at once is not repeated.
        var subjects: [String] = []
        fileprivate var keys: [(table: FactTable, keys: [String])] = []
        fileprivate var ranges: [(table: FactTable, range: ClosedRange<Int64>)] = []
        /// What it removed, as it was.
        fileprivate(set) var removed: [AuditedFacts] = []

        /// What was recorded, by table.
        var facts: [(FactTable, AuditedFacts.Rows)] {
            keys.map { ($0.table, .keys($0.keys)) } + ranges.map { ($0.table, .range($0.range)) }
        }
    }

    private(set) var acts: [Act] = []

    func note(_ act: AuditAct, _ subject: String, at now: Instant) {
        let place = place(of: act, at: now)
        if acts[place].subjects.last != subject { acts[place].subjects.append(subject) }
    }

    /// Notes a fact that was, or is about to be, recorded.
    func note(_ act: AuditAct, _ subject: String, _ table: FactTable, key: String, at now: Instant) {
        note(act, subject, at: now)
        let place = place(of: act, at: now)
        if let known = acts[place].keys.firstIndex(where: { $0.table.name == table.name }) {
            acts[place].keys[known].keys.append(key)
        } else {
            acts[place].keys.append((table, [key]))
        }
    }

    func note(_ act: AuditAct, _ subject: String, _ table: FactTable, range: ClosedRange<Int>, at now: Instant) {
        note(act, subject, at: now)
        acts[place(of: act, at: now)].ranges.append((table, Int64(range.lowerBound)...Int64(range.upperBound)))
    }

    func note(_ act: AuditAct, _ subject: String, removing facts: AuditedFacts?, at now: Instant) {
        note(act, subject, at: now)
        if let facts { acts[place(of: act, at: now)].removed.append(facts) }
    }

    func removeAll() { acts = [] }

    private func place(of act: AuditAct, at now: Instant) -> Int {
        if let known = acts.firstIndex(where: { $0.act == act }) { return known }
        acts.append(Act(act: act, at: now))
        return acts.count - 1
    }
}
