import Basics
import PostalChannel

extension LedgerTransaction {
    /// Files the differences that a run found. What is known keeps its history; what is open and was not found again is
    /// cleared, or, when a resolution is proposed or approved, noted; what was cleared and is found again is reopened.
    /// What people proposed, approved or closed holds for the figures that they saw: found with others, it is open
    /// again, and needs a new proposal and approval.
    /// - Parameters:
    ///   - found: those of one identity count as one, with their amounts added up.
    ///   - days: only open differences of these days can be cleared; `nil` for all.
    /// - Throws: ``LedgerError/Code/notFound``; `ImpossibleDiscrepancyMove`.
    public func fileDiscrepancies(
        _ found: [FoundDiscrepancy], of run: RunID, clearing days: ClosedRange<CalendarDay>? = nil, at now: Instant
    ) throws -> DiscrepancyFiling {
        let plan = try planFiling(found, clearing: days)
        return try plan.known + file(plan.steps, of: run, at: now)
    }

    /// What filing the differences that a run found has to change; most are as they were, and need nothing. It is found
    /// while others write, and filed in parts.
    /// - Parameter days: as of ``fileDiscrepancies(_:of:clearing:at:)``.
    public func planFiling(
        _ found: [FoundDiscrepancy], clearing days: ClosedRange<CalendarDay>? = nil
    ) throws -> DiscrepancyFilingPlan {
        var plan = DiscrepancyFilingPlan()
        let merged = Self.merged(found)
        let open = try openDiscrepancies(days: days)
        let known = try known(merged, open: open)
        for found in merged {
            if let known = known[found.id], DiscrepancyFiler.isFiled(found, known: known) {
                plan.known.note(known)
            } else {
                plan.steps.append(.file(found))
            }
        }
        guard !open.isEmpty else { return plan }
        let foundIDs = Set(merged.map(\.id))
        // What a person found, no run can clear.
        plan.steps += open.filter { record in
            record.value.subject.run != nil && !foundIDs.contains(record.id) && DiscrepancyFiler.canClear(record.value)
        }.map { .clear($0.id) }
        return plan
    }

    /// Takes some steps of a plan, each by what is on record now: what people did since holds. Taken once more they change
    /// nothing.
    /// - Throws: as ``fileDiscrepancies(_:of:clearing:at:)``.
    public func file(
        _ steps: [DiscrepancyFilingPlan.Step], of run: RunID, at now: Instant
    ) throws -> DiscrepancyFiling {
        _ = try existingRun(run)
        var filing = DiscrepancyFiler(tx: self, finder: .run(run), now: now)
        let found = steps.compactMap { step in if case .file(let found) = step { found } else { nil } }
        let vanished = steps.compactMap { step in if case .clear(let id) = step { id } else { nil } }
        let known = try known(found, open: [])
        for found in found { try filing.file(found, known: known[found.id]) }
        let open = try records(of: vanished)
        for id in vanished { if let value = open[id] { try filing.clear(value) } }
        try filing.finish()
        return filing.summary
    }

    /// Files differences that something else than a run found: following a leg. No run clears them.
    /// - Parameter finder: what found them, for their history.
    /// - Throws: `ImpossibleDiscrepancyMove`.
    public func fileDiscrepancies(_ found: [FoundDiscrepancy], foundBy finder: String, at now: Instant) throws {
        var filing = DiscrepancyFiler(tx: self, finder: .other(finder), now: now)
        let merged = Self.merged(found)
        let known = try known(merged, open: [])
        for found in merged { try filing.file(found, known: known[found.id]) }
        try filing.finish()
    }

    private static func merged(_ found: [FoundDiscrepancy]) -> [FoundDiscrepancy] {
        // Places are sorted, since they are lighter than what stands there.
        let order = found.indices.sorted { a, b in found[a].id < found[b].id || (found[a].id == found[b].id && a < b) }
        var merged: [FoundDiscrepancy] = []
        merged.reserveCapacity(found.count)
        for place in order {
            if let last = merged.indices.last, merged[last].id == found[place].id {
                merged[last].add(found[place])
            } else {
                merged.append(found[place])
            }
        }
        return merged
    }

