import PostalChannel

/// The English of what the postal channel names in Vietnamese.

extension IntakeState {
    var english: String {
        switch self {
        case .requested: "collection asked for"
        case .collected: "taken by the post"
        case .inTransit: "on its way"
        case .arrived: "arrived at the agency"
        case .counted: "counted"
        case .handedOver: "hand-over signed"
        case .closed: "closed"
        case .short: "papers missing in the parcel"
        case .lost: "lost"
        case .damaged: "damaged"
        case .cancelled: "cancelled"
        }
    }
}

extension ReturnState {
    var english: String {
        switch self {
        case .resultReady: "result ready"
        case .packed: "packed"
        case .acceptedByPost: "accepted by the post"
        case .inTransit: "on its way"
        case .firstAttempt: "first delivery failed"
        case .secondAttempt: "second delivery failed"
        case .delivered: "delivered"
        case .feeRemitted: "collected money paid over"
        case .closed: "closed"
        case .returning: "on its way back"
        case .returnedToAgency: "back at the agency"
        case .lost: "lost"
        case .refused: "refused by the recipient"
        case .readdressed: "sent on to another address"
        }
    }
}

extension LegState {
    var phrase: Phrase {
        switch self {
        case .intake(let state): Phrase(state.vietnamese, state.english)
        case .return(let state): Phrase(state.vietnamese, state.english)
        }
    }

    var isGood: Bool {
        switch self {
        case .intake(let state): state == .handedOver || state == .closed
        case .return(let state): [.delivered, .feeRemitted, .closed].contains(state)
        }
    }

    var isBad: Bool {
        switch self {
        case .intake(let state): [.short, .lost, .damaged].contains(state)
        case .return(let state): [.lost, .refused, .returnedToAgency].contains(state)
        }
    }
}

extension LegNote {
    var english: String {
        switch self {
        case .feeDue: "amount to collect"
        case .feeCollected: "money collected"
        case .feeRemitted: "money paid over"
        case .paperRecalled: "paper to be given back"
        case .paperGivenBack: "paper given back"
        case .evidenceFiled: "evidence filed"
        case .retraction: "fact taken back"
        }
    }
}

extension LegEvent.Kind {
    var phrase: Phrase {
        switch self {
        case .step(let state): state.phrase
        case .note(let note): Phrase(note.vietnamese, note.english)
        }
    }
}

extension EventSource.Kind {
    var phrase: Phrase {
        switch self {
        case .statementLine: Phrase(vietnamese, "the post's statement")
        case .scan: Phrase(vietnamese, "scan")
        case .paper: Phrase(vietnamese, "signed paper")
        case .operatorFile: Phrase(vietnamese, "the post's file of events")
        case .person: Phrase(vietnamese, "recorded by staff")
        }
    }
}

extension Direction {
    var phrase: Phrase {
        switch self {
        case .intake: Phrase("Nhận hồ sơ", "Intake")
        case .return: Phrase("Trả kết quả", "Return")
        }
    }
}
