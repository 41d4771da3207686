import Basics
import DocumentModel

/// Where a word stands in a page as the machine read it. Corrections never move it: what a person decides about one
/// word leaves the places of all others as they are.
public struct WordPlace: Hashable, Comparable, Sendable, Codable {
    /// 0-based line in reading order.
    public var line: Int
    /// 0-based word in the line.
    public var word: Int

    public init(line: Int, word: Int) { (self.line, self.word) = (line, word) }

    public static func < (a: WordPlace, b: WordPlace) -> Bool { (a.line, a.word) < (b.line, b.word) }
}

/// What a correction is about.
public enum CorrectionSubject: Hashable, Sendable, Codable {
    /// A word of a page.
    /// - Parameter reading: the idempotence key of the machine's reading on which it was made. All corrections of a page
    ///   are of one reading.
    case word(page: PageID, reading: String, place: WordPlace)
    /// A field of the document.
    case field(FieldName)

    /// The page that the word stands on; `nil` for a field.
    public var page: PageID? {
        if case .word(let page, _, _) = self { page } else { nil }
    }

    public var field: FieldName? {
        if case .field(let name) = self { name } else { nil }
    }
}

/// A fact: what a person decided about one word or field. It is never changed; taking it back is another fact.
public struct Correction: Hashable, Sendable, Codable, Identifiable {
    public enum Decision: String, Hashable, Sendable, Codable, CaseIterable {
        /// Something else stands there.
        case replaced
        /// It is right as it was read.
        case confirmed
        /// No text stands there: a stain, a rule, a piece of a seal.
        case notText = "not_text"
        /// The paper has no such field.
        case emptied
        /// The fact that ``Correction/undoes`` names is taken back.
        case undone
    }

    /// Grows over the whole ledger, from 1.
    public var number: Int
    /// What a person did at once, and takes back at once.
    public var gesture: String
    public var document: DocumentID
    public var subject: CorrectionSubject
    public var decision: Decision
    /// What stood there before; empty where nothing did.
    public var before: String
    /// What stands there now; empty where nothing does.
    public var after: String
    /// 0-based page of the document with what speaks for it, and where on it; `nil` where nobody pointed at a place.
    public var page: Int?
    public var box: PixelBox?
    /// The number of the fact that is taken back.
    public var undoes: Int?
    /// The account that decided; proved.
    public var account: String
    /// The person for whom the account says to act; a claim.
    public var person: String?
    public var recordedAt: Instant

    public init(
        number: Int, gesture: String, document: DocumentID, subject: CorrectionSubject, decision: Decision,
        before: String, after: String, page: Int? = nil, box: PixelBox? = nil, undoes: Int? = nil, account: String,
        person: String? = nil, recordedAt: Instant
    ) {
        self.number = number
        self.gesture = gesture
        self.document = document
        self.subject = subject
        self.decision = decision
        self.before = before
        self.after = after
        self.page = page
        self.box = box
        self.undoes = undoes
        self.account = account
        self.person = person
        self.recordedAt = recordedAt
    }

    public var id: Int { number }

    /// What records and screens show of who decided.
    public var by: String { person ?? account }

    /// Whether it decides the same as another fact about the same.
    public func isSame(as other: Correction) -> Bool {
        subject == other.subject && decision == other.decision && after == other.after
    }
}

/// What a person decides about one word, before it is a fact.
public struct WordCorrection: Hashable, Sendable {
    public enum Decision: Hashable, Sendable {
        /// This stands there. A blank in it divides the word.
        case replace(String)
        case confirm
        case notText
    }

    /// 0-based page of the document.
    public var page: Int
    public var place: WordPlace
    public var decision: Decision

    public init(page: Int, place: WordPlace, _ decision: Decision) {
        (self.page, self.place, self.decision) = (page, place, decision)
    }

    /// The same texts for the same decision, others for another.
    public var texts: [String] {
        let (name, text) =
            switch decision {
            case .replace(let text): ("replace", text)
            case .confirm: ("confirm", "")
            case .notText: ("not text", "")
            }
        return ["word \(page) \(place.line) \(place.word) \(name)", text]
    }
}

/// What a person decides about one field, before it is a fact.
public struct FieldCorrection: Hashable, Sendable {
    public enum Decision: Hashable, Sendable {
        case set(String)
        case confirm
        case empty
    }

    public var name: FieldName
    public var decision: Decision
    /// 0-based page of the document at which the person pointed, if any.
    public var page: Int?
    public var box: PixelBox?

    public init(_ name: FieldName, _ decision: Decision, page: Int? = nil, box: PixelBox? = nil) {
        (self.name, self.decision, self.page, self.box) = (name, decision, page, box)
    }

    /// The same texts for the same decision, others for another.
    public var texts: [String] {
        let (verb, text) =
            switch decision {
            case .set(let text): ("set", text)
            case .confirm: ("confirm", "")
            case .empty: ("empty", "")
            }
        let place = box.map { "\($0.x) \($0.y) \($0.width) \($0.height)" } ?? ""
        return ["field \(name.rawValue) \(verb)", text, page.map(String.init) ?? "", place]
    }
}
