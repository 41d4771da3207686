import Basics

/// What proves a difference: what both sides have in the fields that made it one.
///
/// Values are kept in a form that does not change with the wording of screens, so that two runs can be compared: amounts
/// as digits, times as `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm` at +07:00, statuses by their stable names.
public struct DiscrepancyEvidence: Hashable, Sendable, Codable {
    /// One field as both sides have it.
    public struct Fact: Hashable, Sendable {
        public var name: ComparedField.Name
        /// `nil` when our side does not say.
        public var ours: String?
        public var theirs: String?

        public init(_ name: ComparedField.Name, ours: String?, theirs: String?) {
            self.name = name
            self.ours = ours.flatMap(Self.plain)
            self.theirs = theirs.flatMap(Self.plain)
        }

        /// On one line, without tabs; `nil` when nothing is left.
        private static func plain(_ text: String) -> String? {
            let isPlain = text.utf8.allSatisfy { $0 >= 0x20 }
            let plain = isPlain ? text : String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
            return plain.isEmpty ? nil : plain
        }
    }

    public private(set) var facts: [Fact]

    /// Further facts than this add nothing to what the liaison can look at.
    public static let limit = 24

    public init(_ facts: [Fact] = []) {
        self.facts = Array(facts.filter { $0.ours != nil || $0.theirs != nil }.prefix(Self.limit))
    }

    /// Evidence of the same difference from a further line; what is there already is not said twice.
    public mutating func add(_ further: DiscrepancyEvidence) {
        self = DiscrepancyEvidence(facts + further.facts.filter { !facts.contains($0) })
    }

}

/// A line for each fact: its name, what we have, what they have, with tabs between.
///
/// A run files tens of thousands of differences at once, for which JSON would take longer than finding them.
extension DiscrepancyEvidence: RawRepresentable {
    public init?(rawValue: String) {
        var facts: [Fact] = []
        for line in rawValue.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            // Names that a newer program gave are left out.
            guard let name = ComparedField.Name(rawValue: String(parts[0])) else { continue }
            facts.append(Fact(name, ours: String(parts[1]), theirs: String(parts[2])))
        }
        self.init(facts)
    }

    public var rawValue: String {
        facts.map { "\($0.name.rawValue)\t\($0.ours ?? "")\t\($0.theirs ?? "")" }.joined(separator: "\n")
    }
}

extension DiscrepancyEvidence {
    /// The evidence for one code of an entry; empty where the code itself says all that there is.
    public init(_ code: DiscrepancyCode, _ entry: ReconciledEntry, in result: ReconciliationResult) {
        let input = result.input
        self.init(
            code, parcel: entry.parcel.map { input.parcels[$0] }, line: result.comparedLine(of: entry),
            facts: entry.parcel.flatMap { input.facts[input.parcels[$0].id] })
    }

    init(_ code: DiscrepancyCode, parcel: Parcel?, line: StatementLine?, facts: ParcelFacts?) {
        let sides = Sides(parcel: parcel, line: line, facts: facts)
        switch code {
        case .outcome(let outcome): self.init(sides.facts(of: outcome))
        case .remark(let remark): self.init(sides.facts(of: remark))
        }
    }

    private struct Sides {
        let parcel: Parcel?
        let line: StatementLine?
        let facts: ParcelFacts?

        func facts(of outcome: Outcome) -> [Fact] {
            switch outcome {
            case .codDiffers: [collected]
            case .feeDiffers: [fee]
            case .lateDelivery: [deadline]
            case .returnedButDelivered: [status, delivered]
            case .statusBeforeHandover: [accepted, Fact(.delivered, ours: nil, theirs: line?.delivered?.key)]
            case .missingInStatement: [accepted, fee, collected]
            case .missingInOurs: [accepted, status, fee, collected]
            case .duplicateLine: [accepted, delivered, status, fee, collected]
            case .trackingReused: [tracking, recipient, accepted, fee, collected]
            case .checkDigitTypo, .numericTrackingLossy: [tracking]
            case .matched, .nameDiacriticsOnly, .twoCasesOneParcel, .caseInTwoParcels, .numericTracking: []
            }
        }

        func facts(of remark: Remark) -> [Fact] {
            switch remark {
            case .weightDiffers:
                [Fact(.weight, ours: parcel?.weight.map(String.init), theirs: line?.weight.map(String.init))]
            case .remittanceDiffers: [Fact(.remitted, ours: amount(line?.collected), theirs: amount(line?.remitted))]
            case .overdue: [Fact(.deadline, ours: parcel?.deadline?.rawValue, theirs: nil), status]
            case .wrongPeriod: [Fact(.accepted, ours: nil, theirs: line?.accepted?.key)]
            case .failedTwiceNotReturned: [status]
            case .numberConflict, .severalCandidates, .possibleTypo, .numberMissing, .severalNumbers, .notedNumber,
                .leadingZerosLost:
                [tracking, recipient, accepted, fee, collected]
            case .countMismatch:
                [Fact(.papers, ours: facts?.listed.map(String.init), theirs: facts?.counted.map(String.init))]
            case .nameDiffers: [recipient]
            case .lostByPost, .damagedByPost, .refused, .sentBack, .cancelledByPost:
                [status, Fact(.delivered, ours: nil, theirs: line?.delivered?.key)] + (hasMoney ? [collected] : [])
            case .decisionOutdated: [tracking, accepted, fee, collected]
            case .deliveryCalledBack, .legContradiction: [status]
            case .partsDiffer, .chargeWithoutNumber: [fee]
            case .unreadCell: [accepted, delivered, fee, collected]
            case .awaitingStatement, .afterCutOff, .partOfItem, .surcharged, .unknownStatus, .hourMissing,
                .signatureMissing,
                .recalledPaperMissing, .originalNotReturned:
                []
            }
        }