    /// Those of the found ones that are on record.
    private func known(_ found: [FoundDiscrepancy], open: [DiscrepancyRecord]) throws -> [DiscrepancyID: Discrepancy] {
        guard try sql.row("SELECT id FROM breaks LIMIT 1", []) != nil else { return [:] }
        let known = Dictionary(open.map { ($0.id, $0.value) }) { first, _ in first }
        return try known.merging(records(of: found.map(\.id).filter { known[$0] == nil })) { first, _ in first }
    }

    /// Differences by their identities; those that are not there are left out.
    private func records(of ids: [DiscrepancyID]) throws -> [DiscrepancyID: Discrepancy] {
        var records: [DiscrepancyID: Discrepancy] = [:]
        let size = 200
        for start in stride(from: 0, to: ids.count, by: size) {
            let part = ids[start..<min(start + size, ids.count)].map { SQLValue($0) }
            let values = part + Array(repeating: part.last ?? nil, count: size - part.count)
            let marks = repeatElement("?", count: size).joined(separator: ", ")
            for record in try discrepancies(where: "b.id IN (\(marks))", values) { records[record.id] = record.value }
        }
        return records
    }
}

/// What filing the differences of a run has to change.
public struct DiscrepancyFilingPlan: Sendable {
    public enum Step: Sendable {
        /// New, or found with other figures or in another state than was on record.
        case file(FoundDiscrepancy)
        /// Open, and not found any more.
        case clear(DiscrepancyID)
    }

    public var steps: [Step] = []
    /// What is as it was.
    public var known = DiscrepancyFiling()
}

/// Differences that were found at once, on their way into the tables.
private struct DiscrepancyFiler {
    /// Who found them.
    enum Finder {
        case run(RunID)
        case other(String)

        var run: String? { if case .run(let id) = self { id.rawValue } else { nil } }

        var actor: String {
            switch self {
            case .run(let id): "run \(id.rawValue)"
            case .other(let name): name
            }
        }
    }

    let tx: LedgerTransaction
    let finder: Finder
    let now: Instant
    var summary = DiscrepancyFiling()
    private var breaks = SQLBatch(columns: DiscrepancyColumns.count)
    private var events = SQLBatch(columns: DiscrepancyColumns.eventCount)
    private var agencies = AgencyKeys()
    /// Asked for approvals only, which no run gives.
    private let rules = DiscrepancyRules(fourEyesAbove: .zero)

    init(tx: LedgerTransaction, finder: Finder, now: Instant) {
        self.tx = tx
        self.finder = finder
        self.now = now
    }

    mutating func file(_ found: FoundDiscrepancy, known: Discrepancy?) throws {
        guard let known else { return try open(found) }
        if Self.isFiled(found, known: known) {
            summary.note(known)
        } else if Self.isCleared(known) {
            summary.reopened += 1
            let reopened = try add(.reopened, to: known, reason: RunReason.foundAgain.rawValue)
            if found.differs(from: known) { try change(reopened, to: found) }
        } else {
            try update(known, to: found)
        }
    }

    /// Whether what was found is on record just so.
    static func isFiled(_ found: FoundDiscrepancy, known: Discrepancy) -> Bool {
        !isCleared(known) && !found.differs(from: known)
    }

    private static func isCleared(_ known: Discrepancy) -> Bool {
        known.state == .closed && known.events.last { $0.kind != .noted }?.kind == .clearedByRun
    }

    /// Whether it makes a difference that it was not found any more.
    static func canClear(_ known: Discrepancy) -> Bool {
        switch known.state {
        case .open, .investigating, .reopened: true
        case .proposed, .approved: known.events.last?.kind != .noted
        case .closed: false
        }
    }

