import DocumentModel

/// Where the pages of a batch belong, or why they wait.
public struct BatchSplit: Hashable, Sendable {
    /// Pages that certainly belong to one component, in scan order; a component that was separated twice has both
    /// groups here, in order.
    public struct Group: Hashable, Sendable {
        public var slot: ComponentSlot
        /// Content pages and blank backs.
        public var pages: [PagePosition]
    }

    /// Pages that wait for a person.
    public struct HeldGroup: Hashable, Sendable {
        public var reason: IssueCode
        public var pages: [PagePosition]
        /// Where they would go by what is written on the sheet or in the manifest; never acted upon.
        public var proposed: ProposedSlot?
    }

    /// An issue of the splitting itself.
    public struct Issue: Hashable, Sendable {
        public var code: IssueCode
        /// The page at fault; `nil` for a file that is not there.
        public var position: PagePosition?
        /// The file's name as the manifest writes it, where ``position`` is `nil`.
        public var missingFile: String?
        public var detail: String
    }

    public var groups: [Group] = []
    public var held: [HeldGroup] = []
    public var issues: [Issue] = []
    /// Sheets that belong to no document.
    public var separators: [PagePosition] = []
}

/// A component of a case that the register knows.
public struct ComponentSlot: Hashable, Sendable, Codable {
    public var caseCode: CaseCode
    public var component: ComponentCode

    public init(caseCode: CaseCode, component: ComponentCode) {
        self.caseCode = caseCode
        self.component = component
    }
}

/// A component as it was written down somewhere; the register need not know it.
public struct ProposedSlot: Hashable, Sendable, Codable {
    public var caseCode: String
    public var component: String

    public init(caseCode: String, component: String) {
        self.caseCode = caseCode
        self.component = component
    }
}

extension BatchSplit {
    /// A batch of which nothing can be assigned: every page but the separators waits for one reason.
    public static func allHeld(_ pages: [PageEvidence], reason: IssueCode) -> BatchSplit {
        var split = BatchSplit()
        var waiting: [PagePosition] = []
        for page in pages {
            switch page.kind {
            case .separator, .unreadableSeparator: split.separators.append(page.position)
            case .content, .blank, .unreadable: waiting.append(page.position)
            }
        }
        if !waiting.isEmpty { split.held = [HeldGroup(reason: reason, pages: waiting, proposed: nil)] }
        return split
    }

    /// Holds back what was to be attached to a component.
    public mutating func hold(_ slot: ComponentSlot, because reason: IssueCode, detail: String) {
        guard let index = groups.firstIndex(where: { $0.slot == slot }) else { return }
        let group = groups.remove(at: index)
        let proposed = ProposedSlot(caseCode: slot.caseCode.rawValue, component: slot.component.rawValue)
        held.append(HeldGroup(reason: reason, pages: group.pages, proposed: proposed))
        issues.append(Issue(code: reason, position: group.pages.first, missingFile: nil, detail: detail))
    }
}
