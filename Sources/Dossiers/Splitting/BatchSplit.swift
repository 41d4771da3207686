import DocumentModel

/// Where the pages of a batch belong, or why they wait.
///
/// Every page has one ``PageDisposition``, set once; groups and sheets are views of these.
public struct BatchSplit: Hashable, Sendable {
    /// Pages that certainly belong to one component, in scan order; a component that was separated twice has both
    /// groups here, in order.
    public struct Group: Hashable, Sendable {
        public var slot: ComponentSlot
        /// Content pages, blank backs and repeats.
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

    /// What became of each page.
    public private(set) var dispositions: [PagePosition: PageDisposition] = [:]
    public internal(set) var held: [HeldGroup] = []
    public internal(set) var issues: [Issue] = []
    /// Components in the order in which their first pages came.
    private var slots: [ComponentSlot] = []

    init() {}

    /// The components' pages.
    public var groups: [Group] {
        var pages: [ComponentSlot: [PagePosition]] = [:]
        for (position, disposition) in dispositions {
            if let slot = disposition.slot { pages[slot, default: []].append(position) }
        }
        return slots.compactMap { slot in pages[slot].map { Group(slot: slot, pages: $0.sorted()) } }
    }

    /// Sheets that belong to no document.
    public var separators: [PagePosition] {
        dispositions.compactMap { if case .separator = $1 { $0 } else { nil } }.sorted()
    }

    /// How many pages went where.
    public var sum: PageSum {
        dispositions.values.reduce(into: PageSum()) { $0.count($1) }
    }

    /// Gives a page its place.
    mutating func place(_ position: PagePosition, _ disposition: PageDisposition) {
        if let slot = disposition.slot, !slots.contains(slot) { slots.append(slot) }
        dispositions[position] = disposition
    }
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

    /// A component as a proposal.
    public init(_ slot: ComponentSlot) {
        self.init(caseCode: slot.caseCode.rawValue, component: slot.component.rawValue)
    }
}

extension BatchSplit {
    /// Notes what is to be told of a page that goes on.
    public mutating func note(_ code: IssueCode, at position: PagePosition, detail: String) {
        issues.append(Issue(code: code, position: position, missingFile: nil, detail: detail))
    }

    /// A batch of which nothing can be assigned: every page but the separators waits for one reason.
    public static func allHeld(_ pages: [PageEvidence], reason: IssueCode) -> BatchSplit {
        var split = BatchSplit()
        var waiting: [PageEvidence] = []
        for page in pages {
            switch page.kind {
            case .separator: split.place(page.position, .separator(.payload))
            case .unreadableSeparator: split.place(page.position, .separator(.print))
            case .suspect, .content, .blank, .unreadable: waiting.append(page)
            }
        }
        // Empty backs alone ask nobody.
        let isAnybodyAsked = waiting.contains { $0.kind != .blank }
        for page in waiting { split.place(page.position, isAnybodyAsked ? .waiting(reason) : .blank(nil)) }
        if isAnybodyAsked {
            split.held = [HeldGroup(reason: reason, pages: waiting.map(\.position), proposed: nil)]
        }
        return split
    }

    /// Notes that a page shows the same sheet as another one of its component.
    public mutating func note(_ page: PagePosition, repeats first: PagePosition) {
        guard case .document(let slot) = dispositions[page] else { return }
        place(page, .repeated(of: first, slot))
    }

    /// Holds back what was to be attached to a component.
    public mutating func hold(_ slot: ComponentSlot, because reason: IssueCode, detail: String) {
        guard let group = groups.first(where: { $0.slot == slot }) else { return }
        var waiting: [PagePosition] = []
        for page in group.pages {
            if case .repeated(let first, _) = dispositions[page] {
                place(page, .repeated(of: first, nil))
            } else {
                place(page, .waiting(reason))
                waiting.append(page)
            }
        }
        held.append(HeldGroup(reason: reason, pages: waiting, proposed: ProposedSlot(slot)))
        issues.append(Issue(code: reason, position: waiting.first, missingFile: nil, detail: detail))
    }

    /// Makes sure that each page of a batch is in exactly one place, and that what waits is shown to somebody.
    /// - Returns: how many pages went where; the sum is the number of pages.
    /// - Throws: ``PageAccountingError``.
    @discardableResult
    public func account(for pages: [PagePosition]) throws(PageAccountingError) -> PageSum {
        var shown: Set<PagePosition> = []
        for page in held.flatMap(\.pages) where !shown.insert(page).inserted {
            throw PageAccountingError(position: page, detail: "waits twice")
        }
        var known: Set<PagePosition> = []
        for page in pages {
            guard known.insert(page).inserted else {
                throw PageAccountingError(position: page, detail: "was counted twice")
            }
            guard let disposition = dispositions[page] else {
                throw PageAccountingError(position: page, detail: "is in no place")
            }
            let isWaiting = if case .waiting = disposition { true } else { false }
            guard isWaiting == shown.contains(page) else {
                throw PageAccountingError(position: page, detail: isWaiting ? "waits unseen" : "waits, and is placed")
            }
            if case .repeated(let first, _) = disposition, dispositions[first] == nil || first == page {
                throw PageAccountingError(position: page, detail: "repeats a page that is not there")
            }
        }
        if let stranger = dispositions.keys.first(where: { !known.contains($0) }) {
            throw PageAccountingError(position: stranger, detail: "is not of this batch")
        }
        return sum
    }
}
