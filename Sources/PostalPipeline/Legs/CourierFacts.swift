import Basics
import PostalChannel

/// Turns what the post says of an item into facts of a leg.
struct CourierFacts {
    let leg: Leg
    /// ``Parcel/id``.
    let parcel: String
    let source: EventSource
    /// When we came to know it.
    let recorded: Instant
    /// Begins the identities of the facts: the same report gives the same facts.
    let identity: String

    /// The step that a status reports; `nil` for one that says nothing of the course.
    func step(_ status: PostalStatus, attempts: Int? = nil) -> LegState? {
        leg.direction == .return ? returnStep(status, attempts) : intakeStep(status)
    }

    private func returnStep(_ status: PostalStatus, _ attempts: Int?) -> LegState? {
        switch status {
        case .accepted: .return(.acceptedByPost)
        case .inTransit: .return(.inTransit)
        case .attemptFailed: .return((attempts ?? 1) >= 2 ? .secondAttempt : .firstAttempt)
        case .delivered: .return(.delivered)
        case .refused: .return(.refused)
        case .returning: .return(.returning)
        case .returned: .return(.returnedToAgency)
        case .lost: .return(.lost)
        case .unknown, .prepared, .damaged, .cancelled: nil
        }
    }

    /// On the way to the agency a delivery is the arrival; a delivery that failed leaves the parcel on its way.
    private func intakeStep(_ status: PostalStatus) -> LegState? {
        switch status {
        case .accepted: .intake(.collected)
        case .inTransit, .attemptFailed: .intake(.inTransit)
        case .delivered: .intake(.arrived)
        case .lost: .intake(.lost)
        case .damaged: .intake(.damaged)
        case .cancelled: .intake(.cancelled)
        case .unknown, .prepared, .refused, .returning, .returned: nil
        }
    }

    func fact(
        _ kind: LegEvent.Kind, at time: PostalTime, place: String = "", detail: String = "", amount: Dong? = nil
    ) -> LegEvent {
        LegEvent(
            id: LegEventID(rawValue: "\(identity)/\(leg.id)/\(parcel)/\(kind.rawValue)"), kind: kind,
            occurred: time.instant, precision: time.isWholeDay ? .day : .minute, recorded: recorded, source: source,
            parcel: parcel, place: place, detail: detail, amount: amount)
    }

    /// What is said without a time, or is no step of the leg: kept beside its course.
    func note(_ code: LegRemark.Code, _ status: PostalStatus) -> LegEvent {
        fact(.note(.evidenceFiled), at: PostalTime(recorded), detail: LegRemark(code, status: status).text)
    }
}

extension CourierFacts {
    /// What a line of a statement says.
    /// - Parameter countsMoney: false for the further cases of a parcel, whose money counts once.
    func facts(of line: StatementLine, countsMoney: Bool) -> [LegEvent] {
        var facts: [LegEvent] = []
        if let accepted = line.accepted, let step = step(.accepted) { facts.append(fact(.step(step), at: accepted)) }
        let collected = countsMoney ? line.collected : nil
        switch (step(line.status, attempts: line.attempts), line.delivered) {
        case (let step?, let time?) where line.status != .accepted:
            facts.append(
                fact(.step(step), at: time, detail: line.signer, amount: line.status == .delivered ? collected : nil))
        case (_?, nil) where line.status != .accepted && line.status != .inTransit:
            facts.append(note(.statusWithoutTime, line.status))
        case (nil, _) where line.status != .unknown && line.status != .prepared:
            facts.append(note(.statusReported, line.status))
        default: break
        }
        if countsMoney, let remitted = line.remitted, remitted > .zero {
            // Statements say that it was paid over, not when: what is certain is when we were told.
            facts.append(fact(.note(.feeRemitted), at: PostalTime(recorded, isWholeDay: true), amount: remitted))
        }
        return facts
    }
}
