import Basics
import Ledger
import PostalChannel

/// Which differences of a reconciliation somebody has to close, and what money is in question.
struct FoundDiscrepancies {
    private let result: ReconciliationResult
    private let naming: DiscrepancyNaming
    private let complaints: ComplaintLimits
    private let calendar: WorkingCalendar
    /// Of lines without any day.
    private let fallback: CalendarDay

    /// - Parameter today: the day of differences that bear none.
    init(_ result: ReconciliationResult, naming: DiscrepancyNaming, rules: PostalRules, today: CalendarDay) {
        self.result = result
        self.naming = naming
        fallback = today
        complaints = rules.complaints
        calendar = rules.calendar
    }

    /// One for each code of each entry; further lines of a parcel add to the parcel's own.
    var all: [FoundDiscrepancy] {
        let entries = result.entries
        let halves = Parallel.run {
            found(in: entries[..<(entries.count / 2)])
        } and: {
            found(in: entries[(entries.count / 2)...])
        }
        return halves.0 + halves.1
    }

    private func found(in entries: ArraySlice<ReconciledEntry>) -> [FoundDiscrepancy] {
        entries.lazy.filter(\.isDiscrepancy).flatMap { entry in
            result.breakCodes(of: entry).map { found($0, entry) }
        }
    }

    private func found(_ breakCode: DiscrepancyCode, _ entry: ReconciledEntry) -> FoundDiscrepancy {
        let parcel = entry.parcel.map { result.input.parcels[$0] }
        let line = entry.line.map { result.input.lines[$0] }
        let code = breakCode.rawValue
        let id = naming.id(code, entry, in: result) ?? DiscrepancyID(rawValue: "-/\(code)")
        let delivered = line?.delivered?.day ?? parcel?.deliveredAt.flatMap(LocalTime.day(of:))
        return FoundDiscrepancy(
            id, code,
            DiscrepancySubject(
                day: result.day(of: entry) ?? result.input.cutOff ?? fallback, caseCode: parcel?.cases.first,
                parcel: parcel?.id,
                tracking: parcel?.tracking ?? line?.tracking.text, line: line?.place.text,
                transitEnd: parcel?.deadline),
            amount: amount(breakCode, entry), evidence: DiscrepancyEvidence(breakCode, entry, in: result),
            complaintDeadline: complaints.lastDay(
                for: code, transitEnd: parcel?.deadline, delivered: delivered, calendar))
    }

    // MARK: Amounts

    private func amount(_ code: DiscrepancyCode, _ entry: ReconciledEntry) -> Dong {
        switch code {
        case .outcome(let outcome): amount(outcome, entry)
        case .remark(let remark): amount(remark, entry)
        }
    }

    // Ours less theirs, so that what the post owes us is positive, and what we owe it negative.

    private func amount(_ outcome: Outcome, _ entry: ReconciledEntry) -> Dong {
        let parcel = entry.parcel.map { result.input.parcels[$0] }
        let line = result.comparedLine(of: entry)
        switch outcome {
        case .missingInStatement, .returnedButDelivered: return parcel?.due ?? .zero
        case .missingInOurs: return .zero - charge(line)
        case .duplicateLine: return entry.isFurtherLine ? .zero - charge(line) : .zero
        case .codDiffers: return (parcel?.owed(after: line?.status ?? .unknown) ?? .zero) - (line?.collected ?? .zero)
        case .feeDiffers: return (parcel?.fee ?? .zero) - charge(line)
        case .trackingReused: return entry.parcel == nil ? .zero - charge(line) : .zero
        case .matched, .checkDigitTypo, .lateDelivery, .statusBeforeHandover, .numericTrackingLossy,
            .nameDiacriticsOnly, .twoCasesOneParcel, .caseInTwoParcels, .numericTracking:
            return .zero
        }
    }

    private func amount(_ remark: Remark, _ entry: ReconciledEntry) -> Dong {
        let line = result.comparedLine(of: entry)
        switch remark {
        case .remittanceDiffers: return (line?.collected ?? .zero) - (line?.remitted ?? .zero)
        case .lostByPost, .damagedByPost: return entry.parcel.map { result.input.parcels[$0].due } ?? .zero
        default: return .zero
        }
    }

    private func charge(_ line: StatementLine?) -> Dong {
        (line?.fee ?? .zero) + (line?.surcharge ?? .zero)
    }
}