    /// Takes new figures into a difference on record.
    private mutating func update(_ known: Discrepancy, to found: FoundDiscrepancy) throws {
        switch known.state {
        case .open, .investigating, .reopened:
            summary.known += 1
            try change(known, to: found)
        case .proposed, .approved, .closed:
            summary.reopened += 1
            let reason = RunReason.figuresChanged.rawValue
            try change(try add(.reopened, to: known, reason: reason), to: found)
        }
    }

    mutating func clear(_ known: Discrepancy) throws {
        switch known.state {
        case .open, .investigating, .reopened:
            summary.cleared += 1
            try add(.clearedByRun, to: known)
        case .proposed, .approved:
            // Somebody is about to settle it and should know; once is enough.
            guard known.events.last?.kind != .noted else { return }
            try add(.noted, to: known, reason: RunReason.notFoundAnyMore.rawValue)
        case .closed: break
        }
    }

    /// Differences before their events, which name them.
    mutating func finish() throws {
        try tx.sql.flush(DiscrepancyColumns.insertion, &breaks)
        try tx.sql.flush(DiscrepancyColumns.eventInsertion, &events)
    }

    private mutating func open(_ found: FoundDiscrepancy) throws {
        var subject = found.subject
        subject.run = finder.run
        let opening = event(.opened, amount: found.amount, evidence: found.evidence, after: nil)
        let value = try Discrepancy(id: found.id, code: found.code, subject: subject, opening: opening)
        let agency = subject.caseCode.map { agencies.key(of: $0) } ?? ""
        DiscrepancyColumns.append(value, agency: agency, complaintDeadline: found.complaintDeadline, to: &breaks)
        DiscrepancyColumns.append(opening, of: value.id, to: &events)
        note(opening, of: value.id)
        summary.opened += 1
        if breaks.isFull || events.isFull { try finish() }
    }

    private mutating func change(_ known: Discrepancy, to found: FoundDiscrepancy) throws {
        try add(.factsChanged, to: known, amount: found.amount, evidence: found.evidence)
    }

    private func note(_ event: DiscrepancyEvent, of id: DiscrepancyID) {
        tx.acts.note(
            .breakChanged, id.rawValue, .breakEvents, key: event.id.rawValue, at: event.recorded)
    }

    @discardableResult
    private mutating func add(
        _ kind: DiscrepancyEvent.Kind, to known: Discrepancy, reason: String = "", amount: Dong? = nil,
        evidence: DiscrepancyEvidence? = nil
    ) throws -> Discrepancy {
        let event = event(
            kind, reason: reason, amount: amount, evidence: evidence, after: known.events.last?.recorded)
        let changed = try known.adding(event, rules: rules)
        DiscrepancyColumns.append(event, of: known.id, to: &events)
        note(event, of: known.id)
        try tx.updateState(of: changed)
        return changed
    }

    private func event(
        _ kind: DiscrepancyEvent.Kind, reason: String = "", amount: Dong? = nil, evidence: DiscrepancyEvidence? = nil,
        after last: Instant?
    ) -> DiscrepancyEvent {
        // Clocks may go back, the order of events may not.
        let recorded = max(now, last ?? now)
        return DiscrepancyEvent(
            id: tx.newID(DiscrepancyEvent.self, at: recorded), kind: kind, occurred: now, recorded: recorded,
            actor: finder.actor, reason: reason, amount: amount, reference: finder.run ?? "",
            evidence: evidence)
    }
}

extension FoundDiscrepancy {
    /// Whether the figures are others than those on record. Runs of earlier versions recorded amounts only, with
    /// another sign for what the post charges.
    fileprivate func differs(from known: Discrepancy) -> Bool {
        guard let evidenceOnRecord = known.evidence else {
            return known.amount.rawValue.magnitude != amount.rawValue.magnitude
        }
        return known.amount != amount || evidenceOnRecord != evidence
    }
}
