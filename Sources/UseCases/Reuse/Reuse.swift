import Basics
import DocumentModel
import Dossiers
import FieldReading
import Foundation
import Ledger
import Office
import VietnameseText

extension Workspace {
    /// Papers that the office holds already, in the place of those that a citizen would bring again.
    public struct Reuse: UseCaseGroup {
        let workspace: Workspace

        /// What the office may hold for one component.
        public struct Offer: Sendable {
            public var component: ComponentCode
            public var name: String
            /// Best first.
            public var candidates: [ReuseCandidate]
        }

        /// A link and what has become of the paper since.
        public struct Standing: Sendable {
            public enum State: String, Sendable, CaseIterable {
                case inForce = "in_force"
                case undone
                /// Another document took the paper's place, or a person discarded it: the case has to be looked at.
                case paperGone = "paper_gone"
                case paperRevoked = "paper_revoked"
                case paperExpired = "paper_expired"

                /// Whether somebody has to look at the case that uses it.
                public var needsPerson: Bool { [.paperGone, .paperRevoked, .paperExpired].contains(self) }
            }

            public var link: ReuseLink
            public var paper: HeldPaper
            public var state: State
        }

        // MARK: Finding

        /// What the office may hold for the components of a case that have no document and no reused one.
        /// - Parameter component: only for this one, whatever it has.
        /// - Throws: `Refusal` `unknown_case`, also for a case outside of the caller's scope; `unknown_component`.
        public func offers(for code: CaseCode, component: ComponentCode? = nil) async throws -> [Offer] {
            try caller.require(.reusePapers, on: code)
            try await workspace.look(at: .case(code), for: .reuse)
            let rules = try await rules()
            let found = try await ledger.read { tx in
                try tx.caseStatus(code).map { ($0, try Gathered(of: $0, among: caller.scope, in: tx)) }
            }
            guard let (status, gathered) = found else { throw Refusal.unknownCase(code) }
            let wanted = status.components.filter {
                component.map { [code = $0.code] in code == $0 } ?? ($0.state == .missing)
            }
            if component != nil, wanted.isEmpty { throw Refusal.noSuchComponent }
            let day = try workspace.today()
            return wanted.map { gathered.offer(for: $0, of: code, rules, on: day) }
        }

        /// Held papers with a number.
        /// - Throws: `Refusal` when the caller may not.
        public func papers(numbered number: String) async throws -> [HeldPaper] {
            let scope = try caller.scope(for: .reusePapers)
            try await workspace.look(at: .listing("papers"), for: .reuse)
            return try await ledger.read { try $0.papers(numbered: number, in: scope) }
        }

        private func rules() async throws -> ValidityRules {
            let home = office.home
            return try await BlockingWork(label: "sohoa.rules").run { try ValidityRulesFile.load(home) }
        }

        // MARK: Acting

        /// Has a held paper serve a component. Whether it is the same person's is asked again here: nothing is linked by a
        /// name alone.
        /// - Parameters:
        ///   - purpose: what for; not empty.
        ///   - basis: the rule by which the office may; not empty.
        ///   - answersFor: that the person looked at a paper of which no rule says that it is valid.
        /// - Throws: `Refusal` `unknown_case`, `unknown_component`, `unknown_paper`, `paper_not_valid`, `paper_not_proved`,
        ///   `paper_validity_unknown`, `paper_not_in_force`, `text_missing`.
        public func link(
            _ document: DocumentID, to slot: ComponentSlot, purpose: String, basis: String, answersFor: Bool = false
        ) async throws -> ReuseLink {
            try caller.require(.reusePapers, on: slot.caseCode)
            let (purpose, basis) = (try Self.text(purpose, "purpose"), try Self.text(basis, "legal basis"))
            let offers = try await offers(for: slot.caseCode, component: slot.component)
            guard let candidate = offers.first?.candidates.first(where: { $0.paper.document == document }) else {
                throw try await refusal(of: document)
            }
            try Self.check(candidate, answersFor: answersFor)
            let draft = ReuseLink(
                id: ReuseLinkID(rawValue: ""), document: document, slot: slot, purpose: purpose, legalBasis: basis,
                evidence: candidate.evidence, linkedAt: now(), linkedBy: caller.name)
            do {
                return try await ledger.write { try $0.link(draft, at: now()) }
            } catch let error as LedgerError where error.code == .conflict {
                throw Refusal.paperNotInForce
            }
        }

        private static func check(_ candidate: ReuseCandidate, answersFor: Bool) throws(Refusal) {
            switch candidate.validity {
            case .revoked, .expired: throw Refusal.paperNotValid
            case .unknown where !answersFor: throw Refusal.paperNotProved
            case .valid, .unknown: return
            }
        }

        private func refusal(of document: DocumentID) async throws -> Refusal {
            let scope = caller.scope
            let paper = try await ledger.read { try $0.paper(document, in: scope) }
            return paper == nil ? .unknownPaper(document) : .paperNotTheirs
        }

