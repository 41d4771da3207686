import DocumentModel

/// Where a page stands in its batch: the file's place in scan order, then the page's place in the file.
public struct PagePosition: Hashable, Comparable, Sendable, Codable {
    /// 0-based place of the file among the batch's files in scan order.
    public var file: Int
    /// 0-based page in that file.
    public var page: Int

    public init(file: Int, page: Int) {
        self.file = file
        self.page = page
    }

    public static func < (a: PagePosition, b: PagePosition) -> Bool { (a.file, a.page) < (b.file, b.page) }
}

/// What is known of a page when the batch is split.
public struct PageEvidence: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A separator sheet whose code was read.
        case separator(SeparatorPayload)
        /// A separator sheet by its print; the code cannot be read. With what the print names.
        case unreadableSeparator(IssueCode, ProposedSlot?)
        /// A page that may be a separator sheet or what is left of one, or bears such a sheet's code: it is kept like
        /// any page, and waits with those after it. With what is written on it.
        case suspect(IssueCode, ProposedSlot?)
        /// A page of a paper.
        case content
        /// An empty back.
        case blank
        /// A page or file that could not be read at all; it may have been a separator unless `mayBeSeparator` is
        /// false (a text file, a 1x1 picture).
        case unreadable(IssueCode, mayBeSeparator: Bool)
    }

    public var position: PagePosition
    public var kind: Kind

    public init(position: PagePosition, kind: Kind) {
        self.position = position
        self.kind = kind
    }
}

extension PageEvidence.Kind {
    /// Judges a page by what the recognizer read from it.
    /// - Parameter isGenuine: whether a payload's seal is that of this data home; asked for sealed payloads only.
    public init(reading: PageReading, isGenuine: (SeparatorPayload) -> Bool) {
        switch SeparatorRule.verdict(on: reading) {
        case .sheet(let payload) where payload.seal == nil || isGenuine(payload): self = .separator(payload)
        case .sheet(let payload):
            let slot = ComponentSlot(caseCode: payload.caseCode, component: payload.component)
            self = .suspect(.foreignSeparator, ProposedSlot(slot))
        case .printed(let named): self = .unreadableSeparator(.undecodableSeparator, named)
        case .suspect(let named): self = .suspect(.suspectedSeparator, named)
        case .codeOnPaper(let named): self = .suspect(.codeOnPaper, named)
        case .conflicting: self = .suspect(.conflictingSeparators, nil)
        case .paper: self = reading.isBlank ? .blank : .content
        }
    }

    /// Judges a page that could not be read.
    public init(fault: IssueCode) {
        switch fault {
        case .notAnImage, .tooSmall, .unsupportedFormat, .attachedFile, .xfaForm:
            self = .unreadable(fault, mayBeSeparator: false)
        default: self = .unreadable(fault, mayBeSeparator: true)
        }
    }
}
