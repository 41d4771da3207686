import Basics
import Ledger
import PostalChannel
import PostalPipeline
import UseCases

/// A difference as pages show it.
struct DifferenceText {
    let rules: PostalRules
    let today: CalendarDay
    let language: InterfaceLanguage

    /// Working days before the last day of a complaint from which on it is marked.
    private static let warnedBefore = 10

    init(rules: PostalRules, today: CalendarDay, _ language: InterfaceLanguage) {
        (self.rules, self.today, self.language) = (rules, today, language)
    }

    // MARK: Rows

    func row(_ record: DiscrepancyRecord) -> Model {
        let value = record.value
        return [
            "id": .text(value.id.rawValue), "what": .text(what(value)), "tracking": .text(value.subject.tracking),
            "case": .text(value.subject.caseCode?.rawValue), "amount": .text(Self.amount(value)),
            "state": .text(value.state.phrase.text(language)), "tone": .text(value.state.tone),
            "owner": .text(value.owner), "day": .text(LocalTime.text(value.subject.day)),
            "age": .text(age(value)), "complaint": .text(record.complaintDeadline.map(LocalTime.text)),
            "isLate": .flag(isComplaintNear(record)),
        ]
    }

    func title(_ record: DiscrepancyRecord) -> String {
        [what(record.value), record.value.subject.tracking].compactMap(\.self).joined(separator: " · ")
    }

    private func what(_ value: Discrepancy) -> String {
        DiscrepancyCode(rawValue: value.code)?.phrase.text(language) ?? value.code
    }

    /// Nothing where no money is in question.
    private static func amount(_ value: Discrepancy) -> String? {
        value.amount == .zero ? nil : value.amount.description
    }

    /// Working days since it was found; days where the calendar of the year is not known.
    private func age(_ value: Discrepancy) -> String? {
        guard let days = try? value.ageInWorkingDays(on: today, rules.calendar) else { return nil }
        return language.say("\(days) ngày làm việc", days == 1 ? "1 working day" : "\(days) working days")
    }

    private func isComplaintNear(_ record: DiscrepancyRecord) -> Bool {
        guard record.value.isOpen, let last = record.complaintDeadline else { return false }
        return last.daysSinceEpoch - today.daysSinceEpoch <= Self.warnedBefore
    }

    // MARK: One

    /// - Parameter caller: what may be done is offered.
    func whole(_ record: DiscrepancyRecord, _ caller: Caller) -> Model {
        let value = record.value
        let proposal = value.proposal
        var model = row(record)
        let further: Model = [
            "advice": .text(DiscrepancyCode(rawValue: value.code)?.advice), "code": .text(value.code),
            "isEnglish": .flag(language == .english),
            "caseHref": .text(value.subject.caseCode.map { "/cases/\($0)" }),
            "parcel": .text(value.subject.parcel), "line": .text(value.subject.line),
            "facts": .list((value.evidence ?? DiscrepancyEvidence()).facts.map(fact)),
            "proposed": .text(proposal?.resolution?.phrase.text(language)),
            "proposedAmount": .text(proposal?.amount?.description), "proposedWhy": .text(proposal?.reason),
            "proposedBy": .text(proposal.map { "\($0.actor), \(LocalTime.text($0.recorded))" }),
            "fourEyes": .flag(value.needsFourEyes(rules.breaks)),
            "events": .list(value.events.reversed().map(event)), "seen": .text(value.events.last?.id.rawValue),
            "resolutions": .list(Self.resolutions(language)),
        ]
        model = model.adding(further)
        for (name, kind, permission) in Self.acts {
            model[name] = .flag(value.allows(kind) && caller.may(permission))
        }
        model["canWork"] = .flag(value.isOpen && caller.may(.workPost))
        return model
    }

    private static let acts: [(String, DiscrepancyEvent.Kind, Permission)] = [
        ("canTake", .investigationStarted, .workPost), ("canPropose", .resolutionProposed, .workPost),
        ("canApprove", .resolutionApproved, .approvePost), ("canReject", .resolutionRejected, .approvePost),
        ("canClose", .closed, .workPost), ("canReopen", .reopened, .workPost),
        ("canComplain", .complaintFiled, .workPost), ("canNote", .noted, .workPost),
        ("canAssign", .assigned, .workPost),
    ]

    private func fact(_ fact: DiscrepancyEvidence.Fact) -> Model {
        [
            "name": .text(fact.name.phrase.text(language)), "ours": .text(fact.oursShown),
            "theirs": .text(fact.theirsShown), "differs": .flag(fact.ours != fact.theirs),
        ]
    }

    private func event(_ event: DiscrepancyEvent) -> Model {
        let parts = [
            event.resolution?.phrase.text(language), event.amount?.description, event.shownReason,
            event.owner.map { language.say("giao ", "to ") + $0 },
            event.kind == .clearedByRun ? nil : event.reference,
        ]
        return [
            "time": .text(LocalTime.text(event.recorded)), "kind": .text(event.kind.phrase.text(language)),
            "by": .text(Self.who(event)),
            "text": .text(parts.compactMap { $0.flatMap { $0.isEmpty ? nil : $0 } }.joined(separator: " · ")),
        ]
    }

    private static func who(_ event: DiscrepancyEvent) -> String {
        guard let account = event.account, account != event.actor else { return event.actor }
        return "\(event.actor) (\(account))"
    }

    // MARK: Choices

    static func resolutions(_ language: InterfaceLanguage) -> [Model] {
        DiscrepancyResolution.allCases.map {
            ["value": .text($0.rawValue), "name": .text($0.phrase.text(language))]
        }
    }

    static func states(chosen: String?, _ language: InterfaceLanguage) -> [Model] {
        DiscrepancyState.allCases.map {
            [
                "value": .text($0.rawValue), "name": .text($0.phrase.text(language)),
                "isChosen": .flag($0.rawValue == chosen),
            ]
        }
    }

    static func codes(chosen: String?, _ language: InterfaceLanguage) -> [Model] {
        DiscrepancyCode.all.map {
            [
                "value": .text($0.rawValue), "name": .text($0.phrase.text(language)),
                "isChosen": .flag($0.rawValue == chosen),
            ]
        }
    }
}
