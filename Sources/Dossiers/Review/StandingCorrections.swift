import DocumentModel

/// What holds of all the facts about a document and its pages: of each word and field the last decision that was not
/// taken back. In which order facts about different words came does not matter.
public struct StandingCorrections: Hashable, Sendable {
    /// In force, by what they are about.
    public private(set) var bySubject: [CorrectionSubject: Correction] = [:]
    /// Of each page about which there ever was a fact, and of those that a person turned, the machine's reading that all
    /// facts are about that count.
    public private(set) var readings: [PageID: String] = [:]
    /// Fields about which there ever was a fact.
    public private(set) var touchedFields: Set<FieldName> = []
    /// The number of the last fact; 0 without any.
    public private(set) var revision = 0

    public static let none = StandingCorrections([])

    /// - Parameters:
    ///   - facts: in any order.
    ///   - last: the last fact that counts; `nil` for all.
    ///   - bases: of pages that a person turned, the machine's reading so turned: facts about others don't count.
    public init(_ facts: [Correction], upTo last: Int? = nil, bases: [PageID: String] = [:]) {
        readings = bases
        let facts = facts.filter { $0.number <= last ?? .max }.sorted { $0.number < $1.number }
        let undone = Set(facts.compactMap(\.undoes))
        for fact in facts {
            revision = fact.number
            switch fact.subject {
            case .word(let page, let reading, _):
                guard bases[page] ?? reading == reading else { continue }
                readings[page] = readings[page] ?? reading
            case .field(let name): touchedFields.insert(name)
            }
            guard fact.undoes == nil, !undone.contains(fact.number) else { continue }
            bySubject[fact.subject] = fact
        }
    }

    public var isEmpty: Bool { revision == 0 }

    /// The decisions about the words of a page.
    public func words(of page: PageID) -> [WordPlace: Correction] {
        var words: [WordPlace: Correction] = [:]
        for (subject, fact) in bySubject {
            if case .word(page, _, let place) = subject { words[place] = fact }
        }
        return words
    }

    /// The decisions about fields.
    public var fields: [FieldName: Correction] {
        var fields: [FieldName: Correction] = [:]
        for (subject, fact) in bySubject {
            if case .field(let name) = subject { fields[name] = fact }
        }
        return fields
    }

    /// What the decisions about the words of a page come to, as texts in a fixed order; empty when there is none. Whatever
    /// has the same texts has the same corrected reading.
    public func basis(of page: PageID) -> [String] {
        words(of: page).sorted { $0.key < $1.key }.flatMap { place, fact in
            ["\(place.line) \(place.word) \(fact.decision.rawValue)", fact.after]
        }
    }

    /// The same of the fields.
    public var basisOfFields: [String] {
        fields.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { name, fact in
            let box = fact.box.map { "\($0.x) \($0.y) \($0.width) \($0.height)" } ?? ""
            return [
                "\(name.rawValue) \(fact.decision.rawValue)", fact.after, fact.page.map(String.init) ?? "", box,
            ]
        }
    }
}
