import Basics
import Foundation
import Ledger
import PostalChannel

/// What a person does to a difference.
public struct DiscrepancyAction: Hashable, Sendable {
    public var kind: DiscrepancyEvent.Kind
    /// Account of the person.
    public var actor: String
    public var reason: String
    /// Who works it from now on.
    public var owner: String?
    public var amount: Dong?
    public var resolution: DiscrepancyResolution?
    /// Evidence: a letter, a scan.
    public var reference: String
    /// The last event that the person saw: what was recorded after it makes the action be refused. `nil` for whoever acts
    /// without looking at a state, as scripts do.
    public var follows: DiscrepancyEventID?

    public init(
        _ kind: DiscrepancyEvent.Kind, by actor: String, reason: String = "", owner: String? = nil, amount: Dong? = nil,
        resolution: DiscrepancyResolution? = nil, reference: String = ""
    ) {
        self.kind = kind
        self.actor = actor
        self.reason = reason
        self.owner = owner
        self.amount = amount
        self.resolution = resolution
        self.reference = reference
    }
}

extension PostalService {
    /// Differences, the oldest first.
    public func discrepancies(_ filter: DiscrepancyFilter = DiscrepancyFilter()) async throws -> [DiscrepancyRecord] {
        try await office.ledger.read { try $0.discrepancies(filter) }
    }

    /// Records what a person does to several differences: all of them or none.
    /// - Parameter scope: one outside of it is as one that there is not.
    /// - Throws: `LedgerError` when one of them is not there; `ImpossibleDiscrepancyMove` with the reason.
    public func work(
        on ids: [DiscrepancyID], in scope: Scope = .everything, _ action: DiscrepancyAction
    ) async throws -> [DiscrepancyRecord] {
        let rules = rules.breaks
        return try await office.ledger.write { tx in
            let now = office.now()
            if scope != .everything, let other = try ids.first(where: { try tx.breakRecord($0, in: scope) == nil }) {
                throw LedgerError(.notFound, "break \(other)")
            }
            if let seen = action.follows, let id = ids.first { try tx.requireUnchanged(id, since: seen) }
            return try ids.map { try Self.work(on: $0, action, rules, tx, at: now) }
        }
    }

    /// Records what a person does to a difference. Who proposes a solution of a difference that nobody has looked into
    /// begins to look into it thereby.
    /// - Throws: `LedgerError` when there is no such difference; `ImpossibleDiscrepancyMove` with the reason.
    public func work(on id: DiscrepancyID, _ action: DiscrepancyAction) async throws -> DiscrepancyRecord {
        let rules = rules.breaks
        return try await office.ledger.write { try Self.work(on: id, action, rules, $0, at: office.now()) }
    }

    private static func work(
        on id: DiscrepancyID, _ action: DiscrepancyAction, _ rules: DiscrepancyRules, _ tx: LedgerTransaction,
        at now: Instant
    ) throws -> DiscrepancyRecord {
        if action.kind == .resolutionProposed, let record = try tx.breakRecord(id),
            record.value.state == .open || record.value.state == .reopened
        {
            let started = DiscrepancyAction(.investigationStarted, by: action.actor, owner: action.actor)
            try tx.addDiscrepancyEvent(started.event(at: now), to: id, rules: rules)
        }
        return try tx.addDiscrepancyEvent(action.event(at: now), to: id, rules: rules)
    }

    /// Records what a person decided about a pair; the next reconciliation goes by it.
    /// - Parameters:
    ///   - parcel: identity of our parcel.
    ///   - place: the line.
    /// - Throws: `LedgerError` when there is no such parcel or line, or its days are closed; ``DecisionRefused`` without a person or a reason.
    public func decide(
        _ kind: MatchDecision.Kind, parcel: String, line place: StatementLine.Place, by actor: String, reason: String
    ) async throws -> MatchDecision {
        try await office.ledger.write { tx in
            guard try tx.parcel(parcel) != nil else { throw LedgerError(.notFound, "parcel \(parcel)") }
            guard try tx.rawCells(at: place) != nil else { throw LedgerError(.notFound, "line \(place.text)") }
            let now = office.now()
            guard
                let decision = MatchDecision(
                    id: "", kind: kind, parcel: parcel, line: place.text, occurred: now, recorded: now, actor: actor,
                    reason: reason)
            else { throw DecisionRefused() }
            return try tx.decide(decision)
        }
    }

    /// Closes a period: from then on nothing of its days changes until it is opened again.
    /// - Throws: `PeriodRefusal`, `CalendarFault`.
    public func closePeriod(
        _ period: Period, carrying carried: [CarriedDiscrepancy], by person: String
    ) async throws -> PeriodEvent {
        let now = office.now()
        let today = try Self.day(of: now)
        return try await office.ledger.write {
            try $0.closePeriod(period, carrying: carried, by: person, today: today, at: now)
        }
    }

    /// Opens a closed period again.
    /// - Throws: `PeriodRefusal`.
    public func reopenPeriod(_ period: Period, by person: String, reason: String) async throws -> PeriodEvent {
        try await office.ledger.write { try $0.reopenPeriod(period, by: person, reason: reason, at: office.now()) }
    }
}

extension LedgerTransaction {
    /// - Throws: ``DiscrepancyChanged`` when somebody worked on it after the event.
    fileprivate func requireUnchanged(_ id: DiscrepancyID, since seen: DiscrepancyEventID) throws {
        guard let last = try breakRecord(id)?.value.events.last, last.id != seen else { return }
        throw DiscrepancyChanged(last: last)
    }
}

/// Somebody else, or a run, did something to a difference after it was looked at.
public struct DiscrepancyChanged: RefusalConvertible, Hashable, CustomStringConvertible {
    /// What was recorded last.
    public var last: DiscrepancyEvent

    public var refusal: Refusal {
        let time = LocalTime.text(last.recorded)
        return Refusal(
            "difference_changed", .conflict,
            "Chênh lệch đã thay đổi sau khi bạn mở: \(time), \(last.actor): \(last.kind.vietnamese). Chưa ghi gì; hãy xem lại rồi quyết định.",
            "The difference changed after you opened it: \(time), \(last.actor): \(last.kind.rawValue). Nothing is recorded; look again, then decide."
        )
    }

    public var description: String { refusal.text.text }
}

/// A decision needs a person and a reason.
public struct DecisionRefused: RefusalConvertible, Hashable, CustomStringConvertible {
    public var refusal: Refusal {
        Refusal(
            "decision_incomplete", .badInput, "Cần ghi người quyết định và lý do.",
            "A decision needs a person and a reason (decision_incomplete).")
    }

    public var description: String { refusal.text.text }
}

extension DiscrepancyAction {
    fileprivate func event(at now: Instant) -> DiscrepancyEvent {
        DiscrepancyEvent(
            id: DiscrepancyEventID(rawValue: ""), kind: kind, occurred: now, recorded: now, actor: actor,
            reason: reason,
            owner: owner, amount: amount, resolution: resolution, reference: reference)
    }
}
