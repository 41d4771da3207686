import Basics
import Ledger
import PostalChannel

/// English names of differences, statements and hand-over lists, which the postal channel names in Vietnamese.

extension DiscrepancyState {
    var phrase: Phrase {
        let english =
            switch self {
            case .open: "new"
            case .investigating: "looked into"
            case .proposed: "proposed"
            case .approved: "approved"
            case .closed: "closed"
            case .reopened: "taken up again"
            }
        return Phrase(vietnamese, english)
    }

    var tone: String {
        switch self {
        case .open, .reopened: "warn"
        case .closed, .approved: "good"
        case .investigating, .proposed: ""
        }
    }
}

extension DiscrepancyResolution {
    var phrase: Phrase {
        let english =
            switch self {
            case .oursCorrected: "our record is corrected"
            case .theirsCorrected: "the post corrects its statement"
            case .postPays: "the post pays"
            case .agencyPays: "the agency pays"
            case .writtenOff: "both agree to leave it"
            case .complaint: "complaint to the post"
            }
        return Phrase(vietnamese, english)
    }
}

extension DiscrepancyEvent.Kind {
    var phrase: Phrase {
        let english =
            switch self {
            case .opened: "found"
            case .assigned: "given to somebody"
            case .investigationStarted: "taken up"
            case .amountChanged: "amount corrected"
            case .factsChanged: "both sides' figures changed"
            case .resolutionProposed: "settlement proposed"
            case .resolutionRejected: "proposal rejected"
            case .resolutionApproved: "proposal approved"
            case .closed: "closed"
            case .clearedByRun: "no longer found by a reconciliation"
            case .reopened: "taken up again"
            case .complaintFiled: "complaint sent"
            case .noted: "note"
            }
        return Phrase(vietnamese, english)
    }
}

extension DiscrepancyCode {
    var phrase: Phrase {
        switch self {
        case .outcome(let outcome): Phrase(outcome.vietnamese, outcome.english)
        case .remark(let remark): Phrase(remark.vietnamese, remark.english)
        }
    }

    /// What a difference may be, in the order in which rules find them.
    static let all =
        Outcome.allCases.filter { !$0.isInformation }.map(DiscrepancyCode.outcome)
        + Remark.allCases.filter(\.isDiscrepancy).map(DiscrepancyCode.remark)
}

extension Outcome {
    fileprivate var english: String {
        switch self {
        case .matched: "matched"
        case .missingInStatement: "not on the statement"
        case .missingInOurs: "not ours"
        case .checkDigitTypo: "number mistyped"
        case .duplicateLine: "listed twice"
        case .codDiffers: "collected amount differs"
        case .feeDiffers: "fee differs"
        case .lateDelivery: "delivered late"
        case .returnedButDelivered: "delivered or returned?"
        case .statusBeforeHandover: "moving before it was handed over"
        case .trackingReused: "number used twice"
        case .numericTrackingLossy: "number lost digits"
        case .nameDiacriticsOnly: "name differs in marks only"
        case .twoCasesOneParcel: "several cases in one parcel"
        case .caseInTwoParcels: "one case in several parcels"
        case .numericTracking: "number kept as a figure"
        }
    }
}

extension Remark {
    fileprivate var english: String {
        switch self {
        case .awaitingStatement: "awaits a statement"
        case .numberConflict: "same number, all else differs"
        case .severalCandidates: "several candidates"
        case .possibleTypo: "number may be mistyped"
        case .nameDiffers: "recipient differs"
        case .weightDiffers: "weight differs"
        case .surcharged: "surcharged"
        case .remittanceDiffers: "remitted amount differs"
        case .overdue: "overdue, not delivered"
        case .unknownStatus: "unknown status"
        case .wrongPeriod: "outside of the period"
        case .failedTwiceNotReturned: "failed twice, not returned"
        case .countMismatch: "papers counted differ"
        case .hourMissing: "record without hour"
        case .signatureMissing: "record without signature"
        case .recalledPaperMissing: "paper to be returned is missing"
        case .originalNotReturned: "original is not back"
        case .numberMissing: "statement gives no number"
        case .lostByPost: "lost by the post"
        case .damagedByPost: "damaged by the post"
        case .refused: "refused by the recipient"
        case .sentBack: "sent back"
        case .cancelledByPost: "cancelled by the post"
        case .afterCutOff: "after the cut-off"
        case .partOfItem: "further line of an item"
        case .decisionOutdated: "line changed after a decision"
        case .deliveryCalledBack: "delivery called back"
        case .legContradiction: "contradicts the parcel's course"
        case .unreadCell: "cell cannot be read"
        case .partsDiffer: "parts do not give the total"
        case .severalNumbers: "several numbers in a cell"
        case .notedNumber: "note beside the number"
        case .leadingZerosLost: "zeros in front lost"
        case .chargeWithoutNumber: "charge without a number"
        }
    }
}

extension StatementRecord.State {
    var phrase: Phrase {
        switch self {
        case .loading: Phrase("đang nhận", "being taken")
        case .awaitingColumns: Phrase("chờ xác nhận", "waits for an answer")
        case .complete: Phrase("đang dùng", "in force")
        case .superseded: Phrase("đã được thay thế hoặc bỏ", "replaced or set aside")
        }
    }

    var tone: String {
        switch self {
        case .awaitingColumns: "warn"
        case .complete: "good"
        case .loading, .superseded: ""
        }
    }
}

extension HandoverList.State {
    var phrase: Phrase {
        let english =
            switch self {
            case .drafted: "drafted"
            case .printed: "printed"
            case .confirmed: "signed"
            case .cancelled: "void"
            }
        return Phrase(vietnamese, english)
    }

    var tone: String {
        switch self {
        case .confirmed: "good"
        case .printed: "warn"
        case .drafted, .cancelled: ""
        }
    }
}

extension ComparedField.Name {
    var phrase: Phrase {
        let english =
            switch self {
            case .tracking: "number"
            case .caseCode: "case"
            case .recipient: "recipient"
            case .accepted: "accepted"
            case .delivered: "delivered"
            case .status: "status"
            case .weight: "weight"
            case .fee: "fee"
            case .collected: "collected"
            case .remitted: "remitted"
            case .deadline: "deadline"
            case .papers: "papers"
            }
        return Phrase(vietnamese, english)
    }
}