        /// Takes a link back: a fact of its own.
        /// - Throws: `Refusal` `unknown_link`, `text_missing`, `link_undone`.
        public func undo(_ id: ReuseLinkID, reason: String) async throws -> ReuseLink {
            let reason = try Self.text(reason, "reason")
            guard let link = try await ledger.read({ try $0.reuseLink(id) }),
                caller.scope.covers(link.slot.caseCode.agency)
            else { throw Refusal.unknownLink(id) }
            try caller.require(.reusePapers, on: link.slot.caseCode)
            guard link.undoing == nil else { throw Refusal.linkUndone }
            return try await ledger.write { try $0.undoLink(id, by: caller.name, reason: reason, at: now()) }
        }

        /// Says that a held paper holds no longer, or that it does after all.
        /// - Returns: the links that it serves, whose cases have to be looked at.
        /// - Throws: `Refusal` `unknown_paper`, `text_missing`, `revoked_already`.
        public func setRevoked(_ isRevoked: Bool, _ document: DocumentID, reason: String) async throws -> [ReuseLink] {
            let reason = try Self.text(reason, "reason")
            guard let paper = try await ledger.read({ try $0.paper(document) }),
                caller.scope.covers(paper.slot.caseCode.agency)
            else { throw Refusal.unknownPaper(document) }
            try caller.require(.decide, on: paper.slot.caseCode)
            do {
                return try await ledger.write { tx in
                    try tx.setRevoked(isRevoked, document, by: caller.name, reason: reason, at: now())
                    return try tx.reuseLinks(of: document).filter { $0.undoing == nil }
                }
            } catch let error as LedgerError where error.code == .conflict {
                throw Refusal.revokedAlready
            }
        }

        // MARK: What is linked

        /// The links of a case, undone ones too, oldest first, each with what became of its paper.
        /// - Throws: `Refusal` `unknown_case`.
        public func links(of code: CaseCode) async throws -> [Standing] {
            try caller.require(.readPapers, on: code)
            try await workspace.look(at: .case(code), for: .reuse)
            let (rules, day) = (try await rules(), try workspace.today())
            return try await ledger.read { tx in
                try tx.reuseLinks(serving: code).compactMap { link in
                    guard let paper = try tx.paper(link.document), let document = try tx.document(link.document) else {
                        return nil
                    }
                    return Standing(
                        link: link, paper: paper,
                        state: Self.state(of: link, document.state, rules.validity(of: paper, on: day)))
                }
            }
        }

        private static func state(
            of link: ReuseLink, _ document: DigitizedDocument.State, _ validity: PaperValidity
        ) -> Standing.State {
            if link.undoing != nil { return .undone }
            if case .revoked = validity { return .paperRevoked }
            if document != .current { return .paperGone }
            if case .expired = validity { return .paperExpired }
            return .inForce
        }

        private static func text(_ text: String, _ name: String) throws(Refusal) -> String {
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !trimmed.isEmpty, trimmed.count <= ReuseLink.maxText else { throw Refusal.textMissing(name) }
            return trimmed
        }
    }

    public var reuse: Reuse { Reuse(workspace: self) }
}

/// Everything that may be an applicant's, gathered in one reading.
private struct Gathered {
    private let papers: [ReuseFinder.Paper]
    private let applicant: Applicant
    private let applicantKey: String

    init(of status: CaseStatus, among scope: Scope, in tx: LedgerTransaction) throws {
        let record = status.record
        let key = { (text: String) in Folding.folded(text).split { $0.isWhitespace }.joined(separator: " ") }
        // The register has no date of birth; a paper of the case that bears the applicant's number may.
        let number = Applicant(name: record.applicant, identityNumber: record.idNumber).identityNumber
        let own = try status.components.flatMap(\.documents).compactMap { try tx.paper($0.id) }
        let birthDate = own.first { $0.identityNumber == number && !number.isEmpty && $0.birthDate != nil }?.birthDate
        applicant = Applicant(name: record.applicant, identityNumber: record.idNumber, birthDate: birthDate)
        applicantKey = key(record.applicant)
        var found =
            try tx.papers(bearing: record.idNumber, in: scope) + tx.papers(ofApplicant: record.idNumber, in: scope)
        if let birthDate { found += try tx.papers(ofApplicantCalled: record.applicant, born: birthDate, in: scope) }
        var seen = Set<DocumentID>()
        papers = found.filter { seen.insert($0.document).inserted }.map {
            ReuseFinder.Paper($0, componentKey: key($0.componentName), applicantKey: key($0.applicant.name))
        }
    }

    func offer(
        for component: ComponentStatus, of code: CaseCode, _ rules: ValidityRules, on day: CalendarDay
    ) -> Workspace.Reuse.Offer {
        let name = component.rule?.name ?? ""
        let need = ReuseFinder.Need(
            slot: ComponentSlot(caseCode: code, component: component.code), applicant: applicant,
            componentKey: Folding.folded(name).split { $0.isWhitespace }.joined(separator: " "),
            kinds: FieldVocabulary.standard.kinds(calledForBy: name))
        return Workspace.Reuse.Offer(
            component: component.code, name: name,
            candidates: ReuseFinder.candidates(
                for: need, applicantKey: applicantKey, among: papers, rules: rules, on: day))
    }
}
