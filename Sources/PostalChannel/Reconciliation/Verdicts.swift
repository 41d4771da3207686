/// Compares a pair in all fields that matter and says what differs.
struct Verdicts {
    let rules: ReconciliationRules
    /// Last day that counts.
    let cutOff: Int?

    /// What differs between a parcel and the line that it was paired with.
    func differences(_ parcel: Parcel, _ line: StatementLine) -> OutcomeSet {
        var outcomes: OutcomeSet = []
        if differsInCollection(parcel, line) { outcomes.insert(.codDiffers) }
        if differsInFee(parcel, line) { outcomes.insert(.feeDiffers) }
        if isLate(parcel, line) { outcomes.insert(.lateDelivery) }
        if contradictsStatus(parcel, line) { outcomes.insert(.returnedButDelivered) }
        if precedesHandover(parcel, line) { outcomes.insert(.statusBeforeHandover) }
        return outcomes
    }

    /// What else there is to say of a pair.
    func remarks(_ parcel: Parcel, _ line: StatementLine, _ facts: ParcelFacts?) -> RemarkSet {
        var remarks = facts.map(remarks) ?? []
        if parcel.recipient != line.recipient, Names.compare(parcel.recipient, line.recipient) == .differs {
            remarks.insert(.nameDiffers)
        }
        if let ours = parcel.weight, let theirs = line.weight, ours != theirs { remarks.insert(.weightDiffers) }
        if let surcharge = line.surcharge, surcharge != .zero { remarks.insert(.surcharged) }
        if differsInRemittance(line) { remarks.insert(.remittanceDiffers) }
        if line.status == .unknown, line.delivered == nil { remarks.insert(.unknownStatus) }
        if !line.doubts.isEmpty { remarks.formUnion(self.remarks(line.doubts)) }
        if isOverdue(parcel, line.status, delivered: line.delivered) { remarks.insert(.overdue) }
        if let problem = Self.problem(line.status) { remarks.insert(problem) }
        if let attempts = line.attempts, attempts >= rules.attemptsBeforeReturn, line.status != .delivered,
            !line.status.isReturn
        {
            remarks.insert(.failedTwiceNotReturned)
        }
        return remarks
    }

    /// What reading a line complains of.
    func remarks(_ doubts: LineDoubts) -> RemarkSet {
        var remarks: RemarkSet = []
        if !doubts.isDisjoint(with: .unread) { remarks.insert(.unreadCell) }
        if doubts.contains(.partsDiffer) { remarks.insert(.partsDiffer) }
        if doubts.contains(.severalNumbers) { remarks.insert(.severalNumbers) }
        if doubts.contains(.notedNumber) { remarks.insert(.notedNumber) }
        if doubts.contains(.charge) { remarks.insert(.chargeWithoutNumber) }
        return remarks
    }

    /// What hand-over records and legs complain of.
    func remarks(_ facts: ParcelFacts) -> RemarkSet {
        var remarks: RemarkSet = []
        if let listed = facts.listed, let counted = facts.counted, listed != counted { remarks.insert(.countMismatch) }
        if facts.hasRecord, !facts.hasHour { remarks.insert(.hourMissing) }
        if facts.hasRecord, !facts.isSigned { remarks.insert(.signatureMissing) }
        if facts.recalledOutstanding > 0 { remarks.insert(.recalledPaperMissing) }
        if facts.originalsOutstanding > 0 { remarks.insert(.originalNotReturned) }
        return remarks
    }

    /// What the post itself reports as gone wrong: a person must act on it, whatever our copy of the status says.
    private static func problem(_ status: PostalStatus) -> Remark? {
        switch status {
        case .lost: .lostByPost
        case .damaged: .damagedByPost
        case .refused: .refused
        case .returning, .returned: .sentBack
        case .cancelled: .cancelledByPost
        case .unknown, .prepared, .accepted, .inTransit, .attemptFailed, .delivered: nil
        }
    }

    private func differsInCollection(_ parcel: Parcel, _ line: StatementLine) -> Bool {
        guard let collected = line.collected, collected != parcel.due else { return false }
        // A column may hold what was to be collected, or what was.
        return !(line.status.isReturn && collected == .zero)
    }

    /// Whether a parcel should have been delivered by the cut-off and was not.
    func isOverdue(_ parcel: Parcel, _ status: PostalStatus, delivered: PostalTime?) -> Bool {
        guard let cutOff, let deadline = parcel.deadline, delivered == nil, deadline.daysSinceEpoch < cutOff else {
            return false
        }
        return status == .accepted || status == .inTransit || status == .attemptFailed
    }

    private func differsInFee(_ parcel: Parcel, _ line: StatementLine) -> Bool {
        guard let ours = parcel.fee, let theirs = line.fee else { return false }
        return ours != theirs && ours != theirs + (line.surcharge ?? .zero)
    }

    private func isLate(_ parcel: Parcel, _ line: StatementLine) -> Bool {
        guard let deadline = parcel.deadline, let delivered = line.delivered, !line.status.isReturn else {
            return false
        }
        return delivered.dayNumber > deadline.daysSinceEpoch
    }

    private func contradictsStatus(_ parcel: Parcel, _ line: StatementLine) -> Bool {
        (line.status.isReturn && parcel.status == .delivered) || (line.status == .delivered && parcel.status.isReturn)
    }

    private func precedesHandover(_ parcel: Parcel, _ line: StatementLine) -> Bool {
        guard let handedOver = parcel.handedOver else { return false }
        return [line.accepted, line.delivered].contains { time in
            guard let time else { return false }
            if time.isWholeDay { return time.dayNumber < PostalTime.dayNumber(of: handedOver) }
            return time.instant.milliseconds < handedOver.milliseconds - Int64(rules.clockTolerance) * 60_000
        }
    }

    private func differsInRemittance(_ line: StatementLine) -> Bool {
        guard let collected = line.collected, let remitted = line.remitted else { return false }
        return line.status == .delivered && collected != remitted
    }
}
