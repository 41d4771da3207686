import Basics
import Dossiers
import Ledger

extension Workspace.Documents {
    /// What a search brings for the desk: the first pages, what there is among all of them, and the person's cases.
    public struct Found: Sendable {
        public var papers: FoundPapers
        /// Cases of the person who was asked for, or whose number was typed.
        public var cases: [PersonCase]
        /// Pictures of the hits.
        public var pages: [HitPlace: PageID]
    }

    /// Most cases of one person beside the papers.
    private static let maxCases = 10

    /// Finds papers, and the cases of a person who is asked for. The look at it names the cases whose papers it shows.
    /// - Parameter limit: most hits, 1 to 500.
    public func find(_ query: SearchQuery, limit: Int) async throws -> Found {
        var query = query
        let scope = try caller.scope(for: .readPapers)
        query.scope.bounds = scope
        let narrowed = query
        // A number alone in the line of words is a person's, too.
        let person = query.scope.person ?? query.text
        let (papers, cases) = try await ledger.read { tx in
            (
                try tx.findPapers(narrowed, limit: limit),
                try person.isEmpty ? [] : tx.cases(ofPerson: person, in: scope, limit: Self.maxCases)
            )
        }
        let shown = Set(papers.hits.map(\.caseCode)).union(cases.map(\.code))
        try await workspace.look(listing: "search", showing: shown)
        return Found(papers: papers, cases: cases, pages: try await pages(of: papers.hits))
    }
}
