import DocumentModel

/// What became of a page of a batch. There is exactly one for each page: none is lost, none stands in two places.
public enum PageDisposition: Hashable, Sendable {
    /// It is a page of a component's document.
    case document(ComponentSlot)
    /// It is a separator sheet, and belongs to no document.
    case separator(SeparatorEvidence)
    /// It is empty: kept, left out of documents. `nil` where it stands among pages of no component.
    case blank(ComponentSlot?)
    /// It shows the same sheet as another page of its component: kept, not counted twice. `nil` where the component's
    /// pages wait.
    case repeated(of: PagePosition, ComponentSlot?)
    /// A person has to decide.
    case waiting(IssueCode)

    /// The component that the page was given to.
    public var slot: ComponentSlot? {
        switch self {
        case .document(let slot): slot
        case .blank(let slot), .repeated(_, let slot): slot
        case .separator, .waiting: nil
        }
    }
}

/// Why a page counts as a separator sheet. The raw values are stable: ledger and exports use them.
public enum SeparatorEvidence: String, Hashable, Sendable, Codable, CaseIterable {
    /// Its code was read, and the whole sheet seen.
    case payload
    /// Its print says so, and nothing else has such print; the code cannot be read.
    case print
}

/// How many pages of a batch, or of several, went where. The parts add up to ``seen``.
public struct PageSum: Hashable, Sendable, Codable {
    /// Pages in documents of a case, those included that wait for a second look there.
    public var document = 0
    /// Separator sheets.
    public var separator = 0
    /// Separator sheets that are known by their print only; part of ``separator``.
    public var separatorByPrint = 0
    /// Empty backs.
    public var blank = 0
    /// Second scans of a sheet.
    public var repeated = 0
    /// Pages about which a person has to decide; a file that cannot be read counts as one.
    public var waiting = 0
    /// Pages that a person decided not to want, or filed elsewhere.
    public var settled = 0
    /// Pages of which nobody knows where they are: never anything but 0.
    public var unaccounted = 0
    /// Files that are no scans, as texts; no pages, and not part of ``seen``.
    public var otherFiles = 0

    public init() {}

    /// Explicit, so that an encoder's key strategy changes nothing.
    private enum CodingKeys: String, CodingKey {
        case seen, document, separator, blank, waiting, settled, unaccounted
        case separatorByPrint = "separator_by_print"
        case repeated = "repeat"
        case otherFiles = "other_files"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        document = try values.decode(Int.self, forKey: .document)
        separator = try values.decode(Int.self, forKey: .separator)
        separatorByPrint = try values.decode(Int.self, forKey: .separatorByPrint)
        blank = try values.decode(Int.self, forKey: .blank)
        repeated = try values.decode(Int.self, forKey: .repeated)
        waiting = try values.decode(Int.self, forKey: .waiting)
        settled = try values.decode(Int.self, forKey: .settled)
        unaccounted = try values.decode(Int.self, forKey: .unaccounted)
        otherFiles = try values.decode(Int.self, forKey: .otherFiles)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(seen, forKey: .seen)
        try values.encode(document, forKey: .document)
        try values.encode(separator, forKey: .separator)
        try values.encode(separatorByPrint, forKey: .separatorByPrint)
        try values.encode(blank, forKey: .blank)
        try values.encode(repeated, forKey: .repeated)
        try values.encode(waiting, forKey: .waiting)
        try values.encode(settled, forKey: .settled)
        try values.encode(unaccounted, forKey: .unaccounted)
        try values.encode(otherFiles, forKey: .otherFiles)
    }

    /// All pages that were found.
    public var seen: Int { document + separator + blank + repeated + waiting + settled + unaccounted }

    public static func + (a: PageSum, b: PageSum) -> PageSum {
        var sum = a
        sum.document += b.document
        sum.separator += b.separator
        sum.separatorByPrint += b.separatorByPrint
        sum.blank += b.blank
        sum.repeated += b.repeated
        sum.waiting += b.waiting
        sum.settled += b.settled
        sum.unaccounted += b.unaccounted
        sum.otherFiles += b.otherFiles
        return sum
    }

    /// Counts a page.
    public mutating func count(_ disposition: PageDisposition) {
        switch disposition {
        case .document: document += 1
        case .separator(let evidence):
            separator += 1
            if evidence == .print { separatorByPrint += 1 }
        case .blank: blank += 1
        case .repeated: repeated += 1
        case .waiting: waiting += 1
        }
    }
}

/// A page that a splitting would have lost, or put into two places. Nothing is committed then.
public struct PageAccountingError: Error, Hashable, Sendable, CustomStringConvertible {
    public var position: PagePosition
    public var detail: String

    public init(position: PagePosition, detail: String) {
        self.position = position
        self.detail = detail
    }

    public var description: String {
        "page \(position.page + 1) of file \(position.file + 1) of the batch \(detail)"
    }
}
