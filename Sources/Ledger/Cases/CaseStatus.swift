import Dossiers

/// What importing a register changed.
public struct CaseImportSummary: Hashable, Sendable, Codable {
    public var new = 0
    public var changed = 0
    public var unchanged = 0

    public init(new: Int = 0, changed: Int = 0, unchanged: Int = 0) {
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
    }
}

/// A case and how far each of its components has come.
public struct CaseStatus: Hashable, Sendable {
    public var record: CaseRecord
    /// In the order of the case's rules; components that hold documents but are no longer in the rules come last.
    public var components: [ComponentStatus]
}

/// How far one component has come.
public struct ComponentStatus: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nothing was scanned for it.
        case missing
        /// It has a current document, and nothing waits.
        case digitized
        /// It has no document yet, but held-back pages name it.
        case waiting
        /// It has a current document, and another one stands beside it until a person decides.
        case keptAsCandidate = "kept_beside"
        /// Nothing was scanned for it; a paper that the office held already serves it.
        case reused
    }

    public var code: ComponentCode
    /// `nil` for a component that the case's rules no longer name.
    public var rule: ComponentRule?
    public var state: State
    /// Current documents, oldest first: one, or several that a person joined.
    public var documents: [DigitizedDocument]
    /// Documents that stand beside them.
    public var candidates: [DigitizedDocument]
    /// Pages of the current documents.
    public var pageCount: Int
    /// Open items that concern this component.
    public var waiting: [WaitingItem]
    /// Held papers of other cases that serve it, oldest first.
    public var reused: [ReuseLink]
}

extension LedgerTransaction {
    /// A case with the state of each component; `nil` when the register does not have it.
    public func caseStatus(_ code: CaseCode) throws -> CaseStatus? {
        guard let record = try findCase(code) else { return nil }
        let documents = try documents(case: code)
        let waiting = try waitingItems(case: code)
        let reused = try reuseLinks(serving: code).filter { $0.undoing == nil }
        let ruled = record.components.map(\.code)
        let others = Set(documents.map(\.content.component)).subtracting(ruled).sorted()
        return CaseStatus(
            record: record,
            components: (ruled + others).map { component in
                componentStatus(
                    component, rule: record.rule(component),
                    documents: documents.filter { $0.content.component == component },
                    waiting: waiting.filter { $0.proposedComponent == component.rawValue },
                    reused: reused.filter { $0.slot.component == component })
            })
    }

    private func componentStatus(
        _ code: ComponentCode, rule: ComponentRule?, documents: [DigitizedDocument], waiting: [WaitingItem],
        reused: [ReuseLink]
    ) -> ComponentStatus {
        let current = documents.filter { $0.state == .current }
        let candidates = documents.filter { $0.state == .candidate }
        let state: ComponentStatus.State =
            if !candidates.isEmpty {
                .keptAsCandidate
            } else if current.isEmpty {
                !waiting.isEmpty ? .waiting : reused.isEmpty ? .missing : .reused
            } else {
                .digitized
            }
        return ComponentStatus(
            code: code, rule: rule, state: state, documents: current, candidates: candidates,
            pageCount: current.reduce(0) { $0 + $1.content.pages.count }, waiting: waiting,
            reused: reused)
    }
}
