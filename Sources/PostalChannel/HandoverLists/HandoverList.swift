import Basics

/// The list of what agency and post hand each other at one post office on one day (bảng kê, biên bản giao nhận).
public struct HandoverList: Hashable, Sendable, Codable {
    /// Limits on what comes from outside.
    public enum Limit {
        public static let lines = 2_000
        /// Grams of one parcel.
        public static let weight = 100_000
        /// Đồng of one amount.
        public static let amount = Dong(1_000_000_000)
        /// Papers in one parcel.
        public static let papers = 10_000
        /// Bytes of a text.
        public static let text = 1_000
    }

    /// How far the list has come.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Lines may still change.
        case drafted
        /// On paper; lines are fixed.
        case printed
        /// Signed by both sides, with the hour.
        case confirmed
        /// Void; its number stays used.
        case cancelled

        /// The Vietnamese words that screens and sheets show.
        public var vietnamese: String {
            switch self {
            case .drafted: "đang lập"
            case .printed: "đã in"
            case .confirmed: "đã ký nhận"
            case .cancelled: "đã hủy"
            }
        }
    }

    public let number: HandoverListNumber
    /// ``Direction/return``: the agency hands parcels to the post; ``Direction/intake``: the post hands them over.
    public let direction: Direction
    public let day: CalendarDay
    public private(set) var lines: [HandoverListLine]
    public private(set) var state: State
    public private(set) var drafted: Instant
    public private(set) var printed: Instant?
    public private(set) var confirmation: HandoverListConfirmation?
    public private(set) var cancellation: HandoverListCancellation?
    /// What was recorded of the signing before, oldest first; `nil` for none.
    public private(set) var corrections: [HandoverListCorrection]?

    /// Begins a list.
    /// - Parameters:
    ///   - number: the caller takes it inside the transaction that stores the list.
    ///   - previous: the office's last number of that year, of whatever state; `nil` when there is none.
    public init(
        number: HandoverListNumber, after previous: HandoverListNumber?, direction: Direction, day: CalendarDay,
        lines: [HandoverListLine] = [], drafted: Instant
    ) throws(HandoverListRefusal) {
        let expected = previous.map(\.next) ?? HandoverListNumber(office: number.office, year: number.year, sequence: 1)
        guard number == expected else { throw HandoverListRefusal(.gapInNumbers, number, subject: expected?.rawValue) }
        guard number.year == day.year else { throw HandoverListRefusal(.wrongYear, number) }
        self.number = number
        self.direction = direction
        self.day = day
        self.lines = []
        self.drafted = drafted
        state = .drafted
        try setLines(lines)
    }

    /// Counts and sums over all lines.
    public var totals: HandoverListTotals { HandoverListTotals(lines) }

    /// Counts and sums over what was handed over in the end; `nil` before the confirmation.
    public var confirmedTotals: HandoverListTotals? {
        confirmation.map { confirmation in
            HandoverListTotals(lines.filter { !confirmation.struckOut.contains($0.parcel) })
        }
    }

    /// The list with other lines, while it is drafted.
    public func withLines(_ lines: [HandoverListLine]) throws(HandoverListRefusal) -> HandoverList {
        var result = self
        try result.setLines(lines)
        return result
    }

    /// The list as it is printed; printing again is no new fact.
    public func printing(at instant: Instant) throws(HandoverListRefusal) -> HandoverList {
        if state == .printed { return self }
        guard state == .drafted else { throw HandoverListRefusal(.impossibleStep, number, state: state) }
        if lines.isEmpty { throw HandoverListRefusal(.noLines, number) }
        var result = self
        result.state = .printed
        result.printed = instant
        return result
    }

    /// Whether a parcel of the list was, or is to be, handed over by it: not when the list is void or the parcel was struck
    /// out at the signing.
    public func holds(_ parcel: String) -> Bool {
        state != .cancelled && confirmation?.struckOut.contains(parcel) != true
    }

    /// The list as both sides signed it. The same confirmation once more changes nothing.
    public func confirming(_ confirmation: HandoverListConfirmation) throws(HandoverListRefusal) -> HandoverList {
        if state == .confirmed, self.confirmation == confirmation { return self }
        guard state == .printed else { throw HandoverListRefusal(.impossibleStep, number, state: state) }
        try check(confirmation)
        var result = self
        result.state = .confirmed
        result.confirmation = confirmation
        return result
    }

    /// The list with another record of its signing.
    func replacing(_ confirmation: HandoverListConfirmation, _ correction: HandoverListCorrection) -> HandoverList {
        guard confirmation != self.confirmation else { return self }
        var result = self
        result.confirmation = confirmation
        result.corrections = (corrections ?? []) + [correction]
        return result
    }

    /// The list as void. What both signed cannot be undone here: its legs' facts would have to be superseded.
    public func cancelling(_ cancellation: HandoverListCancellation) throws(HandoverListRefusal) -> HandoverList {
        guard state == .drafted || state == .printed else {
            throw HandoverListRefusal(.impossibleStep, number, state: state)
        }
        if cancellation.reason.allSatisfy(\.isWhitespace) { throw HandoverListRefusal(.reasonMissing, number) }
        if cancellation.reason.utf8.count > Limit.text { throw HandoverListRefusal(.tooLong, number) }
        var result = self
        result.state = .cancelled
        result.cancellation = cancellation
        return result
    }

    private mutating func setLines(_ lines: [HandoverListLine]) throws(HandoverListRefusal) {
        guard state == .drafted else { throw HandoverListRefusal(.impossibleStep, number, state: state) }
        if lines.count > Limit.lines { throw HandoverListRefusal(.tooManyLines, number) }
        var parcels: Set<String> = []
        var tracking: Set<String> = []
        for line in lines {
            try check(line)
            if !parcels.insert(line.parcel).inserted || !tracking.insert(line.tracking).inserted {
                throw HandoverListRefusal(.parcelTwice, number, subject: line.parcel)
            }
        }
        self.lines = lines
    }

    private func check(_ line: HandoverListLine) throws(HandoverListRefusal) {
        func refuse(_ code: HandoverListRefusal.Code) -> HandoverListRefusal {
            HandoverListRefusal(code, number, subject: String(line.parcel.prefix(64)))
        }
        if line.parcel.isEmpty || line.tracking.isEmpty || line.legs.isEmpty { throw refuse(.lineIncomplete) }
        let texts = [line.parcel, line.tracking, line.recipient] + line.legs.map(\.rawValue)
        if texts.contains(where: { $0.utf8.count > Limit.text }) || line.legs.count > 1_000 { throw refuse(.tooLong) }
        let amounts = Dong.zero...Limit.amount
        let papers = 0...Limit.papers
        guard (0...Limit.weight).contains(line.weight), amounts.contains(line.fee), amounts.contains(line.toCollect),
            papers.contains(line.papersCounted), line.papersListed.map(papers.contains) ?? true
        else { throw refuse(.outOfRange) }
    }

    func check(_ confirmation: HandoverListConfirmation) throws(HandoverListRefusal) {
        let signers = [confirmation.agencySigner, confirmation.postSigner]
        if signers.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
            throw HandoverListRefusal(.signatureMissing, number)
        }
        if Names.key(signers[0]) == Names.key(signers[1]) { throw HandoverListRefusal(.sameSigner, number) }
        if signers.contains(where: { $0.utf8.count > Limit.text }) { throw HandoverListRefusal(.tooLong, number) }
        guard confirmation.signed.isInRange, confirmation.recorded.isInRange else {
            throw HandoverListRefusal(.outOfRange, number)
        }
        if let signedDay = LocalTime.day(of: confirmation.signed), signedDay < day {
            throw HandoverListRefusal(.signedBeforeDay, number)
        }
        if confirmation.signed.milliseconds > confirmation.recorded.milliseconds + Leg.Limit.clockTolerance {
            throw HandoverListRefusal(.signedInFuture, number)
        }
        if let stranger = Set(confirmation.struckOut).subtracting(lines.map(\.parcel)).min() {
            throw HandoverListRefusal(.unknownParcel, number, subject: stranger)
        }
        if confirmation.struckOut.count == lines.count { throw HandoverListRefusal(.noLines, number) }
    }
}
