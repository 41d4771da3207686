import Basics
import Dossiers

/// That a person looked at somebody's papers: who, at what, what for. Never changed or deleted, and never the papers'
/// own words.
public struct Look: Hashable, Sendable {
    /// From 1, without gaps.
    public var number: Int
    public var recordedAt: Instant
    /// Login name.
    public var account: String
    /// What the account was allowed to be at that moment.
    public var roles: [Role]
    public var subject: LookSubject
    /// Whose papers a list showed that the person had not been shown by it shortly before; ascending.
    public var cases: [CaseCode] = []
    public var purpose: LookPurpose
    public var session: SessionID?
    /// Over the look before and all of the above.
    public var hash: String
}

/// What was looked at.
public enum LookSubject: Hashable, Sendable {
    case `case`(CaseCode)
    case document(DocumentID, of: CaseCode)
    case batch(BatchID)
    /// Pages that are held back.
    case waitingItem(WaitingID, of: CaseCode?)
    /// Many at once: an export, a report, a list with names, by its stable name.
    case listing(String)

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case `case`, document, batch
        case waitingItem = "waiting_item"
        case listing
    }

    public var kind: Kind {
        switch self {
        case .case: .case
        case .document: .document
        case .batch: .batch
        case .waitingItem: .waitingItem
        case .listing: .listing
        }
    }

    /// Identity of what was looked at.
    public var id: String {
        switch self {
        case .case(let code): code.rawValue
        case .document(let id, _): id.rawValue
        case .batch(let id): id.rawValue
        case .waitingItem(let id, _): id.rawValue
        case .listing(let name): name
        }
    }

    public var caseCode: CaseCode? {
        switch self {
        case .case(let code), .document(_, let code): code
        case .waitingItem(_, let code): code
        case .batch, .listing: nil
        }
    }

    /// As it was stored; `nil` for what it never is.
    init?(_ kind: Kind, id: String, caseCode: CaseCode?) {
        switch kind {
        case .case:
            guard let caseCode else { return nil }
            self = .case(caseCode)
        case .document:
            guard let caseCode else { return nil }
            self = .document(DocumentID(rawValue: id), of: caseCode)
        case .batch: self = .batch(BatchID(rawValue: id))
        case .waitingItem: self = .waitingItem(WaitingID(rawValue: id), of: caseCode)
        case .listing: self = .listing(id)
        }
    }
}

/// What somebody looks for.
public struct LookPurpose: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Working the case that the papers belong to.
        case caseWork = "case_work"
        /// Deciding what the machine was not sure of.
        case review
        /// Whether the papers serve another case.
        case reuse
        /// Sending or receiving them by post.
        case postal
        /// Checking what was drawn at random.
        case sampling
        case export
        /// An audit, or a complaint.
        case inspection
    }

    public var kind: Kind
    /// What a person typed; `nil` when nothing was asked.
    public var note: String?

    /// Characters of a note that are kept.
    public static let noteLimit = 200

    public init(_ kind: Kind, note: String? = nil) {
        self.kind = kind
        let line = note.map { String($0.split(whereSeparator: \.isWhitespace).joined(separator: " ")) }
        self.note = line.flatMap { $0.isEmpty ? nil : String($0.prefix(Self.noteLimit)) }
    }
}

/// Which looks are listed.
public struct LookFilter: Hashable, Sendable {
    public var account: LoginName?
    public var caseCode: CaseCode?
    /// Days at +07:00.
    public var days: ClosedRange<CalendarDay>?

    public init(
        account: LoginName? = nil, case caseCode: CaseCode? = nil, days: ClosedRange<CalendarDay>? = nil
    ) {
        (self.account, self.caseCode, self.days) = (account, caseCode, days)
    }
}
