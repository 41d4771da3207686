import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger

/// A word elsewhere in a batch that was read as one that somebody has replaced.
public struct SameError: Hashable, Sendable {
    public var document: DocumentID
    public var caseCode: CaseCode
    public var component: ComponentCode
    /// 0-based.
    public var page: Int
    public var pageID: PageID
    public var place: WordPlace
    /// As the machine read it, and what stands around it.
    public var recognized: String
    public var before: String
    public var after: String
    /// What was written for the same elsewhere.
    public var replacement: String
    /// Of the document, to be given when it is decided.
    public var revision: Int
}

extension Review {
    /// Documents, and pages of them, that are looked through for one error: what is more is found from another document.
    private static let (maxDocuments, maxPages) = (100, 40)

    /// Where in the batch the same was read as what the caller replaced last in a document, and nobody has decided: one
    /// decision serves many.
    /// - Parameter limit: most words.
    public func elsewhere(than id: DocumentID, limit: Int = 24) async throws -> [SameError] {
        try await require(.decide, on: id)
        let (scope, now, actor) = (caller.scope, now(), caller.actor)
        let (replaced, states) = try await ledger.read { tx -> ([String: String], [ReviewState]) in
            guard let document = try tx.document(id) else { return ([:], []) }
            let replaced = Self.replaced(try tx.corrections(of: document), by: actor)
            guard !replaced.isEmpty else { return ([:], []) }
            let items = try tx.reviewItems(
                .open, batch: document.content.batchID, scope: scope, after: nil, limit: Self.maxDocuments, at: now)
            let policy = try tx.reviewPolicy()
            let states = try items.compactMap { item -> ReviewState? in
                guard item.unsureWords > 0, let other = try tx.document(item.id) else { return nil }
                var state = ReviewState(
                    document: other, facts: try tx.corrections(of: other), bases: try tx.decidedReadings(of: other.id),
                    item: item, policy: policy)
                state.openPages = try tx.unsurePages(of: other)
                return state
            }
            return (replaced, states)
        }
        let found = try await find(replaced, in: states, limit: limit)
        // What stands around a word is part of a paper.
        for (document, code) in Set(found.map { [$0.document.rawValue, $0.caseCode.rawValue] }).compactMap({ parts in
            CaseCode(rawValue: parts[1]).map { (DocumentID(rawValue: parts[0]), $0) }
        }) where document != id {
            try await workspace.look(at: .document(document, of: code), for: .review)
        }
        return found
    }

    /// What the person wrote for words with the last act that replaced any, by what the machine had read.
    private static func replaced(_ facts: [Correction], by actor: Actor) -> [String: String] {
        let undone = Set(facts.compactMap(\.undoes))
        let own = facts.filter {
            $0.account == actor.account && $0.person == actor.claimed && $0.decision == .replaced
                && $0.subject.page != nil && !undone.contains($0.number)
        }
        guard let last = own.last else { return [:] }
        return own.filter { $0.gesture == last.gesture }.reduce(into: [:]) { $0[$1.before] = $1.after }
    }

    private func find(
        _ replaced: [String: String], in states: [ReviewState], limit: Int
    ) async throws -> [SameError] {
        let readings = CorrectedReadings(office: office)
        var (found, pages): ([SameError], Int) = ([], 0)
        for var state in states {
            let content = state.document.content
            for number in state.openPages {
                guard pages < Self.maxPages, found.count < limit else { return Array(found.prefix(limit)) }
                pages += 1
                state.readings[number] = try await readings.load(key: state.baseKey(number))
                let words = state.words(of: number)
                for (index, word) in words.enumerated() where word.decision == nil && word.isUnsure {
                    guard let replacement = replaced[word.recognized] else { continue }
                    let line = words.indices.filter { words[$0].place.line == word.place.line }
                    func text(_ indices: some Sequence<Int>) -> String {
                        indices.map { words[$0].text }.filter { !$0.isEmpty }.joined(separator: " ")
                    }
                    found.append(
                        SameError(
                            document: state.document.id, caseCode: content.caseCode, component: content.component,
                            page: number, pageID: content.pages[number].pageID, place: word.place,
                            recognized: word.recognized, before: text(line.filter { $0 < index }.suffix(3)),
                            after: text(line.filter { $0 > index }.prefix(3)), replacement: replacement,
                            revision: state.standing.revision))
                }
            }
        }
        return Array(found.prefix(limit))
    }
}
