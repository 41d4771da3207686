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
