import Basics
import Dossiers
import Ledger

extension Workspace.Cases {
    /// Cases for somebody who does not have the whole code at hand: those whose code begins so, then those in whose papers
    /// the words stand.
    /// - Parameters:
    ///   - text: the beginning of a code, or words.
    ///   - limit: most cases, up to 50.
    public func find(_ text: String, limit: Int = 20) async throws -> [CaseRecord] {
        let scope = try caller.scope(for: .readPapers)
        let wanted = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !wanted.isEmpty, wanted.count <= 200 else { return [] }
        try await workspace.look(at: .listing("cases"))
        let limit = min(max(limit, 1), 50)
        return try await ledger.read { tx in
            var codes = try tx.caseCodes(beginning: wanted, in: scope, limit: limit)
            if codes.count < limit {
                var query = SearchQuery(wanted)
                query.scope.bounds = scope
                for hit in try tx.search(query, limit: limit * 2) where !codes.contains(hit.caseCode) {
                    codes.append(hit.caseCode)
                }
            }
            return try codes.prefix(limit).compactMap { try tx.findCase($0) }
        }
    }

    /// A case to which papers can be given.
    /// - Throws: `Refusal` `unknown_case`, also for one of another agency.
    public func register(_ code: CaseCode) async throws -> CaseRecord {
        try caller.require(.readPapers, on: code)
        return try await record(code)
    }
}
