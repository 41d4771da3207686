import Basics
import DocumentModel

/// A document of which a person has to see something.
public struct ReviewItem: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case open
        /// Somebody was in doubt: a senior decides.
        case postponed
        case done
        /// The document is in force no longer, or nothing in it is unsure any more.
        case withdrawn
    }

    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The machine is not sure.
        case unsure
        /// All is sure; it was drawn at random.
        case sample
        /// All is sure; somebody wanted to look at it.
        case asked
    }

    public var id: DocumentID
    public var caseCode: CaseCode
    public var component: ComponentCode
    public var batchID: BatchID
    /// `nil` for a case code that names none.
    public var agency: AgencyScope?
    /// The case's last day; items without come last.
    public var due: CalendarDay?
    public var pages: Int
    /// Words below `Word.minSure` when they were read.
    public var unsureWords: Int
    /// Words below ``ReviewPolicy/floor`` about which nobody has decided.
    public var openWords: Int
    /// Fields to check about which nobody has decided.
    public var openFields: Int
    public var state: State
    public var reason: Reason
    /// Who works on it; `nil` where nobody does or that has expired.
    public var lease: ReviewLease?
    /// Of whoever postponed it.
    public var note: ReviewNote?
    public var createdAt: Instant
    public var doneAt: Instant?
    public var doneBy: String?

    public init(
        id: DocumentID, caseCode: CaseCode, component: ComponentCode, batchID: BatchID, agency: AgencyScope?,
        due: CalendarDay?, pages: Int, unsureWords: Int, openWords: Int, openFields: Int, state: State,
        reason: Reason, lease: ReviewLease?, note: ReviewNote?, createdAt: Instant, doneAt: Instant?, doneBy: String?
    ) {
        self.id = id
        self.caseCode = caseCode
        self.component = component
        self.batchID = batchID
        self.agency = agency
        self.due = due
        self.pages = pages
        self.unsureWords = unsureWords
        self.openWords = openWords
        self.openFields = openFields
        self.state = state
        self.reason = reason
        self.lease = lease
        self.note = note
        self.createdAt = createdAt
        self.doneAt = doneAt
        self.doneBy = doneBy
    }

    /// Whether something below the floor is still to be decided.
    public var isUnfinished: Bool { openWords + openFields > 0 }
}

/// Who works on an item.
public struct ReviewLease: Hashable, Sendable {
    /// What is shown of the person.
    public var by: String
    public var since: Instant
    public var until: Instant

    public init(by: String, since: Instant, until: Instant) { (self.by, self.since, self.until) = (by, since, until) }
}

/// Why an item was postponed.
public struct ReviewNote: Hashable, Sendable {
    public var text: String
    public var by: String
    public var at: Instant

    public init(text: String, by: String, at: Instant) { (self.text, self.by, self.at) = (text, by, at) }

    /// Most characters.
    public static let maxLength = 500
}

/// How many items there are.
public struct ReviewCounts: Hashable, Sendable {
    public var open = 0
    public var postponed = 0
    public var done = 0
    /// Of the open ones, those on which somebody works.
    public var leased = 0
    /// Documents whose text and PDF do not have all corrections yet.
    public var pendingRebuilds = 0

    public init() {}
}

/// What people have to see.
public struct ReviewPolicy: Hashable, Sendable, Codable {
    public enum Check: String, Hashable, Sendable, Codable, CaseIterable {
        case always
        case ifUnsure = "if_unsure"
        case never
    }

    /// Words below this confidence have to be typed or confirmed one by one.
    public static let floor = 60.0

    /// Which fields are to be checked; those that are not named, if they are unsure.
    public var fields: [FieldName: Check]
    /// Of the documents in which all is sure, how many are drawn for a look, 0 to 1.
    public var sampleShare: Double

    public init(fields: [FieldName: Check] = [:], sampleShare: Double = 0.02) {
        (self.fields, self.sampleShare) = (fields, sampleShare)
    }

    /// The fields that somebody has to compare with the picture. What contradicts the register is always among them.
    public func toCheck(in fields: DocumentFields) -> Set<FieldName> {
        Set(
            fields.filter { name, value in
                if value.contradictsRegister == true { return true }
                return switch self.fields[name] ?? .ifUnsure {
                case .always: true
                case .ifUnsure: !value.isSure
                case .never: false
                }
            }.keys)
    }
}

/// What of a page's text a person has to see.
public struct WordDoubts: Hashable, Sendable, Codable {
    /// Words below `Word.minSure`.
    public var unsure: Int
    /// Words below ``ReviewPolicy/floor``: line and word in turn.
    public var below: [WordPlace]

    public init(_ text: PageText) {
        unsure = 0
        below = []
        for (line, words) in text.lines.enumerated() {
            for (place, word) in words.words.enumerated() {
                if word.confidence < Word.minSure { unsure += 1 }
                if word.confidence < ReviewPolicy.floor { below.append(WordPlace(line: line, word: place)) }
            }
        }
    }

    /// - Parameter places: line and word in turn.
    public init?(unsure: Int, places: [Int]) {
        guard places.count.isMultiple(of: 2) else { return nil }
        self.unsure = unsure
        below = stride(from: 0, to: places.count, by: 2).map { WordPlace(line: places[$0], word: places[$0 + 1]) }
    }

    /// Line and word in turn.
    public var places: [Int] { below.flatMap { [$0.line, $0.word] } }
}
