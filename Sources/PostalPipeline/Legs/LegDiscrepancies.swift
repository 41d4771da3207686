import Basics
import Ledger
import PostalChannel

extension LedgerTransaction {
    /// Files what the liaison must know of facts that were taken into a leg: a delivery that the post called back, and
    /// reports of the post that cannot be true beside the rest.
    func fileDiscrepancies(of taking: LegFactMerger, at now: Instant) throws {
        let found = taking.calledBack + taking.contradicted
        guard !found.isEmpty else { return }
        try fileDiscrepancies(found, foundBy: "leg \(taking.leg.id)", at: now)
    }
}

extension LegFactMerger {
    /// Deliveries that held before these facts came.
    fileprivate var calledBack: [FoundDiscrepancy] {
        leg.history.present.compactMap { track in
            guard track.isCalledBack, let delivery = track.last(.return(.delivered))?.event,
                let day = delivery.occurredDay
            else { return nil }
            let wasHeld = before.history.present.contains { $0.parcel == track.parcel && $0.delivery != nil }
            guard wasHeld || before.history.present.allSatisfy({ $0.parcel != track.parcel || !$0.isCalledBack }) else {
                return nil
            }
            let facts = [
                DiscrepancyEvidence.Fact(.delivered, ours: nil, theirs: delivery.time.key),
                DiscrepancyEvidence.Fact(
                    .status, ours: PostalStatus.delivered.rawValue, theirs: PostalStatus.returning.rawValue),
            ]
            return found(.deliveryCalledBack, parcel: track.parcel, day: day, facts)
        }
    }

    /// What the post reported and the leg could not take. What came too late for its period is no contradiction.
    fileprivate var contradicted: [FoundDiscrepancy] {
        contradictions.compactMap { contradiction in
            let event = contradiction.event
            guard contradiction.move.code != .periodClosed, event.source.kind != .person, event.step != nil,
                let day = event.occurredDay
            else { return nil }
            let facts = [
                DiscrepancyEvidence.Fact(
                    .status, ours: leg.state?.rawValue, theirs: "\(event.kind.rawValue) \(event.time.key ?? "")")
            ]
            return found(.legContradiction, parcel: event.parcel, day: day, facts)
        }
    }

    private func found(
        _ remark: Remark, parcel: String?, day: CalendarDay, _ facts: [DiscrepancyEvidence.Fact]
    ) -> FoundDiscrepancy {
        let name = parcel ?? leg.caseCode.rawValue
        return FoundDiscrepancy(
            DiscrepancyNaming.id(remark.rawValue, parcel: name), remark.rawValue,
            DiscrepancySubject(day: day, caseCode: leg.caseCode, leg: leg.id, parcel: parcel),
            evidence: DiscrepancyEvidence(facts))
    }
}

extension LegEvent {
    fileprivate var time: PostalTime { PostalTime(occurred, isWholeDay: precision == .day) }
}
