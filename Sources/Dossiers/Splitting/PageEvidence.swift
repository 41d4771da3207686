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
        /// A separator sheet whose code could not be read, or that bears two that contradict each other.
        case unreadableSeparator(IssueCode)
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
    public init(reading: PageReading) {
        let payloads = Set(reading.barcodes.compactMap { SeparatorPayload($0.payload) })
        if payloads.count == 1, let payload = payloads.first {
            self = .separator(payload)
        } else if payloads.count > 1 {
            self = .unreadableSeparator(.conflictingSeparators)
        } else if SeparatorTracesRule.holds(for: reading) {
            self = .unreadableSeparator(.undecodableSeparator)
        } else if reading.isBlank {
            self = .blank
        } else {
            self = .content
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
