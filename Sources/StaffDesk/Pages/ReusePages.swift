import Basics
import Dossiers
import Hummingbird
import Ledger
import Presentation
import UseCases

/// Whether the office already holds what a case lacks: candidates with their evidence, using one, taking that back.
struct ReusePages: Sendable {
    func addRoutes(to routes: DeskRoutes) {
        routes.get("cases/{code}/reuse", show)
        routes.post("cases/{code}/reuse", link)
        routes.post("cases/{code}/reuse/undo", undo)
        routes.post("cases/{code}/reuse/revoke", revoke)
    }

    static func address(of code: CaseCode) -> String { "/cases/\(code)/reuse" }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code", as: CaseCode.self)
        let workspace = visit.workspace(for: .reuse)
        let (offers, links) = (try await workspace.reuse.offers(for: code), try await workspace.reuse.links(of: code))
        let text = ReuseText(language: visit.language, mayRevoke: visit.caller.may(.decide), scope: visit.caller.scope)
        let model: Model = [
            "code": .text(code.rawValue), "caseHref": .text("/cases/\(code)"), "action": .text(Self.address(of: code)),
            "offers": .list(offers.map(text.offer)), "links": .list(links.map(text.link)),
            "hasLinks": .flag(!links.isEmpty),
        ]
        return try visit.page("reuse", visit.language.say("Giấy tờ đã có", "Papers held"), in: .search, model)
    }

    @Sendable private func link(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code", as: CaseCode.self)
        let fields = try await visit.form()
        guard let component = ComponentCode(rawValue: fields["component"] ?? "") else { throw Refusal.noSuchPage }
        _ = try await visit.workspace(for: .reuse).reuse.link(
            DocumentID(rawValue: fields["document"] ?? ""), to: ComponentSlot(caseCode: code, component: component),
            purpose: fields["purpose"] ?? "", basis: fields["basis"] ?? "", answersFor: fields.isOn("answers"))
        return visit.done(Self.address(of: code), saying: .saved)
    }

    @Sendable private func undo(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code", as: CaseCode.self)
        let fields = try await visit.form()
        _ = try await visit.workspace(for: .reuse).reuse.undo(
            ReuseLinkID(rawValue: fields["link"] ?? ""), reason: fields["reason"] ?? "")
        return visit.done(Self.address(of: code), saying: .saved)
    }

    /// A person says that a held paper holds no longer: every case that uses it shows so from then on.
    @Sendable private func revoke(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code", as: CaseCode.self)
        let fields = try await visit.form()
        _ = try await visit.workspace(for: .reuse).reuse.setRevoked(
            true, DocumentID(rawValue: fields["document"] ?? ""), reason: fields["reason"] ?? "")
        return visit.done(Self.address(of: code), saying: .saved)
    }
}

/// What the page of held papers says.
private struct ReuseText {
    let language: InterfaceLanguage
    let mayRevoke: Bool
    let scope: Scope

    func offer(_ offer: Workspace.Reuse.Offer) -> Model {
        [
            "component": .text(offer.component.rawValue), "name": .text(offer.name),
            "candidates": .list(offer.candidates.map { candidate($0, for: offer.component) }),
        ]
    }

    private func candidate(_ candidate: ReuseCandidate, for component: ComponentCode) -> Model {
        let paper = candidate.paper
        let isUsable: Bool
        let needsAnswer: Bool
        switch candidate.validity {
        case .valid: (isUsable, needsAnswer) = (true, false)
        case .unknown: (isUsable, needsAnswer) = (true, true)
        case .expired, .revoked: (isUsable, needsAnswer) = (false, false)
        }
        return [
            "id": .text("\(component)-\(paper.document)"), "component": .text(component.rawValue),
            "document": .text(paper.document.rawValue), "href": .text("/documents/\(paper.document)"),
            "title": .text(
                [PaperKindNames.name(paper.kind), paper.number].filter { !$0.isEmpty }.joined(separator: " ")),
            "place": .text("\(paper.slot.caseCode) / \(paper.slot.component)"),
            "scanned": .text(LocalTime.text(paper.scannedAt)),
            "issued": .text(paper.issued.map(LocalTime.text)),
            "evidence": .list(candidate.evidence.map { ["text": .text(language.say($0.vietnamese, $0.english))] }),
            "validity": .text(language.say(candidate.validity.vietnamese, candidate.validity.english)),
            "tone": .text(isUsable ? (needsAnswer ? "warn" : "good") : "bad"),
            "newer": .text(candidate.newer.map { "/documents/\($0)" }),
            "isUsable": .flag(isUsable), "needsAnswer": .flag(needsAnswer),
            "canRevoke": .flag(mayRevoke && isUsable && scope.covers(paper.slot.caseCode.agency)),
        ]
    }

    func link(_ standing: Workspace.Reuse.Standing) -> Model {
        let link = standing.link
        let undone = link.undoing.map { undoing in
            let time = LocalTime.text(undoing.at)
            return language.say(
                "\(undoing.by) gỡ lúc \(time): \(undoing.reason)", "\(undoing.by) undid it \(time): \(undoing.reason)")
        }
        return [
            "id": .text(link.id.rawValue), "component": .text(link.slot.component.rawValue),
            "href": .text("/documents/\(link.document)"), "from": .text(standing.paper.slot.caseCode.rawValue),
            "state": .text(language.say(standing.state.vietnamese, standing.state.english)),
            "tone": .text(standing.state == .inForce ? "good" : standing.state.needsPerson ? "bad" : ""),
            "purpose": .text(link.purpose), "basis": .text(link.legalBasis),
            "by": .text("\(link.linkedBy) · \(LocalTime.text(link.linkedAt))"), "undone": .text(undone),
            "isOpen": .flag(link.undoing == nil),
        ]
    }
}

extension ReuseEvidence {
    fileprivate var english: String {
        switch self {
        case .numberOnPaper: "the paper bears the applicant's identity number"
        case .numberInRegister: "its case has the applicant's identity number"
        case .nameAndBirthDate: "the same name and date of birth"
        case .documentNumber: "the same number of the paper"
        case .kind: "the kind of paper that is asked for"
        case .componentName: "handed in for a component of the same name"
        }
    }
}

extension PaperValidity {
    fileprivate var english: String {
        switch self {
        case .valid(nil, let source): "Valid without an end (\(source))"
        case .valid(let through?, let source): "Valid through \(LocalTime.text(through)) (\(source))"
        case .expired(let after, let source): "Expired after \(LocalTime.text(after)) (\(source))"
        case .revoked(let revocation):
            "Revoked \(LocalTime.text(revocation.at)): \(revocation.reason) (\(revocation.by))"
        case .unknown(.noRule): "No rule says how long such a paper holds; look at it"
        case .unknown(.noIssueDate): "Its day of issue could not be read; look at it"
        case .unknown(.noBirthDate): "The date of birth could not be read; look at it"
        }
    }
}

extension Workspace.Reuse.Standing.State {
    fileprivate var english: String {
        switch self {
        case .inForce: "in use"
        case .undone: "undone"
        case .paperGone: "the held paper was replaced or discarded; look at the case again"
        case .paperRevoked: "the held paper was revoked; look at the case again"
        case .paperExpired: "the held paper has expired; look at the case again"
        }
    }
}