        /// Whether anything was, or was to be, collected.
        private var hasMoney: Bool { parcel?.due ?? .zero != .zero || line?.collected ?? .zero != .zero }

        private var tracking: Fact { Fact(.tracking, ours: parcel?.tracking, theirs: line?.tracking.text) }
        private var recipient: Fact { Fact(.recipient, ours: parcel?.recipient, theirs: line?.recipient) }
        private var collected: Fact { Fact(.collected, ours: amount(parcel?.due), theirs: amount(line?.collected)) }
        private var status: Fact { Fact(.status, ours: key(parcel?.status), theirs: key(line?.status)) }
        private var accepted: Fact {
            Fact(.accepted, ours: parcel?.handedOver.flatMap { PostalTime($0).key }, theirs: line?.accepted?.key)
        }
        private var delivered: Fact {
            Fact(.delivered, ours: parcel?.deliveredAt.flatMap { PostalTime($0).key }, theirs: line?.delivered?.key)
        }
        private var deadline: Fact {
            Fact(.deadline, ours: parcel?.deadline?.rawValue, theirs: line?.delivered?.key)
        }
        /// What the post charges is its fee with its surcharges.
        private var fee: Fact {
            let charge = line?.fee.map { $0 + (line?.surcharge ?? .zero) } ?? line?.surcharge
            return Fact(.fee, ours: amount(parcel?.fee), theirs: amount(charge))
        }

        private func amount(_ amount: Dong?) -> String? { amount.map { String($0.rawValue) } }

        private func key(_ status: PostalStatus?) -> String? { status == .unknown ? nil : status?.rawValue }
    }
}

extension PostalTime {
    /// As evidence keeps it: `yyyy-MM-dd`, or `yyyy-MM-ddTHH:mm` where the time of day is known, at +07:00.
    public var key: String? {
        guard let day else { return nil }
        guard !isWholeDay else { return day.rawValue }
        return "\(day.rawValue)T\(LocalTime.text(instant).suffix(5))"
    }
}

// MARK: As clerks read it

extension DiscrepancyEvidence.Fact {
    /// In Vietnamese: `thu hộ: ta 100.000 ₫, bưu điện 60.000 ₫`, `hạn 04/11/2026, phát 05/11/2026 12:51`.
    public var vietnamese: String {
        let (mine, his) = (oursShown, theirsShown)
        switch name {
        case .deadline: return Self.joined(("hạn", mine), ("phát", his))
        case .accepted: return Self.joined(("bàn giao", mine), ("bưu điện chấp nhận", his))
        case .remitted: return Self.joined(("đã thu", mine), ("đã nộp", his))
        case .papers: return Self.joined(("danh mục", mine), ("đếm được", his))
        default: return "\(name.vietnamese): ta \(mine ?? "–"), bưu điện \(his ?? "–")"
        }
    }

    /// What we have, as clerks read it.
    public var oursShown: String? { ours.map(shown) }

    /// What the post has, as clerks read it.
    public var theirsShown: String? { theirs.map(shown) }

    private static func joined(_ parts: (label: String, value: String?)...) -> String {
        parts.compactMap { part in part.value.map { "\(part.label) \($0)" } }.joined(separator: ", ")
    }

    private func shown(_ value: String) -> String {
        switch name {
        case .fee, .collected, .remitted: Int(value).map { Dong($0).description } ?? value
        case .weight: "\(value) g"
        case .status: Self.status(value)
        case .accepted, .delivered, .deadline: Self.time(value)
        case .tracking, .caseCode, .recipient, .papers: value
        }
    }

    /// A status of the post, a state of the leg, or a step with its time.
    private static func status(_ value: String) -> String {
        if let status = PostalStatus(rawValue: value) { return status.vietnamese }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard let kind = parts.first.flatMap({ LegEvent.Kind(rawValue: String($0)) }) else { return value }
        return kind.vietnamese + (parts.count > 1 ? " \(time(String(parts[1])))" : "")
    }

    private static func time(_ value: String) -> String {
        let parts = value.split(separator: "T", maxSplits: 1)
        guard let day = parts.first.flatMap({ CalendarDay(rawValue: String($0)) }) else { return value }
        // Midnight stands for a day whose hour nobody wrote.
        return LocalTime.text(day) + (parts.count > 1 && parts[1] != "00:00" ? " \(parts[1])" : "")
    }
}

extension DiscrepancyEvidence {
    /// All facts in Vietnamese, one after the other.
    public var vietnamese: String { facts.map(\.vietnamese).joined(separator: "; ") }
}
